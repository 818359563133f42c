"""What a brief rests on, in sentences: pages, outlets, days, copies, and what could not be read."""

from __future__ import annotations

from datetime import date

from cordiale.brief.wording import join_words, plural
from cordiale.model.brief import Brief, Page

_NAMED = 8
METHOD = (
    "Made by Cordiale from the pages named here. Acts, statements, promises, causes and figures are found in the text by a "
    "reader and rules; reports of one act are joined, and near copies of one text count as one witness. Every line rests on "
    "the words cited, given with their place in the text of the page, counted in characters from its beginning. What pages "
    "say is told as they say it: it is not checked against the world. Readers err; open the sentence before you rely on a line."
)
LICENCE = (
    "The choice and wording of the lines may be used freely, naming Cordiale and the sources. Words quoted from pages belong to "
    "those who published them and stand here as citations."
)


def title_of(brief: Brief) -> str:
    """'Japan and United States: a brief', with its period where one was asked for."""
    period = f", from {_day(brief.since)}" if brief.since else ""
    period += f", until {_day(brief.until)}" if brief.until else ""
    return f"{brief.names[0]} and {brief.names[1]}: a brief{period}"


def basis_of(brief: Brief) -> list[str]:
    """What the brief rests on, a sentence each."""
    pages = brief.pages
    if not pages:
        return [*brief.picked, _nothing(brief), *_unread(brief)]
    outlets = sorted({p.publisher for p in pages if p.publisher}, key=str.casefold)
    named = join_words(outlets) if len(outlets) <= _NAMED else f"{', '.join(outlets[:_NAMED])} and others"
    said = [f"Rests on {plural(len(pages), 'page')}{' by ' + named if named else ''}{_range(pages)}."]
    inferred = [p for p in pages if p.basis == "inferred"]
    undated = [p for p in pages if p.published is None]
    if inferred:
        said.append(f"The date of {plural(len(inferred), 'page')} is inferred, as the sources say.")
    if undated:
        said.append(f"{plural(len(undated), 'page')} {'does' if len(undated) == 1 else 'do'} not tell a date.")
    said += _copies(pages)
    cut = sum(p.is_truncated for p in pages)
    if cut:
        said.append(f"{plural(cut, 'page')} {'is' if cut == 1 else 'are'} cut off.")
    if len(pages) == 1:
        said.append("One page is one witness: nothing here is corroborated.")
    return [*said, *brief.picked, *_unread(brief)]


def _nothing(brief: Brief) -> str:
    """That nothing is told of a pair, and what to do."""
    period = f" from {_day(brief.since)}" if brief.since else ""
    period += f" until {_day(brief.until)}" if brief.until else ""
    wider = "ask without --since and --until, or " if period else ""
    return (
        f"No act between {brief.names[0]} and {brief.names[1]} is told{period} in the pages read; {wider}"
        "read pages that tell of the two (cordiale read PAGES)."
    )


def _range(pages: tuple[Page, ...]) -> str:
    """', 10 April 2024 to 28 October 2025' over the pages whose day is known."""
    days = sorted(p.since for p in pages if p.since and p.since == p.until)
    if not days:
        return ""
    return f", {_day(days[0])}" if days[0] == days[-1] else f", {_day(days[0])} to {_day(days[-1])}"


def _copies(pages: tuple[Page, ...]) -> list[str]:
    by_id = {p.article: p for p in pages}
    said, seen = [], set()
    for page in pages:
        if page.article in seen or not page.copies:
            continue
        group = [page, *(by_id[c] for c in page.copies if c in by_id)]
        seen |= {p.article for p in group}
        outlets = list(dict.fromkeys(p.outlet for p in group))
        if len(outlets) > 1:
            said.append(f"Near copies of one text, and so one witness: {join_words(outlets)}.")
        elif len(group) > 1:
            said.append(f"{len(group)} pages of {outlets[0]} are near copies of one text, and so one witness.")
    return said


def _unread(brief: Brief) -> list[str]:
    if not brief.issues:
        return []
    return [f"{plural(len(brief.issues), 'page')} of this record could not be read: cordiale check."]


def page_details(page: Page, numbers: dict[str, int]) -> str:
    """What is to be known of a page beside outlet and title: day and its ground, copies, whether it is cut off."""
    parts = [page.published or "undated"]
    if page.basis == "inferred":
        parts.append(f"date inferred{': ' + page.why if page.why else ''}")
    if page.copies:
        copies = [f"[{numbers[c]}]" for c in page.copies if c in numbers]
        parts += [f"near copy of {join_words(copies)}"] if copies else []
    parts += ["cut off"] if page.is_truncated else []
    return "; ".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
