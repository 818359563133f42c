"""Old and broken layouts made plain before the text is extracted: tables that lay out a page, text outside paragraphs."""

from __future__ import annotations

from lxml.html import Element, HtmlElement

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol table tr td hr blockquote section article main header footer figure form aside "
    "nav script style".split()
)
_CONTAINERS = ("div", "section", "article", "main", "body", "center")
_PROSE_WORDS = 8
# A cell with so many words holds text, not a figure.
_CELL_WORDS = 60
_PICTURE_WORDS = 60


def take_picture_tables(tree: HtmlElement) -> list[str]:
    """The captions of pictures that stand in small tables of their own; the tables are taken out of the tree."""
    captions: list[str] = []
    for table in list(tree.iter("table")):
        if table.getparent() is None or not _is_picture(table):
            continue
        words = table.text_content().split()
        if len(words) <= _PICTURE_WORDS:
            if len(words) >= 3:
                captions.append(" ".join(words))
            table.drop_tree()
    return captions


def _is_picture(table: HtmlElement) -> bool:
    """Whether a table holds an image and neither links, paragraphs nor other tables."""
    inside = {element.tag for element in table.iterdescendants("img", "a", "table", "p", "h2")}
    return inside == {"img"}


def flatten_tables(tree: HtmlElement) -> None:
    """Turns the tables that lay out a page into plain containers; tables of figures stay."""
    for table in list(tree.iter("table")):
        rows = [row for part in (table, *table.iterchildren("tbody", "thead")) for row in part.iterchildren("tr")]
        cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
        is_layout = any(next(cell.iter("p", "h1", "h2", "h3", "div"), None) is not None for cell in cells)
        if is_layout or any(len(cell.text_content().split()) > _CELL_WORDS for cell in cells):
            for part in (table, *table.iterchildren("tbody", "thead"), *rows, *cells):
                part.tag = "div"


def wrap_loose_text(tree: HtmlElement) -> None:
    """Puts text that stands between the paragraphs of a container into paragraphs of its own."""
    for container in list(tree.iter(*_CONTAINERS)):
        if any(child.tag == "p" for child in container):
            for child in list(container):
                if child.tag in _BLOCKS:
                    _wrap_after(child)


def _wrap_after(block: HtmlElement) -> None:
    """Moves the text and the inline elements behind a block into a new paragraph, if they are as long as a sentence."""
    inline: list[HtmlElement] = []
    following = block.getnext()
    while following is not None and isinstance(following.tag, str) and following.tag not in _BLOCKS:
        inline.append(following)
        following = following.getnext()
    words = (block.tail or "").split()
    if len(words) < _PROSE_WORDS:
        return
    paragraph = Element("p")
    paragraph.text, block.tail = block.tail, None
    block.addnext(paragraph)
    for element in inline:
        paragraph.append(element)
