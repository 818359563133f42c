"""The reader that asks a language model: its options, how it is made, and what is said of what it took."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from cordiale import pipeline
from cordiale.capture.endpoint import Endpoint
from cordiale.cli.options import printable, reading_bar
from cordiale.extract.events import ActWeights
from cordiale.extract.stated import stated_sides
from cordiale.lexicon import load_lexicon
from cordiale.model.chat import Stopped
from cordiale.model.document import Capture
from cordiale.model.issue import Issue, UsageError
from cordiale.pipeline import Instruments, Summary
from cordiale.reader.language.cache import AnswerCache
from cordiale.reader.language.reader import LanguageReader
from cordiale.reader.language.tally import Prices, Taken, Tally
from cordiale.store import Store
from cordiale.waiting import Waiting

NAME = LanguageReader.name
KEY = "CORDIALE_LLM_KEY"

EndpointOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help=f"For --reader {NAME}: an OpenAI-compatible address, such as http://localhost:11434/v1; its key is ${KEY}.",
    ),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help=f"For --reader {NAME}: which model there.")
]
SentOption = Annotated[
    float | None, typer.Option("--price-in", min=0, help="What a million tokens sent cost, in any currency.")
]
AnsweredOption = Annotated[
    float | None, typer.Option("--price-out", min=0, help="What a million tokens answered cost.")
]
BudgetOption = Annotated[
    int | None, typer.Option("--budget-tokens", min=1, help="Stop before more tokens than this are taken.")
]
CacheOption = Annotated[
    Path | None,
    typer.Option("--answers", help="Where the model's answers are kept.", show_default="the user's folder of caches"),
]


@dataclass(frozen=True, slots=True)
class Means:
    """How a language model is reached, and what it may take."""

    endpoint: str | None = None
    model: str | None = None
    prices: Prices = field(default_factory=Prices)
    budget: int | None = None
    answers: Path | None = None

    @property
    def is_given(self) -> bool:
        """Whether anything of it was asked for."""
        return self != Means()


@dataclass(frozen=True, slots=True)
class Language:
    """A language model as a reader, with what it takes."""

    reader: LanguageReader
    endpoint: Endpoint

    @property
    def tally(self) -> Tally:
        """What it has taken."""
        return self.reader.tally

    def instruments(self) -> Instruments:
        """What to read with."""
        return Instruments.of(load_lexicon(), self.reader, ActWeights(stated_sides()))

    def workforce(self, tools: Instruments) -> Waiting:
        """Those who ask several questions at once, to be used as a context manager."""
        return Waiting(tools, self.endpoint.leave)


def language(means: Means) -> Language:
    """The reader that these means make; UsageError where address or model is missing."""
    if not means.endpoint or not means.model:
        raise UsageError(f"--reader {NAME} asks a language model: name it with --endpoint URL --model NAME")
    endpoint = Endpoint(means.endpoint, means.model, os.environ.get(KEY))
    cache = AnswerCache(means.answers or _user_cache() / "answers")
    return Language(LanguageReader(endpoint, Tally(means.prices, means.budget), cache), endpoint)


def _user_cache() -> Path:
    """The user's folder for what can be made again (XDG Base Directory Specification)."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(given) if Path(given).is_absolute() else Path.home() / ".cache") / "cordiale"


def say_running(taken: Taken) -> str:
    """The total so far, as short as stands beside a bar."""
    return f"{taken.tokens:,} tokens" + ("" if taken.cost is None else f", cost {taken.cost:,.4f}")


def say_taken(language: Language) -> Iterator[str]:
    """Lines of what was asked, what it took, and what was kept and dropped."""
    taken = language.tally.taken()
    cost = "" if taken.cost is None else f", cost {taken.cost:,.4f}"
    yield (
        f"Language model {language.endpoint.model} at {language.endpoint.host}: {taken.asked:,} answers asked for, "
        f"{taken.cached:,} held from before; {taken.tokens_in:,} tokens sent, {taken.tokens_out:,} answered{cost}."
    )
    if taken.kept or taken.dropped:
        kept = ", ".join(f"{n:,} {kind}" for kind, n in taken.kept.items()) or "nothing"
        why = ", ".join(f"{n:,} {reason}" for reason, n in sorted(taken.dropped.items(), key=lambda x: -x[1]))
        dropped = sum(taken.dropped.values())
        yield f"Of its items {kept} kept, {dropped:,} dropped" + (f": {why}." if dropped else ".")


def read_asking(
    captures: Iterable[Capture | Issue], store: Store, language: Language, tools: Instruments
) -> tuple[Summary, Stopped | None]:
    """Read pages into a record by a language model, with its running total beside the bar; and what ended it early."""
    bar, task = reading_bar("")
    seen: list[str] = [""]

    def show(name: str, advance: int) -> None:
        seen.append(name)
        bar.update(task, advance=advance, on=f"{say_running(language.tally.taken())}  {printable(name[-40:])}")

    language.tally.on_change = lambda: show(seen[-1], 0)
    with bar, language.workforce(tools) as workforce:
        pages = 0

        def on_page(name: str) -> None:
            nonlocal pages
            pages += 1
            show(name, 1)

        try:
            return pipeline.read_captures(captures, store, tools, on_page, workforce), None
        except Stopped as stop:
            unchanged = pages - workforce.read - len(workforce.issues)
            return Summary(workforce.read, 0, max(unchanged, 0), tuple(workforce.issues)), stop
