from __future__ import annotations

import re
from pathlib import Path

import pytest

from cordiale.model.issue import UsageError
from cordiale.model.watching import AddressKind, Expectation
from cordiale.sources.publishers import load_publishers

WHOLE = """
name = "The Harbour Times"
owner = "Harbour Media"
country = "NZL"
language = "en"
state_run = true
feeds = ["https://www.harbour.example/rss.xml"]
sitemaps = ["https://www.harbour.example/news.xml"]
pages = ["https://www.harbour.example/front"]
lists = ["gdelt.json", "https://lists.example/l.json"]
folders = ["in"]
hosts = ["harbour-extra.example"]
every = "1h"
delay = "10s"
[expect]
pages_a_day = 3
days_silent = 2
share_read = 0.5
"""


def written(folder: Path, text: str, name: str = "one.toml") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def test_a_file_says_who_a_publisher_is_and_what_is_expected(tmp_path: Path) -> None:
    (one,) = load_publishers([written(tmp_path, WHOLE)])
    assert (one.source.id, one.source.owner, one.source.country) == ("the-harbour-times", "Harbour Media", "NZL")
    assert one.source.is_state_run
    assert (one.every, one.delay, one.expect) == (3600, 10, Expectation(3, 2, 0.5))
    assert one.hosts == ("harbour-extra.example", "www.harbour.example")
    assert dict(one.addresses) == {
        "https://www.harbour.example/rss.xml": AddressKind.FEED,
        "https://www.harbour.example/news.xml": AddressKind.SITEMAP,
        str(tmp_path / "gdelt.json"): AddressKind.LIST,
        "https://lists.example/l.json": AddressKind.LIST,
        str(tmp_path / "in"): AddressKind.FOLDER,
        "https://www.harbour.example/front": AddressKind.PAGE,
    }


def test_several_publishers_may_stand_in_a_file_and_files_in_a_folder(tmp_path: Path) -> None:
    written(
        tmp_path, '[[publisher]]\nname = "A"\nfolders = ["a"]\n[[publisher]]\nname = "B"\nfolders = ["b"]\n', "1.toml"
    )
    written(tmp_path, 'name = "C"\nfolders = ["c"]\n', "2.toml")
    assert [p.source.name for p in load_publishers([str(tmp_path)])] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missing required field `name`"),
        ("name = 3", "Expected `str`, got `int`"),
        ('name = "A"', "nothing to watch"),
        ('name = "…"\nfolders = ["a"]', "name: a publisher needs one"),
        ('name = "A"\nfeed = ["https://a.example/"]', "unknown field `feed`"),
        ('name = "A"\nfeeds = ["a.example/rss"]', "feeds: 'a.example/rss' is not an address"),
        ('name = "A"\nfolders = ["a"]\nevery = "soon"', "every: 'soon' is no span of time"),
        ('name = "A"\nfolders = ["a"]\ndelay = "0.1s"', "delay: '0.1s' is too short; 1 seconds at least"),
        ('name = "A"\nfolders = ["a"]\ncountry = "nz"', "country: 'nz' is not a code of three capitals"),
        ('name = "A"\nfolders = ["a"]\nat_most = 0', "at_most"),
        ('name = "A"\nfolders = ["a"]\n[expect]\npages = 3', "unknown field `pages`"),
        ("name = ", "not TOML"),
        ("publisher = 3", "write [[publisher]]"),
        ('[[publisher]]\nname = "A"\nfolders = ["a"]\n[[publisher]]\nname = "B"', "publisher 2: nothing to watch"),
        ('[[publisher]]\nname = "A"\nfolders = ["a"]\n[[publisher]]\nname = "a"\nfolders = ["a"]', "told of in"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as wrong:
        load_publishers([path])
    assert str(wrong.value).startswith(f"{path}: ")
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_the_file_that_the_documents_show_can_be_used(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (one,) = load_publishers([written(tmp_path, shown)])
    assert len(one.addresses) == 5
