"""Japanese and Chinese pages: what each line is for, and what the page says of itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from lxml import etree
from trafilatura.metadata import extract_metadata

from cordiale.model.document import BlockLabel
from cordiale.read.embedded import published_day
from cordiale.read.given import Given, day_of, host_of
from cordiale.read.header import Header, Infer, Text, find_publication
from cordiale.read.html import main_paragraphs, parse_markup
from cordiale.read.language import find_east_asian, has_east_asian
from cordiale.read.lines import Line, split_lines
from cordiale.read.markup import strip_markup
from cordiale.read.scrape import Scrape
from cordiale.text.east_asian_dates import printed_east_asian_day

_STOPS = "。！？"
_CLOSED = re.compile(r"[。！？!?][」』”’）)]*$")
# A paragraph has its stop and so many characters; a headline fewer than the second number and no stop.
_PARAGRAPH, _HEADLINE, _SHORTEST_HEADLINE = 18, 70, 7
_DATE_LINE = 44
_BYLINE = re.compile(
    r"^(?:[（(【]?(?:文|撰文|作者|記者|记者|本報記者|本报记者|編譯|编译|執筆|文・|筆者|写真・文)[：:／/ 　]{0,2}"
    r"(?P<one>[\u4e00-\u9fff\u30a0-\u30ff・ 　]{2,20})[）)】]?"
    r"|(?P<two>[\u4e00-\u9fff\u30a0-\u30ff・ 　]{2,12})(?:記者|特派員|编辑|論説委員|通信員))$"
)
_IN_BYLINE = re.compile(r"^[（(【［](?P<place>[^（）()＝=　 ]{1,12})[＝=](?P<name>[\u4e00-\u9fff ・]{2,12})[）)】］]")
_SOURCE = re.compile(r"(?:来源|來源|出典|提供|稿源|文章来源)[：: ]{0,2}(?P<name>[^\s|｜　]{2,20})")
_OWNER = re.compile(
    r"(?:©|Copyright|\(c\))\s*(?:\(c\)\s*)?(?:(?:19|20)\d\d(?:[-–]\d{2,4})?)?\s*(?P<name>[^\s.,。|]{2,24})",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"(?:新聞|新闻网|新聞網|通信|通信社|日報|日报|時報|时报|早報|早报|晚报|晚報|ニュース|放送|電視|电视台|网|社)$"
)
_CAPTION = re.compile(
    r"^(?:[▲△■◆●]?\s*(?:写真|図|图为|图：|图片|資料圖|资料图|資料照|圖為|圖：|▲|【写真】|（資料写真）))|(?:撮影|提供|摄|攝|資料照片|＝AP|＝ロイター|=AP|=ロイター|共同|图源[:：].{1,12})[）)]?$"
)
_BESIDE_DAY = re.compile(
    r"[0-9０-９年月日時时分秒:：/.\-－ 　|｜()（）]|令和|平成|[月火水木金土日]曜日?|星期.|更新|発表|配信|公開|掲載|发布|發布|发表|發表"
    r"|时间|時間|来源|來源|午前|午後|上午|下午"
)
_LANG = re.compile(r"<html[^>]*\blang=[\"']?([A-Za-z-]{2,12})", re.IGNORECASE)
_HEAD = 3000
_FOOT = 25


@dataclass(frozen=True, slots=True)
class EastAsianPage:
    """The text of a page, its labelled lines, its header, its language, and whether the article goes on elsewhere."""

    text: str
    scrape: Scrape
    header: Header
    language: str
    is_truncated: bool


@dataclass(frozen=True, slots=True)
class _Phrases:
    endings: frozenset[str]
    starts: tuple[str, ...]
    cut: tuple[str, ...]
    sections: frozenset[str]
    languages: str


@cache
def _phrases() -> _Phrases:
    table = tomllib.loads(files("cordiale.read").joinpath("east_asian.toml").read_text("utf-8"))
    return _Phrases(
        frozenset(table["endings"]),
        tuple(table["starts"]),
        tuple(table["cut"]),
        frozenset(table["sections"]),
        table["languages"],
    )


def languages_read() -> str:
    """What people call the languages that are read."""
    return _phrases().languages


def read_east_asian_page(
    text: str, given: Given, infer: Infer | None, is_html: bool, is_article: bool = False
) -> EastAsianPage | None:
    """The page where its text is Japanese or Chinese, else None; `is_article` says that all of the text is one."""
    if not has_east_asian(text):
        return None
    if is_html:
        lang = _LANG.search(text[:_HEAD])
        stripped = strip_markup(text)
        language = find_east_asian(stripped, lang[1] if lang else None)
        return _read_markup(text, stripped, given, infer, language) if language else None
    language = find_east_asian(text)
    if language is None:
        return None
    lines = tuple(split_lines(text))
    scrape = label_east_asian(lines, given.title)
    if is_article:
        scrape = _as_article(scrape)
    header = _header(scrape.lines, scrape, given, infer)
    return EastAsianPage(text, scrape, header, language, _is_cut(scrape.lines))


def _read_markup(markup: str, stripped: str, given: Given, infer: Infer | None, language: str) -> EastAsianPage:
    tree = parse_markup(markup)
    shown = tuple(split_lines(stripped))
    paragraphs: list[str] = []
    if tree is not None:
        try:
            said = extract_metadata(tree, default_url=given.url)
            title = " ".join((tree.findtext(".//h1") or said.title or tree.findtext(".//title") or "").split()) or None
            day = given.day or published_day(tree) or (day_of(said.date) if said.date else None)
            given = replace(
                given,
                title=given.title or title,
                byline=given.byline or said.author,
                publisher=given.publisher or said.sitename,
                day=day,
                url=given.url or said.url,
            )
            paragraphs = main_paragraphs(tree)
        except (ValueError, etree.LxmlError, RecursionError):
            paragraphs = []
    if not paragraphs:
        scrape = label_east_asian(shown, given.title)
        return EastAsianPage(stripped, scrape, _header(shown, scrape, given, infer), language, _is_cut(shown))
    rows = [*([given.title] if given.title else []), *(p for p in paragraphs if p != given.title)]
    text = "\n".join(rows)
    scrape = label_east_asian(tuple(split_lines(text)), given.title)
    return EastAsianPage(text, scrape, _header(shown, scrape, given, infer), language, _is_cut(shown))


def label_east_asian(lines: Sequence[Line], title: str | None = None) -> Scrape:
    """A label for every line: paragraphs are body, the headline stands above them, furniture around them."""
    alone = [_alone(line) for line in lines]
    body = [i for i, line in enumerate(lines) if alone[i] is None and _is_paragraph(line)]
    first = body[0] if body else len(lines)
    end = next(
        (i for i in range(first, len(lines)) if lines[i].text.strip("■◆▼【】 　：:") in _phrases().endings), len(lines)
    )
    last = max((i for i in body if i < end), default=first)
    at = _find_title(lines, alone, first, title)
    labels = []
    for i, line in enumerate(lines):
        if i == at:
            labels.append(BlockLabel.TITLE)
        elif alone[i] is not None:
            labels.append(alone[i] or BlockLabel.BOILERPLATE)
        elif i >= end or i > last or (i < first and not _is_paragraph(line)):
            labels.append(BlockLabel.SECTION if line.text in _phrases().sections else BlockLabel.BOILERPLATE)
        else:
            labels.append(BlockLabel.BODY)
    return Scrape(tuple(lines), tuple(labels), at)


def _as_article(scrape: Scrape) -> Scrape:
    labels = tuple(
        BlockLabel.BODY if label is BlockLabel.BOILERPLATE and _alone(line) is None else label
        for line, label in zip(scrape.lines, scrape.labels, strict=True)
    )
    if BlockLabel.BODY not in labels:
        labels = tuple(BlockLabel.BODY if label is BlockLabel.TITLE else label for label in labels)
        return replace(scrape, labels=labels, title=None)
    return replace(scrape, labels=labels)


def _alone(line: Line) -> BlockLabel | None:
    """What a line is by its own words: caption, byline, date, section, furniture; None for what may be text."""
    text = line.text
    bare = text.strip("■◆▼【】[]（）() 　")
    if text in _phrases().sections:
        return BlockLabel.SECTION
    if len(text) <= _DATE_LINE and not _CLOSED.search(text) and _is_date_line(text):
        return BlockLabel.DATE
    if _BYLINE.match(text):
        return BlockLabel.BYLINE
    if _CAPTION.search(text) and len(text) < 2 * _HEADLINE and text.count("。") <= 1:
        return BlockLabel.CAPTION
    is_short = len(text) <= _HEADLINE and text.count("。") <= 1
    if bare in _phrases().endings or (is_short and bare.startswith(_phrases().starts)):
        return BlockLabel.BOILERPLATE
    return None


def _is_date_line(text: str) -> bool:
    """Whether a line prints a day and little else than hours, outlets and words of publishing."""
    if printed_east_asian_day(text) is None:
        return False
    rest = _BESIDE_DAY.sub("", text)
    return len(rest) <= _SHORTEST_HEADLINE + 5


def _is_paragraph(line: Line) -> bool:
    return (len(line.text) >= _PARAGRAPH and any(s in line.text for s in _STOPS)) or (
        bool(_CLOSED.search(line.text)) and len(line.text) >= _SHORTEST_HEADLINE
    )


def _find_title(lines: Sequence[Line], alone: Sequence[BlockLabel | None], first: int, title: str | None) -> int | None:
    """The line that is the title: the one given, else the one right above date or byline, else the longest above the text."""
    if title:
        key = "".join(title.split())
        return next((i for i, line in enumerate(lines[: first + 1]) if "".join(line.text.split()) == key), None)
    fitting = [
        i
        for i in range(first)
        if alone[i] is None
        and _SHORTEST_HEADLINE <= len(lines[i].text) <= _HEADLINE
        and not re.search(r"[|｜>＞»]", lines[i].text)
    ]
    marked = [i for i in fitting if i + 1 < len(lines) and alone[i + 1] in (BlockLabel.DATE, BlockLabel.BYLINE)]
    if marked:
        return marked[-1]
    return max(fitting, key=lambda i: (len(lines[i].text), i), default=None)


def _header(shown: Sequence[Line], scrape: Scrape, given: Given, infer: Infer | None) -> Header:
    """Title, writer, publisher and day: as printed or as given with the page; `shown` are all lines that it shows."""
    title = scrape.lines[scrape.title].text if scrape.title is not None else given.title
    body = "\n".join(line.text for line in scrape.with_label(BlockLabel.BODY))
    dated = [line.text for line in shown if len(line.text) <= _DATE_LINE and _is_date_line(line.text)]
    printed = next((day for text in dated if (day := printed_east_asian_day(text))), None)
    published = find_publication(None if given.day else printed, given, Text(body), infer)
    return Header(
        title, given.byline or _writer(shown), given.publisher or _publisher(shown) or host_of(given.url), published
    )


def _writer(lines: Sequence[Line]) -> str | None:
    for line in lines:
        match = _BYLINE.match(line.text)
        if match:
            return (match["one"] or match["two"]).strip(" 　")
        inline = _IN_BYLINE.match(line.text)
        if inline:
            return inline["name"].strip()
    return None


def _publisher(lines: Sequence[Line]) -> str | None:
    """The source that a line names, the owner in the copyright line, else an outlet's name on a line of its own."""
    for line in lines:
        if len(line.text) <= _HEADLINE and (match := _SOURCE.search(line.text)):
            return match["name"]
    for line in reversed(lines[-_FOOT:]):
        match = _OWNER.match(line.text)
        if match:
            return match["name"]
    masthead = (line.text for line in lines[:6] if len(line.text) <= 14 and _OUTLET.search(line.text))
    return next(masthead, None)


def _is_cut(lines: Sequence[Line]) -> bool:
    return any(
        len(line.text) <= _HEADLINE and line.text.lstrip("… 　[【").startswith(_phrases().cut) for line in lines[3:]
    )
