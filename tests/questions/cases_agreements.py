"""A tiny graph per question, with a hit and a near miss, and the wrong answer that it prevents:
agreements, positions.
"""

from __future__ import annotations

from tests.graphs import contact, node, talks, tie
from tests.questions.shared import ECONOMIES, Case, Graph, closed, met, stance


def joining() -> Graph:
    """Talks about joining the deal, which repeat its clauses."""
    return [
        node("Agreement", "entry", name="Entry of Gamma"),
        tie("entry", "JOINS", "deal"),
        tie("entry", "COVERS", "flows", strength="binding"),
        tie("entry", "COVERS", "source", strength="best_endeavour"),
    ]


def proposed() -> Graph:
    """The text on source code is known from 2025-06-15 on and was proposed from 2022 on, that on
    tax is known later, and talks that begin in July treat data flows too.
    """
    dates = {"known_from": "2025-06-15", "proposed_from": "2022"}
    return [
        *(row for row in talks() if row.key != ("COVERS", "deal", "source")),
        tie("deal", "COVERS", "source", strength="binding", article="4", note="Read.", **dates),
        node("Issue", "tax", name="Tax", level="issue"),
        tie("tax", "PART_OF", "data"),
        tie("source", "PART_OF", "data"),
        tie(
            "deal", "COVERS", "tax", strength="binding", **{**dates, "proposed_from": "2025-06-02"}
        ),
        node("Agreement", "later", name="Later Talks"),
        node("Phase", "later_1", status="negotiating", valid_from="2025-07"),
        tie("later_1", "PHASE_OF", "later"),
        tie("later", "COVERS", "source", strength="binding"),
    ]


CASES = (
    Case(
        "how-agreements-treat",
        "an issue of another group is taken in, or talks about joining repeat the clauses",
        lambda: [*closed(), *joining()],
        ["deal", "old"],
        {"issue": "data"},
        {"strength": "binding", "status": "negotiating"},
    ),
    Case(
        "what-an-agreement-covers",
        "another agreement's clause is taken in",
        closed,
        ["flows", "source"],
        {"agreement": "deal"},
        {"strength": "binding"},
    ),
    Case(
        "how-agreements-treat",
        "a clause is told before its text is known, or before its talks began",
        proposed,
        ["deal"],
        {"issue": "source"},
        {"strength": "proposed", "article": None, "note": None},
    ),
    Case(
        "how-agreements-treat",
        "a text is still called proposed on the day from which it is known",
        proposed,
        ["deal"],
        {"issue": "source", "on": "2025-06-15"},
        {"strength": "binding", "article": "4", "note": "Read."},
    ),
    Case(
        "what-an-agreement-covers",
        "a topic that is proposed tomorrow is listed today",
        proposed,
        ["flows", "source"],
        {"agreement": "deal"},
    ),
    Case(
        "what-an-agreement-covers",
        "talks that have not begun say something",
        proposed,
        [],
        {"agreement": "later"},
    ),
    Case(
        "clauses-of-a-strength",
        "a text that is not known yet binds already",
        proposed,
        ["deal"],
        {"strength": "binding"},
        {"issue": "flows"},
    ),
    Case(
        "clauses-of-a-strength",
        "a text that is known from today on still counts as proposed",
        proposed,
        ["deal", "deal", "deal"],
        {"strength": "binding", "on": "2025-06-15"},
    ),
    Case(
        "clauses-of-a-strength",
        "a clause that binds counts as an encouragement, or talks about joining repeat it",
        lambda: [*talks(), *joining()],
        ["deal"],
        {"strength": "best_endeavour"},
        {"issue": "source"},
    ),
    Case(
        "who-negotiates",
        "an opponent that never sat down is placed at the table",
        lambda: met(
            node("Delegation", "critic", name="Critic"),
            tie("critic", "NEGOTIATES", "deal", role="opponent"),
        ),
        ["alpha", "beta"],
        {"agreement": "deal"},
        {"last_contact": "2024-09-01", "confidence": "verified"},
    ),
    Case(
        "phases-of-an-agreement",
        "another agreement's phase is taken in",
        closed,
        ["deal_1", "deal_2"],
        {"agreement": "deal", "on": "2026-01-01"},
        {"status": "negotiating", "until": "2026-01-01"},
    ),
    Case(
        "phases-of-an-agreement",
        "a phase that begins later is told, or the end of one that lasts",
        talks,
        ["deal_1"],
        {"agreement": "deal"},
        {"until": None},
    ),
    Case(
        "parties",
        "an economy that left is still a party",
        lambda: [
            *talks(),
            *ECONOMIES,
            tie("aa", "PARTY_TO", "deal", valid_to="2025-06"),
            tie("bb", "PARTY_TO", "deal", valid_to="2025-05"),
        ],
        ["aa"],
        {"agreement": "deal"},
        {"delegations": ["alpha"]},
    ),
    Case(
        "parties",
        "an economy that signed and is bound later, or joined later, is a party already",
        lambda: [
            *talks(),
            *ECONOMIES,
            tie("aa", "PARTY_TO", "deal", signed_on="2020", valid_from="2030", standing="in_force"),
            tie("bb", "PARTY_TO", "deal", valid_from="2030", standing="in_force"),
        ],
        ["aa"],
        {"agreement": "deal"},
        {"standing": "signed", "since": "2020"},
    ),
    Case(
        "open-talks",
        "an agreement in force is called open",
        closed,
        ["deal"],
        cells={"issue_count": 2, "delegation_count": 2, "confidence": "verified"},
    ),
    Case(
        "open-talks-on-issue",
        "an issue left out on purpose counts as on the table",
        lambda: [
            *talks(),
            node("Issue", "tax", name="Tax", level="issue"),
            tie("deal", "COVERS", "tax", strength="absent_by_design"),
        ],
        [],
        {"issue": "tax"},
    ),
    Case(
        "open-talks-on-issue",
        "the talks on an issue are not found through its group",
        closed,
        ["deal"],
        {"issue": "data"},
        {"issues": ["flows"]},
    ),
    Case(
        "digital-talks",
        "an agreement of another kind, or one in force, is taken in",
        lambda: closed(
            node("Agreement", "dig", name="Dig", kind="plurilateral_digital"),
            node("Phase", "dig_1", status="negotiating", valid_from="2025-06"),
            tie("dig_1", "PHASE_OF", "dig"),
            tie("beta", "NEGOTIATES", "dig", role="negotiator"),
        ),
        ["dig"],
        {"on": "2025-06-15"},
    ),
    Case(
        "digital-talks",
        "talks that begin in the middle of the month are open on its first day",
        lambda: [
            *talks(),
            node("Agreement", "dig", name="Dig", kind="plurilateral_digital"),
            node("Phase", "dig_1", status="negotiating", valid_from="2025-06"),
            tie("dig_1", "PHASE_OF", "dig"),
            tie("beta", "NEGOTIATES", "dig", role="negotiator"),
        ],
        [],
    ),
    Case(
        "closed-texts",
        "a text of which nothing is known counts as secret",
        lambda: closed(
            node("Agreement", "sec", name="Sec", text_public_during_negotiation="leaked_only"),
            node("Phase", "sec_1", status="negotiating", valid_from="2024"),
            tie("sec_1", "PHASE_OF", "sec"),
        ),
        ["sec"],
    ),
    Case(
        "dossier",
        "a negotiation that is over is on the table",
        lambda: closed(tie("alpha", "NEGOTIATES", "old", role="negotiator")),
        ["deal"],
        {"delegation": "alpha"},
    ),
    Case(
        "contacts-with",
        "a contact with another delegation is taken in",
        lambda: met(*contact("m2", "2025", "meeting", "apc", "beta")),
        ["m1"],
        {"delegation": "alpha"},
        {"members": ["edri"], "issues": ["flows"]},
    ),
    Case(
        "positions-on",
        "a stance that was given up is still held",
        lambda: [
            *talks(),
            *stance("p1", "alpha", "flows", "proponent", "2018", "2025-06-01"),
            *stance("p2", "beta", "flows", "opponent", "2018", "2025-06-02"),
        ],
        ["beta"],
        {"issue": "data"},
        {"stance": "opponent"},
    ),
    Case(
        "positions-of",
        "a stance of the future is held today",
        lambda: [
            *talks(),
            *stance("p1", "alpha", "flows", "proponent", "2018"),
            *stance("p2", "alpha", "source", "opponent", "2025-07"),
        ],
        ["p1"],
        {"delegation": "alpha"},
    ),
    Case(
        "positions-that-moved",
        "two stances on different issues count as a change, or the same stance twice does",
        lambda: [
            *talks(),
            *stance("p1", "alpha", "flows", "proponent", "2018"),
            *stance("p2", "alpha", "flows", "withdrew", "2023-10"),
            *stance("p3", "beta", "flows", "opponent", "2018"),
            *stance("p4", "beta", "source", "proponent", "2020"),
            *stance("p5", "beta", "flows", "opponent", "2021"),
        ],
        ["alpha"],
        cells={"stance_before": "proponent", "stance": "withdrew", "since": "2023-10"},
    ),
)
