"""Every link of every page, followed as each role: it leads to a page that is open to who looks,
and that page has something to say; what only saves is not drawn for those who may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import database
from explorer.html import people
from explorer.html.look import FOR_OTHERS, link
from explorer.pages import PAGES, PLACES
from graph_model.snapshot import Snapshot
from tests.conftest import HANGS
from tests.explorer.test_pages import SMALL, run_page
from tests.graphs import graph, node, tie

HREF = re.compile(r'href="([^"]*)"')
#: Where what a component is given leads.
GIVEN = re.compile(r'\\?"address\\?": ?\\?"([^"\\]+)')
ADDRESSES = {page.address for page in PAGES}
#: What makes of one page another: links that differ in names alone are one kind of link.
MODES = ("part", "report", "ten", "question", "look", "what", "label")
DAY = "2024-06-01"
#: A plan, and one that is over, beside the talks.
ROWS = graph(
    *SMALL.rows(),
    node("Plan", "meet", name="EDRi meets Beta", state="planned", visibility="public"),
    tie("edri", "CARRIES", "meet", visibility="public"),
    tie("meet", "AIMS_AT", "beta", visibility="public"),
    node("Plan", "over", name="APC meets Beta", state="dropped", visibility="public"),
    tie("apc", "CARRIES", "over", visibility="public"),
    tie("over", "AIMS_AT", "beta", visibility="public"),
)
#: Where a walk begins: every page, every sight of the bar, and what opens by a click on a picture.
BEGINNINGS = (
    *(f"{page.address}?as_of={DAY}" for page in PAGES),
    *(
        f"{sight.address}?as_of={DAY}&part={sight.part}"
        for place in PLACES
        for sight in place.sights
        if sight.part
    ),
    f"map?as_of={DAY}&question=spoken&tie=edri~alpha",
    f"map?as_of={DAY}&question=spoken&pick=alpha,edri",
    f"gaps?as_of={DAY}&cell=beta~source",
    f"profile?as_of={DAY}&id=meet",
)


def opened(address: str) -> AppTest:
    page, _, query = address.partition("?")
    test = AppTest.from_function(run_page, args=(page,), default_timeout=HANGS)
    for name, values in parse_qs(query).items():
        test.query_params[name] = values[-1]
    test.run()
    assert not test.exception, (address, test.exception)
    return test


def text_of(test: AppTest) -> str:
    """Everything that a page says or hands to a component."""
    return "\n".join(
        str(getattr(element, "value", "")) if element.type == "markdown" else str(element.proto)
        for element in test._tree
        if hasattr(element, "proto")
    )


def ways_on(text: str) -> Iterator[str]:
    """The addresses of ours that a page leads to."""
    for found in (*HREF.findall(text), *GIVEN.findall(text)):
        address = unescape(found).removeprefix("./")
        if not urlsplit(address).scheme and not address.startswith("#"):
            yield address


def kind_of(address: str) -> tuple[str, ...]:
    page, _, query = address.partition("?")
    given = parse_qs(query)
    return (page, *sorted(given), *(given[name][-1] for name in MODES if name in given))


@pytest.mark.parametrize("role", ["reader", "member", "steward"])
def test_every_link_leads_where_who_looks_may_go(
    role: people.AccessRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "present", lambda: people.Person("Cy", "Press", role))
    monkeypatch.setattr(database, "snapshot", lambda: people.visible_rows(ROWS))
    todo = [address for address in BEGINNINGS if people.may_open(address.partition("?")[0])]
    known = {kind_of(address) for address in todo}
    reached = set()
    while todo:
        here = todo.pop()
        said = text_of(opened(here))
        assert "<h1>" in said, here
        assert "There is no entry" not in said, here
        assert "You read here" not in said, here
        assert '<div class="lk-btns"></div>' not in said, here
        for address in ways_on(said):
            page = address.partition("?")[0]
            assert page in ADDRESSES, (here, address)
            assert people.may_open(page), (here, address)
            reached.add(page)
            if (kind := kind_of(address)) not in known:
                known.add(kind)
                todo.append(address)
    assert reached >= {"profile", "gaps", "introduce", "map"}
    assert ("record" in reached) == (role != "reader")
    assert ("data" in reached) == (role == "steward")


@pytest.mark.parametrize("page", [page.address for page in PAGES])
def test_while_nothing_is_there_a_reader_is_told_who_can_change_that(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "present", lambda: people.Person("Cy", "Press", "reader"))
    monkeypatch.setattr(database, "snapshot", Snapshot)
    if people.may_open(page):
        said = text_of(opened(page))
        assert all(people.may_open(way.partition("?")[0]) for way in ways_on(said))
        assert FOR_OTHERS in said


def test_what_is_published_leads_on_as_it_did() -> None:
    assert link("data", "Data") == '<a href="data" target="_self">Data</a>', "nobody looks"
