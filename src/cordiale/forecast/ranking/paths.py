"""Ways from an actor to a recipient over third parties: partners of partners, and those who act alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from cordiale.forecast.ranking.facts import Floats, Ints, Questions
from cordiale.forecast.ranking.history import HALF_LIVES, History
from cordiale.forecast.ranking.ragged import places, spread

PATHS = (
    "partners of partners",
    "partners do this",
    "those alike do this",
    "fellow doers do this",
    "partners did this lately",
    "those alike did this lately",
    "those alike met lately",
)

_WIDTH = 30
_OF_LATE, _OVER_TIME = HALF_LIVES.index(3.0), HALF_LIVES.index(45.0)


@dataclass(frozen=True, slots=True)
class Reach:
    """For one kind of path, what each question reaches: a sparse table of questions by entities."""

    table: sparse.csr_matrix

    def at(self, question: Ints, recipient: Ints) -> Floats:
        """How strongly each recipient is reached from its question."""
        size = self.table.shape[1]
        owner = np.repeat(np.arange(self.table.shape[0], dtype=np.int64), np.diff(self.table.indptr))
        keys = owner * size + self.table.indices
        wanted = question * size + recipient
        if not len(keys):
            return np.zeros(len(wanted), np.float32)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, self.table.data[at], 0).astype(np.float32)

    def strongest(self, count: int) -> tuple[Ints, Ints]:
        """The recipients that each question reaches most strongly, with their questions."""
        kept = _heaviest(self.table, count)
        return np.repeat(np.arange(kept.shape[0], dtype=np.int64), np.diff(kept.indptr)), kept.indices.astype(np.int64)


def _heaviest(table: sparse.csr_matrix, count: int) -> sparse.csr_matrix:
    owner = np.repeat(np.arange(table.shape[0], dtype=np.int64), np.diff(table.indptr))
    kept = places(owner, table.data) < count
    shape = (table.shape[0], table.shape[1])
    return sparse.csr_matrix((table.data[kept], (owner[kept], table.indices[kept])), shape=shape)


def _in_shares(table: sparse.csr_matrix) -> sparse.csr_matrix:
    sums = np.asarray(table.sum(axis=1)).ravel() + 0.5
    return sparse.csr_matrix(sparse.diags(1 / sums) @ table)


def _tables(history: History, half_life: int) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Fading counts, as shares of each row: actors by recipients, and (actor, kind) by recipients."""
    facts, size = history.facts, len(history.facts.entities)
    tables = []
    for level, rows in (("pair", size), ("triple", len(history.keys["actor_kind"]))):
        faded = history.tallies[level].all_at(history.day)[:, half_life]
        alive = np.flatnonzero(faded > 0.02)
        keys = history.keys[level].values[alive]
        pairs = keys if level == "pair" else keys // facts.kinds
        actor, recipient = pairs // size, pairs % size
        row = actor if level == "pair" else history.keys["actor_kind"].find(actor * facts.kinds + keys % facts.kinds)
        tables.append(sparse.csr_matrix((faded[alive], (row, recipient)), shape=(rows, size)))
    return tables[0], tables[1]


def _same_kind(history: History, others: sparse.csr_matrix, kind: Ints) -> sparse.csr_matrix:
    """Turn a table of questions by entities into one of questions by (entity, kind of the question)."""
    question = np.repeat(np.arange(others.shape[0], dtype=np.int64), np.diff(others.indptr))
    column = history.keys["actor_kind"].find(others.indices.astype(np.int64) * history.facts.kinds + kind[question])
    known = column < len(history.keys["actor_kind"])
    shape = (others.shape[0], len(history.keys["actor_kind"]))
    return sparse.csr_matrix((others.data[known], (question[known], column[known])), shape=shape)


def paths_on(history: History, questions: Questions) -> list[Reach]:
    """What the questions of a day reach, one table for each of `PATHS`."""
    partners, doings = _tables(history, _OVER_TIME)
    met_lately, done_lately = (_in_shares(table) for table in _tables(history, _OF_LATE))
    near = _in_shares(_heaviest(partners, _WIDTH))
    doings_shares = _in_shares(doings)
    actors, place = np.unique(questions.actor, return_inverse=True)
    of_actor = sparse.csr_matrix(near[actors])
    lengths = np.sqrt(np.asarray(near.multiply(near).sum(axis=1)).ravel()) + 1e-6
    unit = sparse.csr_matrix(sparse.diags(1 / lengths) @ near)
    alike = sparse.csr_matrix(unit[actors] @ unit.T)
    alike.data = alike.data**2
    own = alike.indices == np.repeat(actors, np.diff(alike.indptr))
    alike.data[own] = 0
    alike.eliminate_zeros()
    alike = _heaviest(alike, _WIDTH)
    to_partners, to_alike = (sparse.csr_matrix(table[place]) for table in (of_actor, alike))
    kind = questions.kind
    did = history.keys["actor_kind"].find(questions.actor * history.facts.kinds + kind)
    mine = _rows_or_none(doings_shares, did)
    fellows = sparse.csr_matrix(_same_kind(history, mine, history.facts.inverse(kind)) @ doings_shares)
    found = (
        (of_actor @ near)[place],
        _same_kind(history, to_partners, kind) @ doings_shares,
        _same_kind(history, to_alike, kind) @ doings_shares,
        _same_kind(history, _heaviest(fellows, _WIDTH), kind) @ doings_shares,
        _same_kind(history, to_partners, kind) @ done_lately,
        _same_kind(history, to_alike, kind) @ done_lately,
        (alike @ met_lately)[place],
    )
    return [_reach(table) for table in found]


def _rows_or_none(table: sparse.csr_matrix, rows: Ints) -> sparse.csr_matrix:
    """Rows of a table, empty for a number past its end."""
    known = rows < table.shape[0]
    starts = table.indptr[:-1].astype(np.int64)
    lengths = np.diff(table.indptr).astype(np.int64)
    safe = np.where(known, rows, 0)
    at, owner = spread(starts[safe], np.where(known, lengths[safe], 0))
    return sparse.csr_matrix((table.data[at], (owner, table.indices[at])), shape=(len(rows), table.shape[1]))


def _reach(table: sparse.spmatrix) -> Reach:
    ready = sparse.csr_matrix(table, dtype=np.float32)
    ready.sum_duplicates()
    ready.sort_indices()
    return Reach(ready)
