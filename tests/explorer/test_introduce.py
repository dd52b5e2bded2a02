"""Who can introduce us, If someone leaves, Try a link: what the pages say for whom, run by
Streamlit's own test runner.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import database
from graph_model.measures.introductions import find_routes
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from tests.conftest import HANGS
from tests.graphs import contact, graph, node, on_day, talks, tie

THEN = "2025-01-01"


def run_introduce() -> None:
    from explorer.pages.introduce import page as routes_page

    routes_page.page()


def run_leaving() -> None:
    from explorer.app.visit import view
    from explorer.pages.plan import if_someone_leaves

    if_someone_leaves.draw(view())


def run_link() -> None:
    from explorer.app.visit import view
    from explorer.pages.plan import link_trial

    link_trial.draw(view())


def show(script: Callable[[], None], **params: str) -> AppTest:
    test = AppTest.from_function(script, default_timeout=HANGS)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


def words(test: AppTest) -> str:
    return "\n".join(element.value for element in test.markdown)


# ---------------------------------------------------------------- who can introduce us


def sourced(rows: list[NodeRow | RelationshipRow]) -> list[NodeRow | RelationshipRow]:
    """The same rows with an address that bears them out."""
    source = {"source_url": "https://a.example/minutes"}
    return [replace(row, fields={**row.fields, **source}) for row in rows]


def lines() -> Snapshot:
    """Four delegations at one table: two of us were at one briefing of Beta, EFF alone met Alpha of
    late, ISOC once called Gamma, nobody met Delta; TACD met Alpha too long ago.
    At another table EFF met Epsilon.
    """
    bodies = (("eff", "EFF"), ("isoc", "ISOC"), ("tacd", "TACD"))
    return graph(
        *talks(),
        *(node("Member", id, name=name, stakeholder_group="civil_society") for id, name in bodies),
        *(
            row
            for id, name in (("gamma", "Ministry of Gamma"), ("delta", "Ministry of Delta"))
            for row in (
                node("Delegation", id, name=name),
                tie(id, "NEGOTIATES", "deal", role="negotiator"),
            )
        ),
        node("Delegation", "outside", name="Ministry of Outside"),
        node("Delegation", "epsilon", name="Ministry of Epsilon"),
        node("Agreement", "pact", name="The Pact"),
        node("Phase", "pact_1", status="negotiating", valid_from="2020-01-01"),
        tie("pact_1", "PHASE_OF", "pact"),
        tie("pact", "COVERS", "source", strength="binding"),
        tie("epsilon", "NEGOTIATES", "pact", role="negotiator"),
        *contact("seen", "2024-10-01", "meeting", "eff", "epsilon"),
        *sourced(contact("briefing", "2023-06-01", "briefing", "edri", "beta")),
        tie("apc", "TOOK_PART_IN", "briefing"),
        *contact("visit", "2024-09-01", "meeting", "eff", "alpha", "flows"),
        *contact("talk", "2023-03-01", "call", "isoc", "gamma"),
        *contact("long_ago", "2022-06-01", "meeting", "tacd", "alpha"),
    )


LINES = lines()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages show the small graph instead of the opening facts."""
    monkeypatch.setattr(database, "snapshot", lambda: LINES)


@pytest.mark.parametrize("script", [run_introduce, run_leaving, run_link])
def test_each_opens_over_the_opening_facts(script: Callable[[], None]) -> None:
    assert "<h1>" in words(show(script, as_of="2017-12-01"))


@pytest.mark.usefixtures("small")
def test_nobody_chosen_lists_whom_to_reach_with_ranges() -> None:
    said = words(show(run_introduce, as_of=THEN))
    assert "Somebody who met them can introduce us to 4 of 5 delegations." in said
    assert "which is a hint and no introduction" in said
    assert "nobody met it; sits with" in said
    assert f"introduce?as_of={THEN}&amp;delegation=" in said
    assert "nine times in ten it lies in its range" in said


@pytest.mark.usefixtures("small")
def test_a_route_has_evidence_weak_link_fallback_and_a_request_to_copy() -> None:
    test = show(run_introduce, as_of=THEN, delegation="beta", sources="on")
    said = words(test)
    assert "One of our best ways to Ministry of Beta is thin" in said
    assert "No order among these" in said
    assert "A place is one among these ways; nine times in ten" in said
    assert "of 1, place 1–" in said
    assert said.count('<ol class="lk-way"') == 3
    assert 'class="step weak"' in said
    assert "Weak link:" in said
    assert "It rests on the same contact as the first" in said
    assert "If they cannot: through EFF" in said
    assert "Nobody is shared with the first route." in said
    assert "Not recommended" in said
    assert "lk-source" in said
    assert test.code[0].value.startswith("Dear colleagues at ")
    assert f"record?as_of={THEN}" in said
    assert {"choose_from", "choose_delegation", "choose_issue"} <= {
        box.key for box in test.selectbox
    }


@pytest.mark.usefixtures("small")
def test_the_question_can_be_asked_for_one_member_and_one_issue() -> None:
    test = show(run_introduce, as_of=THEN, delegation="alpha")
    assert "through EFF" in words(test)
    test.selectbox(key="choose_from").select("tacd").run()
    assert test.query_params["from"] == "tacd"
    found = find_routes(on_day(LINES, date.fromisoformat(THEN)), "alpha", start="tacd")
    assert not found.routes
    assert "No way to" in words(test)
    assert "older than 24 months" in words(test)
    assert not test.exception


@pytest.mark.usefixtures("small")
def test_without_a_route_the_page_says_what_to_do() -> None:
    said = words(show(run_introduce, delegation="outside"))
    assert "No way to" in said
    assert "Record a contact" in said
    assert "plan?part=question" in said


@pytest.mark.parametrize("script", [run_introduce, run_leaving, run_link])
@pytest.mark.parametrize(
    "snapshot",
    [
        Snapshot(),
        graph(node("Member", "edri", name="EDRi", stakeholder_group="civil_society")),
        graph(node("Delegation", "alpha", name="Ministry of Alpha")),
    ],
    ids=["empty", "members only", "one delegation"],
)
def test_with_little_data_each_says_what_to_do_next(
    script: Callable[[], None], snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "snapshot", lambda: snapshot)
    test = show(script)
    assert "<a href" in words(test)
    if snapshot.of("Delegation"):
        show(script, delegation="alpha")


def test_names_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row for row in talks() if not (hasattr(row, "id") and row.id == "edri")]
    evil = node("Member", "edri", name="<b>Evil</b>", stakeholder_group="civil_society")
    snapshot = graph(*rows, evil, *contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows"))
    monkeypatch.setattr(database, "snapshot", lambda: snapshot)
    for script, params in (
        (run_introduce, {"delegation": "alpha"}),
        (run_introduce, {"delegation": "beta"}),
        (run_leaving, {}),
        (run_link, {"member": "edri", "other": "beta"}),
    ):
        assert "<b>Evil" not in words(show(script, as_of="2025-01-02", **params))


# ---------------------------------------------------------------- parts of Plan


@pytest.mark.usefixtures("small")
def test_if_someone_leaves_names_the_loss_and_who_could_double_it() -> None:
    said = words(show(run_leaving, as_of=THEN))
    assert "we would reach 13% less" in said
    assert f"profile?as_of={THEN}&amp;id=eff" in said
    assert "Separate ways to each delegation" in said
    assert "could double it" in said
    assert "Nobody stands out on this day" in said


def test_several_who_share_their_lines_and_a_go_between(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = [
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows"),
        tie("apc", "TOOK_PART_IN", "e1"),
    ]
    snapshot = graph(
        *talks(), *shared, *contact("e2", "2025-01-01", "meeting", "edri", "beta", "flows")
    )
    monkeypatch.setattr(database, "snapshot", lambda: snapshot)
    said = words(show(run_leaving, as_of="2025-01-02"))
    assert "If several leave" in said
    assert "APC and EDRi" in said


@pytest.mark.usefixtures("small")
def test_a_link_on_trial_moves_the_band_and_can_be_kept() -> None:
    test = show(run_link, as_of=THEN)
    assert "Two different names are needed." in words(test)
    test.selectbox(key="choose_member").select("edri").run()
    test.selectbox(key="choose_other").select("delta").run()
    said = words(test)
    assert "would move" in said
    assert "Reached is 13%, would be" in said
    assert "Hangs on one" in said
    assert test.query_params["member"] == "edri"
    assert any("Who of us" in box.label for box in test.multiselect)
    test.selectbox(key="choose_other").select("eff").run()
    assert "A place is one among these routes; nine times in ten" in words(test)


# ---------------------------------------------------------------- profiles


def run_profile() -> None:
    from explorer.pages.profile import page as profile_page

    profile_page.page()


@pytest.mark.usefixtures("small")
def test_a_profile_says_who_alone_reaches_it_and_what_a_member_carries() -> None:
    assert "<b>Only EFF</b> reaches this delegation." in words(
        show(run_profile, as_of=THEN, id="alpha")
    )
    assert "every way passes" in words(show(run_profile, as_of=THEN, id="delta"))
    assert "No line of ours is live" in words(show(run_profile, as_of=THEN, id="outside"))
    said = words(show(run_profile, as_of=THEN, id="eff"))
    assert "we would reach <b>13% less</b>" in said
    assert f"plan?as_of={THEN}&amp;part=leaving" in said


def test_contacts_of_one_day_stand_in_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"met_{number}" for number in range(9)]
    met = [row for id in ids for row in contact(id, "2024-05-01", "call", "edri", "alpha")]
    monkeypatch.setattr(database, "snapshot", lambda: graph(*talks(), *met))
    said = words(show(run_profile, as_of=THEN, id="alpha")).split("Contacts on record")[1]
    assert list(dict.fromkeys(re.findall(r"id=(met_\d)", said))) == ids[::-1]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("leaving", "Without EFF we would reach 13% less"),
        ("link", "What would a first meeting change?"),
    ],
)
def test_both_are_parts_of_the_plan(part: str, says: str) -> None:
    assert says in words(show(run_plan, as_of=THEN, part=part))


def run_plan() -> None:
    from explorer.pages.plan import page as plan_page

    plan_page.page()
