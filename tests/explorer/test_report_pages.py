"""The page Reports and the buttons that lead to it."""

from __future__ import annotations

from tests.explorer.test_pages import show, words


def test_a_profile_leads_to_the_dossier() -> None:
    said = words(show("profile", id="usa_ustr", as_of="2026-11-27"))
    assert "report=dossier" in said
    assert ">Before a meeting</a>" in said


def test_the_dossier_is_of_who_is_asked_for() -> None:
    test = show("reports", report="dossier", delegation="eu_trade", as_of="2026-11-27")
    assert "Before a meeting with European Union" in words(test)
    labels = [button.proto.label for button in test.get("download_button")]
    assert {"Markdown", "Word", "PDF"} <= set(labels)


def test_a_statement_speaks_to_a_table_and_takes_a_draft_back() -> None:
    said = words(show("reports", report="statement", to="wto_eca", as_of="2026-11-27"))
    assert "the delegations at the table of JSI / ECA" in said
    assert "Bring the draft back" in said
    assert "What we ask" in said


def test_a_paper_is_about_the_agreements_that_are_chosen() -> None:
    asked = {"report": "background-paper", "as_of": "2026-11-27"}
    every, some = (
        words(show("reports", **asked, **more))
        for more in ({}, {"region": "Caribbean", "issue": "source_code"})
    )
    assert "Only those: with a party in Caribbean and that treat Source code." in some
    assert "Only those" not in every


def test_common_ground_is_counted_in_heads_on_the_page_too() -> None:
    said = words(show("plan", part="ground", delegation="eu_trade", as_of="2026-11-27"))
    assert "21 other delegations share its stance" in said
    assert "+1.00" not in said


def test_dates_leave_where_they_are_shown() -> None:
    for address in ("", "plan"):
        labels = [its.proto.label for its in show(address).get("download_button")]
        assert "Dates for your calendar" in labels, address
