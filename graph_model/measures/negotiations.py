"""Who is at which table, about what: phases, target cells and their importance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np

from graph_model.cached import cached
from graph_model.dates import holds_on, told_by
from graph_model.measures.day import Day
from graph_model.measures.membership import without_friends
from graph_model.measures.row_arrays import Flags, Floats, Ints, ints, join, parts, places
from graph_model.measures.settings import Settings
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ROLES, SAT_UNTIL_IT_LEFT, SITS


@dataclass(frozen=True)
class Talk:
    """One negotiation that puts an issue on a delegation's table, with the parts of its weight."""

    agreement: str
    status: str
    strength: str
    role: str
    weight: float


@dataclass(frozen=True)
class Target:
    """A target cell: a delegation that negotiates an issue. `importance` is that of its weightiest
    talks (0–1 at priority 1).
    """

    delegation: str
    issue: str
    importance: float
    talks: tuple[Talk, ...]


def phase_on(day: Day, agreement: str) -> NodeRow | None:
    """The phase that an agreement is in on a day; None before its first or in a gap between two.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    agreement : str
        The id of an agreement.

    Returns
    -------
    NodeRow | None
        The phase; of several the one that began last.

    Examples
    --------
    >>> from graph_model import example
    >>> phase = phase_on(example(), "deal")
    >>> phase and phase.text("status")
    'negotiating'
    """
    for tie in day.snapshot.back(agreement, "PHASE_OF"):
        phase = day.snapshot.nodes[tie.source]
        if holds_on(phase.text("valid_from"), phase.text("valid_to"), day.at):
            return phase
    return None


def at_the_table(tie: RelationshipRow, on: date) -> bool:
    """Whether a NEGOTIATES row puts the delegation at the table on a day: the one rule for every
    page, picture, report and measure.

    The role decides (`ROLES` of the vocabulary) together with the days of the row. Who withdrew sat
    there until the day it left (`valid_to`); without that day nobody is placed there. Who opposes
    the talks, never joined or only publishes proposals of its own has no seat, whatever its days.

    Parameters
    ----------
    tie : RelationshipRow
        A NEGOTIATES row.
    on : date
        The day.

    Returns
    -------
    bool
        Whether the delegation has a seat by that row on that day.

    Examples
    --------
    >>> def row(**fields: str) -> RelationshipRow:
    ...     return RelationshipRow("NEGOTIATES", "ind", "jsi", dict(fields))
    >>> on = date(2022, 1, 1)
    >>> at_the_table(row(role="negotiator"), on), at_the_table(row(role="withdrew"), on)
    (True, False)
    >>> at_the_table(row(role="withdrew", valid_to="2023-01-01"), on)
    True
    >>> at_the_table(row(role="opponent", valid_to="2023-01-01"), on)
    False
    """
    seat = ROLES[tie.text("role")]
    seated = seat == SITS or (seat == SAT_UNTIL_IT_LEFT and bool(tie.text("valid_to")))
    return seated and holds_on(tie.text("valid_from"), tie.text("valid_to"), on)


def treated_as(tie: RelationshipRow, on: date) -> str:
    """How talks treat an issue by a COVERS row, as it was known on a day: its `strength` from the
    day its text is known (`known_from`; empty: always). Before that it is *proposed*, from
    `proposed_from` on; without that day all along, except what a text leaves out by design. Empty
    when it is not on the table yet.

    >>> from datetime import date
    >>> tie = RelationshipRow(
    ...     "COVERS",
    ...     "usmca",
    ...     "source_code",
    ...     {"strength": "binding", "known_from": "2018-09-30", "proposed_from": "2017-07-17"},
    ... )
    >>> [treated_as(tie, date(year, 12, 1)) for year in (2016, 2017, 2018)]
    ['', 'proposed', 'binding']
    """
    if holds_on(tie.text("known_from"), "", on):
        return tie.text("strength")
    proposed = holds_on(tie.text("proposed_from"), "", on)
    recorded = tie.text("proposed_from") or tie.text("strength") != "absent_by_design"
    return "proposed" if proposed and recorded else ""


def as_known(tie: RelationshipRow, on: date) -> RelationshipRow | None:
    """A COVERS row as it was known on a day: itself from the day its text is known, without what
    its note says of later years; before that a *proposed* clause without article, dispute
    settlement and note, and None while it was not on the table.

    Parameters
    ----------
    tie : RelationshipRow
        A row of ``COVERS``.
    on : date
        The day on which it is read.

    Returns
    -------
    RelationshipRow or None

    Examples
    --------
    >>> from datetime import date
    >>> tie = RelationshipRow("COVERS", "usmca", "source_code", {
    ...     "strength": "binding", "article": "19.16", "known_from": "2018-09-30"})
    >>> then = as_known(tie, date(2017, 12, 1))
    >>> then.text("strength"), then.text("article"), as_known(tie, date(2019, 1, 1)) is tie
    ('proposed', '', True)
    """
    treated = treated_as(tie, on)
    if not treated:
        return None
    if holds_on(tie.text("known_from"), "", on):
        note = told_by(tie.text("note"), on)
        return (
            replace(tie, fields={**tie.fields, "note": note}) if note != tie.text("note") else tie
        )
    of_the_text = ("article", "dispute_settlement", "note")
    known = {name: value for name, value in tie.fields.items() if name not in of_the_text}
    return replace(tie, fields={**known, "strength": treated})


def begun(day: Day, agreement: str) -> bool:
    """Whether the first phase of an agreement has begun on a day; one without phases always has.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    agreement : str
        Its id.

    Returns
    -------
    bool

    Examples
    --------
    >>> from graph_model import example
    >>> begun(example(), "deal")
    True
    """
    snapshot = day.snapshot
    starts = [
        snapshot.nodes[tie.source].text("valid_from")
        for tie in snapshot.back(agreement, "PHASE_OF")
    ]
    return not starts or any(holds_on(start, "", day.at) for start in starts)


def on_record(day: Day, tie: RelationshipRow) -> str:
    """How an agreement treats an issue by a COVERS row on a day: as `treated_as`, and not at all
    before its talks began.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    tie : RelationshipRow
        A row of ``COVERS``.

    Returns
    -------
    str
        A code of strength; empty before the talks.

    Examples
    --------
    >>> from graph_model import example
    >>> [on_record(example(), tie) for tie in example().snapshot.out("deal", "COVERS")]
    ['binding', 'binding']
    """
    return treated_as(tie, day.at) if begun(day, tie.source) else ""


def seats(day: Day, agreement: str) -> tuple[RelationshipRow, ...]:
    """The rows of those who sit at the table of an agreement on a day, whatever its phase.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    agreement : str
        The id of an agreement.

    Returns
    -------
    tuple[RelationshipRow, ...]
        NEGOTIATES rows, by the id of the delegation.

    Examples
    --------
    >>> from graph_model import example
    >>> [seat.source for seat in seats(example(), "deal")]
    ['alpha', 'beta']
    """
    rows = day.snapshot.back(agreement, "NEGOTIATES")
    return tuple(row for row in rows if at_the_table(row, day.at))


def tables(day: Day, delegation: str) -> tuple[RelationshipRow, ...]:
    """The seats of a delegation in live talks on a day: what is *at the table now*.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str
        The id of a delegation.

    Returns
    -------
    tuple[RelationshipRow, ...]
        NEGOTIATES rows, by the id of the agreement.

    Examples
    --------
    >>> from graph_model import example
    >>> [seat.target for seat in tables(example(), "alpha")]
    ['deal']
    """
    live = live_talks(day)
    rows = day.snapshot.out(delegation, "NEGOTIATES")
    return tuple(row for row in rows if row.target in live and at_the_table(row, day.at))


def speaks_for(day: Day, delegation: str) -> tuple[str, ...]:
    """The economies that a delegation speaks for on a day, by id.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str
        Its id.

    Returns
    -------
    tuple[str, ...]
        Ids of the label ``Economy``.

    Examples
    --------
    >>> from graph_model import example
    >>> speaks = RelationshipRow("REPRESENTS", "alpha", "bel")
    >>> speaks_for(example(NodeRow("Economy", "bel"), speaks), "alpha")
    ('bel',)
    """
    return tuple(
        tie.target
        for tie in day.snapshot.out(delegation, "REPRESENTS")
        if holds_on(tie.text("valid_from"), tie.text("valid_to"), day.at)
    )


@cached(maxsize=16)
def live_talks(day: Day) -> dict[str, str]:
    """The agreements whose phase has a weight on that day, with the status of that phase, by id.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    dict[str, str]
        The status of the phase (``negotiating`` …) by the id of the agreement.

    Examples
    --------
    >>> from graph_model import example
    >>> live_talks(example())
    {'deal': 'negotiating'}
    """
    return dict(_live_talks(day))


@cached(maxsize=32)
def _live_talks(day: Day) -> dict[str, str]:
    found = {}
    for agreement in day.snapshot.of("Agreement"):
        phase = phase_on(day, agreement.id)
        if phase and day.settings.phase[phase.text("status")] > 0:
            found[agreement.id] = phase.text("status")
    return found


@dataclass(frozen=True, eq=False)
class TalkRows:
    """Every pair of a seat and a covered issue of live talks, by delegation, issue and falling
    weight. Numbers are places by id. There can be millions of pairs: what follows from the seat and
    from what it covers is worked out when it is asked for.
    """

    #: By pair, the places in `seats` and `covers`, which bear it out.
    seat: Ints
    cover: Ints
    seats: tuple[RelationshipRow, ...]
    covers: tuple[RelationshipRow, ...]
    #: Of each of `seats`, and of each of `covers`.
    seat_delegation: Ints
    seat_weight: Floats
    cover_issue: Ints
    cover_weight: Floats
    #: How the row of each of `covers` was treated on the day.
    treated: tuple[str, ...]
    status: dict[str, str]

    @property
    def delegation(self) -> Ints:
        """Who sits there, by pair."""
        return self.seat_delegation[self.seat]

    @property
    def issue(self) -> Ints:
        """What is covered, by pair."""
        return self.cover_issue[self.cover]

    @property
    def weight(self) -> Floats:
        """What each pair weighs."""
        return self.seat_weight[self.seat] * self.cover_weight[self.cover]

    @property
    def begins(self) -> Flags:
        """Whether a pair is the first of its cell, which is a delegation and an issue."""
        delegation, issue = self.delegation, self.issue
        found = np.ones(len(self.seat), bool)
        found[1:] = (delegation[1:] != delegation[:-1]) | (issue[1:] != issue[:-1])
        return found

    def talks(self) -> Iterator[Talk]:
        """The talks behind each row. What many rows share is looked up once, for there can be
        millions of rows.
        """
        where = [(seat.target, self.status[seat.target], seat.text("role")) for seat in self.seats]
        pairs = (column.tolist() for column in (self.seat, self.cover, self.weight))
        for seat, cover, weight in zip(*pairs, strict=True):
            agreement, status, role = where[seat]
            yield Talk(agreement, status, self.treated[cover], role, weight)


def left_out(day: Day, clause: RelationshipRow) -> bool:
    """Whether a clause is not counted: it was carried over from a parent agreement, and the
    settings leave such out.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    clause : RelationshipRow
        A row of ``COVERS``.

    Returns
    -------
    bool

    Examples
    --------
    >>> from graph_model import example
    >>> [left_out(example(), clause) for clause in example().snapshot.ties("COVERS")][:1]
    [False]
    """
    return day.settings.leave_out_derived and clause.text("confidence") == "derived"


def talk_rows(day: Day) -> TalkRows:
    """What is on the table on a day, row by row; weight = phase(a) × relevance(a, i) × sureness of
    the clause × priority(d), rows of weight 0 left out.
    """
    return _talk_rows(without_friends(day))


@cached(maxsize=4)
def _talk_rows(day: Day, /) -> TalkRows:
    """Who counts as *us* moves nothing at the table, so both bands of a day have the same rows."""
    status = live_talks(day)
    agreement, delegation, issue = (
        places(tuple(status)),
        *(places([row.id for row in day.snapshot.of(label)]) for label in ("Delegation", "Issue")),
    )
    seated = tuple(seat for id in status for seat in seats(day, id))
    covers = tuple(
        tie for id in status for tie in day.snapshot.out(id, "COVERS") if not left_out(day, tie)
    )
    scale = np.array(
        [
            day.settings.phase[status[seat.target]]
            * _priority(day.snapshot.nodes[seat.source], day.settings)
            for seat in seated
        ]
    )
    treated = tuple(treated_as(tie, day.at) for tie in covers)
    relevance = np.array(
        [day.settings.relevance[code] if code else 0.0 for code in treated], dtype=np.float64
    )
    sure = np.array([_sureness(tie, day.settings) for tie in covers], dtype=np.float64)
    sorting = _Sorting(
        seat_delegation=ints(delegation[row.source] for row in seated).astype(np.int32),
        seat_agreement=ints(agreement[row.target] for row in seated),
        cover_agreement=ints(agreement[row.source] for row in covers),
        cover_issue=ints(issue[row.target] for row in covers).astype(np.int32),
        seat_weight=scale,
        cover_weight=relevance * sure,
    )
    seat, cover = sorting.pairs()
    return TalkRows(
        seat,
        cover,
        seated,
        covers,
        seat_delegation=sorting.seat_delegation,
        seat_weight=sorting.seat_weight,
        cover_issue=sorting.cover_issue,
        cover_weight=sorting.cover_weight,
        treated=treated,
        status=status,
    )


#: Seats looked at together: each of its delegation's meets every clause of its agreement.
SEATS = 2_000


@dataclass(frozen=True, eq=False)
class _Sorting:
    """What stands in the columns of seats and covers, and how their pairs are put in order: by
    delegation and issue, the weightiest first.
    """

    seat_delegation: Ints
    seat_agreement: Ints
    cover_agreement: Ints
    cover_issue: Ints
    seat_weight: Floats
    cover_weight: Floats

    def pairs(self) -> tuple[Ints, Ints]:
        """Seat and cover of each pair that weighs anything. They are found in parts of whole
        delegations: sorted all at once, millions of pairs would take room for many times their
        columns.
        """
        clauses = np.bincount(
            self.cover_agreement, minlength=self.seat_agreement.max(initial=0) + 1
        )
        pairs = int(clauses[self.seat_agreement].sum())
        seat, cover = (np.empty(pairs, dtype=np.int32) for _ in range(2))
        done = 0

        by_delegation = np.argsort(self.seat_delegation, kind="stable")
        for some in parts(self.seat_delegation[by_delegation], SEATS):
            seats, covers = self._in_order(by_delegation[some])
            part = slice(done, done + len(seats))
            seat[part], cover[part] = seats, covers
            done = part.stop
        for column in (seat, cover):
            column.resize(done, refcheck=False)  # what is left over gives its room back
        return seat, cover

    def _in_order(self, some: Ints) -> tuple[Ints, Ints]:
        """The pairs of some seats: seat and cover."""
        place, cover = join(self.seat_agreement[some], self.cover_agreement)
        seat = some[place]
        weight = self.seat_weight[seat] * self.cover_weight[cover]
        seat, cover, weight = seat[weight > 0], cover[weight > 0], weight[weight > 0]
        order = np.lexsort(
            (
                self.seat_agreement[seat],
                -weight,
                self.cover_issue[cover],
                self.seat_delegation[seat],
            )
        )
        return seat[order], cover[order]


@cached(maxsize=4)
def target_cells(day: Day) -> dict[tuple[str, str], Target]:
    """Every target cell on a day, keyed by (delegation, issue), in the order of these ids.

    ω(d, i) = max over talks a of phase(a) × relevance(a, i) × sureness(a, i) × priority(d).

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    dict[tuple[str, str], Target]
        ``importance`` is ω, between 0 and the priority of the delegation.

    Examples
    --------
    >>> from graph_model import example
    >>> for pair, cell in target_cells(example()).items():
    ...     print(*pair, cell.importance)
    alpha flows 1.0
    alpha source 1.0
    beta flows 1.0
    beta source 1.0
    """
    return targets(day.snapshot, talk_rows(day))


def targets(snapshot: Snapshot, rows: TalkRows) -> dict[tuple[str, str], Target]:
    """The cells behind rows of talks."""
    delegations, issues = snapshot.of("Delegation"), snapshot.of("Issue")
    delegation, issue, weight = rows.delegation, rows.issue, rows.weight
    starts = np.flatnonzero(rows.begins)
    ends = np.append(starts, len(weight))[1:]
    columns = (starts, delegation[starts], issue[starts], weight[starts], ends)
    talks, found = rows.talks(), {}
    for start, who, what, importance, end in zip(*(its.tolist() for its in columns), strict=True):
        cell = (delegations[who].id, issues[what].id)
        found[cell] = Target(*cell, importance, tuple(islice(talks, end - start)))
    return found


def _sureness(tie: RelationshipRow, settings: Settings) -> float:
    """What is left of a clause by how well its source bears it out."""
    return 1.0 if tie.borne_out else settings.clause_doubt


def _priority(delegation: NodeRow, settings: Settings) -> float:
    """That of the settings, else that of the row, else 1."""
    return settings.priority.get(delegation.id, float(delegation.fields.get("priority", 1.0)))
