"""What agreements say on an issue, in the groups in which people look for it; accessions stand with
the agreement that they join.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.answers.answer_tables import (
    AnswerCell,
    AnswerGroup,
    AnswerRow,
    GroupedAnswer,
    entries_cell,
    text_cell,
)
from explorer.answers.line_answers import with_parts
from explorer.words.clause_strengths import BINDS, ENCOURAGES, GROUPS, LEFT_OUT, STRENGTH_WORDS
from explorer.words.text import count, words
from graph_model.capitals import first_up
from graph_model.measures import Day, phase_on
from graph_model.measures.negotiations import as_known, on_record
from graph_model.rows import RelationshipRow


@dataclass(frozen=True)
class IssueClause:
    """What one agreement says on one issue on a day, and the accession talks that repeat it."""

    tie: RelationshipRow
    treated: str
    repeated: tuple[str, ...] = ()


def clauses_on(day: Day, issue: str) -> list[IssueClause]:
    """The clauses on an issue (for a group: on its issues), as far as known on the day."""
    snapshot = day.snapshot
    ties = [
        tie
        for id in sorted(with_parts(snapshot, (issue,)))
        for tie in snapshot.back(id, "COVERS")
        if on_record(day, tie)
    ]
    joined = {
        tie.source: other.target
        for tie in ties
        if tie.text("confidence") == "derived"
        for other in snapshot.out(tie.source, "JOINS")
    }
    there = {tie.key for tie in ties}
    repeats: dict[tuple[str, str], list[str]] = {}
    for tie in ties:
        parent = joined.get(tie.source, "")
        if ("COVERS", parent, tie.target) in there:
            repeats.setdefault((parent, tie.target), []).append(tie.source)
    folded = {(id, issue) for (_, issue), ids in repeats.items() for id in ids}
    return [
        IssueClause(
            clause, clause.text("strength"), tuple(repeats.get((clause.source, clause.target), ()))
        )
        for tie in ties
        if (tie.source, tie.target) not in folded and (clause := as_known(tie, day.at))
    ]


def treatment(day: Day, issue: str) -> GroupedAnswer:
    """Which agreements bind on an issue, which only encourage, which left it out on purpose, in
    which article.
    """
    if not issue:
        return GroupedAnswer("No issue is on record.", "", ())
    by_group = {name: list[IssueClause]() for name in GROUPS}
    for clause in clauses_on(day, issue):
        by_group[STRENGTH_WORDS[clause.treated].group].append(clause)
    tally = {name: len({clause.tie.source for clause in by_group[name]}) for name in GROUPS}
    groups = []
    for name, part in by_group.items():
        used = [code for code in STRENGTH_WORDS if code in {clause.treated for clause in part}]
        meant = " ".join(
            f"{words(code).capitalize()}: {STRENGTH_WORDS[code].means}" for code in used
        )
        title = f"{first_up(name)}: {count(tally[name], 'agreement')}"
        rows = _rows(day, part)
        groups.append(AnswerGroup(title, meant, HEAD, rows, folded=name not in FIRST))
    sentence = (
        f"{day.snapshot.node(issue).full_name}: {count(tally[BINDS], 'agreement')}"
        f" {'binds' if tally[BINDS] == 1 else 'bind'}, {tally[ENCOURAGES]} only"
        f" {'encourages' if tally[ENCOURAGES] == 1 else 'encourage'}, {tally[LEFT_OUT]} left it"
        " out on purpose."
    )
    lead = (
        "As known on this day. Accession talks that repeat a clause stand with the agreement that"
        " they join, and are not counted."
    )
    return GroupedAnswer(sentence, lead, tuple(groups))


FIRST = (BINDS, ENCOURAGES, LEFT_OUT)
HEAD = ("agreement", "article", "the clause is", "issue", "the agreement is", "accession talks")


def _rows(day: Day, part: Sequence[IssueClause]) -> tuple[AnswerRow, ...]:
    snapshot, rows = day.snapshot, []
    for clause in part:
        id, phase = clause.tie.source, phase_on(day, clause.tie.source)
        full, short = snapshot.nodes[id].full_name, snapshot.name(id)
        said = full if short == full or short in full else f"{full} ({short})"
        rows.append(
            AnswerRow(
                (
                    AnswerCell(said, (1, 0.0, said.casefold()), (id,)),
                    text_cell(clause.tie.text("article")),
                    text_cell(words(clause.treated)),
                    entries_cell(snapshot, (clause.tie.target,)),
                    text_cell(words(phase.text("status")) if phase else "not known"),
                    entries_cell(snapshot, clause.repeated, by_number=True),
                ),
                clause.tie.text("source_url"),
            )
        )
    return tuple(sorted(rows, key=lambda row: row.cells[0].order))
