"""The why-panel: what kind of line it is, what is known, where it is decided, what to do. Built as HTML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from explorer import symbols
from explorer.look import link, sources, text
from explorer.sentences import full_name
from explorer.words import CHECKED, OUTCOME, STATUS, STRENGTH, listing, number, say
from graph_model.dates import day, spoken
from graph_model.outreach import KIND, Cell
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot

#: Contacts shown at once; the older ones unfold.
SHOWN = 4
#: From an id to the address of its profile.
Profile = Callable[[str], str]
#: What an importance means, from the highest down.
IMPORTANCE = ((1.0, "the weightiest that a line can be"), (0.6, "heavy"), (0.3, "middling"), (0.0, "light"))


def panel(snapshot: Snapshot, cell: Cell, as_of: date, show_sources: bool, profile: Profile, close: str) -> str:
    """The whole panel."""
    kind = KIND[cell.kind]
    members = f" {text(_carried(snapshot, cell))}" if cell.members else ""
    return (
        '<section class="panel" aria-label="Why this sign">'
        f"{link(close, 'Close', 'Close this panel', 'close')}"
        f'<p class="small muted">{link(profile(cell.delegation), full_name(snapshot, cell.delegation))}</p>'
        f'<p class="h2">{link(profile(cell.issue), snapshot.name(cell.issue))}</p>'
        f'<p class="verdict">{symbols.bare_gap(cell.kind)}<span>{kind.says}</span></p><p>{_sentence(kind.means)}{members}</p>'
        f'<p class="h3">What we know</p>{_contacts(snapshot, cell, show_sources)}'
        f'<p class="h3">Where it is decided</p><p>{_stake(cell)}</p>{_talks(snapshot, cell, show_sources, profile)}'
        f'<p class="h3">What to do: {text(kind.remedy_says[:1].lower() + kind.remedy_says[1:])}</p>{_todo(snapshot, cell)}'
        f'<p class="h3">Legal ways in</p>{_ways_in(snapshot, cell.delegation, as_of, show_sources)}</section>'
    )


def ways_in(snapshot: Snapshot, delegation: str, as_of: date) -> list[NodeRow]:
    """The standing procedures that lead to a delegation and existed on that day, those in use first."""
    doors = [snapshot.nodes[tie.source] for tie in snapshot.back(delegation, "OPENS")]
    known = [row for row in doors if not row.text("open_since") or day(row.text("open_since")) <= as_of]
    return sorted(known, key=lambda row: (row.text("status") not in ("active", "ad_hoc"), row.name))


def _carried(snapshot: Snapshot, cell: Cell) -> str:
    names = [snapshot.name(member) for member in cell.members]
    return f"The line is carried by {listing(names)}."


def _sentence(words: str) -> str:
    return text(words[:1].upper() + words[1:] + ".")


def _source(row: NodeRow | RelationshipRow, show: bool) -> str:
    if not show:
        return ""
    found = sources(row.text("source_url"))
    return f'<span class="src">{found or "no source yet"}, {say(CHECKED, row.text("confidence"))}</span>'


def _contacts(snapshot: Snapshot, cell: Cell, show_sources: bool) -> str:
    if not cell.evidence:
        return "<p>No recorded contact with this delegation.</p>"
    lines = [_contact(snapshot, snapshot.nodes[id], show_sources) for id in cell.evidence]
    older = f"<details><summary>{number(len(lines) - SHOWN, 'older contact')}</summary>{''.join(lines[SHOWN:])}</details>"
    return "".join(lines[:SHOWN]) + (older if len(lines) > SHOWN else "")


def _contact(snapshot: Snapshot, row: NodeRow, show_sources: bool) -> str:
    members = listing(sorted(snapshot.name(tie.source) for tie in snapshot.back(row.id, "TOOK_PART_IN")))
    about = listing([snapshot.name(tie.target) for tie in snapshot.out(row.id, "ABOUT") if snapshot.nodes[tie.target].label == "Issue"])
    parts = [row.text("kind").replace("_", " "), say(OUTCOME, row.text("outcome")), members]
    what = ". ".join(part for part in (row.text("summary"), f"About: {about}" if about else "") if part)
    return (
        f'<div class="ev"><p><time>{text(spoken(row.text("date")))}</time> · {text(" · ".join(part for part in parts if part))}</p>'
        f"<p>{text(what)}</p>{_source(row, show_sources)}</div>"
    )


def _stake(cell: Cell) -> str:
    """The importance in words and as the figure it is ranked by."""
    says = next(words for least, words in IMPORTANCE if cell.importance >= least)
    return f"Importance {cell.importance:.2f}: {says}. It is that of the weightiest talks."


def _talks(snapshot: Snapshot, cell: Cell, show_sources: bool, profile: Profile) -> str:
    found = ""
    for talk in cell.target.talks:
        covers = next(tie for tie in snapshot.out(talk.agreement, "COVERS") if tie.target == cell.issue)
        article = covers.text("article")
        parts = [say(STATUS, talk.status), say(STRENGTH, talk.strength), f"article {article}" if article[:1].isdigit() else article]
        found += (
            f'<div class="ev"><p>{link(profile(talk.agreement), snapshot.name(talk.agreement))}: '
            f"{text(', '.join(part for part in parts if part))} · weight {talk.weight:.2f}</p>{_source(covers, show_sources)}</div>"
        )
    return found


def _todo(snapshot: Snapshot, cell: Cell) -> str:
    """The remedy in a sentence with names."""
    economies = [tie.target for tie in snapshot.out(cell.delegation, "REPRESENTS")]
    near = sorted({snapshot.name(tie.source) for economy in economies for tie in snapshot.back(economy, "BASED_IN")})
    workers = sorted({snapshot.name(tie.source) for tie in snapshot.back(cell.issue, "WORKS_ON")})
    once = sorted({snapshot.name(tie.source) for id in cell.evidence for tie in snapshot.back(id, "TOOK_PART_IN")})
    carried = listing([snapshot.name(member) for member in cell.members])
    first = {
        "several": f"{carried} carry it; agree who goes next.",
        "one": f"{carried} carries it alone; a second member makes it safe.",
        "other_issue": f"{carried} can put the issue on a line that is already live.",
        "quiet": f"{listing(once)} had the contact before; ask them to renew it.",
        "no_answer": "Writing again is unlikely to help; use a legal way in, an event or an introduction.",
        "nobody": "Nobody knows them yet; a legal way in or an event is the first step.",
        "unknown": "Nobody was asked about this delegation; ask, and record the answer even when it is no.",
    }[cell.kind]
    parts = [first, f"Based there: {listing(near)}." if near else "", f"Working on the issue: {listing(workers)}." if workers else ""]
    return f"<p>{text(' '.join(part for part in parts if part))}</p>"


def _ways_in(snapshot: Snapshot, delegation: str, as_of: date, show_sources: bool) -> str:
    doors = ways_in(snapshot, delegation, as_of)
    if not doors:
        return "<p>None on record.</p>"
    found = ""
    for row in doors:
        facts = [row.text("who_may_take_part"), row.text("clearance_or_condition")]
        apply = sources(row.text("how_to_apply_url"))
        found += (
            f'<div class="ev"><p><b>{text(row.name)}</b> <span class="pill">{text(say({}, row.text("status") or "unknown"))}</span></p>'
            f"<p>{text('; '.join(fact for fact in facts if fact))}</p>"
            f"{f'<p>How to apply: {apply}</p>' if apply else ''}{_source(row, show_sources)}</div>"
        )
    return found
