"""Seats and parties whose days cannot be: what `linkages check` notes, and the ready question
`days-that-cannot-be` lists.

Such a row is no fault of a file, for a source may say no more; but it puts somebody at a table, or
under a treaty, on days on which it was not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from graph_model.dates import span
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot

#: Why a row cannot stand as it is, by code.
REASONS = MappingProxyType(
    {
        "before_talks": "it begins, or ends, before the talks on the agreement began",
        "no_application": "an applicant sits there only from its application on, and the row has"
        " no first day",
        "no_day": "the agreement is signed, and the row says neither when this party signed nor"
        " since when it is one",
        "before_signature": "it binds the party before the agreement was signed",
    }
)
#: The ties that it is about, and the standings of a party that is bound.
DATED = ("NEGOTIATES", "PARTY_TO")
BOUND = ("in_force", "provisional")


def surely_before(one: str, other: str) -> bool:
    """Whether the last day that a date may mean lies before the first that another may mean.

    >>> surely_before("2020", "2020-05"), surely_before("2019-12", "2020")
    (False, True)
    """
    return span(one)[1] < span(other)[0]


def doubtful_days(
    snapshot: Snapshot, ties: Iterable[RelationshipRow]
) -> Iterator[tuple[RelationshipRow, str]]:
    """The rows of NEGOTIATES and PARTY_TO whose days cannot be, each with the code of the reason
    (`REASONS`).

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    ties : Iterable[RelationshipRow]
        The rows to look at.

    Yields
    ------
    tuple[RelationshipRow, str]
        Row and code.

    Examples
    --------
    >>> from graph_model.small_graph import example
    >>> seat = RelationshipRow("NEGOTIATES", "beta", "deal", {"role": "applicant"})
    >>> [code for _, code in doubtful_days(example().snapshot, [seat])]
    ['no_application']
    """
    for tie in ties:
        if tie.type in DATED and (code := _reason(snapshot, tie)):
            yield tie, code


def _reason(snapshot: Snapshot, tie: RelationshipRow) -> str:
    since, until = tie.text("valid_from"), tie.text("valid_to")
    starts = [
        snapshot.nodes[phase.source].text("valid_from")
        for phase in snapshot.back(tie.target, "PHASE_OF")
    ]
    if starts and all(
        start and any(day and surely_before(day, start) for day in (since, until))
        for start in starts
    ):
        return "before_talks"
    if tie.type == "NEGOTIATES":
        return "no_application" if tie.text("role") == "applicant" and not since else ""

    signed = snapshot.nodes[tie.target].text("date_signed")
    if signed and not (since or tie.text("signed_on")):
        return "no_day"
    bound = tie.text("standing") in BOUND and since
    return "before_signature" if signed and bound and surely_before(since, signed) else ""
