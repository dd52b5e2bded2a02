"""What changed between two days, and why; the parts add up to the change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.address_choices import EARLIEST, choose_day
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.empty import load_first, no_talks
from explorer.html.look import empty, link, table
from explorer.html.screen import heading, section, show
from explorer.html.view import View
from explorer.words.ranks import by_name, order_html, rank_words
from explorer.words.text import count, stressed
from graph_model.capitals import first_up
from graph_model.dates import date_words
from graph_model.measures.changed.causes import BandChange, CausePart, TwoDays, since
from graph_model.measures.ranges.change_ranks import change_ranks
from graph_model.measures.ranges.rank_ranges import RankRange, in_rank_order
from graph_model.shares import NEAR, percent, points

CAUSES = {
    "contacts": ("New contacts", "contacts made in between, as fresh as on their day"),
    "cooling": ("Cooled ties", "what time took from contacts"),
    "scope": ("What is on the table", "talks that opened, closed or came to weigh otherwise"),
    "knowledge": (
        "Better knowledge",
        "answers of members, and earlier contacts that were entered since",
    ),
}
THEN = date(2017, 12, 1)
SHOWN = 12


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    if not shown.snapshot.nodes:
        heading("What changed", "There is nothing to compare yet.", "Load your files first.")
        show(load_first())
        return
    top = st.container()
    first = first_day(shown)
    if first >= shown.as_of:
        with top:
            heading("What changed", "Choose a day before the one that is shown.")
        show(
            empty(
                f"{date_words(first.isoformat())} is not before"
                f" {date_words(shown.as_of.isoformat())}.",
                "Choose an earlier day above, or another day of the page.",
            )
        )
        return
    change = since(shown.day, first)
    with top:
        heading(
            "What changed",
            sentence(change),
            cause_sentence(change) if change.before.cells or change.after.cells else "",
        )
    if not change.before.cells and not change.after.cells:
        show(no_talks(shown, "changes"))
        return
    left, right = st.columns([7, 5], gap="large")
    with left:
        why(shown, change)
    with right:
        section("Then and now")
        show(then_and_now_html(change))
    show(_known_today(shown))


def why(shown: View, change: BandChange) -> None:
    """The four causes, and the lines on which each acted."""
    how = (
        "Each cause as it acts on average over all orders in which the four can act; together"
        " they are the whole change."
    )
    section("Why", f"{how} They are no ranking and always stand in this order.")
    show(parts_html(change))
    ranks = change_ranks(shown.day.on(change.until), change.since)
    for part in change.parts:
        show(cells_html(shown, part, in_rank_order(ranks.get(part.cause, ()))))


def _known_today(shown: View) -> str:
    """With what knowledge both days are seen, and the ways on."""
    backwards = shown.as_of.isoformat() == database.today()
    note = (
        "An entry that was added later counts on both days as what is known today."
        if backwards
        else "Both days are seen with what is known today."
    )
    return (
        f'<p class="lk-tool">{escape(note)} {link(href("balance"), "Whose voices")}'
        f" {link(href('plan'), 'What to do next')}</p>"
    )


def first_day(shown: View) -> date:
    """The day that is compared with, in the address as `since`."""
    year_before = default_day(shown.as_of)
    with st.container(key="lk-asks", width=220):
        return choose_day("Compare with", "since", shown.as_of, year_before) or year_before


def default_day(as_of: date) -> date:
    """A year before."""
    return date(max(EARLIEST.year, as_of.year - 1), as_of.month, min(as_of.day, 28))


def sentence(change: BandChange) -> str:
    """The answer."""
    when = date_words(change.since.isoformat())
    if not change.before.cells and not change.after.cells:
        return f"Nothing was on the table on {when}, and nothing is now."
    if abs(float(change.low)) < 5e-5 and abs(float(change.high)) < 5e-5:
        return f"Since {when} the share reached has not changed."
    moved = (
        "stayed at"
        if abs(float(change.low)) <= NEAR
        else "is, as it was, about"
        if percent(change.before.low) == percent(change.after.low)
        else f"went from {percent(change.before.low)} to"
    )
    return f"Since {when} the share reached {moved} {percent(change.after.low)}."


def cause_sentence(change: BandChange) -> str:
    """What each cause did to the lower end, in the order of the table, and what the upper end
    did.
    """
    acted = [part for part in change.parts if abs(float(part.low)) >= 5e-5]
    why = ", ".join(
        f"{CAUSES[part.cause][0].lower()} {stressed(points(float(part.low)))}" for part in acted
    )
    best = f"At best it was {percent(change.before.high)} and is {percent(change.after.high)}."
    return f"{first_up(why)}. {best}" if why else best


def parts_html(change: BandChange) -> str:
    """The four causes with what each did to both ends of the band; the last line is their sum."""
    most = max((abs(float(part.low)) for part in change.parts), default=0.0) or 1.0
    rows = []
    for part in change.parts:
        name, means = CAUSES[part.cause]
        bar = (
            f'<span class="lk-mini lk-{"up" if part.low > 0 else "down"}"'
            f' style="width:{90 * abs(float(part.low)) / most:.0f}px"></span>'
            if part.low
            else ""
        )
        rows.append(
            [
                f"<b>{name}</b><br><small>{means}</small>",
                points(float(part.low)),
                bar,
                points(float(part.high)),
                f"{len(part.cells):,}",
            ]
        )
    rows.append(
        [
            "<b>Together</b>",
            f"<b>{points(float(change.low))}</b>",
            "",
            f"<b>{points(float(change.high))}</b>",
            "",
        ]
    )
    return table(
        ["cause", "reached", "", "at best", "lines"],
        rows,
        "What each cause did, in per cent of what is at stake",
        (1, 3, 4),
    )


def cells_html(shown: View, part: CausePart, ranks: Sequence[RankRange]) -> str:
    """The lines behind a cause, folded away, in the order that their ranks support."""
    if not part.cells:
        return ""
    lines, rank_of = (
        {"~".join(cell): (cell, low, high) for cell, low, high in part.cells},
        by_name(ranks),
    )
    rows = [
        [
            link(
                href("gaps", cell=f"{cell[0]}~{cell[1]}"),
                f"{shown.snapshot.name(cell[0])} on {shown.snapshot.name(cell[1]).lower()}",
            ),
            points(float(low)) if low else "",
            points(float(high)) if high else "",
            *([rank_words(rank_of[name])] if ranks else []),
        ]
        for name, (cell, low, high) in (
            (name, lines[name]) for name in list(rank_of or lines)[:SHOWN]
        )
    ]
    rest = (
        f"<p>{count(len(part.cells) - SHOWN, 'more line')} further down; <code>linkages changes"
        " --json</code> lists all.</p>"
        if len(part.cells) > SHOWN
        else ""
    )
    listed = table(
        ["line", "reached", "at best", *(["place"] if ranks else [])],
        rows,
        f"{CAUSES[part.cause][0]}: largest first",
        (1, 2, 3),
    )
    listed += order_html(ranks, count(len(ranks), "line"), day=shown.day)
    return (
        f'<details class="lk-fold"><summary>{CAUSES[part.cause][0]}:'
        f" {count(len(part.cells), 'line')}</summary>{listed}{rest}</details>"
    )


def then_and_now_html(change: TwoDays, days: bool = True) -> str:
    """The two days side by side, with the ways to both where there is room."""
    old, new = change.before, change.after
    rows = [
        ["Reached, at least", percent(old.low), percent(new.low)],
        ["Reached, at most", percent(old.high), percent(new.high)],
        ["Delegations at the table", f"{old.delegations:,}", f"{new.delegations:,}"],
        ["Lines we would want", f"{old.cells:,}", f"{new.cells:,}"],
        ["Delegations with a live line", *(f"{number:,}" for number in change.live)],
        ["Contacts on record with delegations", *(f"{number:,}" for number in change.recorded)],
    ]
    heads = [
        link(href("", as_of=day.isoformat()), date_words(day.isoformat()))
        for day in (change.since, change.until)
    ]
    return table(
        ["", "then", "now"], [["", *heads], *rows] if days else rows, "Then and now", (1, 2)
    )
