"""Beside the picture: what is chosen. One entry with what we know and what to do; several with what
can be done with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from explorer.html.app_links import href
from explorer.html.contact_lines import contacts_html, open_ways_html
from explorer.html.entry import entry_link, facts, groups, provenance
from explorer.html.look import link
from explorer.html.symbols import kind_symbol, label_symbol
from explorer.html.view import View
from explorer.picture.picture import BUBBLE, Entry
from explorer.words.captions import caption
from explorer.words.text import count
from graph_model.measures import KIND, Cell, contacts, main_kind
from graph_model.measures.gaps import cells_of
from graph_model.vocabulary import SCHEMA

FEW = 3


def panel_html(shown: View, id: str, close: str) -> str:
    """The chosen entry; `close` is the address of the view without it, empty when there is none."""
    row = shown.snapshot.nodes[id]
    kind = SCHEMA.by_label[row.label].singular
    inside = _delegation(shown, id) if row.label == "Delegation" else _other(shown, id)
    buttons = link(href("profile", id=id), "Whole profile", button="plain")
    if row.label == "Delegation":
        buttons = (
            link(href("introduce", delegation=id), "Who can introduce us", button="main") + buttons
        )
    return (
        '<div class="lk-card" role="region" aria-label="The chosen'
        f' entry">{_close(close)}<p>{label_symbol(row.label)}'
        f" {escape(kind)}</p><h2>{escape(row.full_name)}</h2>{inside}<div"
        f' class="lk-btns">{buttons}</div></div>'
    )


def _close(address: str) -> str:
    return f'<p class="close">{link(address, "Close")}</p>' if address else ""


def _delegation(shown: View, id: str) -> str:
    row = shown.snapshot.nodes[id]
    cells = cells_of(shown.day, id)
    where = ", ".join(part for part in (row.text("economy"), row.text("city")) if part)
    return (
        f"<p>{escape(where)}</p>{_verdict(shown, cells)}<h4>What we"
        f" know</h4>{_contacts(shown, id)}{open_ways_html(shown, id)}{_to_do(cells)}"
    )


def _verdict(shown: View, cells: Sequence[Cell]) -> str:
    """The kind that holds most of the weight, and how many issues are of it."""
    if not cells:
        return "<p>Nothing is on its table on this day.</p>"
    kind = KIND[main_kind(cells)]
    number = sum(cell.kind == kind.code for cell in cells)
    members = sorted(
        {
            shown.snapshot.name(member)
            for cell in cells
            if cell.kind == kind.code
            for member in cell.members
        }
    )
    by = f": {', '.join(members[:3])}" if members else ""
    said = f"{number} of {count(len(cells), 'issue')} on its table: {kind.means}"
    return (
        f'<div class="lk-verdict">{kind_symbol(kind.code)}'
        f" <span><b>{escape(kind.says + by)}</b></span></div><p>{escape(said)}.</p>"
    )


def _contacts(shown: View, id: str) -> str:
    snapshot = shown.snapshot
    known = [
        contact
        for contact in contacts(snapshot, shown.settings)
        if id in contact.delegations and contact.on <= shown.as_of
    ]
    return contacts_html(shown, id, [contact.id for contact in reversed(known)], FEW)


def _to_do(cells: Sequence[Cell]) -> str:
    if not cells:
        return ""
    cell = cells[0]
    return (
        "<h4>What to do:"
        f" {escape(KIND[cell.kind].remedy_says.lower())}</h4><p>"
        f"{link(href('gaps', cell=f'{cell.delegation}~{cell.issue}'), 'Why, and how')}</p>"
    )


def _other(shown: View, id: str) -> str:
    row = shown.snapshot.nodes[id]
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in facts(row)[:FEW])
    know = f"<dt>How we know</dt><dd>{provenance(row)}</dd>" if shown.show_sources else ""
    tied = "".join(
        f"<p><b>{escape(group.says)}</b>"
        f" {', '.join(entry_link(shown.snapshot, other) for other in group.others[:FEW])}"
        f"{f' and {len(group.others) - FEW} more' if len(group.others) > FEW else ''}</p>"
        for group in groups(shown.day, id)[:6]
    )
    return f'<dl class="lk-facts">{pairs}{know}</dl>{tied}'


def several_html(shown: View, ids: Sequence[str], close: str, between: str) -> str:
    """Several chosen entries: which, and the ways between two."""
    items = "".join(f"<li>{entry_link(shown.snapshot, id)}</li>" for id in ids[:12])
    more = f"<p>and {len(ids) - 12} more, in the table below</p>" if len(ids) > 12 else ""
    one, other = (caption(shown.snapshot, id) for id in (ids[0], ids[-1]))
    way = link(between, f"Ways from {one} to {other}", button="plain") if len(ids) == 2 else ""
    way += trial_link(shown, ids)
    around = link(href("map", focus=",".join(ids[:12])), "A picture around these", button="plain")
    return (
        '<div class="lk-card" role="region" aria-label="The chosen entries">'
        f"{_close(close)}<h2>{len(ids)} entries are chosen</h2><ul>{items}</ul>{more}"
        f'<p>The table below shows their ties.</p><div class="lk-btns">{way}{around}</div></div>'
    )


def trial_link(shown: View, ids: Sequence[str]) -> str:
    """For a member and a delegation, or two members: what a first meeting of theirs would
    change.
    """
    pair = sorted(ids, key=lambda id: shown.snapshot.nodes[id].label != "Member")
    labels = [shown.snapshot.nodes[id].label for id in pair]
    if labels not in (["Member", "Member"], ["Member", "Delegation"]):
        return ""
    return link(
        href("plan", part="link", member=pair[0], other=pair[1]),
        "Try a link between these two",
        button="plain",
    )


def bubbles_html(entries: Sequence[Entry]) -> str:
    """The groups of the whole network as a list, each to be opened."""
    items = "".join(
        "<li>"
        f"{link(href('map', question='group', focus=entry.id.removeprefix(BUBBLE)), entry.name)}"
        "</li>"
        for entry in entries[:20]
    )
    return (
        '<div class="lk-card" role="region" aria-label="The groups"><h2>Open a'
        f" group</h2><ul>{items}</ul></div>"
    )
