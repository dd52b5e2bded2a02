"""What a profile says of what hangs on one: who reaches a delegation, and what a member carries.
Ready HTML, all data escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from explorer.html.app_links import href
from explorer.html.look import bold_html, link, section_html, table
from explorer.html.view import View
from explorer.words.routes import stops_words, strength_word
from explorer.words.text import count, listed, stressed
from graph_model.measures import find_cells
from graph_model.measures.departures import departures
from graph_model.measures.go_betweens import ROLE, find_go_betweens
from graph_model.measures.introductions import reach
from graph_model.measures.single_points import Connectivity, connectivity, doors
from graph_model.shares import percent
from graph_model.snapshot import Snapshot


def reached_by(shown: View, id: str) -> str:
    """How many separate ways lead to a delegation, who would cut them, and the way to all of
    them.
    """
    (hinge,) = connectivity(shown.day, [id])
    best = reach(shown.day, id)
    way = (
        f" One that we would recommend: {strength_word(best.strength, shown.settings).lower()},"
        f" through {stops_words(shown.snapshot, best)}."
        if best
        else ""
    )
    more = link(href("introduce", delegation=id), "Every way, with its evidence")
    return (
        f"{section_html('Who reaches it')}<p>{bold_html(_ways(shown.snapshot, hinge))}{escape(way)}"
        f" {more}</p>"
    )


def _ways(snapshot: Snapshot, hinge: Connectivity) -> str:
    names = [snapshot.name(id) for id in hinge.cut]
    if hinge.thin == "nobody":
        return "No line of ours is live, to it or to its table mates."
    if hinge.thin == "several":
        return (
            f"{stressed(f'{hinge.routes} separate ways')} lead to it; only without"
            f" {' and '.join(names)} would none be left."
        )
    if hinge.members:
        return f"{stressed(f'Only {snapshot.name(hinge.members[0])}')} reaches this delegation."
    return f"No member has a live line of its own, and {stressed(f'every way passes {names[0]}')}."


def _doors(shown: View, id: str) -> str:
    """Where a member can introduce us, told to the member."""
    opened, alone = doors(shown.day, id)
    if not opened:
        return ""

    def named(ids: Sequence[str]) -> str:
        names = sorted(shown.snapshot.name(one) for one in ids)
        return listed(names, 6)

    if len(alone) == len(opened):
        only = "; nobody else of us can."
    else:
        only = f"; nobody else of us can to {named(alone)}." if alone else "."
    return f"<p>{bold_html(f'You can open a door to {stressed(named(opened))}{only}')}</p>"


def member_losses(shown: View, id: str) -> str:
    """What would be lost with a member, and whom it joins."""
    snapshot, cells = shown.snapshot, find_cells(shown.day)
    alone = next((found for found in departures(cells) if found.members == (id,)), None)
    parts = [door] if (door := _doors(shown, id)) else []
    if alone:
        bodies = sorted(
            {delegation for delegation, _ in alone.cells}, key=lambda other: snapshot.name(other)
        )
        rows = [
            [
                link(href("profile", id=other), snapshot.name(other)),
                str(sum(cell[0] == other for cell in alone.cells)),
            ]
            for other in bodies
        ]
        said = (
            f"Without it we would reach {stressed(f'{percent(alone.loss)} less')} of what is on"
            " the table."
        )
        how = link(href("plan", part="leaving"), "Who could make a second line")
        parts.append(
            f"<p>{bold_html(said)} {how}</p>"
            + table(
                ["only it reaches", "lines"], rows, count(len(rows), "delegation"), numbers=(1,)
            )
        )
    for between in find_go_betweens(shown.day):
        if between.member == id:
            role = ROLE[between.role]
            often = f"on {count(between.count, 'way')} (by chance about {between.expected:.0f})"
            said = f"{stressed(role.says)}: {role.means}, {often}."
            parts.append(f"<p>{bold_html(said)}</p>")
    return section_html("What hangs on it") + "".join(parts) if parts else ""
