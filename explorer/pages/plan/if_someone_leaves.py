"""Plan, part `leaving`: what hangs on one of us, who could double it, and who joins others more
often than chance.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.app.address_choices import choose
from explorer.html.app_links import href
from explorer.html.look import empty, link, table
from explorer.html.screen import heading, section, show
from explorer.html.symbols import label_symbol
from explorer.html.view import View
from explorer.words.ranks import by_name, order_html, rank_words
from explorer.words.text import count
from graph_model.measures import find_cells
from graph_model.measures.departures import Departure, departures
from graph_model.measures.go_betweens import ROLE, GoBetween, find_go_betweens
from graph_model.measures.ranges.day_ranks import go_between_ranks, leaving_ranks
from graph_model.measures.ranges.list_ranks import set_ranks
from graph_model.measures.ranges.rank_ranges import in_rank_order
from graph_model.measures.second_lines import SecondLine, could_double
from graph_model.measures.single_points import Connectivity, connectivity
from graph_model.shares import percent
from graph_model.snapshot import Snapshot

REASONS = {
    "met": "met it before",
    "mates": "meets others at its tables",
    "issue": "works on the issue",
    "home": "is based in its economy",
}
THIN = {
    "us": "on one of us",
    "them": "on one delegation",
    "both": "on one of us and one delegation",
    "several": "nowhere",
    "nobody": "no way",
}
SETS, LISTED = 3, 12


def draw(shown: View) -> None:
    """Draw the part."""
    cells = find_cells(shown.day)
    singles = departures(cells)
    heading(
        "If someone leaves",
        _finding(shown.snapshot, singles),
        "What one of us carries alone, what would be lost with it, and who could make a second"
        " line.",
    )
    if singles:
        show(_singles_html(shown, singles))
        _together(
            shown, [found for size in range(2, SETS + 1) for found in departures(cells, size)[:3]]
        )
    else:
        ways = (
            link(href("introduce"), "Who can introduce us", button="main"),
            link(href("record"), "Record a contact", button="plain"),
        )
        show(
            empty(
                "No line is live on an issue on this day.",
                "Nothing can be lost that is not there; the next step is a first line.",
                *ways,
            )
        )
    _ways(shown, connectivity(shown.day))
    _between(shown, find_go_betweens(shown.day))


def _finding(snapshot: Snapshot, singles: tuple[Departure, ...]) -> str:
    if not singles:
        return "Nothing that is reached rests on a single member."
    worst = singles[0]
    gone = (
        f", and {count(len(worst.delegations), 'delegation')} would have no line"
        if worst.delegations
        else ""
    )
    return (
        f"Without {snapshot.name(worst.members[0])} we would reach {percent(worst.loss)} less of"
        f" what is on the table{gone}."
    )


def _singles_html(shown: View, singles: tuple[Departure, ...]) -> str:
    """Members by what is lost, in the order that the data supports."""
    ranks = by_name(in_rank_order(leaving_ranks(shown.day)))
    alone = {found.members[0]: found for found in singles}
    rows = []
    for found in [alone[member] for member in ranks or alone][:LISTED]:
        member, lost = (
            found.members[0],
            ", ".join(shown.snapshot.name(id) for id in found.delegations[:4]),
        )
        more = f" and {len(found.delegations) - 4} more" if len(found.delegations) > 4 else ""
        who = (
            f"{label_symbol('Member')}"
            f" {link(href('profile', id=member), shown.snapshot.name(member))}"
        )
        rows.append(
            [
                who,
                percent(found.loss),
                f"{len(found.cells)}",
                escape(lost + more) or "none",
                rank_words(ranks.get(member)),
            ]
        )
    head = ["if this member leaves", "lost", "lines", "delegations without a line", "place"]
    worth = order_html(list(ranks.values()), count(len(singles), "member"), day=shown.day)
    return (
        table(
            head,
            rows,
            f"On whom something hangs: {len(rows)} of {count(len(singles), 'member')}",
            numbers=(1, 2, 4),
        )
        + worth
    )


def _together(shown: View, sets: list[Departure]) -> None:
    """Sets whose leaving costs more than their members singly."""
    if not sets:
        return
    ranks = by_name(set_ranks(shown.day, tuple(sets)))
    rows = [
        [
            escape(" and ".join(map(shown.snapshot.name, found.members))),
            percent(found.loss),
            f"{len(found.cells)}",
            f"{found.weakened}",
            rank_words(ranks.get(" ".join(found.members))),
        ]
        for found in sets
    ]
    how = (
        ""
        if all(found.exact for found in sets)
        else " There are too many sets to try all; these grew one member at a time."
    )
    section(
        "If several leave",
        f"Members who share their lines cost little singly and much together.{how}",
    )
    listed = table(
        ["if they leave", "lost", "lines lost", "lines that then hang on one", "place"],
        rows,
        "The dearest sets of two and three",
        numbers=(1, 2, 3, 4),
    )
    show(f"{listed}{order_html(list(ranks.values()), 'these sets', day=shown.day)}")


def _ways(shown: View, found: tuple[Connectivity, ...]) -> None:
    """Separate ways to each delegation, and who could make a second one where one is left."""
    if not found:
        return
    snapshot = shown.snapshot
    single = [hinge for hinge in found if hinge.routes == 1]
    silent = sum(hinge.routes == 0 for hinge in found)
    said = (
        f"To {len(single)} of {count(len(found), 'delegation')} one way alone leads, to {silent}"
        " none. A way is a live line, or leads over a delegation at the same table; separate ways"
        " share nobody."
    )
    section("Separate ways to each delegation", said)
    if single:
        ids = [
            hinge.delegation for hinge in sorted(single, key=lambda hinge: hinge.thin != "us")
        ]  # first those with a line of our own
        chosen = choose(
            st.container(width=420),
            "Who could double the line to",
            "double",
            ids,
            lambda id: snapshot.name(id),
        )
        show(_doubles_html(shown, could_double(shown.day, chosen)))
    rows = []
    for hinge in found:
        cut = ", ".join(snapshot.name(id) for id in hinge.cut)
        name = link(href("introduce", delegation=hinge.delegation), snapshot.name(hinge.delegation))
        rows.append([name, f"{hinge.routes}", THIN[hinge.thin], escape(cut)])
    with st.expander(f"All: {count(len(found), 'delegation')}", expanded=0 < len(single) <= LISTED):
        show(
            table(
                ["delegation", "separate ways", "all hangs", "without these, none is left"],
                rows,
                "Separate ways to each delegation",
                numbers=(1,),
            )
        )


def _doubles_html(shown: View, found: tuple[SecondLine, ...]) -> str:
    if not found:
        return (
            "<p>No other member has met it or its table mates, works on its issues or is based"
            " there.</p>"
        )
    rows = []
    for double in found[:6]:
        why = "; ".join(_reason(shown, *reason) for reason in double.reasons)
        rows.append(
            [link(href("profile", id=double.member), shown.snapshot.name(double.member)), why]
        )
    return table(
        ["could double it", "why"],
        rows,
        "Members near to a line of their own; those for whom more speaks first",
    )


def _reason(shown: View, code: str, ids: tuple[str, ...]) -> str:
    first = link(href("profile", id=ids[0]), REASONS[code])
    return first + (f" ({len(ids)})" if len(ids) > 1 else "")


def _between(shown: View, found: tuple[GoBetween, ...]) -> None:
    """Go-betweens by sort, each with the pairs it joins; never a bare score."""
    section(
        "Go-betweens",
        "Members that join others who have no tie of their own, more often than chance would have"
        " it (1,000 random groupings, the same each time).",
    )
    if not found:
        show(
            "<p>Nobody stands out on this day: those who join others do so about as often as their"
            " number of ties lets expect.</p>"
        )
        return
    snapshot = shown.snapshot
    ranks = by_name(in_rank_order(go_between_ranks(shown.day, found)))
    each = {f"{who.member} {who.role}": who for who in found}
    rows = []
    for who in (each[name] for name in ranks):
        pairs = "; ".join(f"{snapshot.name(x)} to {snapshot.name(y)}" for x, y in who.pairs[:3])
        more = f"; and {who.count - 3} more" if who.count > 3 else ""
        role = ROLE[who.role]
        name = link(href("profile", id=who.member), snapshot.name(who.member))
        span = rank_words(ranks[f"{who.member} {who.role}"])
        rows.append(
            [
                f"<b>{role.says}</b><br><small>{role.means}</small>",
                name,
                escape(pairs + more),
                f"{who.count} ({who.expected:.0f})",
                span,
            ]
        )
    listed = table(
        ["as what", "who", "joins", "ways (by chance)", "place"],
        rows,
        count(len(found), "go-between"),
        numbers=(3, 4),
    )
    show(f"{listed}{order_html(list(ranks.values()), 'these', day=None)}")
