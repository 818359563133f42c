"""What Japanese and Chinese pages say: who is named, who says what, who does what to whom."""

from __future__ import annotations

from datetime import date

import pytest

from cordiale.extract.east_asian.actors import find_east_asian_actors
from cordiale.extract.east_asian.plain import EastAsianReader
from cordiale.extract.east_asian.reading import read_east_asian
from cordiale.lexicon import load_lexicon
from cordiale.lexicon.east_asian import load_east_asian
from cordiale.model.document import Article, Block, BlockLabel, DateBasis, Publication, Span
from cordiale.model.mention import EventMention, Mentions
from cordiale.model.time import DateInterval
from cordiale.text.sentences import split_sentences


def article(text: str, language: str) -> Article:
    """An article of one block, published on 24 November 2025."""
    published = Publication(DateInterval.day(date(2025, 11, 24)), DateBasis.EXPLICIT)
    blocks = (Block(Span(0, len(text)), BlockLabel.BODY),)
    return Article("ar_1", "a.txt", "c0ffee", text, blocks, language=language, published=published)


def named(text: str, language: str) -> dict[str, str]:
    """The words of each mention with its states, and the person where one is named."""
    page = article(text, language)
    found = find_east_asian_actors(page, split_sentences(page), load_east_asian(language), load_lexicon())
    return {
        m.span.of(text): "+".join(a.name if a.office and a.name else a.country or "" for a in m.actors) for m in found
    }


def read(text: str, language: str) -> Mentions:
    return read_east_asian(article(text, language), load_lexicon())


def told(event: EventMention) -> str:
    sides = [" ".join(a.country or "" for a in side) for side in (event.actors, event.recipients) if side]
    return f"{event.type} {event.status} {' > '.join(sides)}"


@pytest.mark.parametrize(
    ("language", "text", "words", "who"),
    [
        ("ja", "高市早苗首相は述べた。", "高市早苗首相", "Sanae Takaichi"),
        ("ja", "トランプ米大統領が到着した。", "トランプ米大統領", "Donald Trump"),
        ("ja", "韓国の李在明大統領は述べた。", "韓国の李在明大統領", "Lee Jae-myung"),
        ("ja", "中国外務省の毛寧報道官は述べた。", "中国外務省の毛寧報道官", "Mao Ning"),
        ("ja", "日米首脳会談が開かれた。", "日米", "JPN+USA"),
        ("ja", "日中関係は冷え込んだ。", "日中", "JPN+CHN"),
        ("ja", "米軍が展開した。", "米軍", "USA"),
        ("zh", "中美关系出现转机。", "中美", "CHN+USA"),
        ("zh", "中方表示反对。", "中方", "CHN"),
        ("zh", "美國國務卿盧比歐表示反對。", "美國國務卿盧比歐", "Marco Rubio"),
        ("zh", "德国总理默茨抵达。", "德国总理默茨", "Friedrich Merz"),
        ("zh", "中国国防部表示反对。", "中国国防部", "CHN"),
        ("zh", "美国驻菲律宾大使馆表示反对。", "美国驻菲律宾大使馆", "USA"),
    ],
)
def test_words_side_by_side_name_one_actor(language: str, text: str, words: str, who: str) -> None:
    assert named(text, language)[words] == who


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "日中は気温が上がった。"),
        ("ja", "日本海で波が高まった。"),
        ("ja", "マリアさんはドローンを飛ばした。"),
        ("zh", "以及更加开放的办法。"),
        ("zh", "会议强调加强领导、注意方法。"),
        ("zh", "新华社报道。"),
    ],
)
def test_what_only_looks_like_a_name_names_nobody(language: str, text: str) -> None:
    assert named(text, language) == {}


def test_both_are_the_two_states_named_before() -> None:
    assert named("日本は米国と会談した。両国は声明を出した。", "ja")["両国"] == "JPN+USA"


@pytest.mark.parametrize(
    ("language", "text", "acts"),
    [
        ("ja", "高市首相はトランプ大統領と東京で会談した。", ["CONSULT happened JPN USA"]),
        ("ja", "政府は米国に対し、対話を求めた。", ["REQUEST happened JPN > USA"]),
        ("ja", "北朝鮮は弾道ミサイルを発射した。", ["MOBILIZE happened PRK"]),
        ("ja", "ロシアはウクライナを攻撃している。", ["ASSAULT ongoing RUS > UKR"]),
        ("ja", "欧州連合はロシアに追加制裁を科す方針だ。", ["SANCTION planned IGO > RUS"]),
        ("ja", "米国は韓国への武器供与を検討している。", ["AID possible USA > KOR"]),
        ("ja", "茂木外相は来月、中国を訪問する予定だ。", ["CONSULT planned JPN > CHN"]),
        ("ja", "日本は中国に抗議していない。", ["ACCUSE denied JPN > CHN"]),
        ("zh", "美国对中国加征关税。", ["SANCTION happened USA > CHN"]),
        ("zh", "美国和韩国将举行联合军事演习。", ["COOPERATE planned USA KOR"]),
        ("zh", "中方强烈谴责美国。", ["ACCUSE happened CHN > USA"]),
        ("zh", "菲律宾渔船遭中国海警船拦截。", ["COERCE happened CHN > PHL"]),
        ("zh", "歐盟可能對俄羅斯實施制裁。", ["SANCTION possible IGO > RUS"]),
        ("zh", "日本政府否认向乌克兰提供武器。", ["AID denied JPN > UKR"]),
        ("zh", "俄罗斯军队正在袭击乌克兰。", ["ASSAULT ongoing RUS > UKR"]),
    ],
)
def test_particles_and_prepositions_tell_the_sides_and_endings_the_status(
    language: str, text: str, acts: list[str]
) -> None:
    assert [told(e) for e in read(text, language).events] == acts


def test_where_the_sides_are_not_told_there_is_no_act() -> None:
    assert read("会談が行われた。関係者が攻撃を批判した。", "ja").events == ()


@pytest.mark.parametrize(
    ("language", "text", "speaker", "quote", "is_direct"),
    [
        ("ja", "高市早苗首相は「対話を続ける」と述べた。", "Sanae Takaichi", "対話を続ける", True),
        ("ja", "「平和を望む」とゼレンスキー大統領は強調した。", "Volodymyr Zelenskyy", "平和を望む", True),
        ("ja", "毛寧報道官は25日の会見で、発言は誤りだと批判した。", "Mao Ning", "発言は誤りだ", False),
        ("zh", "外交部发言人林剑24日表示，中方坚决反对。", "Lin Jian", "中方坚决反对", False),
        ("zh", "特朗普总统说：“会谈很好。”", "Donald Trump", "会谈很好。", True),
        ("zh", "“会谈很好，”特朗普总统说。", "Donald Trump", "会谈很好", True),
    ],
)
def test_a_statement_has_its_speaker_and_its_words(
    language: str, text: str, speaker: str, quote: str, is_direct: bool
) -> None:
    (found,) = read(text, language).statements
    assert (found.speaker.name, found.quote, found.is_direct) == (speaker, quote, is_direct)


def test_words_on_a_tie_of_two_states_are_about_both() -> None:
    (found,) = read("高市早苗首相は「日米同盟を強化する」と述べた。", "ja").statements
    assert set(found.about) == {"JPN", "USA"}


def test_a_figure_belongs_to_the_states_before_it() -> None:
    (found,) = read("去年中美贸易额达6882亿美元。", "zh").quantities
    assert (found.subject, found.value, found.unit, found.indicator) == (("CHN", "USA"), 6.882e11, "USD", "贸易额")


def test_a_grouping_is_the_lexicons_with_its_members() -> None:
    (found,) = read("北約が声明を出した。日米同盟は揺るがない。", "ja").groupings
    assert (found.name, found.members) == ("U.S.-Japan alliance", ("USA", "JPN"))


def test_all_that_is_read_stands_where_it_is_said_to() -> None:
    text = "高市早苗首相は22日、「日米同盟を強化する」と述べ、トランプ大統領と会談した。投資は5500億ドルに上る。"
    found = read(text, "ja")
    for mention in (*found.events, *found.statements, *found.quantities, *found.offices, *found.groupings):
        assert all(e.span.of(text) == e.quote for e in mention.evidence)


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_a_reader_gives_a_reading_for_each_sentence_and_has_a_digest(language: str) -> None:
    page = article("会談した。攻撃した。", language)
    reader, sentences = EastAsianReader(language), split_sentences(page)
    assert len(reader.read(page, sentences)) == len(sentences)
    assert len(reader.digest) == 12
