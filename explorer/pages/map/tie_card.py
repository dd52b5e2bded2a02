"""Beside the picture: the tie that is looked at. Who, what, since when, by which source, how sure;
and what stands behind a line that was worked out.
"""

from __future__ import annotations

from collections import Counter
from html import escape

from explorer.html import people
from explorer.html.app_links import href
from explorer.html.contact_lines import contact_line
from explorer.html.entry import entry_link, facts, provenance, tie_link
from explorer.html.look import link
from explorer.html.view import View
from explorer.pages.map.address import SPOKEN, MapAddress
from explorer.pages.map.scene import Scene
from explorer.pages.map.tie_table import row_of
from explorer.pages.map.who_has_spoken import PLANNED, SEAT, contacts_behind
from explorer.picture.folding import by_year, contacts_of
from explorer.picture.picture import BUBBLE, Picture, Tie
from explorer.picture.selection import ties_inside
from explorer.words.text import count
from explorer.words.ties import tie_words
from graph_model.corrections import DISPUTED, corrections, said_key
from graph_model.measures import seats
from graph_model.rows import RelationshipRow
from graph_model.vocabulary import SCHEMA

#: Contacts behind a line, and kinds of tie between two groups, that the card lists.
FEW = 6


def tie_html(shown: View, address: MapAddress, scene: Scene, tie: Tie, close: str) -> str:
    """The card; `close` is the address of the view without it."""
    row = row_of(shown.snapshot, tie)
    if row is None and tie.says == SEAT:
        row = next((its for its in seats(shown.day, tie.target) if its.source == tie.source), None)
    if row is not None:
        title, inside = tie_words(shown.snapshot, row), _row(shown, row)
    else:
        title = _title(scene.picture, tie)
        inside = (
            _between(shown, scene.picture, tie)
            if tie.source.startswith(BUBBLE)
            else _worked_out(shown, address, tie)
        )
    return (
        '<div class="lk-card" role="region" aria-label="The chosen tie">'
        f'<p class="close">{link(close, "Close")}</p><p>Tie</p><h2>{escape(title)}</h2>'
        f"{inside}</div>"
    )


def _title(picture: Picture, tie: Tie) -> str:
    source, target = (picture.by_id[id].name for id in (tie.source, tie.target))
    if tie.words:
        return f"{source} and {target}: {tie.words}"
    return f"{source}, {target}: {tie.says}"


def _ends(shown: View, *ids: str) -> str:
    return "".join(f"<p>{entry_link(shown.snapshot, id)}</p>" for id in ids)


def _row(shown: View, row: RelationshipRow) -> str:
    """A tie that is a row of the graph: the same as on its own page."""
    said = corrections(shown.snapshot).get(said_key(row.key))
    mark = ""
    if said is not None:
        state = "Disputed." if said.state == DISPUTED else "Corrected by the coalition."
        mark = f'<p class="lk-small" role="note"><b>{state}</b> {escape(said.row.text("note"))}</p>'
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts(row))
    words = "Edit or dispute" if people.present().may("member") else "The tie on its own page"
    own = tie_link(row, words, f"{words}: {tie_words(shown.snapshot, row)}")
    return (
        f"<p>{escape(SCHEMA.by_name[row.type].doc)}</p>{mark}{_ends(shown, row.source, row.target)}"
        f'<dl class="lk-facts">{pairs}<dt>How we know</dt><dd>{provenance(row)}</dd></dl>'
        f'<p class="lk-tool">{own}</p>'
    )


def _worked_out(shown: View, address: MapAddress, tie: Tie) -> str:
    """A line between a member and a delegation: the contacts behind it, or the plan."""
    if tie.says == PLANNED:
        plans = [
            aim.source
            for aim in shown.snapshot.back(tie.target, "AIMS_AT")
            if any(its.source == tie.source for its in shown.snapshot.back(aim.source, "CARRIES"))
        ]
        behind = "<p>Nobody has met yet; it is meant to happen.</p>" + _ends(shown, *plans)
    elif address.question != SPOKEN:
        behind = _by_year(shown, address, tie)
    else:
        met = contacts_behind(shown.day, address.issue, tie.source, tie.target)
        lines = "".join(contact_line(shown, id, tight=True) for id in met[:FEW])
        more = f"<p>and {count(len(met) - FEW, 'earlier contact')}</p>" if len(met) > FEW else ""
        number = f"{len(met)} contacts" if len(met) > 1 else "One contact"
        behind = f"<h4>{number} behind this line</h4>{lines}{more}"
    reached = shown.snapshot.nodes[tie.target].label == "Delegation"
    to = href("record", delegation=tie.target) if reached else href("record")
    way = link(to, "Record a contact", button="plain")
    ends = _ends(shown, tie.source, tie.target)
    return f"{ends}{behind}" + (f'<div class="lk-btns">{way}</div>' if way else "")


def _by_year(shown: View, address: MapAddress, tie: Tie) -> str:
    """Folded contacts, each year by itself, the latest open."""
    start = tie.source if tie.source in address.focus else tie.target
    other = tie.target if start == tie.source else tie.source
    met = contacts_of(shown.day, start).get(other, ())
    return "".join(
        f'<details class="lk-fold"{"" if at else " open"}><summary>{year} ({len(ids)})</summary>'
        f"{''.join(contact_line(shown, id, tight=True) for id in ids)}</details>"
        for at, (year, ids) in enumerate(by_year(shown.snapshot, met).items())
    )


def _between(shown: View, picture: Picture, tie: Tie) -> str:
    """The ties between two groups, by what they say."""
    one, other = (set(picture.by_id[id].inside) for id in (tie.source, tie.target))
    crossing = Counter(
        row.type
        for row in ties_inside(shown.day, [*one, *other])
        if (row.source in one) != (row.target in one)
    )
    items = "".join(
        f"<li>{escape(SCHEMA.by_name[type].says)}: {number:,}</li>"
        for type, number in crossing.most_common(FEW)
    )
    return f"<p>{count(tie.number, 'tie')} between the two groups.</p><ul>{items}</ul>"
