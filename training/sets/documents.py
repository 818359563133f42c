"""Other people's documents as plain text by name, for the marks of ours that stand beside them (training/sets/beside.py).

Each text is one line: white space is made single, and what is not prose (mark-up, addresses of links) is taken out, always in the
same way, because marks count its characters. Looked for under the folder of `--data`; what is not there is left out:
Reuters-21578 (`reuters/`, research use), White House readouts and documents (`whitehouse/`, U.S. government works), TimeBank and
AQUAINT of TempEval-3 (`dates/`), PolNeAR (`quotes/polnear/train`), ConfliBERT's CAMEO set and PLV's training half (`plover/`), the
Causal News Corpus (`causes/`, CC0), and the articles of Baly et al. 2020 (`articles/jsons`: the folder data/jsons of
github.com/ramybaly/Article-Bias-Prediction, commit ced8111a; Apache-2.0, the texts are their publishers').
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cordiale.reader.pair import unmark

_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_UNDATED = "2017-06-30"


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its name and the day it is from; an undated sentence has a nominal day."""

    name: str
    day: str
    text: str


def read_documents(data: Path) -> Iterator[Document]:
    """Every document of the sets that are under `data`."""
    yield from _reuters(data / "reuters" / "us_japan_1987.jsonl")
    yield from _releases(data / "whitehouse" / "readouts.jsonl", "readout")
    yield from _releases(data / "whitehouse" / "about_japan.jsonl", "release")
    yield from _timeml(data / "dates" / "TBAQ-cleaned")
    yield from _polnear(data / "quotes" / "polnear" / "train" / "text")
    yield from _plover(data / "plover")
    yield from _causal(data / "causes" / "train_subtask2_grouped.csv")
    yield from _articles(data / "articles" / "jsons")


def plain(text: str) -> str:
    """Prose without mark-up, on one line."""
    return " ".join(_LINK.sub(r"\1", text).replace("**", "").replace("\\", "").split())


def _reuters(path: Path) -> Iterator[Document]:
    for row in _rows(path):
        body = re.sub(r"\s*reuter\s*$", "", row["body"] or "", flags=re.I)
        yield Document(f"reuters/{row['id']}", row["date"][:10], plain(body))


def _releases(path: Path, kind: str) -> Iterator[Document]:
    for row in _rows(path):
        yield Document(f"{kind}/{row['id']}", row["date"][:10], f"{plain(row['title'])}. {plain(row['text'])}")


def _timeml(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.glob("*/*.tml")):
        held = path.read_text(encoding="utf-8")
        day = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", held, re.S)
        body = re.search(r"<TEXT>(.*?)</TEXT>", held, re.S)
        if day and body:
            yield Document(f"timeml/{path.stem}", day[1], plain(_TAG.sub("", body[1])))


def _polnear(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.glob("*.txt")):
        day = re.search(r"\d{4}-\d\d-\d\d", path.name)
        yield Document(f"polnear/{path.stem}", day[0] if day else _UNDATED, plain(path.read_text(encoding="utf-8")))


def _plover(folder: Path) -> Iterator[Document]:
    for row in _rows(folder / "conflibert_cameo.jsonl"):
        yield Document(f"conflibert/{row['id']}", row["date"] or _UNDATED, plain(row["text"]))
    for row in _rows(folder / "plv_train.jsonl"):
        yield Document(f"plv/{row['id']}", _UNDATED, plain(unmark(row["notes"]["marked"])[0]))


def _causal(path: Path) -> Iterator[Document]:
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield Document(f"causal/{row['index']}", _UNDATED, plain(row["text"]))


def _articles(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        title = plain(row["title"]).rstrip(".")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]):
            yield Document(f"articles/{path.stem}", row["date"], f"{title}. {plain(row['content_original'])}")


def _rows(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)
