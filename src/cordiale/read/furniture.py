"""What a line is by its own words alone: buttons, menus, credits, bylines, dates, captions; None where only its place
can tell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cordiale.model.document import BlockLabel
from cordiale.read.imprint import find_imprint, is_dateline
from cordiale.read.lines import Line
from cordiale.read.names import is_outlet, is_person_name, lists_writer, opens_with_by
from cordiale.read.phrases import phrases
from cordiale.read.printed import is_date_line, is_dated_masthead, printed_day

_START_WORDS = 40
_CALL_WORDS = 60
_CREDIT_WORDS = 30
_CAPTION_WORDS = 70

_BARRED = re.compile(r"\s[|/>»›•·]\s")
_COUNTS = re.compile(
    r"(?:\d[\d,.]*\s*[km]?|no)\s+(?:shares?|comments?|views?|likes?|reactions?|replies|min(?:ute)?s?(?:\s+of)?\s+read|min(?:ute)?s?\s+to\s+read|words|followers?|photos?|reads)"
    r"|(?:shares?|views?|likes?|comments?|pin|tweet|facebook|twitter)\s*:?\s*\d[\d,.]*[km]?|(?:list "
    r"|page )?\d+\s+of\s+\d+|(?:end of )?list(?: of \d+ items?)?|(?:video|audio)? ?duration .{0,40}"
    r"|(?:page\s+)?\d+\s*/\s*\d+|[\d:]+\s*/\s*[\d:]+|(?:page\s+)?\d+(?:\s+\d+)*(?:\s+next)?"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w+|(?:#\w+[\s,]*)+", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"[\w-]+(?:[_-][\w-]+)*\.(?:jpe?g|png|gif|webp|svg|avif|bmp|mp4|pdf)|[\w-]*\d[\w-]*_[\w-]+"
    r"|[^\W_]+(?:_[^\W_]+)+|(?:img|dsc|image|photo|pic)[-_ ]?\d+|[a-z0-9]+(?:-[a-z0-9]+){2,}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:press release|release|ref(?:erence)?|document|doc|file|id|article)\W*(?:number|no|nr|id)?\W*\d[\d/.-]*"
)
_PLACEHOLDER = re.compile(
    r"\[(?:link|insert|your|image|photo|embed|video|add|placeholder|related|ad|shortcode|caption|gallery)\b[^\]]*\]",
    re.IGNORECASE,
)
_OF_OURS = re.compile(r"\b(?:our|read more|learn more|see also|check out|click|for more)\b", re.IGNORECASE)
_SHORTCODE = re.compile(
    r"\[/?[\w-]+(?:\s+[\w-]+=[^\]]*)?\]|\{\{.*\}\}|<[^>]+>|\(?function\s*\(|window\.\w+|document\.\w+|var\s+\w+\s*=|\.?[\w-]+\s*\{[^}]*\}?"
)

_CREDIT = re.compile(
    r"(?:(?:photo|image|picture|video|illustration|graphic|cover photo|cover image|featured image|top image"
    r"|feature image)s?\s+)?(?:credits?|courtesy(?:\s+of)?|source|sources|via)\s*[:|–-]\s*\S"
    r"|(?:photo|image|picture|photograph|illustration|graphic|video)s?\s*(?:by\b|/|:\s*(?=.{0,60}$))"
    r"|(?:additional\s+)?(?:reporting|writing|editing|research|production)\s+by\b|edited by\b|with (?:inputs?"
    r"|reporting|additional reporting|files|agencies|agency)\b"
    r"|\(?(?:with inputs?|inputs? from)\b|(?:this|the) (?:article|story|piece|post|essay|commentary"
    r"|column) (?:was |is |has been |first |originally )*(?:re)?(?:published|appeared|posted|produced"
    r"|distributed|written|adapted)\b"
    r"|(?:originally|first) (?:published|appeared|posted) (?:in|on|at|by)\b|republished (?:from|with)\b"
    r"|(?:the )?(?:writer|author)s? (?:is|are|was)\b|(?:\(c\)|©)\s*\d{4}\s+\w+ by\b|(?:for|contact) (?:media"
    r"|press) (?:inquir|enquir)",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:\w+ )?(?:reporting|research|to (?:this|the) (?:report|article|story|piece))\b"
)
_CREDITED = re.compile(
    r"\b(?:Credits?|Photo|Photograph|Image|Picture)(?:\s+(?:by|credit|courtesy))?\s*(?:[:/]|\.\.\."
    r"|…)\s*\S(?:[^.]|(?<=\b[A-Z])\.){2,60}$|\bcourtesy of\s[^.]{2,50}\.?$"
)
_SHOUTED = re.compile(
    r"[.”]\s+(?:[A-Z][\w’'.-]+\s+){1,3}[A-Z][\w’'.-]+/[A-Z][\w &]{1,40}$|[.”]\s+(?:[A-Z][A-Z.'’/-]+\s*){2,12}$"
)
_BIOGRAPHY = re.compile(
    r"\b(?:is|was) (?:an?|the) (?:[\w'’-]+ ){0,6}?(?:writer|reporter|correspondent|columnist|editor"
    r"|journalist|contributor|professor|lecturer|fellow|analyst|researcher|scholar|freelancer?|student"
    r"|commentator|author|director|producer) (?:at|for|with|of|in|based|who|covering|on|and)\b"
    r"|^\S+(?: \S+){1,3} (?:teaches|covers|writes|reports on|works (?:at|for))\b"
)
_POSITION = re.compile(
    r"\((?:[\w\s,.-]{0,24}?\b)?(?:left|right|cent(?:er|re)|middle|[LRC]|top|bottom|pictured|file|file photo"
    r"|not pictured|back to camera)\)|\b(?:second|third|fourth|fifth) from (?:the )?(?:left|right)\b"
    r"|, (?:far )?(?:left|right|cent(?:er|re)),"
)
_CAPTION_WORDING = re.compile(
    r"\b(?:in this (?:file )?(?:photo|image|picture|photograph|handout|undated|combination|frame ?grab"
    r"|screen ?grab)|file (?:photo|image|picture)|file pic|pictured (?:here|above|below|in|at|on)|seen here"
    r"|seen in this|photo (?:taken|shows|released|provided)|image (?:taken|shows|released|provided)"
    r"|handout (?:photo|image|picture)|poses? for (?:a |the )?(?:photo|group photo|family photo|picture)s?"
    r"|shakes? hands with|looks? on (?:as|during))\b",
    re.IGNORECASE,
)
# '(Gazette file photo)', '[Handout via Gazette]', '. (Archive/Agency)': who took a picture stands in brackets at its end.
_PICTURE_SOURCE = re.compile(
    r"[(\[](?:[^()\[\]]{0,40}\b)?(?:file|photos?|images?|archives?|handout|supplied|courtesy|pool)\b[^()\[\]]{0,40}[)\]]\.?$"
    r"|[.]\s*[(\[][A-Z][^()\[\]/]{1,40}/[A-Z][^()\[\]]{1,40}[)\]]$",
    re.IGNORECASE,
)
_SOURCE_IN_BRACKETS = re.compile(r"[(\[](?P<name>[A-Z][\w’'&./ -]{1,50})[)\]]$")
_PUBLISHED_IN = re.compile(
    r"(?:published|posted|filed|appeared|category|categories|section|topic)\s*(?:in|under)?\s*[:–-]?\s+(?=[A-Z])(?!(?:on|by)\b)",
    re.IGNORECASE,
)
_PUBLISHED_ONLY = re.compile(
    r"(?:(?:published|posted|filed) (?:in|under)\b|(?:category|categories|section)\s*:)", re.IGNORECASE
)


def label_alone(line: Line) -> BlockLabel | None:
    """What the words of a line show it to be wherever it stands, or None."""
    if not line.key and len(line.text) > 2 * _CALL_WORDS:
        return BlockLabel.BODY
    if is_button(line) or is_menu(line) or is_scrap(line) or is_call(line):
        return BlockLabel.BOILERPLATE
    if is_date_line(line.text):
        return BlockLabel.DATE
    if line.words <= _CREDIT_WORDS and _PUBLISHED_ONLY.match(line.text) and not line.is_closed:
        # With its day it is where and when an article was printed; without, a category.
        return BlockLabel.CREDIT if printed_day(line.text) else BlockLabel.SECTION
    if is_caption(line):
        return BlockLabel.CAPTION
    if is_credit(line):
        return BlockLabel.CREDIT
    if opens_with_by(line.text) or lists_writer(line.text):
        return BlockLabel.BYLINE
    return BlockLabel.DATE if _dates_page(line) else None


def _dates_page(line: Line) -> bool:
    """Whether a line says where and on which day a page was printed or written."""
    text = line.text
    return is_dated_masthead(text) or bool(find_imprint(text, is_first=line.index == 0)) or is_dateline(text)


def is_button(line: Line) -> bool:
    """Whether the whole line is a button, a mark, an advertisement's sign or the heading of a list of links."""
    known = phrases()
    if line.key in known.exact or line.key in known.lists or line.key in known.endings:
        return True
    words = line.key.split()
    return line.key not in known.desks and 1 < len(words) <= 12 and all(word in known.exact for word in words)


def is_menu(line: Line) -> bool:
    """Whether a line is a menu or a breadcrumb: four or more words, nearly all of them names of sections."""
    if line.words > 80 or line.is_closed:
        return False
    words = [word for word in re.split(r"[\s|/>»›•·,]+", line.key) if word]
    if not 3 <= len(words) <= 80 or (len(words) == 3 and len(_BARRED.findall(line.text)) < 2):
        return False
    known = phrases()
    strong = sum(word in known.section_words and word not in known.weak_words for word in words)
    return strong >= 0.6 * len(words) and strong >= 3


def is_scrap(line: Line) -> bool:
    """Whether a line is no language: signs and numbers, counts, addresses, file names, tags, code, placeholders."""
    if not any(char.isalpha() for char in line.text):
        return not is_date_line(line.text)
    if line.words <= 8 and (_COUNTS.fullmatch(line.key) or all(len(word) == 1 for word in line.key.split())):
        return True
    if _ADDRESS.fullmatch(line.text) or _REFERENCE.fullmatch(line.key):
        return True
    if is_file_name(line):
        return True
    if line.words <= 30 and _SHORTCODE.match(line.text) and not line.is_closed:
        return True
    held = _PLACEHOLDER.search(line.text)
    return bool(held) and (bool(_OF_OURS.search(line.text)) or len(held[0]) > len(line.text) / 2 if held else False)


def is_call(line: Line) -> bool:
    """Whether a line asks something of its reader: to share, subscribe, follow, accept, log in, or read elsewhere."""
    known = phrases()
    if line.words <= _START_WORDS and known.starts.match(_opening(line)):
        return not (line.stops and line.words > 25) or _has_call(line)
    return line.words <= _CALL_WORDS and _has_call(line)


def _has_call(line: Line) -> bool:
    return next(phrases().calls.iter(line.key), None) is not None


def is_caption(line: Line) -> bool:
    """Whether a line says where somebody stands in a picture, who took it, or that it is one."""
    if line.words > _CAPTION_WORDS or line.words < 4:
        return False
    text = line.text
    if re.match(
        r"(?:FILE\s*(?:PHOTO|PIC|IMAGE|-|–|—)|File (?:photo|image|picture)\b|(?:Photo|Image|Picture"
        r"|Caption)\s*:\s*(?=.{60}))",
        text,
    ):
        return True
    if line.words <= 45 and (_POSITION.search(text) or _CAPTION_WORDING.search(text)) and line.stops < 2:
        # 'Photo: A B/Agency' is a credit; a quotation is told, not shown.
        return not text.startswith(("“", '"')) and not re.search(r"[”\"] (?:he|she|they) said", text)
    if 7 <= line.words <= _CALL_WORDS and _PICTURE_SOURCE.search(text[-120:]) and line.stops <= 3:
        return True
    named = _SOURCE_IN_BRACKETS.search(text[-60:])
    if named and 7 <= line.words <= 45 and is_outlet(named["name"]):
        shown = replace(line, text=text[: text.rindex(named[0])].rstrip(" ."))
        if has_scene(shown) and not re.search(r"\bsaid\b", text):
            return True
    if line.words >= 7 and (_CREDITED.search(text[-120:]) or _SHOUTED.search(text[-120:])):
        return True
    return _ends_with_agency(text) and line.words >= 7


def shows_scene(line: Line) -> bool:
    """Whether an unfinished line in sentence case tells in the present what is seen on a picture: 'The minister waves
    from ...'.
    """
    return not line.is_closed and has_scene(line)


def has_scene(line: Line) -> bool:
    """Whether a line in sentence case has a verb of what people on pictures do; beside a photographer's credit that is
    enough.
    """
    if not 7 <= line.words <= _CALL_WORDS or line.stops or line.text.endswith(("?", ":", "!")):
        return False
    words = line.text.split()
    small = sum(word[:1].islower() for word in words)
    return small >= len(words) / 2.5 and any(word in phrases().scenes for word in line.key.split()[1:14])


def is_credit(line: Line) -> bool:
    """Whether a line credits a writer, photographer, editor or agency, or tells who the writer is."""
    if line.words > 2 * _CREDIT_WORDS:
        return False
    text = line.text.lstrip("*_([—–- ")
    if line.words <= _CREDIT_WORDS and (_CREDIT.match(text) or _CONTRIBUTED.search(text)):
        return True
    bare = text.rstrip(")]. ")
    if (
        line.words <= 6
        and phrases().agencies.search(bare)
        and re.fullmatch(r"[\w\s.’'-]*(?:[/|,]|via|\s-\s)?[\w\s/.’'-]*", bare)
    ):
        return "/" in bare or "via" in bare or bool(phrases().agencies.fullmatch(bare))
    return False


def is_biography(line: Line) -> bool:
    """Whether a line tells who a person is by trade: 'A B is a fellow at ...'; at the end of a page that is its
    writer.
    """
    return bool(
        line.words <= 60 and _BIOGRAPHY.search(line.text) and is_person_name(" ".join(_leading_name(line.text)))
    )


def is_biography_of(name: str | None, line: Line) -> bool:
    """Whether a short line opens with a writer's name and tells in the present what the writer does."""
    if not name or line.words > 45 or not line.key.startswith(name.lower()):
        return False
    return bool(
        re.match(r",? (?:\w+ )?(?:is|was|has|writes|covers|reports|teaches|works|lives)\b", line.key[len(name) :])
    )


def is_file_name(line: Line) -> bool:
    """Whether a line is an image's file name or the text that stood in for the image."""
    return line.words == 1 and bool(_FILE_NAME.fullmatch(line.text)) and _looks_like_file(line.text)


def _opening(line: Line) -> str:
    """The key with the marks that open a line kept: '...continued', '© 2024'."""
    if line.text[:1] in ".…©(":
        return " ".join(line.text.lower().replace("’", "'").split())
    return line.key if line.text[-1:] not in ":|" else line.key + line.text[-1]


def _looks_like_file(text: str) -> bool:
    """Whether a single word is a file's name: an underscore or suffix, or small letters joined by hyphens with a
    number.
    """
    return (
        "_" in text
        or "." in text
        or (any(c.isdigit() for c in text) and text.islower())
        or (text.islower() and text.count("-") >= 3)
    )


def _ends_with_agency(text: str) -> bool:
    tail = text[-90:]
    ending = re.search(
        r"(?:\(([^()]{2,80})\)|[.|/–—]\s*(?:(?:photo|image|picture)s?(?: by|:)?\s*)?([^.|()]{2,70}))\.?$",
        tail,
        re.IGNORECASE,
    )
    if not ending:
        return False
    named = ending[1] or ending[2]
    if not phrases().agencies.search(named):
        return False
    return bool(re.search(r"/|\bvia\b|photo|image|pool|handout|file", named, re.IGNORECASE)) or bool(
        ending[2] and len(named.split()) <= 4
    )


def _leading_name(text: str) -> list[str]:
    """The capitalised words a line opens with, up to four."""
    name: list[str] = []
    for word in text.split()[:4]:
        if not word[:1].isupper():
            break
        name.append(word.rstrip(","))
        if word.endswith(","):
            break
    return name
