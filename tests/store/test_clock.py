"""A clock that was set back changes nothing: what comes later is known by its number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.made import article, capture, mentions

from cordiale import joining
from cordiale.model.address import RecordAddress
from cordiale.model.record import Judgement, Record, Verdict
from cordiale.store import Store
from cordiale.store.issued import Issued

NOON = datetime(2024, 5, 8, 12, tzinfo=UTC)


def judged(address: RecordAddress, step: timedelta) -> tuple[Record, list[Verdict]]:
    """A record with a judgement, its undoing and another, each so long after the one before."""
    with Store(address) as store:
        page = capture("a.txt")
        store.save_page(page, "stage", article(page), mentions(article(page)))
        joining.join(store)
        (event,) = store.record().events
        first = store.judge(Judgement(Verdict.WRONG, (event.id,), "no", NOON))
        joining.join(store)
        store.judge(Judgement(Verdict.WRONG, (event.id,), "yes", NOON + step, undoes=first))
        store.judge(Judgement(Verdict.RETRACTED, (event.id,), "taken back", NOON + 2 * step))
        joining.join(store)
        return store.record(), [j.verdict for j in store.judgements()]


def test_judgements_count_in_the_order_in_which_they_were_made(address: RecordAddress, tmp_path: Path) -> None:
    back, forth = judged(address, timedelta(days=-400)), judged(tmp_path / "forth", timedelta(days=400))
    assert back == forth
    assert back[1] == [Verdict.WRONG, Verdict.WRONG, Verdict.RETRACTED]


def test_what_was_issued_stays_in_the_order_in_which_it_was_issued(address: RecordAddress) -> None:
    with Store(address) as store:
        store.issued.keep([Issued("forecast", NOON, b"first", "AAA-BBB")])
        store.issued.keep([Issued("forecast", NOON - timedelta(days=9), b"second", "AAA-BBB")])
        assert [x.text for x in store.issued.of_kind("forecast")] == [b"first", b"second"]
