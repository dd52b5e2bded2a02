"""A tiny graph per question, with a hit and a near miss, and the wrong answer that it prevents:
ways in.
"""

from __future__ import annotations

from tests.graphs import contact, node, talks, tie
from tests.questions.shared import Case, Graph, closed, event, venue, way


def talks_of(id: str, at: str, since: str, **dates: str) -> Graph:
    """Talks on data flows in a venue, since a day."""
    return [
        node("Agreement", id, name=id.title()),
        node("Phase", f"{id}_1", status="negotiating", valid_from=since),
        tie(f"{id}_1", "PHASE_OF", id),
        tie(id, "NEGOTIATED_IN", at),
        tie(id, "COVERS", "flows", strength="binding", **dates),
    ]


CASES = (
    Case(
        "ways-in-by-deadline",
        "a deadline after the day asked for is shown, or a closed procedure is",
        lambda: [
            *talks(),
            *way("comments", "alpha"),
            *way("shut", "beta", status="closed"),
            *event("late", "deadline", "2026-05-01"),
            *event("soon", "deadline", "2025-09-01"),
            *event("talk", "negotiation_round", "2025-07-01"),
        ],
        ["comments"],
        {"until": "2025-12-31"},
        {"event": "soon", "next_date": "2025-09-01"},
    ),
    Case(
        "ways-in-by-deadline",
        "the procedure's own date is passed over, or one that is over is told",
        lambda: [
            *talks(),
            *way("comments", "alpha", next_date="2025-08", next_date_kind="yearly"),
            *way("over", "beta", next_date="2025-05-01", open_until="2025-06-01"),
            *event("soon", "deadline", "2025-09-01"),
        ],
        ["comments"],
        {"until": "2025-12-31"},
        {"event": None, "next_date": "2025-08"},
    ),
    Case(
        "ways-in-by-deadline",
        "what comes every year has no date once the one that is written is over",
        lambda: [
            *talks(),
            *way("yearly", "alpha", next_date="2025-05-01", recurs="yearly"),
            *way("once", "beta", next_date="2025-05-01"),
        ],
        ["yearly", "once"],
        {"until": "2026-12-31"},
        {"next_date": "2026-05"},
    ),
    Case(
        "ways-in-by-deadline",
        "on a past day what comes every year has the date of a year to come",
        lambda: [*talks(), *way("yearly", "alpha", next_date="2030-08", recurs="yearly")],
        ["yearly"],
        {"until": "2025-12-31"},
        {"next_date": "2025-08"},
    ),
    Case(
        "ways-into",
        "the way into another delegation is taken in",
        lambda: [
            *venue("talksplace", "none"),
            *way("hall", "talksplace"),
            *way("own", "alpha"),
            *way("other", "beta"),
        ],
        ["hall", "own"],
        {"delegation": "alpha"},
    ),
    Case(
        "next-events",
        "an event that is over is to come, or one that still lasts is over",
        lambda: [
            *talks(),
            *event("over", "forum", "2025-05-01"),
            *event("lasts", "forum", "2025-05-30", end_date="2025-06-02"),
            *event("far", "forum", "2026-06-01"),
        ],
        ["lasts"],
        cells={"agreements": ["deal"]},
    ),
    Case(
        "open-forums",
        "a venue that lets nobody in counts as open",
        lambda: [
            *venue("shut", "none"),
            *contact("m1", "2024", "panel", "edri", "alpha", "flows"),
            node("Venue", "igf", name="IGF", ngo_access="multistakeholder_equal"),
            tie("m1", "HELD_AT", "igf"),
        ],
        ["igf"],
        {"issue": "data"},
        {"contact_count": 1},
    ),
    Case(
        "open-forums",
        "talks that have not begun, or a topic that is not proposed yet, make a forum handle it",
        lambda: [
            *venue("igf", "multistakeholder_equal"),
            node("Venue", "oecd", name="OECD", ngo_access="advisory_seat"),
            *talks_of("later", "oecd", "2025-07"),
            node("Venue", "apec", name="APEC", ngo_access="advisory_seat"),
            *talks_of("begun", "apec", "2025-05", known_from="2030", proposed_from="2025-07"),
        ],
        ["igf"],
        {"issue": "data"},
        {"agreements": ["deal"]},
    ),
    Case(
        "discussed-elsewhere",
        "an issue without a word about it is listed",
        lambda: [
            *talks(),
            node("Issue", "tax", name="Tax", level="issue", open_forum_elsewhere="UN talks"),
            tie("tax", "PART_OF", "data"),
        ],
        ["tax"],
        {"issue": "data"},
    ),
    Case(
        "both-rooms",
        "a member that sits only in the forum is named",
        lambda: [
            *venue("shut", "none"),
            node("Venue", "igf", name="IGF", ngo_access="multistakeholder_equal"),
            *contact("f1", "2024", "panel", "edri", "alpha", "flows"),
            *contact("f2", "2024", "panel", "apc", "gamma", "flows"),
            node("Delegation", "gamma", name="Gamma"),
            tie("f1", "HELD_AT", "igf"),
            tie("f2", "HELD_AT", "igf"),
        ],
        ["edri"],
        {"issue": "data"},
        {"delegations": ["alpha"], "forums": ["igf"]},
    ),
    Case(
        "talks-at",
        "an agreement of another venue is taken in",
        lambda: [*venue("here", "none"), *[row for row in closed() if row not in talks()]],
        ["deal"],
        {"venue": "here"},
        {"tied": "negotiated_in", "status": "negotiating"},
    ),
    Case(
        "talks-at",
        "talks that begin later are held there already",
        lambda: [*venue("here", "none"), *talks_of("later", "here", "2025-07")],
        ["deal"],
        {"venue": "here"},
    ),
    Case(
        "venues-with-access",
        "a venue with another access is taken in, or closed talks are counted",
        lambda: [
            *closed(),
            node("Venue", "igf", name="IGF", ngo_access="multistakeholder_equal"),
            node("Venue", "wto", name="WTO", ngo_access="none"),
            tie("old", "NEGOTIATED_IN", "igf"),
        ],
        ["igf"],
        {"access": "multistakeholder_equal"},
        {"agreement_count": 0},
    ),
)
