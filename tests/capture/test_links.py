from __future__ import annotations

import gzip

import pytest

from cordiale.capture.links import looks_like_feed, read_links
from cordiale.model.issue import Rejected
from cordiale.model.watching import AddressKind, Link

CAP = 2**20
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
<item><link>https://a.example/1</link><pubDate>Wed, 08 May 2024 06:00:00 +0200</pubDate></item>
<item><guid isPermaLink="true">https://a.example/2</guid></item>
<item><link>https://a.example/1</link></item><item><title>no link</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>x</title>
<link rel="self" href="https://a.example/api/1"/><link rel="alternate" href="https://a.example/1"/>
<updated>2024-05-08T06:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>T</title></channel><item><title>x</title><link>https://a.example/1</link></item></rdf:RDF>"""
MAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://a.example/1 </loc><lastmod>2024-05-08</lastmod></url>
<url><loc>https://a.example/2</loc><news:news><news:publication_date>2024-05-07T01:00:00Z</news:publication_date></news:news></url>
<url><loc>https://a.example/3</loc><lastmod>yesterday</lastmod></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://a.example/map1.xml</loc><lastmod>2024-05-08</lastmod></sitemap></sitemapindex>"""
BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
THIEF = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


def links(text: str | bytes, kind: AddressKind) -> list[Link]:
    return read_links(text if isinstance(text, bytes) else text.encode(), kind, CAP)[0]


def test_feeds_of_every_kind_give_their_pages_once() -> None:
    assert links(RSS, AddressKind.FEED) == [
        Link("https://a.example/1", "2024-05-08T04:00:00+00:00"),
        Link("https://a.example/2"),
    ]
    assert links(ATOM, AddressKind.FEED) == [Link("https://a.example/1", "2024-05-08T06:00:00+00:00")]
    assert links(RDF, AddressKind.FEED) == [Link("https://a.example/1")]


def test_a_feed_that_is_broken_xml_is_read_as_far_as_it_goes() -> None:
    broken = RSS.replace("<title>T</title>", "<title>Salt & Sea</title>")
    assert [x.address for x in links(broken, AddressKind.FEED)] == ["https://a.example/1", "https://a.example/2"]


def test_a_feed_is_never_taken_for_the_name_of_a_file() -> None:
    with pytest.raises(Rejected):
        links("/etc/hostname", AddressKind.FEED)


@pytest.mark.parametrize("prolog", [BOMB, THIEF], ids=["bomb", "file"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities_is_refused(prolog: str, encoding: str) -> None:
    for kind, body in ((AddressKind.FEED, RSS), (AddressKind.SITEMAP, MAP)):
        bare = body.partition("?>")[2] or body
        with pytest.raises(Rejected) as refused:
            links((prolog + bare).encode(encoding), kind)
        assert refused.value.code == "entities"


def test_an_old_feed_with_a_document_type_is_no_bomb() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://a.example/rss-0.91.dtd">'
    assert len(links(RSS.replace("?>", "?>" + old, 1), AddressKind.FEED)) == 2


def test_a_sitemap_gives_its_pages_with_their_days() -> None:
    assert links(MAP, AddressKind.SITEMAP) == [
        Link("https://a.example/1", "2024-05-08"),
        Link("https://a.example/2", "2024-05-07T01:00:00Z"),
        Link("https://a.example/3"),
    ]


def test_an_index_gives_its_sitemaps() -> None:
    pages, maps = read_links(INDEX.encode(), AddressKind.SITEMAP, CAP)
    assert (pages, maps) == ([], [Link("https://a.example/map1.xml", "2024-05-08")])


def test_a_packed_sitemap_is_unpacked_within_bounds() -> None:
    assert len(links(gzip.compress(MAP.encode()), AddressKind.SITEMAP)) == 3
    with pytest.raises(Rejected) as refused:
        links(gzip.compress(b" " * 50 * CAP), AddressKind.SITEMAP)
    assert refused.value.code == "size"


@pytest.mark.parametrize("text", ["", "hello", "<html><body>x</body></html>", "<urlset", "\0\1\2"])
def test_what_is_no_feed_or_sitemap_is_said_to_be_none(text: str) -> None:
    for kind in (AddressKind.FEED, AddressKind.SITEMAP):
        with pytest.raises(Rejected) as refused:
            links(text, kind)
        assert refused.value.code == kind.value


@pytest.mark.parametrize(
    "text",
    [
        '{"articles": [{"url": "https://a.example/1", "title": "x", "seendate": "20240508T061500Z"}]}',
        '[{"url": "https://a.example/1", "seendate": "20240508"}]',
        "URL,Title,Date\nhttps://a.example/1,x,20240508\n",
        "GLOBALEVENTID\tDATEADDED\tSOURCEURL\n7\t20240508\thttps://a.example/1\n",
    ],
    ids=["GDELT DOC JSON", "array", "GDELT DOC CSV", "GDELT events"],
)
def test_lists_of_articles_give_addresses_and_days(text: str) -> None:
    assert links(text, AddressKind.LIST) == [Link("https://a.example/1", "2024-05-08")]


def test_a_list_without_a_header_or_of_bare_addresses_will_do() -> None:
    assert links("7\t8\thttps://a.example/1\n", AddressKind.LIST) == [Link("https://a.example/1")]
    assert links('["https://a.example/1"]', AddressKind.LIST) == [Link("https://a.example/1")]
    assert links("https://a.example/1\nhttps://a.example/2\n", AddressKind.LIST)[1] == Link("https://a.example/2")
    with pytest.raises(Rejected):
        links("no address here", AddressKind.LIST)


def test_feeds_are_told_from_pages() -> None:
    assert looks_like_feed(RSS.encode())
    assert looks_like_feed(ATOM.encode())
    assert not looks_like_feed(b"<!DOCTYPE html><html><body><rss> <feed></body></html>")
