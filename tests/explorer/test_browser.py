"""What a person does, in a real browser, over a real Neo4j."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

import pytest
from playwright.sync_api import Page, Position, expect

from explorer.pages import PAGES
from tests.browser import is_ready, load, settled, stands, visit

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]
SHOWN = """(number) =>
  Object.keys(globalThis.__linkages_picture.net.getPositions()).length === number"""
#: Milliseconds between press and end of a click after which the library takes two for no double
#: click.
LATE = 400
#: The picture has taken the size of its frame.
FITS = """() => {
  const { sized, box } = globalThis.__linkages_picture;
  return sized[0] === box.clientWidth && sized[1] === box.clientHeight;
}"""
NEW = (
    "id,name,stakeholder_group,as_of,confidence\nbrowser_body,Browser test"
    " body,academia,2026,verified\n"
)


def test_the_first_page_stands_before_the_database_does(early: Page) -> None:
    early.goto("/")
    expect(early.get_by_role("heading", level=1)).to_contain_text("delegations that negotiate")
    expect(early.get_by_role("status").first).to_contain_text("atabase")


def test_every_page_fits_the_screen(page: Page) -> None:
    page.goto("/")
    for where in [one.address for one in PAGES]:
        visit(page, f"/{where}?as_of=2017-12-01")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            expect(page.get_by_role("heading", level=1), where).to_be_visible()
            expect(page.get_by_test_id("stException"), where).to_have_count(0)
            page.wait_for_function(f"document.documentElement.scrollWidth <= {width}")


def test_the_bar_stands_in_one_row_so_that_nothing_moves_when_its_last_words_come(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    load(page, "/gaps?as_of=2017-09-22")
    bar = page.locator(".st-key-lk-bar")
    day, record = (
        bar.get_by_role("button", name=re.compile("^As of")),
        bar.get_by_role("link", name="Record a contact"),
    )
    expect(bar.get_by_text("Database ready")).to_be_visible()
    expect(day).to_be_visible()
    expect(record).to_be_visible()
    left, right = day.bounding_box(), record.bounding_box()
    assert left
    assert right
    assert abs(left["y"] - right["y"]) < left["height"], "they stand beside each other"


def test_from_a_count_to_the_reason(page: Page) -> None:
    load(page, "/?as_of=2017-12-01")
    loads: list[str] = []
    page.on(
        "request",
        lambda request: loads.append(request.url) if request.is_navigation_request() else None,
    )
    page.get_by_role("link", name="Show the 4 that are: Hangs on one").click()
    expect(page.get_by_text("Choose a symbol")).to_be_visible()
    expect(page).to_have_url(re.compile("kind=one"))
    stands(page)
    page.locator(".lk-matrix button").first.press("Enter")
    why = page.get_by_role("region", name="Why this symbol")
    expect(why).to_contain_text("Hangs on one")
    expect(page).to_have_url(re.compile("cell="))
    settled(page)
    page.get_by_role("link", name="Close", exact=True).click()
    expect(why).to_have_count(0)
    settled(page)
    page.locator(".lk-matrix button").first.click()
    expect(why).to_contain_text("Hangs on one")
    settled(page)
    page.keyboard.press("Escape")
    expect(why).to_have_count(0)
    page.go_back()
    expect(why).to_contain_text("Hangs on one")
    assert loads == [], "a click changes the page and loads nothing anew"
    page.reload()
    expect(page.locator('.lk-matrix button[aria-pressed="true"]')).to_have_count(1)


def test_a_first_step_leads_to_its_cell_and_two_names_on_the_map_to_a_link_on_trial(
    page: Page,
) -> None:
    load(page, "/?as_of=2017-12-01")
    page.get_by_role("link", name="Why: Ask").first.click()
    expect(page.get_by_role("region", name="Why this symbol")).to_contain_text("What to do")
    visit(page, "/map?focus=chl_subrei&pick=chl_subrei,eff&as_of=2017-12-01")
    page.get_by_role("link", name="Try a link between these two").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A meeting of EFF and Chile")
    page.emulate_media(media="print")
    expect(page.locator(".lk-top")).to_be_hidden()
    expect(page.get_by_text("As of 1 December 2017")).to_be_visible()
    page.emulate_media(media="screen")


def test_the_matrix_by_keyboard_and_on_a_phone(page: Page) -> None:
    load(page, "/gaps?as_of=2017-12-01")
    stops = page.locator('.lk-matrix button[tabindex="0"]')
    expect(stops).to_have_count(1)
    first = stops.get_attribute("aria-label")
    assert first
    stops.press("ArrowDown")
    expect(stops).not_to_have_attribute("aria-label", first)
    page.set_viewport_size({"width": 390, "height": 900})
    row = page.locator(".lk-mlist details").first
    expect(row).to_be_visible()
    row.locator("summary").click()
    row.locator("button").first.click()
    expect(page.get_by_role("region", name="Why this symbol")).to_be_visible()


def within(page: Page, id: str) -> Position:
    """Where an entry stands in the frame of the picture, in pixels, once both stand still."""
    settled(page)
    page.wait_for_function(FITS)
    at: Position = page.evaluate(
        "(id) => { const p = globalThis.__linkages_picture; return"
        " p.net.canvasToDOM(p.net.getPosition(id)); }",
        id,
    )
    return at


def press(page: Page, id: str) -> None:
    """Click an entry once the picture stands still on the page."""
    page.locator(".lk-graph canvas").click(position=within(page, id))


def widen(page: Page, id: str) -> None:
    """The same with a double click."""
    page.locator(".lk-graph canvas").dblclick(position=within(page, id))


def shows(page: Page, number: int) -> None:
    """Wait until the picture shows so many entries."""
    page.wait_for_function(SHOWN, arg=number)


def hold(page: Page, number: int) -> None:
    """Wait until the picture holds so many entries, with those that were taken out."""
    page.wait_for_function(
        "(number) => globalThis.__linkages_picture?.nodes.length === number", arg=number
    )


def spot(page: Page, id: str) -> tuple[float, float]:
    """Where an entry stands on the screen."""
    at = within(page, id)
    box = page.locator(".lk-graph canvas").bounding_box()
    assert box is not None
    return box["x"] + at["x"], box["y"] + at["y"]


def places(page: Page) -> dict[str, dict[str, float]]:
    """Where every entry stands in the picture."""
    found: dict[str, dict[str, float]] = page.evaluate(
        "globalThis.__linkages_picture.net.getPositions()"
    )
    return found


def look(page: Page) -> list[float]:
    """How far the reader has zoomed, and into the middle of what they look."""
    where = (
        "(({ net }) => { const { x, y } = net.getViewPosition(); return [net.getScale(), x, y];"
        " })(globalThis.__linkages_picture)"
    )
    found: list[float] = page.evaluate(where)
    return found


def opened(page: Page, address: str) -> None:
    """The map on a screen on which nothing has to be scrolled to."""
    page.set_viewport_size({"width": 1280, "height": 1500})
    page.goto(address)
    expect(page.locator(".lk-graph canvas")).to_be_visible()
    page.wait_for_function(
        "globalThis.__linkages_picture?.fitted && globalThis.__linkages_picture.named?.length > 3"
    )
    page.wait_for_function(
        "document.querySelector('[data-testid=stMainBlockContainer]').clientWidth < 1280"
    )  # the style sheet has come: it has its width
    stands(page)
    page.wait_for_function(FITS)


def take_out_contacts(page: Page) -> int:
    """Take the contacts out by their key in the legend; how many there were."""
    key = page.get_by_role("button", name=re.compile(r"^contacts \d+ shown"))
    number = re.search(r"\d+", key.inner_text())
    assert number
    key.click()
    return int(number[0])


def test_the_map_by_mouse(page: Page) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01&each=in")
    before, seen = places(page), look(page)
    press(page, "tisa")
    chosen = page.get_by_role("region", name="The chosen entry")
    expect(chosen).to_contain_text("Trade in Services Agreement")
    assert (places(page), look(page)) == (before, seen), "nothing moves on a rerun"
    number = take_out_contacts(page)
    rest = len(before) - number
    expect(page.get_by_role("button", name=f"contacts {number} taken out")).to_be_visible()
    expect(page.get_by_text(f"{rest} entries")).to_be_visible()
    shows(page, rest)
    left = places(page)
    assert len(left) == rest, "the entries that are left"
    assert left == {id: before[id] for id in left}, "nothing moves when a label is taken out"
    page.set_viewport_size({"width": 1180, "height": 1500})
    page.wait_for_function("globalThis.__linkages_picture.sized[0] < 800")
    page.set_viewport_size({"width": 1280, "height": 1500})
    page.wait_for_function("globalThis.__linkages_picture.sized[0] > 800")
    assert look(page) == pytest.approx(seen), (
        "a page that changes its width zooms nothing that the reader has begun to look at"
    )
    page.keyboard.down("Control")
    press(page, "ttip")
    page.keyboard.up("Control")
    expect(page.get_by_text("2 entries are chosen")).to_be_visible()
    expect(page.get_by_text("ties of the 2 chosen entries")).to_be_visible()
    widen(page, "tisa")
    page.wait_for_function("globalThis.__linkages_picture.nodes.length > 61")
    assert {id: place for id, place in places(page).items() if id in left} == left, (
        "what stood before stays"
    )
    settled(page)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("globalThis.__linkages_picture.nodes.length < 61")
    expect(page).not_to_have_url(re.compile("grow"))


def test_a_double_click_widens_once_however_late_the_picture_hears_of_it(page: Page) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01&each=in")
    shown = len(places(page))
    page.locator(".lk-graph canvas").dblclick(position=within(page, "tisa"), delay=LATE)
    expect(page).to_have_url(re.compile("grow=tisa(&|$)"))
    page.wait_for_function(f"globalThis.__linkages_picture.nodes.length > {shown}")


def test_the_map_by_keyboard_and_by_rope(page: Page) -> None:
    opened(page, "/map?question=spoken&as_of=2017-12-01&friends=in")
    expect(page.get_by_role("heading", level=1)).to_contain_text("India, through EFF")
    graph = page.locator(".lk-graph")
    graph.press("ArrowRight")
    graph.press("Enter")
    expect(page.get_by_role("region", name="The chosen entry")).to_contain_text("delegation")
    east, south = spot(page, "eff"), spot(page, "internetnz")
    page.keyboard.down("Shift")
    page.mouse.move(east[0] - 30, east[1] - 30)
    page.mouse.down()
    for x, y in (
        (east[0] + 30, east[1] - 30),
        (south[0] + 30, south[1] + 30),
        (south[0] - 30, south[1] + 30),
    ):
        page.mouse.move(x, y, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.get_by_text("5 entries are chosen")).to_be_visible()
    settled(page)
    page.get_by_text("List", exact=True).click()
    expect(page.locator(".lk-graph")).to_have_count(0)
    expect(page.get_by_text("The same as a table")).to_be_visible()


def test_a_picture_from_the_map_opens_again_when_it_is_dropped(page: Page) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01&each=in&off=PARTY_TO&at=tisa:300:-40")
    before = places(page)
    number = take_out_contacts(page)
    expect(page.get_by_text(f"{len(before) - number} entries")).to_be_visible()
    shows(page, len(before) - number)
    left = places(page)
    settled(page)
    page.get_by_role("button", name="Save picture").click()
    page.get_by_role("combobox", name="For whom").click()
    page.get_by_role("option", name="the coalition").click()
    expect(page.get_by_text("For the public, private and coalition rows stay here")).to_have_count(
        0
    )
    settled(page)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take it out").click()
    file = Path(taken.value.path()).read_bytes()
    opened(page, "/map?question=spoken&as_of=2017-12-01&friends=in")
    drop = """([root, text]) => {
        const files = new DataTransfer();
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        files.items.add(new File([bytes], "picture.svg"));
        const with_files = { dataTransfer: files, bubbles: true, cancelable: true };
        for (const kind of ["dragover", "drop"])
          root.dispatchEvent(new DragEvent(kind, with_files));
    }"""
    page.evaluate(drop, [page.locator(".lk-map").element_handle(), b64encode(file).decode()])
    expect(page.get_by_text("Opened from a picture. The data has not changed")).to_be_visible()
    hold(page, len(before))
    assert places(page) == left, "each entry where it stood, also the one that was moved"
    expect(
        page.get_by_role("button", name=re.compile(r"^is party to \d+ taken out"))
    ).to_be_visible()
    settled(page)
    page.get_by_role("button", name=f"contacts {number} taken out").click()
    expect(page.get_by_text(f"{len(before)} entries")).to_be_visible()
    shows(page, len(before))
    settled(page)
    assert places(page) == before, "what was hidden comes back where it was"
    page.evaluate(drop, [page.locator(".lk-map").element_handle(), b64encode(b"a letter").decode()])
    expect(page.get_by_text("does not hold a picture made here")).to_be_visible()
    load(page, "/map")
    page.locator("input[type=file]").set_input_files(
        {"name": "picture.svg", "mimeType": "image/svg+xml", "buffer": file}
    )
    expect(page.get_by_text("Opened from a picture.")).to_be_visible()
    hold(page, len(before))
    assert places(page) == left


def test_what_is_put_somewhere_stays_in_a_view_with_a_name_and_full_screen_is_full(
    page: Page,
) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01&each=in")
    x, y = spot(page, "tisa")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 25, steps=4)
    page.mouse.up()
    page.wait_for_url("**at=tisa**")
    settled(page)
    moved = places(page)
    page.get_by_role("button", name="Saved views").click()
    page.get_by_label("Keep this view under a name").fill("TiSA aside")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("link", name="TiSA aside")).to_be_visible()
    settled(page)
    opened(page, "/map?question=spoken&as_of=2017-12-01&friends=in")
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("link", name="TiSA aside").click()
    hold(page, len(moved))
    assert places(page) == moved
    settled(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function(
        "document.fullscreenElement && globalThis.__linkages_picture.sized[0] > innerWidth - 4"
    )
    assert page.evaluate("globalThis.__linkages_picture.box.clientHeight") > 1200
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function("globalThis.__linkages_picture.sized[0] < 1000")
    assert places(page) == moved


def test_two_days_two_names_and_groups(page: Page) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01&each=in&since=2013-01-01")
    expect(page.get_by_role("button", name="new since then")).to_be_visible()
    expect(page.get_by_role("button", name="as before")).to_be_visible()
    page.get_by_role("slider", name="What is new or gone since").press("ArrowRight")
    page.wait_for_url("**since=2013-04-01**")
    settled(page)
    back = page.get_by_role("link", name="Back to today")
    assert "since=2013-01-01" in (back.get_attribute("href") or ""), "drawn before the change"
    back.hover()
    assert "since=2013-04-01" in (back.get_attribute("href") or ""), "also for a new tab"
    back.click()
    page.wait_for_url(
        lambda url: "since=2013-04-01" in url and "focus=usa_ustr" in url and "as_of" not in url
    )
    expect(back).to_have_count(0)
    stands(page)
    page.get_by_role("button", name="As of").click()
    page.get_by_role("link", name="1 December 2017, before").click()
    page.wait_for_url(lambda url: "since=2013-04-01" in url and "as_of=2017-12-01" in url)
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01&each=in&pick=tisa,eff")
    page.get_by_role("link", name="Ways from").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("From TiSA to EFF in")
    opened(page, "/map?question=all&as_of=2017-12-01")
    group = page.evaluate("globalThis.__linkages_picture.nodes.getIds()[0]")
    widen(page, group)
    page.wait_for_url("**question=group**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The group around")


def test_search_lists_as_one_types_and_leads_to_a_profile(page: Page) -> None:
    load(page, "/")
    find = page.get_by_role("combobox", name="Find", exact=True)
    find.press_sequentially("derechos digitalis")
    expect(page.get_by_role("option").first).to_contain_text("Derechos Digitales")
    find.press("Enter")
    expect(page).to_have_url(re.compile(r"/$"), timeout=1000)  # what is only near is not taken
    find.fill("")
    find.press_sequentially("derechos digitales")
    find.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Derechos Digitales")
    expect(page.get_by_role("link", name="Open on the map")).to_be_visible()
    stands(page)
    find.press_sequentially("brasil")
    page.get_by_role("option").filter(has_text="Brazil").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Brazil")


def test_an_entry_is_put_right_on_its_own_page(page: Page) -> None:
    load(page, "/profile?id=bra_mre")
    is_ready(page)
    page.get_by_text("Put this right").click()
    page.get_by_role("radio", name="Edit", exact=True).click()
    city = page.get_by_role("textbox", name="City")
    expect(city).to_have_value("Brasilia")
    city.fill("Esplanada")
    city.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Corrected by the coalition")).to_be_visible()
    expect(page.locator(".lk-facts")).to_contain_text("Esplanada")
    stands(page)
    page.get_by_role("button", name="Take theirs again").click()
    expect(page.get_by_text("Corrected by the coalition")).to_have_count(0)
    expect(page.locator(".lk-facts")).to_contain_text("Brasilia")


def test_upload_preview_and_write_and_a_refusal(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "member.csv"
    file.write_text(NEW)
    load(page, "/data")
    page.get_by_role("tab", name="Bring files in").click()
    page.locator(".st-key-files input[type=file]").set_input_files(file)
    expect(page.get_by_text("1 new, 0 changed")).to_be_visible()
    write = page.get_by_role("button", name="Write these rows")
    expect(write).to_be_enabled()  # it opens by itself when the database is ready
    stands(page)
    write.click()
    expect(page.get_by_text("It can be taken back under")).to_contain_text("1 new")
    visit(page, "/profile?id=browser_body")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Browser test body")
    load(page, "/data")
    file.write_text(NEW.replace("Browser test body", ""))
    page.get_by_role("tab", name="Bring files in").click()
    page.locator(".st-key-files input[type=file]").set_input_files(file)
    expect(page.get_by_text("nothing was written")).to_be_visible()
    expect(page.get_by_role("cell", name="'name' must be filled")).to_be_visible()
    stands(page)
    page.get_by_role("tab", name="History").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("cell", name="taken back", exact=True)).to_be_visible()
    visit(page, "/profile?id=browser_body")
    expect(page.get_by_text("There is no entry “browser_body”")).to_be_visible()


def test_a_question_in_cypher_and_what_is_refused(page: Page) -> None:
    load(page, "/console")
    area = page.get_by_role("combobox", name="Statement in Cypher")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled()
    area.fill("")
    area.press_sequentially("MATCH (d:Delegat")
    expect(page.get_by_role("option", name="Delegation")).to_be_visible()
    area.press("Enter")
    expect(area).to_have_value("MATCH (d:Delegation)")
    area.press_sequentially(")-[c:COVERS {strength: 'bind")
    expect(page.get_by_role("option", name="binding").first).to_be_visible()
    area.press("Enter")
    expect(area).to_have_value("MATCH (d:Delegation)-[c:COVERS {strength: 'binding'}]")
    area.press("Control+/")
    expect(area).to_have_value("// MATCH (d:Delegation)-[c:COVERS {strength: 'binding'}]")
    area.press("Control+/")
    area.press("End")
    area.press_sequentially("(")
    area.press("Backspace")
    expect(area).to_have_value("MATCH (d:Delegation)-[c:COVERS {strength: 'binding'}]")
    area.fill("MATCH (d:Delegation {id: 'usa_ustr'})\nRETURN d, d.name AS name")
    area.press("Control+Enter")
    expect(page.get_by_role("heading", name="1 row")).to_be_visible()
    assert "q=MATCH" in page.url
    area.fill("MATCH (d:Delegation)\nDELETE x")
    area.press("Control+Enter")
    expect(page.get_by_text("not defined")).to_be_visible()
    area.fill("MATCH (d:Delegation) DETACH DELETE d")
    area.press("Control+Enter")
    expect(page.get_by_text("the console only reads")).to_be_visible()
    area.fill("UNWIND range(1, 300000000) AS x RETURN sum(sin(x))")
    area.press("Control+Enter")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("was cancelled")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1280, 600), (390, 600)])
def test_what_a_button_low_on_the_screen_opens_has_room_to_its_end(
    page: Page, width: int, height: int
) -> None:
    """It gets what is left below its button: the page moves up first."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/")
    visit(page, "/map?question=spoken&as_of=2017-12-01")
    page.wait_for_function("globalThis.__linkages_picture?.fitted")
    button = page.get_by_role("button", name="Save picture")
    button.evaluate("button => button.scrollIntoView({ block: 'end' })")
    page.get_by_test_id("stMain").evaluate("main => main.scrollBy(0, 80)")  # above the dock
    box = button.bounding_box()
    assert box is not None
    assert height - box["y"] - box["height"] < 180, "it stands low"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    opened = page.get_by_test_id("stPopoverBody")
    save = opened.get_by_role("button").last
    expect(save).to_be_visible()
    page.wait_for_function(
        """() => {
          const { top, bottom } = document.querySelector('[data-testid="stPopoverBody"]')
            .getBoundingClientRect();
          return bottom <= innerHeight && bottom - top > 300;
        }"""
    )
    save.scroll_into_view_if_needed()
    expect(save).to_be_in_viewport()
