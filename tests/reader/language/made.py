"""An article of three sentences, and a model that answers in process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from cordiale.model.chat import Asked, Reply
from cordiale.model.document import Article, Block, BlockLabel, Sentence, Span

TEXT = (
    "Aland’s president visited Beland on Monday. He warned that Beland “must\nleave the islands,” and Beland refused. "
    "Aland will send 200 engineers because the storm hurt the US bases.\n"
)
EMPTY: dict[str, list[Any]] = {"acts": [], "statements": [], "commitments": [], "drivers": []}


def article(text: str = TEXT) -> Article:
    return Article("ar_1", "page.txt", "sha", text, (Block(Span(0, len(text)), BlockLabel.BODY),))


def sentences(text: str = TEXT) -> list[Sentence]:
    """Sentences that end with a full stop and a space."""
    found, start = [], 0
    for n, piece in enumerate(text.split(". ")):
        found.append(Sentence(n, Span(start, start + len(piece)), BlockLabel.BODY))
        start += len(piece) + 2
    return found


def act(words: str = "visited", sentence: object = 0, **more: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "sentence": sentence,
        "words": words,
        "type": "CONSULT",
        "mode": "visit",
        "status": "happened",
        "contexts": ["diplomatic"],
        "actors": ["Aland’s president"],
        "recipients": ["Beland"],
        "date": None,
        "place": None,
    }
    return usual | more


def answer(**lists: Iterable[object]) -> str:
    return json.dumps({**EMPTY, **lists})


@dataclass
class Model:
    """A model that answers by a function of the question; `asked` are the questions so far."""

    say: Callable[[Asked], str]
    model: str = "small"
    asked: list[Asked] = field(default_factory=list)
    is_cut: Callable[[Asked], bool] = lambda asked: False

    def ask(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        return Reply(self.say(asked), self.is_cut(asked), 100, 10)
