import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TIMEBANK = ROOT.parent / "shared" / "data" / "dates" / "TBAQ-cleaned" / "TimeBank"
sys.path.insert(0, str(ROOT))

from evals.dates import read_document, score  # noqa: E402

PAGE = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="1998-02-13">02/13/1998</TIMEX3></DCT><TEXT>
They met <TIMEX3 tid="t1" type="DATE" value="1998-02-12">Thursday</TIMEX3> &amp; left
<TIMEX3 tid="t2" type="DATE" value="1998-02-14">later that day</TIMEX3>.
</TEXT></TimeML>"""


def test_a_document_is_read_with_its_day_and_the_places_of_its_dates(tmp_path: Path):
    path = tmp_path / "one.tml"
    path.write_text(PAGE, "utf-8")
    document = read_document(path)
    assert document is not None
    article, golds = document
    assert str(article.day) == "1998-02-13"
    assert [g.span.of(article.text) for g in golds] == ["Thursday", "later that day"]


def test_the_scores_count_what_is_right_and_what_is_not(tmp_path: Path):
    (tmp_path / "one.tml").write_text(PAGE, "utf-8")
    scores = score(tmp_path)
    assert (scores.gold, scores.right_at_span, scores.recalled) == (2, 1, 1)


@pytest.mark.skipif(not TIMEBANK.is_dir(), reason="TimeBank is not beside the repository (../shared/data/dates)")
def test_nine_in_ten_days_of_timebank_are_read_right():
    assert score(TIMEBANK).accuracy >= 0.90
