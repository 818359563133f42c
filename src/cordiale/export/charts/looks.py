"""How a chart is dressed for where it stands: whole in a file, or bare in a page that has its words, wide or narrow, in the dark."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from cordiale.export.charts.whole import WIDTH, Spec

# What a colour of the charts is on a dark ground; each stands out from it by 4.5 to 1 and from the others as before.
DARK: Mapping[str, str] = {
    "#FFFFFF": "#14171D",
    "#222222": "#E8EBF1",
    "#555555": "#AEB7C6",
    "#E3E3E3": "#3A4250",
    "#8A8A8A": "#A3ACBA",
    "#E6EAF0": "#2A313D",
    "#0072B2": "#6FB7F2",
    "#D55E00": "#FF8F4D",
    "#009E73": "#3CCBA0",
    "#CC79A7": "#E7A3C8",
}
NARROW = 300
# In a narrow chart legends stand one below another, each in few columns.
NARROW_LEGEND: Spec = {"columns": 3, "layout": {"top": {"direction": "vertical", "anchor": "start"}}}
_FEW_COLUMNS = 480
# The most that a panel is as high as it is wide, and a map of the world.
TALLEST, MAP_HEIGHT = 1.1, 0.5
_NO_GROUND = "transparent"


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart looks: how wide its panels are (units; None: as they are), whether on a dark ground, and whether without
    its own words.
    """

    width: int | None = WIDTH
    is_dark: bool = False
    is_bare: bool = False


LOOKS: Mapping[str, Look] = {
    "small": Look(None, is_bare=True),
    "page": Look(is_bare=True),
    "page-dark": Look(is_bare=True, is_dark=True),
    "phone": Look(NARROW, is_bare=True),
    "phone-dark": Look(NARROW, is_bare=True, is_dark=True),
}


def dressed(spec: Spec, look: Look) -> Spec:
    """The specification in another look; the one given stays as it is."""
    made = _in_dark(spec) if look.is_dark else spec
    made = {**made, "vconcat": [_wide(panel, look.width) for panel in made["vconcat"]]} if look.width else made
    if look.width and look.width < _FEW_COLUMNS:
        made["config"] = {**made["config"], "legend": {**made["config"]["legend"], **NARROW_LEGEND}}
    if look.is_bare:
        *above, last = made["vconcat"]
        made["vconcat"] = [*above, {k: v for k, v in last.items() if k != "title"}]
        made = {k: v for k, v in made.items() if k != "title"} | {"background": _NO_GROUND, "padding": 4}
    return made


def _wide(panel: Spec, width: int) -> Spec:
    """A panel so wide; one that would be much taller than wide becomes lower too, and a map keeps its form."""
    most = round(width * (MAP_HEIGHT if "projection" in panel else TALLEST))
    return {**panel, "width": width, "height": min(panel["height"], most)}


def _in_dark(spec: Spec) -> Spec:
    text = json.dumps(spec)
    for light, dark in DARK.items():
        text = text.replace(f'"{light}"', f'"{dark}"')
    made: Spec = json.loads(text)
    return made
