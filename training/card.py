"""The model card that goes with a set of weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.fit import Course
    from training.measure import Figure
    from training.mixture import Mixture

ORIGINS = {
    "plv": "PLV, training half (snowood1/Zero-Shot-PLOVER): event type of a marked pair; no licence stated",
    "conflibert": "CAMEO set of ConfliBERT (eventdata/ConfliBERT, texts not theirs): quad class of a marked pair",
    "polnear": "PolNeAR 1.0, training part (networkdynamics/PolNeAR): attributions",
    "causal": "Causal News Corpus, training part (tanfiona/CausalNewsCorpus, CC0): cause, effect, signal",
    "headlines": "Headline templates of NGEC (ahalterman/NGEC): type of an act in a headline; no licence stated",
    "stories": "Machine-written stories of NGEC (ahalterman/NGEC): type of an act in a story; no licence stated",
    "domestic": "UD English EWT, training part (UniversalDependencies/UD_English-EWT, CC BY-SA 4.0): no act in them",
    "treebanks": "UD English EWT (CC BY-SA 4.0) and the open genres of UD English GUM (UniversalDependencies/UD_English-GUM;"
    " Georgetown University and the authors of the texts, by genre CC BY or public domain), training parts: parts of"
    " speech, heads and relations, taught beside the rest by heads that are not shipped",
    "names": "Universal NER on EWT (UniversalNER/UNER_English-EWT, CC BY-SA 4.0) and the politics part of CrossNER"
    " (zliucr/CrossNER, MIT), training parts: names, by a head that is not shipped",
}

TEXT = """# The learned reader's weights

One encoder (all-MiniLM-L6-v2, 6 layers, 22 million parameters, Apache-2.0) with heads for acts (type, mode, status,
domains), names with sector, dates and places, who takes part in which act, what is said by whom, what is promised, what
is said to cause what, and the type of an act between a marked pair. Weights are stored with 8 bits. English only.

## Licence
CC BY-SA 4.0, because a CC BY-SA treebank is among the data; the code that runs them is Apache-2.0.

## Data
- {passages} marked passages of our own and {windows} windows of real news that we marked (training/corpus), with {events}
  acts; a tenth more, chosen by a hash of the id, is held out. The windows are of Reuters-21578 (research use), White House
  readouts and documents (U.S. government works), TimeBank and AQUAINT of TempEval-3, articles collected by Baly et al. 2020
  (ramybaly/Article-Bias-Prediction, Apache-2.0, the texts their publishers'), and of the sets below.
  In training, states, nationalities, capitals and leaders are swapped, quotation marks and casing varied.
{sets}

## How made
`make train DATA=FOLDER`, or `python -m training.train --data FOLDER --out FOLDER`.{gone_on}
Who acts and who receives, and which acts are believed, is weighed by regressions fitted on the held-out passages and
windows (training/sides.py, training/belief.py).

## Scores on the held-out passages, 8-bit weights
Acts are found when their words overlap those marked, claims and causes when half of the words of both are shared; names
are exact; roles, status, mode and domains are counted over acts of the right type.

| what | F1 | precision | recall | marked |
|---|---|---|---|---|
{scores}
{pairs}
Thresholds and temperatures were set on these same passages, so they flatter a little.

## Limits
The passages are invented in the manner of news, the windows mostly from American outlets, and both short;
long pages are read in windows of about six sentences, and
what is farther apart is not linked. An act whose party is known only from outside the window has no role for it. Rare
types, rare modes and sayings within sayings are read worst. It was made for acts between states, not for home affairs.
"""


GONE_ON = """ These weights went on from earlier ones that had been trained on
fewer passages and windows (`--start`), in stretches of a few epochs as windows were marked. Training from nothing will
give slightly different ones."""


def write_card(course: Course, figures: dict[str, Figure], pairs: tuple[float, float] | None, mixture: Mixture) -> None:
    """Writes `MODEL_CARD.md` to the course's folder."""
    rows = (f"| {k} | {f.f1:.3f} | {f.precision:.3f} | {f.recall:.3f} | {f.wanted} |" for k, f in figures.items())
    told = ""
    if pairs:
        told = "\nType of the act between a marked pair (held-out fifth of PLV's training half): "
        told += f"macro-F1 {pairs[0]:.3f}, accuracy {pairs[1]:.3f}.\n"
    text = TEXT.format(
        passages=sum(not p.is_real for p in mixture.passages),
        windows=sum(p.is_real for p in mixture.passages),
        events=sum(len(p.acts) for p in mixture.passages),
        sets="\n".join(f"- {ORIGINS[k]}" for k in mixture.pools),
        scores="\n".join(rows),
        pairs=told,
        gone_on=GONE_ON if course.start else "",
    )
    (course.out / "MODEL_CARD.md").write_text(text, encoding="utf-8")
