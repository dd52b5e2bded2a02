"""Small inline pictures: one per kind of gap and one per label. Colour never stands alone; each has its words beside or in it."""

from __future__ import annotations

from html import escape

from graph_model.outreach import KIND
from graph_model.vocabulary import SCHEMA

INSIDE = {
    "several": '<circle cx="8" cy="8" r="7" fill="#0072B2"/><path d="M4.5 8.2l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.8"/>',
    "one": '<circle cx="8" cy="8" r="6.2" fill="#E3EFF6" stroke="#0072B2" stroke-width="1.6"/><circle cx="8" cy="8" r="2.6" fill="#0072B2"/>',
    "other_issue": '<circle cx="8" cy="8" r="6.2" fill="#fff" stroke="#0072B2" stroke-width="1.6" stroke-dasharray="3 2"/>',
    "quiet": '<circle cx="8" cy="8" r="6.2" fill="#E9E7E1" stroke="#6E757B" stroke-width="1.4"/><path d="M8 4.5V8l2.4 1.8" fill="none" '
    'stroke="#4B535B" stroke-width="1.4"/>',
    "no_answer": '<rect x="1.8" y="1.8" width="12.4" height="12.4" fill="#FAEBE0" stroke="#D55E00" stroke-width="1.4"/>'
    '<path d="M5 5l6 6M11 5l-6 6" stroke="#A34600" stroke-width="1.6"/>',
    "nobody": '<rect x="1.8" y="1.8" width="12.4" height="12.4" fill="#D55E00"/><path d="M4.5 8h7" stroke="#fff" stroke-width="1.8"/>',
    "unknown": '<text x="8" y="12.4" text-anchor="middle" font-size="12.5" font-weight="600" fill="#4B535B">?</text>',
}
SHAPES = {
    "circle": '<circle cx="8" cy="8" r="6.5"/>',
    "square": '<rect x="2" y="2" width="12" height="12"/>',
    "diamond": '<path d="M8 1l7 7-7 7-7-7z"/>',
    "hexagon": '<path d="M4.5 2h7L15 8l-3.500 6h-7L1 8z"/>',
    "triangle": '<path d="M8 1.500L15 14H1z"/>',
    "triangleDown": '<path d="M8 14.500L15 2H1z"/>',
    "pentagon": '<path d="M8 1l7 5-2.700 8.500H3.700L1 6z"/>',
    "ring": '<circle cx="8" cy="8" r="5.500" stroke-width="2.500"/>',
    "door": '<path d="M4 1.500h8v13H4z"/>',
    "star": '<path d="M8 1l2 5h5l-4 3.200 1.500 5.300L8 11.500l-4.500 3L5 9.200 1 6h5z"/>',
    "bar": '<rect x="1" y="5.500" width="14" height="5"/>',
    "flag": '<path d="M3 1v14M3 2h10l-3 3.500L13 9H3"/>',
}


def kind_symbol(code: str, size: int = 16, words: str = "") -> str:
    """The symbol of a kind of gap; `words` replaces its name for those who listen."""
    said = escape(words or KIND[code].says)
    return f'<svg class="lk-symbol" viewBox="0 0 16 16" width="{size}" height="{size}" role="img" aria-label="{said}"><title>{said}</title>{INSIDE[code]}</svg>'


def label_symbol(label: str, size: int = 14) -> str:
    """The shape of a label in its colour."""
    kind = SCHEMA.by_label[label]
    return (
        f'<svg class="lk-symbol" viewBox="0 0 16 16" width="{size}" height="{size}" aria-hidden="true" fill="{kind.color}" stroke="#1B2025" '
        f'stroke-width=".8">{SHAPES[kind.shape]}</svg>'
    )
