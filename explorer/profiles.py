"""What a profile says of an entry: facts, ties in both wordings, timeline. No page code here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from explorer.captions import caption
from explorer.look import link, sources, words
from explorer.session import href
from explorer.symbols import label_symbol
from graph_model.dates import day, spoken
from graph_model.outreach import Settings, contacts, saturate
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

HEADINGS = {"url": "Own page", "iso3": "ISO code", "ways_in": "How outsiders are heard"}
UNSAID = ("source_url", "as_of", "confidence", "visibility", "note", "name", "short_name")


@dataclass(frozen=True)
class Group:
    """Ties of one wording: 'negotiates' with the entries at the other end."""

    says: str
    others: tuple[str, ...]


def facts(row: NodeRow) -> list[tuple[str, str]]:
    """Heading and ready HTML of every filled field, provenance aside."""
    found = []
    for field in SCHEMA.by_label[row.label].fields:
        value = row.text(field.name)
        if not value or field.name in UNSAID:
            continue
        if field.name.startswith("status_"):
            value = words(value)
        said = {"urls": lambda v: sources(v), "date": lambda v: spoken(v), "code": lambda v: escape(words(v))}.get(field.kind, escape)(value)
        found.append((HEADINGS.get(field.name, field.heading), said))
    if row.text("note"):
        found.append(("Note", escape(row.text("note"))))
    return found


def provenance(row: NodeRow) -> str:
    """How we know it."""
    where = sources(row.text("source_url")) or "no address recorded"
    return f"{where}; read on {spoken(row.text('as_of'))}; {escape(words(row.text('confidence')))}; from dataset “{escape(row.dataset)}”"


def groups(snapshot: Snapshot, id: str) -> list[Group]:
    """The ties of an entry, worded from its side, in the order of the vocabulary."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for kind in SCHEMA.relationships:
        for tie in snapshot.out(id, kind.name):
            found[kind.says].append(tie.target)
        for tie in snapshot.back(id, kind.name):
            found[kind.says_back].append(tie.source)
    return [Group(says, tuple(sorted(others, key=snapshot.name))) for says, others in found.items()]


def entry_link(snapshot: Snapshot, id: str) -> str:
    """An entry as a link to its profile, with its symbol."""
    return f"{label_symbol(snapshot.nodes[id].label)} {link(href('profile', id=id), caption(snapshot, id))}"


def timeline(snapshot: Snapshot, id: str) -> list[tuple[str, str]]:
    """Date as written and ready HTML of everything dated around an entry, latest first."""
    found = []
    for tie in (*snapshot.out(id), *snapshot.back(id)):
        row = snapshot.nodes[tie.target if tie.source == id else tie.source]
        when = row.text("date") or row.text("start_date") or (row.text("valid_from") if row.label in ("Phase", "Position") else "")
        if when:
            more = f": {escape(row.text('summary'))}" if row.text("summary") else ""
            found.append((when, entry_link(snapshot, row.id) + more))
    return sorted(dict.fromkeys(found), key=lambda pair: day(pair[0]), reverse=True)


def warmth_over_time(snapshot: Snapshot, delegation: str, until: date, settings: Settings, months: int = 60) -> list[tuple[date, float]]:
    """The warmth of a delegation's best tie, month by month up to a day."""
    known = tuple(contact for contact in contacts(snapshot, settings) if delegation in contact.delegations)
    members = frozenset().union(*(contact.members for contact in known))
    found = []
    for back in range(months, -1, -1):
        at = until - timedelta(days=30 * back)
        lines = (saturate(sum(contact.strength(at) for contact in known if member in contact.members)) for member in members)
        found.append((at, max(lines, default=0.0)))
    return found


def warmth_chart(series: list[tuple[date, float]], live: float) -> str:
    """A small area chart with the line above which a tie is live."""
    width, height = 560, 120
    points = " ".join(f"{at * width / (len(series) - 1):.1f},{height - value * height:.1f}" for at, (_, value) in enumerate(series))
    line = height - live * height
    first, last = series[0][0].isoformat()[:7], series[-1][0].isoformat()[:7]
    says = f"Warmth from {spoken(first)} to {spoken(last)}: highest {max(value for _, value in series):.2f}, now {series[-1][1]:.2f}"
    return (
        f'<svg viewBox="0 0 {width} {height + 18}" width="100%" role="img" aria-label="{says}" style="max-width:{width}px">'
        f'<polygon points="0,{height} {points} {width},{height}" fill="#E3EFF6" stroke="#0072B2"/>'
        f'<line x1="0" x2="{width}" y1="{line}" y2="{line}" stroke="#1B2025" stroke-dasharray="4 3"/>'
        f'<text x="4" y="{line - 4}" font-size="11" fill="#1B2025">live from {live:g}</text>'
        f'<text x="0" y="{height + 14}" font-size="11" fill="#4B535B">{first}</text>'
        f'<text x="{width}" y="{height + 14}" font-size="11" fill="#4B535B" text-anchor="end">{last}</text></svg>'
        f'<p class="lk-small">{says}.</p>'
    )
