"""Small inline marks: one per kind of gap and one per label. Colour never stands alone; each has
its words beside or in it.

Kinds are drawn in `currentColor` (the style sheet knows the colour of each, light and dark); labels
are filled with the colour of the vocabulary and outlined in ink.
"""

from __future__ import annotations

from html import escape

from explorer.html.shapes import shape_svg
from graph_model.measures import KIND
from graph_model.vocabulary import SCHEMA

RING = (
    '<circle cx="8" cy="8" r="5.7" fill="none" stroke="currentColor" stroke-width="1.7"'
    ' pathLength="100" transform="rotate(-90 8 8)"/>'
)
#: On a grid of 16.
KIND_MARKS = {
    "several": (
        '<circle cx="3.9" cy="8" r="3.4" fill="currentColor"/><circle cx="12.1" cy="8" r="3.4"'
        ' fill="currentColor"/>'
    ),
    "one": '<circle cx="8" cy="8" r="4.4" fill="currentColor"/>',
    "cooled": f'{RING}<path d="M2.3 8a5.7 5.7 0 0 0 11.4 0z" fill="currentColor"/>',
    "raised_by_others": f'{RING}<path d="M8 2.3a5.7 5.7 0 0 0 0 11.4z" fill="currentColor"/>',
    "never_raised": f'{RING}<path d="M2.6 8h10.8" stroke="currentColor" stroke-width="1.7"/>',
    "quiet": RING,
    "slight": f'{RING}<circle cx="8" cy="8" r="1.7" fill="currentColor"/>',
    "no_answer": (
        '<path d="M1 8h8.6M6.4 4.6 9.8 8l-3.4 3.4M13.8 2.4v11.2" fill="none" stroke="currentColor"'
        ' stroke-width="1.9"/>'
    ),
    "nobody": (
        '<path d="M3.2 3.2l9.6 9.6M12.8 3.2l-9.6 9.6" fill="none" stroke="currentColor"'
        ' stroke-width="2.1"/>'
    ),
    "unknown": (
        '<path d="M4.9 5.6C4.9 3.6 6.2 2.5 8 2.5s3.1 1.1 3.1 2.9C11.1 7.6 8 7.7 8 10.2" fill="none"'
        ' stroke="currentColor" stroke-width="1.8"/><circle cx="8" cy="13.1" r="1.25"'
        ' fill="currentColor"/>'
    ),
}


def kind_symbol(code: str, size: int = 16, words: str = "", silent: bool = False) -> str:
    """The symbol of a kind of gap; `words` replaces its name for those who listen, `silent` leaves
    it out where the name stands beside.
    """
    said = escape(words or KIND[code].says)
    told = 'aria-hidden="true"' if silent else f'role="img" aria-label="{said}"'
    return (
        f'<svg class="lk-symbol lk-k-{code}" viewBox="0 0 16 16" width="{size}" height="{size}"'
        f" {told}>{KIND_MARKS[code]}</svg>"
    )


def label_symbol(label: str, size: int = 16) -> str:
    """The shape of a label in its colour."""
    kind = SCHEMA.by_label[label]
    return (
        f'<svg class="lk-symbol lk-mark" viewBox="0 0 18 18" width="{size}" height="{size}"'
        f' aria-hidden="true" fill="{kind.color}">{shape_svg(kind.shape)}</svg>'
    )
