"""One agreement in a paper: full name, parties, dates, access, and each issue in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.reports.agreements import has_signed, parties, phase_row, printable_note
from explorer.reports.parts import latest, sources_of
from explorer.words.clause_strengths import BINDS, STRENGTH_WORDS
from explorer.words.sureness import clause_doubt, sure
from explorer.words.text import count, series, words
from graph_model.capitals import first_up
from graph_model.dates import as_date, date_words
from graph_model.measures.day import Day
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import joined_sources
from loaders.take_out.report_shape import ReportLine, ReportSection

DRAFTS = {
    "yes": "Drafts could be read while it was negotiated.",
    "partial": "Some drafts could be read while it was negotiated.",
    "no": "Drafts could not be read while it was negotiated.",
    "leaked_only": "Drafts could be read only where they were leaked.",
}
#: Who negotiates and has signed nothing, one and several.
TAKES_PART = "participant that nothing binds yet"
TAKE_PART = "participants that nothing binds yet"
UNKNOWN = "Whether drafts could be read while it was negotiated is not known."


def portrait(day: Day, id: str, told: Sequence[RelationshipRow]) -> ReportSection:
    """What a paper says of one agreement."""
    row = day.snapshot.nodes[id]
    title = row.text("name") or row.name
    short = day.snapshot.name(id)
    return ReportSection(
        f"{title} ({short})" if short != title else title,
        "",
        lines=(
            _dates(day, row),
            *_parties(day, id),
            _access(day.snapshot, row),
            *(clause(day, tie) for tie in told),
        ),
        level=3,
    )


def _dates(day: Day, row: NodeRow) -> ReportLine:
    """What it is, its dates, and how far it is."""
    phase = phase_row(day, row.id)
    since = phase.text("valid_from")
    dates = [
        f"{what} {date_words(row.text(field))}"
        for field, what in (("date_signed", "signed"), ("date_in_force", "in force from"))
        if row.text(field) and as_date(row.text(field)) <= day.at
    ]
    kind = words(row.text("kind")).replace(" fta", " free trade agreement") or "agreement"
    when = f" ({', '.join(dates)})" if dates else ""
    return ReportLine(
        f"{kind[0].upper()}{kind[1:]}{when}: {words(phase.text('status'))} since"
        f" {date_words(since)}.{sure(phase)}",
        sources_of([row, phase]),
        latest([row, phase]),
    )


def _parties(day: Day, id: str) -> Iterator[ReportLine]:
    """Who is party or signed, who takes part in the talks and is not bound by anything yet, and
    what is said of open sets of parties.
    """
    note = printable_note(day.snapshot.nodes[id].text("parties_note"), day.at)
    bound: list[RelationshipRow] = []
    taking_part: list[RelationshipRow] = []
    for tie in parties(day, id):
        signed = has_signed(tie, day.at)
        (taking_part if tie.text("standing") == "participant" and not signed else bound).append(tie)

    told = ((bound, "party", "parties"), (taking_part, TAKES_PART, TAKE_PART))
    for ties, one, several in told:
        if ties:
            who = series(sorted(day.snapshot.name(tie.source) for tie in ties))
            parts = count(len(ties), one, several)
            yield ReportLine(
                f"{day.snapshot.name(id)} has {parts}: {who}.{sure(*ties)}",
                sources_of(ties),
                latest(ties),
            )
    if note:
        row = day.snapshot.nodes[id]
        yield ReportLine(f"Parties: {note}.", row.text("source_url"), row.text("as_of"))


def _access(snapshot: Snapshot, row: NodeRow) -> ReportLine:
    """Whether drafts could be read, and how others can be present where it is negotiated."""
    checked = row.text("text_openness_confidence") != "memory"
    said = row.text("text_public_during_negotiation") if checked else ""
    drafts = DRAFTS.get(said, UNKNOWN)
    venues = [snapshot.nodes[tie.target] for tie in snapshot.out(row.id, "NEGOTIATED_IN")]
    rooms = [
        f" Access of others to {snapshot.name(venue.id)}: {words(venue.text('ngo_access'))}."
        for venue in venues
        if venue.text("ngo_access")
    ]
    text = row.text("text_url")
    read = " Its text is public." if text else ""
    proofs = [row, *venues]
    return ReportLine(
        f"{drafts}{read}{''.join(rooms)}",
        joined_sources((text, sources_of(proofs))),
        latest(proofs),
    )


def clause(day: Day, tie: RelationshipRow) -> ReportLine:
    """What an agreement says on one issue. That a breach can be taken to dispute settlement is said
    of what binds alone: there is no breach of words that only encourage.
    """
    word = STRENGTH_WORDS[tie.text("strength")]
    article, note = tie.text("article"), printable_note(tie.text("note"), day.at)
    doubt = clause_doubt(tie)
    where = f" ({_named(article)})" if article else ""
    told = {
        "yes": " A breach can be taken to dispute settlement.",
        "no": " A breach cannot be taken to dispute settlement.",
    }.get(tie.text("dispute_settlement"), "")
    settled = told if word.group == BINDS else ""
    return ReportLine(
        f"On {day.snapshot.name(tie.target)}{where}, {day.snapshot.name(tie.source)} {word.does}."
        f"{settled}{f' Note: {note}.' if note else ''}{f' {first_up(doubt)}.' if doubt else ''}",
        tie.text("source_url"),
        tie.text("as_of"),
    )


def _named(article: str) -> str:
    """An article with its noun.

    >>> _named("14.4"), _named("Annex 2")
    ('article 14.4', 'Annex 2')
    """
    return f"article {article}" if article[0].isdigit() else article
