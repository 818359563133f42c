from __future__ import annotations

import pytest

from cordiale.read.outlet import find_publisher, owner_in
from cordiale.read.scrape import read_scrape

LEAD = "The two governments signed the accord on Monday after a year of talks, officials said.\n"
BODY = LEAD + "Neither side gave way on herring. The quotas will be set in the autumn, ministers said.\n" + LEAD
TITLE = "Neighbours sign accord on herring"


def publisher(text: str) -> str | None:
    return find_publisher(read_scrape(text), None)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (f"{TITLE} - Weir Gazette\n{TITLE}\nBy Ann Lee\n{BODY}", "Weir Gazette"),
        (f"Weir Gazette — All the news of the valley\nHome\n{TITLE}\nBy Ann Lee\n{BODY}", "Weir Gazette"),
        (f"WEIR GAZETTE\n{TITLE}\nBy Ann Lee\n{BODY}\n© 2021 Weir Gazette", "Weir Gazette"),
        (
            f"Harrow Lane\nRecipes\n{TITLE}\nBy Ann Lee\n{BODY}\nCopyright 2021 Harrow Lane Ltd. All rights reserved.",
            "Harrow Lane",
        ),
        (f"{TITLE}\nWeir Gazette | 3 May 2021\n{BODY}", "Weir Gazette"),
        (f"Weir GazetteEurope{TITLE}\n{TITLE}\nBy Ann Lee\n{BODY}", "Weir Gazette"),
        (
            f"{TITLE}\nBy Ann Lee\n{BODY}{LEAD}\nAnn Lee covers fishing for the Weir Gazette.\nLeave a Reply",
            "Weir Gazette",
        ),
        (f"{TITLE}\nBy Ann Lee\n{BODY}\nSource: Tidewire\n© 2021 Weir Gazette", "Weir Gazette"),
        (f"{TITLE}\nBy Ann Lee\n{BODY}", None),
    ],
    ids=["tab", "slogan", "capitals", "echo", "dated", "glued", "biography", "credit", "none"],
)
def test_the_publisher_is_named_in_one_of_many_places(page: str, name: str | None) -> None:
    assert publisher(page) == name


def test_a_breadcrumb_with_the_title_glued_to_it_names_no_publisher() -> None:
    assert publisher(f"Home Europe Straits — North {TITLE}\n{TITLE}\nBy Ann Lee\n{BODY}") is None


def test_the_holder_of_a_copyright_is_named_without_its_legal_form() -> None:
    assert owner_in("© 2021-2024 Weir Gazette Ltd. All rights reserved.") == "Weir Gazette"
    assert owner_in("Copyright law protects this page.") is None
    assert owner_in("The Weir Gazette") is None
