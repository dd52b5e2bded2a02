"""People: who comes in by a real identity provider (OpenID Connect, on loopback), what each role
sees on every page, and who may do what.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from explorer.app import people
from explorer.commands.roles_table import FILE, roles
from explorer.pages import PAGES
from graph_model.engine import LocalEngine
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from loaders.write.small_writes import record
from tests.browser import NOWHERE, keep_for_nowhere, running_app
from tests.conftest import HANGS, empty, login
from tests.graphs import node, talks, tie

LIST = """\
address,person,body,role
ana@coalition.example,Ana,EDRi,steward
ben@coalition.example,Ben,APC,member
@press.example,,Press,reader
"""
STEWARDS = """\
address,person,body,role
ana@coalition.example,Ana,EDRi,steward
dan@coalition.example,Dan,APC,steward
"""
#: Words that stand in rows for some eyes only.
PRIVATE, COALITION = "Zanzibarprivate", "Zanzibarcoalition"


def rows() -> Snapshot:
    """The seeds, an entry and a contact for the coalition, and one of each for the steward
    alone.
    """
    made = [
        row
        for mark, visibility in ((PRIVATE, "private"), (COALITION, "coalition"))
        for row in (
            node(
                "Member",
                mark.lower(),
                name=mark,
                stakeholder_group="academia",
                visibility=visibility,
            ),
            node(
                "Engagement",
                f"met_{mark.lower()}",
                kind="meeting",
                date="2026-11-01",
                outcome="held",
                summary=f"{mark} was met",
                visibility=visibility,
            ),
            tie(mark.lower(), "TOOK_PART_IN", f"met_{mark.lower()}", visibility=visibility),
            tie("usa_ustr", "TOOK_PART_IN", f"met_{mark.lower()}", visibility=visibility),
        )
    ]
    return Snapshot(Rows.of([*seed_snapshot().rows(), *made]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A real provider: it takes any address that is typed, and signs what it says."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        ask = Event()
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{address}/.well-known/openid-configuration"):
                    break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None
                ask.wait(0.1)
        yield address
        process.terminate()


@pytest.fixture(scope="module")
def coalition(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app of a coalition of three."""
    folder = tmp_path_factory.mktemp("people")
    keep_for_nowhere(folder / "home", rows())
    with shared_app(folder, provider, LIST, NEO4J_URI=NOWHERE) as found:
        yield found


@contextmanager
def shared_app(
    folder: Path, provider: str, people: str, outside: str = "", **environment: str
) -> Iterator[str]:
    """An app with a list of people, who say who they are at the provider; `outside` is its address
    for others, where a proxy stands before it.
    """
    port = free_port()
    (folder / "home").mkdir(exist_ok=True)
    (folder / "home" / "people.csv").write_text(people, encoding="utf-8")
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "{outside or f"http://127.0.0.1:{port}"}/oauth2callback"
cookie_secret = "{os.urandom(32).hex()}"
client_id = "linkages"
client_secret = "{os.urandom(32).hex()}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email profile" }}
""",
        encoding="utf-8",
    )
    options = (f"--server.port={port}", f"--secrets.files={secrets}")
    with running_app(folder / "home", *options, at=str(port), **environment) as found:
        yield found


def come_in(browser: Browser, coalition: str, address: str, width: int = 1280) -> Page:
    """Log in at the provider as the owner of an address."""
    size: ViewportSize = {"width": width, "height": 844}
    page = browser.new_context(base_url=coalition, viewport=size).new_page()
    page.set_default_timeout(HANGS * 1000)
    page.goto("/")
    page.get_by_role("button", name="Come in").click(timeout=60_000)
    page.get_by_placeholder("sub").fill(address, timeout=90_000)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{coalition}/**", timeout=60_000)
    return page


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
    browser: Browser, coalition: str, address: str, role: people.Role, sees: set[str], width: int
) -> None:
    """A steward at a desk, a member and a reader on a phone."""
    page = come_in(browser, coalition, address, width)
    expect(page.locator(".lk-foot")).to_be_visible(timeout=60_000)
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
        page.goto(f"/{where}")
        expect(page.locator(".lk-foot"), where).to_be_visible(timeout=60_000)
        needed = people.OPENS.get(where.split("?")[0])
        closed = page.get_by_text("This page is for those with the role")
        may = needed is None or people.Person("", "", role).may(needed)
        expect(closed, where).to_have_count(0 if may else 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        seen += page.locator("body").inner_text().replace(where, "")
    for mark in (PRIVATE, COALITION):
        assert (mark in seen) == (mark in sees), mark
    page.context.close()


@pytest.mark.browser
def test_a_stranger_sees_nothing(browser: Browser, coalition: str) -> None:
    page = browser.new_context(base_url=coalition).new_page()
    page.goto("/profile?id=usa_ustr")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Say who you are", timeout=60_000)
    assert "Trade Representative" not in page.locator("body").inner_text()
    page.context.close()
    page = come_in(browser, coalition, "eve@elsewhere.example")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "You are not in the list", timeout=60_000
    )
    page.get_by_role("button", name="Leave").wait_for()
    page.context.close()


@pytest.mark.browser
@pytest.mark.neo4j
def test_two_people_at_one_entry_see_the_conflict_and_solve_it(
    browser: Browser, provider: str, current: LocalEngine, tmp_path: Path
) -> None:
    """Both open the same entry; who saves second sees both versions, and what they choose stands
    in the history under their name.
    """
    empty(current)
    running = current.running
    assert running is not None
    own = login(running)
    with running.store() as store, shared_app(tmp_path, provider, STEWARDS, **own) as address:
        hall = node("Delegation", "hall", name="Ministry of Halls", city="Alphaville")
        record(store, [*talks(), hall], "test")
        ana, dan = (come_in(browser, address, f"{who}@coalition.example") for who in ("ana", "dan"))
        for page in (ana, dan):
            open_edit(page)
        save_city(ana, "Betatown")
        expect(ana.get_by_text("Corrected by the coalition")).to_be_visible(timeout=90_000)

        save_city(dan, "Gammaburg")
        told = dan.get_by_text("Somebody else changed Ministry of Halls while you edited it")
        expect(told).to_be_visible(timeout=90_000)
        both = dan.get_by_role("table").filter(has_text="theirs, saved first")
        expect(both).to_contain_text("Betatown")
        expect(both).to_contain_text("Gammaburg")
        assert store.read().node("hall").text("city") == "Betatown", "nothing was written"
        dan.get_by_role("button", name="Save mine over it").click()
        expect(dan.locator(".lk-facts")).to_contain_text("Gammaburg", timeout=90_000)
        assert store.read().node("hall").text("city") == "Gammaburg"
        assert [entry.by for entry in store.history()][:2] == ["Dan, APC", "Ana, EDRi"]
        for page in (ana, dan):
            page.context.close()


def open_edit(page: Page) -> None:
    """Open the form of the entry."""
    page.goto("/profile?id=hall")
    expect(page.get_by_text("Database ready")).to_be_visible(timeout=180_000)
    page.get_by_text("Put this right").click()
    page.get_by_role("radio", name="Edit", exact=True).click()
    expect(page.get_by_role("textbox", name="City")).to_have_value("Alphaville", timeout=90_000)


def save_city(page: Page, city: str) -> None:
    """Type another city and save."""
    field = page.get_by_role("textbox", name="City")
    field.fill(city)
    field.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()


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
