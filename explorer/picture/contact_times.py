"""Contacts in time: a row per delegation, a mark for each recorded contact, from the first to the
day looked at. The strip of a delegation's profile, for all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from itertools import chain

from explorer.html.line_strength import MARKS, mark_of
from explorer.picture.chart import Chart, lead_of
from explorer.picture.from_recipe import day_of, lit_among, recipe_of, release_of
from explorer.picture.image_sheet import ImageSheet, LegendItem
from explorer.picture.letters import BOLD, drawable_text, fit, width
from explorer.picture.picture import Recipe
from explorer.picture.picture_table import PictureTable
from explorer.picture.styles import SheetStyle
from explorer.words.text import count
from graph_model.measures import Contact, our_contacts
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from graph_model.vocabulary.palette import BLUE

#: How many delegations a sheet holds; those met last come first.
ROWS = 30
MOST_YEARS = 20


def met(day: Day, only: Sequence[str]) -> dict[str, list[Contact]]:
    """The contacts of each delegation up to the day, in order; those met last come first."""
    found: dict[str, list[Contact]] = {}
    for contact in sorted(our_contacts(day), key=lambda contact: (contact.on, contact.id)):
        if contact.on <= day.at:
            for delegation in contact.delegations:
                if not only or delegation in only:
                    found.setdefault(delegation, []).append(contact)
    last = {delegation: its[-1].on for delegation, its in found.items()}
    order = sorted(found, key=lambda id: (-last[id].toordinal(), day.snapshot.name(id)))
    return {delegation: found[delegation] for delegation in order}


def sentence(day: Day, found: dict[str, list[Contact]]) -> str:
    """What the picture says: how many delegations were met, and how many of them lately."""
    if not found:
        friends = " or of our friends" if day.settings.with_friends else ""
        return f"No contact of ours{friends} with a delegation is on record up to this day"
    lately = day.at - timedelta(days=730)
    recent = sum(its[-1].on >= lately for its in found.values())
    first = min(its[0].on for its in found.values()).year
    delegations = "delegation" if len(found) == 1 else "delegations"
    return (
        f"{len(found)} {delegations} met or written to since {first}, {recent} of them within the"
        " last two years"
    )


def concerned(contact: Contact) -> tuple[str, ...]:
    """Whom and what a contact was with and about."""
    return (contact.id, *sorted(contact.members), *sorted(contact.issues))


def contacts_chart(snapshot: Snapshot, recipe: Recipe) -> Chart:
    """The picture that a recipe describes, as its audience may see it; its start names
    delegations.
    """
    shown = release_of(snapshot, recipe).snapshot
    day = day_of(shown, recipe)
    found = met(day, recipe.focus)
    drawn = {id: [concerned(its) for its in found[id]] for id in list(found)[:ROWS]}
    recipe = lit_among(recipe, chain(drawn, *chain.from_iterable(drawn.values())))
    whole = {contact.id: contact for its in found.values() for contact in its}
    kinds = Counter(mark_of(contact, day.settings) for contact in whole.values())
    who = "the coalition and its friends" if recipe.with_friends else "the coalition"

    def legend(style: SheetStyle) -> list[LegendItem]:
        return [
            LegendItem(_mark(code, 0, 7, 14, style), says, f"{kinds[code]:,}")
            for code, says in MARKS.items()
        ]

    more = len(found) - ROWS
    left_out = f", {count(more, 'more delegation')} not shown" if more > 0 else ""
    return Chart(
        recipe_of(shown, recipe, sentence(day, found), len(whole)),
        lead_of(day, recipe),
        count(len(whole), "contact"),
        {"contacts": len(whole), "delegations": len(found)},
        (
            f"Recorded contacts of {who}; who was met last stands first{left_out}. No record means"
            " not known, never no contact.",
        ),
        f"{count(len(whole), 'contact')}. "
        + "; ".join(f"{MARKS[kind]}: {kinds[kind]}" for kind in MARKS)
        + ".",
        legend,
        lambda sheet: _body(day, found, sheet),
        lambda: [_table(shown, found)],
        count(len(whole), "contact"),
    )


def _table(shown: Snapshot, found: dict[str, list[Contact]]) -> PictureTable:
    rows = [
        [
            shown.name(delegation),
            contact.on.isoformat(),
            shown.name(contact.id) if contact.id in shown.nodes else "",
            "; ".join(sorted(map(shown.name, contact.members))),
            "; ".join(sorted(map(shown.name, contact.issues))),
        ]
        for delegation, its in found.items()
        for contact in reversed(its)
    ]
    header = ("Delegation", "Date", "Contact", "Who of us", "About")
    return PictureTable(f"{count(len(rows), 'contact')} of delegations", header, rows)


def _mark(code: str, x: float, y: float, high: float, style: SheetStyle) -> str:
    """A bar that ends at y: whole for a meeting, half for a message, empty without an answer."""
    tall = high if code == "met" else 0.55 * high
    blue = style.tone(BLUE)
    fill = style.paper if code == "unanswered" else blue
    return (
        f'<rect x="{x - high / 6:.1f}" y="{y - tall:.1f}" width="{high / 3:.1f}"'
        f' height="{tall:.1f}" fill="{fill}" stroke="{blue}"/>'
    )


def _body(day: Day, found: dict[str, list[Contact]], sheet: ImageSheet) -> list[str]:
    plot, unit, style = sheet.plot, sheet.size.text, sheet.style
    if not found:
        return []
    first = min(its[0].on for its in found.values())
    start = date(max(first.year, day.at.year - MOST_YEARS), 1, 1)
    span = max((day.at - start).days, 1)
    names = {id: drawable_text(day.snapshot.name(id)) for id in list(found)[:ROWS]}
    widest = max(width(name, unit, BOLD) for name in names.values())
    left = plot.left + min(20 * unit, widest + unit)
    top, wide = plot.top + 1.5 * unit, plot.right - left - unit
    step = min(2.4 * unit, (plot.bottom - top) / len(names))
    drawn = []

    for year in range(start.year, day.at.year + 1):
        x = left + wide * (date(year, 1, 1) - start).days / span
        drawn.append(
            f'<path d="M{x:.1f} {top:.1f}V{top + step * len(names):.1f}"'
            f' stroke="{style.hairline}"/>'
        )
        if (year - start.year) % _every(wide, day.at.year - start.year + 1, unit) == 0:
            said = sheet.text(x, top - 0.5 * unit, str(year), 0.9 * unit, fill=style.second)
            drawn.append(said)
    for row, (id, name) in enumerate(names.items()):
        foot = top + step * (row + 1)
        said = fit(name, left - plot.left - 0.6 * unit, unit, BOLD)
        its = sheet.looks(id, *chain.from_iterable(map(concerned, found[id])))
        drawn.append(sheet.text(plot.left, foot - 0.35 * step, said, unit, BOLD, fill=its.ink))
        drawn.append(
            f'<path d="M{plot.left:.1f} {foot:.1f}H{plot.right:.1f}" stroke="{style.hairline}"/>'
        )
        for contact in found[id]:
            if contact.on >= start:
                x = left + wide * (contact.on - start).days / span
                looks = sheet.looks(id, *concerned(contact))
                mark = _mark(mark_of(contact, day.settings), x, foot - 1.5, 0.75 * step, looks)
                told = escape(f"{name}, {contact.on.isoformat()}")
                drawn.append(f"<g><title>{told}</title>{mark}</g>")
    return drawn


def _every(wide: float, years: int, unit: float) -> int:
    """Every how many years one is named, so that none covers the next."""
    return max(1, round(3 * unit * years / wide + 0.5))
