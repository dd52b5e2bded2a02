"""Why a cell is of its kind: what we know, where it is decided, what to do. HTML of our own making,
all data escaped.
"""

from __future__ import annotations

from html import escape

from explorer.html.address import href
from explorer.html.look import evidence, link, sources
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.words.sentences import body
from explorer.words.text import words
from graph_model.dates import spoken
from graph_model.measures import KIND, Cell
from graph_model.rows import NodeRow
from graph_model.vocabulary import ANSWERS

#: Lines of evidence in the panel; the profile has all of them.
MOST = 5


def panel_html(shown: View, cell: Cell, close: str) -> str:
    """The whole panel; `close` is the address without it."""
    snapshot, kind = shown.snapshot, KIND[cell.kind]
    economy, second = body(snapshot, cell.delegation)
    who = link(href("profile", id=cell.delegation), f"{economy}, {second}" if second else economy)
    carried = (
        f" Carried by {escape(', '.join(snapshot.name(member) for member in cell.members))}."
        if cell.members
        else ""
    )
    known = _contacts(shown, cell)
    buttons = (
        link(
            href("introduce", delegation=cell.delegation, issue=cell.issue),
            "Who can introduce us",
            button="main",
        ),
        link(
            href("record", delegation=cell.delegation, issue=cell.issue),
            "Record a contact",
            button="plain",
        ),
    )
    return (
        '<div class="lk-card" role="region" aria-label="Why this symbol"><p'
        f' class="close">{link(close, "Close")}</p><p>{who}</p><h2>{escape(snapshot.node(cell.issue).full_name)}</h2><div'
        f' class="lk-verdict">{kind_symbol(cell.kind, silent=True)}<span>{kind.says}</span></div><p>{escape(kind.means[:1].upper() + kind.means[1:])}.{carried}</p><h4>What'
        f" we know</h4>{known}<h4>Where it is decided</h4>{_talks(shown, cell)}<h4>What to do:"
        f" {kind.remedy_says[:1].lower() + kind.remedy_says[1:]}</h4>{_remedy(shown, cell)}<div"
        f' class="lk-btns">{"".join(buttons)}</div></div>'
    )


def _contacts(shown: View, cell: Cell) -> str:
    lines = "".join(contact_line(shown, id, tight=True) for id in cell.evidence[:MOST])
    more = len(cell.evidence) - MOST
    rest = (
        f"<p>{link(href('profile', id=cell.delegation), f'{more} earlier contacts')}</p>"
        if more > 0
        else ""
    )
    return (lines or "<p>No recorded contact with this delegation.</p>") + rest


def contact_line(shown: View, id: str, tight: bool = False) -> str:
    """One contact: when, what and who, in a sentence, with its source where sources are shown."""
    snapshot, row = shown.snapshot, shown.snapshot.nodes[id]
    who = (
        ", ".join(snapshot.name(tie.source) for tie in snapshot.back(id, "TOOK_PART_IN", "GAVE"))
        or "nobody named"
    )
    outcome = {
        "answered": ", answered",
        "no_answer": ", no answer",
        "refused": ", refused",
        "unknown": ", no reply on record",
    }.get(row.text("outcome"), "")
    told = row.text("kind") in shown.settings.messages or row.text("outcome") == "refused"
    letter = (
        ANSWERS[row.text("said")]
        if row.label == "Answer"
        else words(row.text("kind")) + (outcome if told else "")
    )
    what = (
        f"<b>{escape(who)}</b>, {escape(letter)}."
        f" {link(href('profile', id=id), row.text('summary') or 'Details')}"
    )
    known = sources(row.text("source_url"), row.text("confidence")) if shown.show_sources else ""
    return evidence(spoken(row.text("date"), short=True), what, known, tight)


def _talks(shown: View, cell: Cell) -> str:
    """The negotiations that put the issue on this delegation's table, the weightiest first."""
    found = []
    for talk in cell.target.talks:
        covers = next(
            tie for tie in shown.snapshot.out(talk.agreement, "COVERS") if tie.target == cell.issue
        )
        article = f", {escape(covers.text('article'))}" if covers.text("article") else ""
        known = (
            f"; {sources(covers.text('source_url'), covers.text('confidence'))}"
            if shown.show_sources
            else ""
        )
        name = link(href("profile", id=talk.agreement), shown.snapshot.name(talk.agreement))
        found.append(
            f"<p>{name}: {words(talk.status)}; {words(talk.strength)}{article}{known}. Weight"
            f" {talk.weight:.2f}.</p>"
        )
    return "".join(found[:MOST]) + (
        f"<p>And {len(found) - MOST} more.</p>" if len(found) > MOST else ""
    )


def _remedy(shown: View, cell: Cell) -> str:
    snapshot = shown.snapshot
    last = next(iter(cell.evidence), "")
    before = (
        ", ".join(snapshot.name(tie.source) for tie in snapshot.back(last, "TOOK_PART_IN", "GAVE"))
        if last
        else ""
    )
    said = {
        "several": "Nothing needs you here: keep the lines you have.",
        "one": "A second member should come along to the next meeting.",
        "other_issue": (
            f"{', '.join(snapshot.name(member) for member in cell.members)} can raise it: the line"
            " is live, the issue is new."
        ),
        "quiet": (
            f"{before or 'Whoever met them last'} was the last to be in touch; ask them first."
        ),
        "no_answer": "Letters stayed without an answer; a legal way in does not depend on one.",
        "nobody": (
            "The members were asked and know nobody: plan a first contact, or take a legal way in."
        ),
        "unknown": (
            "Nobody was asked yet. A question to the members costs little and narrows the band."
        ),
    }[cell.kind]
    ways = [
        tie.source
        for tie in snapshot.back(cell.delegation, "OPENS")
        if snapshot.nodes[tie.source].text("status") in ("active", "ad_hoc")
    ]
    doors = ", ".join(link(href("profile", id=way), snapshot.name(way)) for way in ways[:3])
    return f"<p>{escape(said)}</p>" + (f"<p>Legal ways in: {doors}.</p>" if doors else "")


def ways_in_html(shown: View, delegation: str) -> str:
    """The standing procedures that lead to the delegation, those that are open first."""
    ways = sorted(
        (shown.snapshot.nodes[tie.source] for tie in shown.snapshot.back(delegation, "OPENS")),
        key=lambda way: way.text("status") != "active",
    )
    return (
        "".join(_way(shown, way) for way in ways)
        or "<p>No legal way in is recorded for this delegation.</p>"
    )


def _way(shown: View, way: NodeRow) -> str:
    state = words(way.text("status")) or "not known"
    pill = (
        "<span"
        f' class="lk-pill{" on" if state == "active" else ""}">{"open" if state == "active" else state}</span>'
    )
    conditions = ". ".join(
        part for part in (way.text("who_may_take_part"), way.text("clearance_or_condition")) if part
    )
    apply = sources(way.text("how_to_apply_url"))
    known = sources(way.text("source_url"), way.text("confidence")) if shown.show_sources else ""
    below = "; ".join(part for part in (f"apply at {apply}" if apply else "", known) if part)
    return (
        f'<div class="lk-door"><p><b>{link(href("profile", id=way.id), way.name)}</b>{pill}</p>'
        f"<p>{escape(conditions[:1].upper() + conditions[1:])}</p>{f'<p>{below}</p>' if below else ''}</div>"
    )
