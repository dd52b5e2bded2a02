"""A tiny graph per question, with a hit and a near miss, and the wrong answer that it prevents:
gaps, help.
"""

from __future__ import annotations

from tests.graphs import contact, node, talks, tie
from tests.questions.shared import ECONOMIES, Case, closed, event, met

CASES = (
    Case(
        "delegations-without-contact",
        "a contact before the day counts as one since",
        met,
        ["alpha", "beta"],
        {"agreement": "deal", "since": "2024-09-02"},
    ),
    Case(
        "delegations-without-contact",
        "a delegation that was met is called silent",
        met,
        ["beta"],
        {"agreement": "deal", "since": "2024-09"},
    ),
    Case(
        "open-talks-without-line",
        "an agreement in force counts as an open negotiation, or a group leaves its issues out",
        lambda: [*closed(), *contact("m1", "2025-01", "meeting", "edri", "alpha")],
        ["deal"],
        {"issue": "data"},
        {"delegation": "beta", "status": "negotiating", "gap": "unknown"},
    ),
    Case(
        "open-talks-without-line",
        "a letter without an answer counts as a line",
        lambda: [*talks(), *contact("m1", "2025-01", "letter", "edri", "alpha", outcome="unknown")],
        ["deal", "deal"],
        {"issue": "data"},
        {"delegation": "alpha", "gap": "no_answer"},
    ),
    Case(
        "most-issues-no-outreach",
        "a contact after the day looked at counts",
        lambda: closed(*contact("m1", "2025-07", "meeting", "edri", "alpha")),
        ["alpha", "beta"],
        cells={"issue_count": 2},
    ),
    Case(
        "most-issues-no-outreach",
        "who was met in that year is ranked as silent",
        lambda: closed(*contact("m1", "2025", "meeting", "edri", "alpha")),
        ["beta"],
        {"on": "2025-07-01"},
    ),
    Case(
        "never-asked",
        "a delegation about which a member answered is asked about again",
        lambda: [
            *talks(),
            node("Answer", "w1", said="no", date="2025-01-01"),
            tie("w1", "SPEAKS_OF", "alpha"),
            tie("edri", "GAVE", "w1"),
        ],
        ["beta"],
    ),
    Case(
        "line-but-not-on-issue",
        "a line on which one issue of the group was raised is listed for that group",
        lambda: met(*contact("m2", "2025-01", "meeting", "apc", "beta")),
        ["beta"],
        {"issue": "data"},
        {"members": ["apc"], "issues": ["flows"]},
    ),
    Case(
        "line-but-not-on-issue",
        "a friend's contact about the issue counts as ours",
        lambda: met(
            node("Member", "pal", name="Pal", relation="peer"),
            *contact("m2", "2025-01", "meeting", "pal", "alpha", "source"),
        ),
        ["alpha"],
        {"issue": "source"},
    ),
    Case(
        "stale-lines",
        "a line with an old and a new contact is called quiet, or one that never was a line",
        lambda: met(
            *contact("m0", "2019", "meeting", "apc", "beta"),
            *contact("m2", "2018", "meeting", "apc", "alpha"),
            node("Delegation", "gamma", name="Gamma"),
            tie("gamma", "NEGOTIATES", "deal", role="negotiator"),
            *contact("p1", "2019", "panel", "apc", "gamma"),
        ),
        ["beta"],
        cells={"last_contact": "2019", "members": ["apc"], "issues": ["flows", "source"]},
    ),
    Case(
        "hangs-on-one",
        "two members in one room count as one",
        lambda: met(
            tie("apc", "TOOK_PART_IN", "m1"),
            *contact("m2", "2025-01", "call", "apc", "beta", "flows"),
        ),
        ["beta"],
        cells={"member": "apc", "issues": ["flows"], "last_contact": "2025-01"},
    ),
    Case(
        "hangs-on-one",
        "a line that has cooled hides that all rests on the other",
        lambda: met(*contact("m0", "2021", "meeting", "apc", "alpha", "flows")),
        ["alpha"],
        cells={"member": "edri"},
    ),
    Case(
        "tried-no-answer",
        "a delegation that answered once is called silent",
        lambda: [
            *talks(),
            *contact("l1", "2024", "letter", "edri", "alpha", outcome="unknown"),
            *contact("l2", "2024", "letter", "edri", "beta", outcome="unknown"),
            *contact("l3", "2023", "letter", "apc", "beta", outcome="answered"),
        ],
        ["alpha"],
        cells={"contact_count": 1, "members": ["edri"]},
    ),
    Case(
        "missing-groups",
        "a refusal counts as having been heard",
        lambda: met(*contact("r1", "2024", "refusal", "apc", "beta", outcome="refused")),
        ["beta", "alpha"],
        {"agreement": "deal"},
        {"groups": []},
    ),
    Case(
        "economies-without-member",
        "an economy where a member sits is listed",
        lambda: [*talks(), *ECONOMIES, tie("edri", "BASED_IN", "aa")],
        ["bb"],
    ),
    Case(
        "introductions",
        "a member that never shared a room with the one who asks is named",
        lambda: met(
            node("Member", "w3c", name="W3C", stakeholder_group="technical_community"),
            *contact("m2", "2025", "meeting", "w3c", "alpha"),
            *contact("s1", "2021", "panel", "edri", "beta"),
            tie("apc", "TOOK_PART_IN", "s1"),
        ),
        ["edri"],
        {"member": "apc", "delegation": "alpha"},
        {"shared_count": 1, "contact": "m1"},
    ),
    Case(
        "known-at-the-event",
        "a delegation that has left the table is expected",
        lambda: met(
            *event("round", "negotiation_round", "2025-07-01"),
            node("Delegation", "gone", name="Gone"),
            tie("gone", "NEGOTIATES", "deal", role="negotiator", valid_to="2024"),
            node("Delegation", "guest", name="Guest"),
            tie("guest", "EXPECTED_AT", "round"),
        ),
        ["alpha", "guest", "beta"],
        {"event": "round", "member": "apc"},
        {"members": ["edri"], "contact_count": 0},
    ),
    Case(
        "same-table",
        "talks that are closed count as a shared table",
        lambda: closed(
            tie("alpha", "NEGOTIATES", "old", role="negotiator"),
            *contact("m1", "2025-01", "meeting", "edri", "gamma"),
            *contact("m2", "2025-01", "meeting", "edri", "beta"),
        ),
        ["beta"],
        {"delegation": "alpha"},
        {"agreements": ["deal"]},
    ),
    Case(
        "members-together",
        "a member counts as its own companion",
        lambda: met(tie("apc", "TOOK_PART_IN", "m1")),
        ["apc"],
        {"member": "edri"},
        {"shared_count": 1},
    ),
    Case(
        "members-on-issue",
        "a member that met the same delegation on another issue is named",
        lambda: met(*contact("m2", "2024", "meeting", "apc", "alpha", "source")),
        ["edri"],
        {"issue": "data"},
    ),
)
