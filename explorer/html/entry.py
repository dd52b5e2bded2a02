"""What a profile says of an entry: facts, and ties in both wordings. No page code here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from explorer.html.app_links import href
from explorer.html.look import link, sources
from explorer.html.symbols import label_symbol
from explorer.html.view import View
from explorer.words.captions import caption
from explorer.words.text import words
from graph_model.dates import as_date, date_words
from graph_model.measures.day import Day
from graph_model.own_fields import own_fields
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

HEADINGS = {
    "url": "Own page",
    "iso3": "ISO code",
    "ways_in": "How outsiders are heard",
    "wto_name": "Name at the WTO",
    "wto_member_since": "Member of the WTO since",
    "other_dates": "Other dates, by other sources",
    "civil_society_access": "Access in words",
}
#: So many entries start a map; more would not fit an address.
ON_THE_MAP = 25
UNSAID = (
    "source_url",
    "as_of",
    "confidence",
    "source_kind",
    "visibility",
    "note",
    "own_fields",
    "name",
    "short_name",
    "display_name",
    "short_display",
)


@dataclass(frozen=True)
class TieGroup:
    """Ties of one wording: 'negotiates' with the entries at the other end."""

    says: str
    others: tuple[str, ...]
    ties: tuple[RelationshipRow, ...] = ()


def known_from(shown: View, row: NodeRow | RelationshipRow) -> str:
    """The sources of a row, where sources are shown."""
    if not shown.show_sources:
        return ""
    return sources(row.text("source_url"), row.text("confidence"))


def facts(row: NodeRow | RelationshipRow) -> list[tuple[str, str]]:
    """Heading and ready HTML of every filled field, provenance aside."""
    found = []
    for field in SCHEMA.by_code[row.kind].fields:
        value = row.text(field.name)
        if not value or field.name in UNSAID:
            continue
        if field.name.startswith("status_"):
            value = words(value)
        said = {
            "urls": lambda v: sources(v),
            "date": lambda v: date_words(v),
            "code": lambda v: escape(words(v)),
        }.get(field.kind, escape)(value)
        found.append((HEADINGS.get(field.name, field.heading), said))
    found.extend((escape(heading), escape(said)) for heading, said in own_fields(row).items())
    if row.text("note"):
        found.append(("Note", escape(row.text("note"))))
    return found


def provenance(row: NodeRow | RelationshipRow) -> str:
    """How we know it."""
    where = sources(row.text("source_url"), row.text("confidence")) or "no address recorded"
    kind = row.text("source_kind")
    strongest = f" (the strongest source: {words(kind)})" if kind else ""
    return (
        f"{where}{strongest}; read on {date_words(row.text('as_of'))}; from dataset"
        f" “{escape(row.dataset)}”"
    )


def has_begun(day: Day, tie: RelationshipRow) -> bool:
    """Whether a tie can be told on a day: not of a contact or an answer that came later, nor valid
    from a later day on.
    """
    ends = (day.snapshot.nodes[id] for id in (tie.source, tie.target))
    told = (row.text("date") for row in ends if row.label in ("Engagement", "Answer"))
    return all(as_date(on) <= day.at for on in (*told, tie.text("valid_from")) if on)


def groups(day: Day, id: str) -> list[TieGroup]:
    """The ties of an entry that have begun by a day, worded from its side, in the order of the
    vocabulary.
    """
    snapshot = day.snapshot
    found: defaultdict[str, list[tuple[str, RelationshipRow]]] = defaultdict(list)
    for kind in SCHEMA.relationships:
        for tie in snapshot.out(id, kind.name):
            if has_begun(day, tie):
                found[kind.says].append((tie.target, tie))
        for tie in snapshot.back(id, kind.name):
            if has_begun(day, tie):
                found[kind.says_back].append((tie.source, tie))
    listed = []
    for says, pairs in found.items():
        pairs.sort(key=lambda pair: snapshot.name(pair[0]))
        others, ties = (tuple(part) for part in zip(*pairs, strict=True))
        listed.append(TieGroup(says, others, ties))
    return listed


def tie_link(tie: RelationshipRow, words: str, label: str) -> str:
    """The way to a tie's own card."""
    return link(href("profile", tie="~".join(tie.key)), words, label=label)


def entry_link(snapshot: Snapshot, id: str) -> str:
    """An entry as a link to its profile, with its symbol."""
    return (
        f"{label_symbol(snapshot.nodes[id].label)}"
        f" {link(href('profile', id=id), caption(snapshot, id))}"
    )


def map_link(ids: Sequence[str]) -> str:
    """The way to a map that starts from these entries, the first of very many."""
    return link(href("map", focus=",".join(ids[:ON_THE_MAP])), "Open on the map")
