"""Safe to publish: what goes, what is made coarser, who could be recognised, and that a choice
settles it.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from loaders.take_out.audience import AUDIENCES, for_audience
from loaders.take_out.privacy_findings import ALIKE, PEOPLE, public_knowledge, signature
from loaders.take_out.publish import Choice, release_for
from loaders.take_out.rolled_up import quarter_of
from tests.graphs import contact, graph, graphs, node, tie

PUBLIC = {"visibility": "public", "source_url": "https://a.example"}


def crowd(number: int, group: str = "academia") -> Snapshot:
    """So many members that look the same."""
    return graph(
        *(
            node("Member", f"m{place}", name=f"M{place}", stakeholder_group=group)
            for place in range(number)
        )
    )


def test_the_seeds_are_public_knowledge() -> None:
    found = release_for(seed_snapshot(), "public")
    assert found.findings == ()
    assert len(found.snapshot.nodes) == len(seed_snapshot().nodes)
    assert found.rolled_up["notes"] > 0


def test_a_crowd_hides_and_a_pair_does_not() -> None:
    assert release_for(crowd(ALIKE), "public").findings == ()
    pair = release_for(crowd(ALIKE - 1), "public").findings
    assert [(finding.id, finding.code) for finding in pair] == [
        ("m0", "few_alike"),
        ("m1", "few_alike"),
    ]
    assert (
        pair[0].sentence
        == "M0 could be recognised: only 1 other looks like a academia member that is tied to"
        " nothing."
        or "only 1 other" in pair[0].sentence
    )
    assert release_for(crowd(2), "coalition").findings == (), (
        "only what goes beyond the coalition is tested"
    )


def test_what_a_public_source_says_is_no_risk_and_a_near_miss_is() -> None:
    known = node("Member", "a", name="A", stakeholder_group="academia", **PUBLIC)
    unsourced = node(
        "Member", "b", name="B", stakeholder_group="private_sector", visibility="public"
    )
    by_its_tie = node("Member", "c", name="C", stakeholder_group="civil_society")
    venue = node("Issue", "i", name="I", level="issue")
    found = release_for(
        graph(known, unsourced, by_its_tie, venue, tie("c", "WORKS_ON", "i", **PUBLIC)), "public"
    )
    assert [finding.id for finding in found.findings] == ["b"]


def test_every_choice_settles_it() -> None:
    choices: list[Choice] = ["keep", "drop"]
    for choice in choices:
        found = release_for(crowd(1), "public", {"m0": choice})
        assert found.findings == ()
        assert ("m0" in found.snapshot.nodes) == (choice == "keep")
        assert found.about["choices"] == {
            "left out": choice == "drop",
            "merged": 0,
            "kept as public knowledge": ["m0"] if choice == "keep" else [],
        }


def test_merging_hides_from_three_on() -> None:
    issue = node("Issue", "i", name="I", level="issue")
    rows: list[NodeRow | RelationshipRow] = [
        *crowd(3).nodes.values(),
        issue,
        tie("m0", "WORKS_ON", "i"),
        tie("m1", "WORKS_ON", "i"),
    ]
    found = release_for(graph(*rows), "public", {"m0": "merge", "m1": "merge", "m2": "merge"})
    assert found.findings == ()
    assert found.snapshot.nodes["several_academia"].name == "3 organisations: academia"
    assert [row.key for row in found.snapshot.relationships] == [
        ("WORKS_ON", "several_academia", "i")
    ]
    assert not {"m0", "m1", "m2"} & found.snapshot.nodes.keys()
    two = release_for(graph(*rows), "public", {"m0": "merge", "m1": "merge"})
    assert [finding.code for finding in two.findings] == ["few_alike", "small_group"]
    assert (
        release_for(
            graph(*rows),
            "public",
            {"m0": "merge", "m1": "merge", "m2": "keep", "several_academia": "drop"},
        ).findings
        == ()
    )


def test_role_holders_notes_and_days_are_rolled_up() -> None:
    rows = contact("e", "2024-05-17", "meeting", "edri", "alpha")
    rows[1] = tie("edri", "TOOK_PART_IN", "e", visibility="coalition")
    others = contact("f", "2024-05-17", "meeting", "edri", "alpha")
    edri = node(
        "Member",
        "edri",
        name="EDRi",
        stakeholder_group="civil_society",
        note="rings on Fridays",
        visibility="public",
    )
    alpha = node("Delegation", "alpha", name="Alpha", note="as published", **PUBLIC)
    lead = node("Representative", "lead", name="Lead", visibility="public")
    found = release_for(
        graph(
            *rows,
            *others,
            edri,
            alpha,
            lead,
            tie("lead", "SERVES_IN", "alpha", visibility="public"),
        ),
        "public",
        {"edri": "keep", "e": "keep"},
    )
    assert found.snapshot.nodes["e"].text("date") == "2024-05"
    assert found.snapshot.nodes["e"].text("note") == "some day from April to June 2024"
    assert found.snapshot.nodes["f"].text("date") == "2024-05-17", "nothing of this one is withheld"
    assert "note" not in found.snapshot.nodes["edri"].fields
    assert found.snapshot.nodes["alpha"].text("note") == "as published"
    assert "lead" not in found.snapshot.nodes
    assert found.rolled_up == {"dates": 1, "notes": 1, "representatives": 1}
    assert quarter_of("2018-12") == ("2018-11", "some day from October to December 2018")


def test_a_contact_that_only_one_could_have_made() -> None:
    rows = contact("e", "2024-05-17", "meeting", "edri", "alpha", "flows")
    rows[1] = tie("edri", "TOOK_PART_IN", "e", visibility="coalition")
    ground = [
        node("Delegation", "alpha", name="Alpha"),
        node("Issue", "flows", name="Data flows", level="issue"),
    ]
    people = [
        node("Member", id, name=id, stakeholder_group="civil_society", **PUBLIC)
        for id in ("edri", "apc")
    ]
    works = [tie("edri", "WORKS_ON", "flows")]
    found = release_for(graph(*rows, *ground, *people, *works), "public").findings
    assert [(finding.id, finding.code) for finding in found] == [("e", "one_maker")]
    assert "Only edri could have made the contact with Alpha" in found[0].sentence
    assert (
        release_for(
            graph(*rows, *ground, *people, *works, tie("apc", "WORKS_ON", "flows")), "public"
        ).findings
        == ()
    ), "two could have"
    assert (
        release_for(
            graph(*rows, *ground, *people, tie("apc", "WORKS_ON", "flows")), "public"
        ).findings
        == ()
    ), "it was another"


def test_plans_and_answers_stay_in_the_coalition_unless_they_say_otherwise() -> None:
    snapshot = graph(
        node("Plan", "p", name="P", state="planned"), node("Answer", "a", said="yes", date="2024")
    )
    assert not release_for(snapshot, "public").snapshot.nodes
    assert set(release_for(snapshot, "coalition").snapshot.nodes) == {"p", "a"}


def test_who_is_left_out_is_named_nowhere() -> None:
    rows: list[NodeRow | RelationshipRow] = [
        *crowd(3).nodes.values(),
        node(
            "Member",
            "quiet_lab",
            name="Quiet Lab",
            stakeholder_group="academia",
            visibility="coalition",
        ),
    ]
    rows += [
        node(
            "Engagement",
            "contact_2024_05_quiet_lab_x1",
            kind="meeting",
            date="2024-05-17",
            summary="Quiet Lab met Alpha; Quiet Labour did not",
        )
    ]
    rows += [
        node("Delegation", "alpha", name="Alpha", source_url="https://quiet_lab.example"),
        tie("contact_2024_05_quiet_lab_x1", "REACHED", "alpha"),
    ]
    rows += [tie("quiet_lab", "TOOK_PART_IN", "contact_2024_05_quiet_lab_x1")]
    found = release_for(graph(*rows), "public")
    contact_row = found.snapshot.of("Engagement")[0]
    assert (contact_row.id, contact_row.text("summary")) == (
        "engagement_1",
        "[withheld] met Alpha; Quiet Labour did not",
    )
    assert [row.key for row in found.snapshot.ties("REACHED")] == [
        ("REACHED", "engagement_1", "alpha")
    ]
    assert found.rolled_up["names"] == 2
    assert "quiet_lab" not in found.snapshot.to_json().replace("https://quiet_lab.example", ""), (
        "an address is somebody else's word"
    )


@pytest.mark.long
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs())
def test_nothing_hidden_leaves_and_dropping_every_finding_ends(snapshot: Snapshot) -> None:
    choices: dict[str, Choice] = {}
    for _ in range(len(snapshot.nodes) + 1):
        found = release_for(snapshot, "public", choices)
        assert found.snapshot.nodes.keys() <= for_audience(snapshot, AUDIENCES[0]).nodes.keys()
        if not found.findings:
            break
        choices.update({finding.id: "drop" for finding in found.findings})
    assert not found.findings
    looks = [
        signature(found.snapshot, row.id) for label in PEOPLE for row in found.snapshot.of(label)
    ]
    for row in found.snapshot.of("Member"):
        near: list[NodeRow | RelationshipRow] = [
            row,
            *found.snapshot.out(row.id),
            *found.snapshot.back(row.id),
        ]
        assert looks.count(signature(found.snapshot, row.id)) >= ALIKE or any(
            public_knowledge(its) for its in near
        )
