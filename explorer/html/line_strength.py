"""How strong the best line to a delegation was over the years: an area, blue where it was live,
with the contacts beneath it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph_model.cached import cached
from graph_model.measures import Contact, Settings, our_contacts, saturate
from graph_model.measures.day import Day

WIDTH, HEIGHT, FOOT = 1200, 96, 56
STEP = timedelta(days=14)
MOST_YEARS = 14
#: What a mark under the area means, and how it is drawn.
MARKS = {
    "met": "Met or sat together",
    "answered": "Wrote, answered",
    "unanswered": "Wrote, no reply on record",
}


@dataclass(frozen=True)
class Strength:
    """The warmth of the best tie on each day of a series, and the contacts on record up to its
    end.
    """

    days: tuple[date, ...]
    warmth: tuple[float, ...]
    contacts: tuple[Contact, ...]
    live: float


@cached(maxsize=64)
def strength(day: Day, delegation: str) -> Strength:
    """The series from the first contact (at most fourteen years back, at least two) up to a day."""
    known = tuple(
        contact
        for contact in our_contacts(day)
        if delegation in contact.delegations and contact.on <= day.at
    )
    members = frozenset().union(*(contact.members for contact in known))
    first = min((contact.on for contact in known), default=day.at)
    start = max(
        min(date(first.year, 1, 1), date(day.at.year - 2, 1, 1)),
        date(day.at.year - MOST_YEARS, 1, 1),
    )
    days = [start + STEP * number for number in range((day.at - start) // STEP + 1)]
    days = sorted(
        {*days, *(contact.on for contact in known if contact.on >= start), day.at}
    )  # a contact shows on its own day
    warmth = [
        max(
            (
                saturate(
                    sum(
                        contact.strength(at, member, delegation)
                        for contact in known
                        if member in contact.members
                    )
                )
                for member in members
            ),
            default=0.0,
        )
        for at in days
    ]
    return Strength(tuple(days), tuple(warmth), known, day.settings.live)


def mark_of(contact: Contact, settings: Settings) -> str:
    """The code in `MARKS` under which a contact is drawn."""
    if contact.kind in settings.messages:
        return "answered" if contact.outcome == "answered" else "unanswered"
    return "met"


def strength_html(series: Strength, settings: Settings) -> str:
    """The picture with its key; it says in words what it shows."""
    start, end = series.days[0], series.days[-1]
    span = max((end - start).days, 1)

    def across(at: date) -> float:
        return WIDTH * (at - start).days / span

    level = HEIGHT * (1 - series.live)
    points = " ".join(
        f"{across(at):.1f},{HEIGHT * (1 - value):.1f}"
        for at, value in zip(series.days, series.warmth, strict=True)
    )
    area = f'<polygon points="0,{HEIGHT} {points} {WIDTH},{HEIGHT}"'
    marks = "".join(
        _mark(across(contact.on), mark_of(contact, settings))
        for contact in series.contacts
        if contact.on >= start
    )
    years = "".join(
        f'<text x="{across(date(year, 1, 1)):.0f}" y="{HEIGHT + 48}">{year}</text>'
        for year in _years(start, end)
        if across(date(year, 1, 1)) < WIDTH - 40
    )
    says = (
        f"Strength of the best line from {start.year} to {end.year}: highest"
        f" {max(series.warmth):.2f}, now {series.warmth[-1]:.2f}; live from {series.live:g}"
    )
    return (
        f'<svg class="lk-strength" viewBox="0 -4 {WIDTH} {HEIGHT + FOOT}" role="img"'
        f' aria-label="{says}"><clipPath id="lk-above"><rect x="0" y="-4" width="{WIDTH}"'
        f' height="{level + 4:.1f}"/></clipPath>{area} class="faded"/>{area} class="live"'
        f' clip-path="url(#lk-above)"/><line x1="0" x2="{WIDTH}" y1="{level:.1f}" y2="{level:.1f}"'
        f' class="level"/><line x1="0" x2="{WIDTH}" y1="{HEIGHT}" y2="{HEIGHT}"'
        f' class="base"/>{marks}{years}</svg>{_keys(series, settings)}'
    )


def _mark(x: float, kind: str) -> str:
    if kind == "met":
        return f'<rect x="{x - 3:.1f}" y="{HEIGHT + 8}" width="6" height="18" class="met"/>'
    return (
        f'<rect x="{x - 3:.1f}" y="{HEIGHT + 8}" width="6" height="10"'
        f' class="{"met" if kind == "answered" else "open"}"/>'
    )


def _keys(series: Strength, settings: Settings) -> str:
    kinds = [mark_of(contact, settings) for contact in series.contacts]
    signs = {"met": (18, "met"), "answered": (10, "met"), "unanswered": (10, "open")}
    keys = "".join(
        '<span><svg class="lk-strength" width="8" height="18" viewBox="0 0 8 18"'
        f' aria-hidden="true"><rect x="1" y="0" width="6" height="{signs[code][0]}"'
        f' class="{signs[code][1]}"/></svg>{says} <b>{kinds.count(code)}</b></span>'
        for code, says in MARKS.items()
    )
    return (
        '<div class="lk-keys"><span><i class="lk-swatch live"></i>Live</span><span><i'
        f' class="lk-swatch"></i>Fading</span>{keys}</div>'
    )


def _years(start: date, end: date) -> Sequence[int]:
    return range(start.year, end.year + 1)
