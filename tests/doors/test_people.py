"""People: who comes in by a real identity provider (OpenID Connect, on loopback), what each role
sees on every page, and who may do what.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from explorer.app.chooser import search_list
from explorer.app.frame import _how_made
from explorer.commands.roles_table import FILE, roles
from explorer.html import people
from explorer.pages import PAGES
from tests.browser import NOWHERE, keep_for_nowhere, settled, visit, window
from tests.doors.shared import COALITION, LIST, PRIVATE, come_in, rows, shared_app
from tests.graphs import on_day


@pytest.fixture(scope="module")
def coalition(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of a coalition of three."""
    folder = tmp_path_factory.mktemp("people")
    keep_for_nowhere(folder / "home", rows())
    with shared_app(folder, provider, LIST, NEO4J_URI=NOWHERE) as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "role", "sees", "width"),
    [
        ("ana@coalition.example", "steward", {PRIVATE, COALITION}, 1280),
        ("ben@coalition.example", "member", {COALITION}, 390),
        ("cy@press.example", "reader", set(), 390),
    ],
)
def test_each_role_sees_its_rows_on_every_page_and_no_others(
    browser: Browser,
    coalition: str,
    address: str,
    role: people.AccessRole,
    sees: set[str],
    width: int,
) -> None:
    """A steward at a desk, a member and a reader on a phone."""
    page = come_in(browser, coalition, address, width)
    expect(page.locator(".lk-foot")).to_be_visible()
    seen = ""
    visits = [
        *(one.address for one in PAGES),
        f"profile?id={PRIVATE.lower()}",
        f"profile?id={COALITION.lower()}",
        "profile?id=usa_ustr",
        "map?focus=usa_ustr",
        f"questions?id=contacts-of&member={PRIVATE.lower()}",
    ]
    for where in visits:
        visit(page, f"/{where}")
        expect(page.locator(".lk-foot"), where).to_be_visible()
        needed = people.OPENS.get(where.split("?")[0])
        closed = page.get_by_text("This page is for those with the role")
        may = needed is None or people.Person("", "", role).may(needed)
        expect(closed, where).to_have_count(0 if may else 1)
        page.wait_for_function(f"document.documentElement.scrollWidth <= {width}")
        seen += page.locator("body").inner_text().replace(where, "")
    for mark in (PRIVATE, COALITION):
        assert (mark in seen) == (mark in sees), mark
    page.context.close()


@pytest.mark.browser
def test_a_stranger_sees_nothing(browser: Browser, coalition: str) -> None:
    with window(browser, base_url=coalition) as page:
        page.goto("/profile?id=usa_ustr")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Say who you are")
        settled(page)
        assert "Trade Representative" not in page.locator("body").inner_text()
    page = come_in(browser, coalition, "eve@elsewhere.example")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You are not in the list")
    page.get_by_role("button", name="Leave").wait_for()
    page.context.close()


@pytest.mark.parametrize(("role", "opens"), [("reader", False), ("steward", True)])
def test_nobody_is_led_to_a_page_that_is_closed_to_them(
    role: people.AccessRole, opens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "present", lambda: people.Person("", "", role))
    assert people.may_open("gaps")
    assert {page for page in people.OPENS if people.may_open(page)} == (
        set(people.OPENS) if opens else set()
    )
    found = search_list(on_day(rows(), date(2017, 12, 1)), "no line source code", [])
    assert any(str(its["address"]).startswith("questions") for its in found) == opens
    assert ('href="settings"' in _how_made()) == opens


def test_whom_an_address_is_of() -> None:
    listed = people._read(LIST, "people.csv")
    ana = people.person_at(" Ana@Coalition.example", True, listed)
    assert ana is not None
    assert (ana.role, ana.signature) == ("steward", "Ana, EDRi")
    press = people.person_at("x@press.example", True, listed)
    assert press is not None
    assert (press.name, press.role) == ("x@press.example", "reader")
    assert people.person_at("ana@coalition.example", False, listed) is None, "not verified"
    assert people.person_at("ana@evil.example", True, listed) is None
    assert people.person_at("x@sub.press.example", True, listed) is None
    assert people.person_at("", True, listed) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "needs the columns"),
        ("address,person\na@b,c\n", "needs the columns"),
        ("address,person,body,role\na@b,A,B,king\n", "row 2, column role: 'king'"),
        ("address,person,body,role\nab,A,B,reader\n", "row 2, column address"),
        ("address,person,body,role\na@b,A,B,member\n", "names no steward"),
        ("address,person,body,role\na@b,A,B,steward\nA@B,A,B,reader\n", "row 3, column address"),
    ],
)
def test_a_list_with_a_fault_lets_nobody_in(text: str, words: str) -> None:
    with pytest.raises(people.PeopleUnreadable, match=words):
        people._read(text, "people.csv")


def test_the_rows_of_each_role_are_those_of_its_audience() -> None:
    whole = rows()
    counts = {}
    for role in people.SEES:
        seen = people.seen_by(whole, people.Person("", "", role))
        counts[role] = {mark.lower() in seen.nodes for mark in (PRIVATE, COALITION)}
        assert (PRIVATE.lower() in seen.nodes) == (role == "steward")
        assert (COALITION.lower() in seen.nodes) == (role != "reader")
    assert people.seen_by(whole, people.ALONE) is whole


def test_without_a_list_it_is_one_person_who_may_everything() -> None:
    assert not people.is_shared()
    assert people.current_person() is people.ALONE
    assert people.require("steward", "Loading") is people.ALONE


def test_the_table_of_roles_is_up_to_date() -> None:
    assert Path(FILE).read_text(encoding="utf-8") == roles(), "make docs writes it again"
