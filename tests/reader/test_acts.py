from __future__ import annotations

import dataclasses
from pathlib import Path

from tests.reader.scored import LABELS, Sheet

from cordiale.model.ontology import Context, EventType, Status
from cordiale.model.reading import RoleName
from cordiale.reader.acts import find_acts
from cordiale.reader.labels import CONTEXTS, STATUSES


def test_a_trigger_has_type_status_mode_and_parts(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway will visit Peru on Monday")
    sheet.act(range(2, 3), "CONSULT")
    sheet.put("status", range(2, 3), STATUSES.index(Status.PLANNED))
    sheet.put("mode", range(2, 3), 1)
    sheet.put("context", range(2, 3), CONTEXTS.index(Context.DIPLOMATIC))
    for words, kind, role in (
        (range(0, 1), "actor", "actor"),
        (range(3, 4), "actor", "recipient"),
        (range(5, 6), "date", "date"),
    ):
        sheet.name(words, kind)
        sheet.link(2, words, role)
    (act,) = find_acts(sheet.scores())
    assert (act.type, act.mode, act.status, act.contexts) == (
        EventType.CONSULT,
        "visit",
        Status.PLANNED,
        (Context.DIPLOMATIC,),
    )
    assert [(p.role, p.run.start) for p in act.parts] == [
        (RoleName.ACTOR, 0),
        (RoleName.RECIPIENT, 3),
        (RoleName.DATE, 5),
    ]


def test_a_mode_of_another_type_is_never_given(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway visited Peru")
    sheet.act(range(1, 2), "CONSULT")
    sheet.put("mode", range(1, 2), 2)
    assert find_acts(sheet.scores())[0].mode is None


def test_neighbouring_words_of_one_type_are_one_act_and_of_two_sure_types_two(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway met and criticised Peru")
    sheet.act(range(1, 3), "CONSULT")
    sheet.act(range(3, 4), "ACCUSE")
    acts = find_acts(sheet.scores())
    assert [(a.run.start, a.run.end, a.type.value) for a in acts] == [(1, 3, "CONSULT"), (3, 4, "ACCUSE")]


def test_an_act_never_runs_over_the_end_of_a_sentence(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway met", "Met again")
    sheet.act(range(1, 3), "CONSULT")
    assert [(a.run.start, a.run.end) for a in find_acts(sheet.scores())] == [(1, 2), (2, 3)]


def test_a_higher_threshold_finds_no_more_acts(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway met Peru")
    sheet.act(range(1, 2), "CONSULT", 8.5)
    strict = dataclasses.replace(LABELS, thresholds={"act": 0.9})
    assert len(find_acts(sheet.scores())) == 1
    assert find_acts(sheet.scores(strict)) == []


def test_a_temperature_lowers_the_score_and_keeps_the_type(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, "Norway met Peru")
    sheet.act(range(1, 2), "CONSULT", 12)
    warm = dataclasses.replace(LABELS, temperatures={"act": 3.0})
    (cold_act,), (warm_act,) = find_acts(sheet.scores()), find_acts(sheet.scores(warm))
    assert warm_act.type is cold_act.type
    assert warm_act.run.score < cold_act.run.score
