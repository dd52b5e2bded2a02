"""A tiny graph per question, with a hit and a near miss, and the wrong answer that it prevents:
contacts, transparency, quality.
"""

from __future__ import annotations

from tests.graphs import contact, node, talks, tie
from tests.questions.shared import Case, event, indicators, met, scored, stance

CASES = (
    Case(
        "activities",
        "a contact of last year is reported",
        lambda: met(*contact("m2", "2025", "meeting", "apc", "beta")),
        ["m2"],
        {"since": "2025-01-01", "on": "2025-12-31"},
    ),
    Case(
        "contacts-of",
        "the latest of two contacts is the first one",
        lambda: met(*contact("m2", "2024-10", "call", "edri", "alpha")),
        ["alpha"],
        {"member": "edri"},
        {"contact": "m2", "contact_count": 2},
    ),
    Case(
        "contacts-of",
        "a year stands for its middle: it comes before March of the same year",
        lambda: met(
            *contact("m2", "2025", "call", "edri", "beta"),
            *contact("m3", "2025-03", "call", "edri", "alpha"),
        ),
        ["beta", "alpha"],
        {"member": "edri", "on": "2025-12-31"},
        {"last_contact": "2025"},
    ),
    Case(
        "hangs-on-one",
        "the last contact is the latest by its day, and not by its letters",
        lambda: met(
            *contact("m2", "2025", "call", "edri", "alpha", "flows"),
            *contact("m3", "2025-03", "call", "edri", "alpha", "flows"),
        ),
        ["alpha"],
        {"on": "2025-12-31"},
        {"last_contact": "2025", "member": "edri"},
    ),
    Case(
        "contacts-about",
        "a contact about another issue is taken in",
        lambda: met(*contact("m2", "2025", "meeting", "apc", "beta", "source")),
        ["m1"],
        {"issue": "data"},
    ),
    Case(
        "contacts-at",
        "a contact at an event of the venue is left out",
        lambda: [
            *met(*contact("m2", "2025-01", "panel", "apc", "beta")),
            node("Venue", "igf", name="IGF"),
            *event("igf25", "forum", "2025-01"),
            tie("igf25", "HOSTED_BY", "igf"),
            tie("m2", "HELD_AT", "igf25"),
        ],
        ["m2"],
        {"venue": "igf"},
    ),
    Case(
        "refused",
        "a letter of which nothing is known counts as refused",
        lambda: [
            *talks(),
            *contact("l1", "2025-01", "letter", "apc", "beta", outcome="unknown"),
            *contact("l2", "2025-01", "letter", "apc", "beta", outcome="refused"),
        ],
        ["l2"],
    ),
    Case(
        "transparency-scores",
        "what is not known counts as a no, or one finding makes a score",
        lambda: [
            *indicators(),
            *scored("open", "Delegation", texts="yes", seat="partial"),
            *scored("shut", "Venue", texts="no", seat="unknown", reports="no"),
            *scored("few", "Agreement", seat="yes", other="yes"),
        ],
        ["open", "shut"],
        {"at_least": "2", "on": "2026-11-23"},
        {"known": 2, "score_low": 67.0, "score_high": 83.0, "unknown": 1},
    ),
    Case(
        "transparency-scores",
        "what was found later counts before",
        lambda: [*indicators(), *scored("open", "Delegation", texts="yes", seat="partial")],
        [],
        {"at_least": "2", "on": "2026-11-22"},
    ),
    Case(
        "transparency-findings",
        "a finding on another point is taken in",
        lambda: [
            *indicators(),
            *scored("open", "Delegation", texts="yes"),
            *scored("shut", "Venue", seat="no"),
        ],
        ["open"],
        {"indicator": "texts", "on": "2026-11-23"},
        {"value": "yes"},
    ),
    Case(
        "transparency-findings",
        "what was found later is told before",
        lambda: [*indicators(), *scored("open", "Delegation", texts="yes")],
        [],
        {"indicator": "texts", "on": "2026-11-22"},
    ),
    Case(
        "rows-without-source",
        "an entry with a source is listed",
        lambda: [
            node("Member", "edri", name="EDRi"),
            node("Member", "apc", name="APC", source_url="https://a.example"),
        ],
        ["edri"],
        cells={"label": "Member"},
    ),
    Case(
        "ties-without-source",
        "a tie with a source counts",
        lambda: [
            *talks()[:8],
            tie("deal_1", "PHASE_OF", "deal"),
            tie("deal_2", "PHASE_OF", "deal", source_url="https://a.example"),
        ],
        ["phase_of"],
        cells={"row_count": 1},
    ),
    Case(
        "from-memory",
        "an entry that was checked is listed",
        lambda: [
            node("Member", "edri", name="EDRi"),
            node("Member", "apc", name="APC", confidence="memory"),
        ],
        ["apc"],
    ),
    Case(
        "events-without-venue",
        "an event with a venue is listed",
        lambda: [
            *talks(),
            node("Venue", "igf", name="IGF"),
            *event("a1", "forum", "2025"),
            *event("b1", "forum", "2025"),
            tie("a1", "HOSTED_BY", "igf"),
        ],
        ["b1"],
    ),
    Case(
        "contacts-without-issue",
        "a contact about an agreement counts as one about an issue",
        lambda: met(*contact("m2", "2024", "meeting", "apc", "beta"), tie("m2", "ABOUT", "deal")),
        ["m2"],
    ),
    Case(
        "talks-without-issues",
        "an agreement in force without issues is listed",
        lambda: [
            *talks(),
            *(
                row
                for id, status in (("mute", "negotiating"), ("done", "in_force"))
                for row in (
                    node("Agreement", id, name=id.title()),
                    node("Phase", f"{id}_1", status=status, valid_from="2024"),
                    tie(f"{id}_1", "PHASE_OF", id),
                )
            ),
        ],
        ["mute"],
    ),
    Case(
        "old-evidence",
        "a phase with fresh evidence, or one that has ended, is listed",
        lambda: [
            *talks(),
            node("Agreement", "fresh", name="Fresh"),
            node(
                "Phase", "fresh_1", status="negotiating", valid_from="2024", last_evidence="2025-05"
            ),
            tie("fresh_1", "PHASE_OF", "fresh"),
        ],
        ["deal"],
    ),
    Case(
        "dates-that-disagree",
        "a month and a day of that month disagree",
        lambda: [
            row
            for id, start in (("same", "2020-03"), ("other", "2021"))
            for row in (
                node("Agreement", id, name=id.title(), date_in_force="2020-03-08"),
                node("Phase", f"{id}_1", status="in_force", valid_from=start),
                tie(f"{id}_1", "PHASE_OF", id),
            )
        ],
        ["other"],
        cells={"other_date": "2021"},
    ),
    Case(
        "dates-that-disagree",
        "what another source says is lost, or where none says otherwise is listed",
        lambda: [
            node("Agreement", "told", name="Told", other_dates="signature 2005: a list"),
            node("Agreement", "clear", name="Clear"),
        ],
        ["told"],
        cells={"note": "signature 2005: a list", "other_date": None},
    ),
    Case(
        "resting-on-copies",
        "an entry whose body says it on its own page is listed",
        lambda: [
            node("Member", "edri", name="EDRi", source_kind="copy"),
            node("Member", "apc", name="APC", source_kind="organisation"),
        ],
        ["edri"],
        cells={"label": "Member"},
    ),
    Case(
        "days-that-cannot-be",
        "an applicant with the day of its application is doubted, or one without is not",
        lambda: [
            *talks(),
            node("Delegation", "gamma", name="Ministry of Gamma"),
            node("Delegation", "delta", name="Ministry of Delta"),
            tie("gamma", "NEGOTIATES", "deal", role="applicant"),
            tie("delta", "NEGOTIATES", "deal", role="applicant", valid_from="2021"),
        ],
        ["gamma"],
        cells={"value": "no_application", "tied": "negotiates"},
    ),
    Case(
        "positions-that-disagree",
        "a stance that followed another one counts as a contradiction",
        lambda: [
            *talks(),
            *stance("p1", "alpha", "flows", "proponent", "2018", "2024"),
            *stance("p2", "alpha", "flows", "withdrew", "2024"),
            *stance("p3", "beta", "flows", "proponent", "2018"),
            *stance("p4", "beta", "flows", "opponent", "2019"),
        ],
        ["beta"],
    ),
    Case(
        "nobody-known-but-met",
        "a member's no about a delegation that another one met is a contradiction",
        lambda: [
            *met(*contact("m2", "2025-01", "call", "apc", "beta")),
            node("Answer", "w1", said="no", date="2025-02-01"),
            tie("w1", "SPEAKS_OF", "alpha"),
            tie("edri", "GAVE", "w1"),
            node("Answer", "w2", said="no", date="2025-02-01"),
            tie("w2", "SPEAKS_OF", "beta"),
            tie("edri", "GAVE", "w2"),
        ],
        ["alpha"],
    ),
    Case(
        "nobody-known-but-met",
        "what is said tomorrow contradicts a contact today",
        lambda: [
            *(row for row in met() if row.key != "alpha"),
            node("Delegation", "alpha", name="Ministry of Alpha", nobody_known_on="2025-06-02"),
            node("Answer", "w1", said="no", date="2025-06-02"),
            tie("w1", "SPEAKS_OF", "alpha"),
            tie("edri", "GAVE", "w1"),
        ],
        [],
    ),
)
