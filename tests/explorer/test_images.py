"""Pictures as files: names never cover each other, everything is said, fonts are inside, the file
opens again, and hostile names do nothing.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from explorer.picture import letters
from explorer.picture.from_recipe import MOST, compose, reopened
from explorer.picture.image_export import KINDS, as_file
from explorer.picture.image_files import as_pdf, as_png, reopen
from explorer.picture.labels import Box, Mark, overlapping, place_names
from explorer.picture.letters import _face_of, drawable, drawable_text, font_runs, lacks_letters
from explorer.picture.picture import Entry, Picture, Recipe
from explorer.picture.styles import SIZES, STYLES, contrast
from explorer.picture.svg import as_svg, boxes
from graph_model.errors import NoRecipe, UnknownId
from graph_model.rows import NodeRow, RelationshipRow
from loaders.seeds import seed_snapshot
from tests.browser import window
from tests.graphs import contact, graph, node, talks, tie

HOSTILE = (
    "<script>window.ran=1</script>",
    "</script><script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=1">',
    "</title></text></svg><script>window.ran=1</script>",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "url(http://evil.example/a.png)} * { display:none } @import 'http://evil.example/b.css';",
    "<image href='http://evil.example/c.png'/><foreignObject/>",
    "=cmd|' /C calc'!A0",
    "\x00\x07\x1b[31mred\x9f\ufffe",
    "\u202egnp.exe\u2066\u200b\u2028end",
    "x" * 10_000,
    "-->",
)
FORTY = "A ministry with a name of forty letters."


def drawn(*names: str, **changes: object) -> Picture:
    """A picture of members with these names, who all took part in one meeting."""
    members = [
        node("Member", f"m{number}", name=name, stakeholder_group="academia")
        for number, name in enumerate(names)
    ]
    ties = [tie(member.id, "TOOK_PART_IN", "meeting") for member in members]
    snapshot = graph(
        *members, node("Engagement", "meeting", kind="meeting", date="2024-01-02"), *ties
    )
    return compose(snapshot, replace(Recipe(as_of="2025-01-01", title="Who was there"), **changes))  # type: ignore[arg-type]


@cache
def seeds_picture() -> Picture:
    return compose(
        seed_snapshot(),
        Recipe(
            as_of="2026-11-23", labels=("Member", "Engagement", "Delegation"), title="Who met whom"
        ),
    )


# ---------------------------------------------------------------- names


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60)


@pytest.mark.long
@settings(max_examples=30, deadline=None)
@given(
    st.lists(NAMES, min_size=1, max_size=40),
    st.sampled_from(list(SIZES)),
    st.sampled_from(list(STYLES)),
)
def test_names_never_cover_each_other_nor_leave_the_sheet(
    names: list[str], size: str, style: str
) -> None:
    svg = as_svg(drawn(*names, size=size, style=style))
    ElementTree.fromstring(svg)
    found = boxes(svg)
    assert overlapping(found) == 0
    sheet = Box(0, 0, SIZES[size].width, SIZES[size].height)
    assert all(box.within(sheet) for box in found)


@given(
    st.lists(
        st.tuples(st.floats(0, 400), st.floats(0, 300), st.floats(1, 12)), min_size=1, max_size=60
    )
)
def test_names_keep_off_important_marks_and_come_in_order(
    spots: list[tuple[float, float, float]],
) -> None:
    marks = [Mark(str(at), x, y, radius, FORTY) for at, (x, y, radius) in enumerate(spots)]
    area = Box(0, 0, 400, 300)
    labels = place_names(marks, area, 11, 40)
    assert all(label.box.within(area) for label in labels)
    assert not any(one.box.meets(other.box) for one, other in combinations(labels, 2))
    assert not any(label.box.meets(mark.box) for label in labels for mark in marks[:60])
    order = [int(label.mark.id) for label in labels]
    assert order == sorted(order)


def test_the_best_tied_of_the_seeds_are_named_and_nothing_overlaps() -> None:
    svg = as_svg(seeds_picture())
    assert len(boxes(svg)) > 60
    assert overlapping(boxes(svg)) == 0
    assert ">EFF<" in re.sub(r"<title>.*?</title>", "", svg)
    assert as_svg(seeds_picture()) == svg, "equal input, equal file"


def test_letters_of_other_scripts_are_drawn_or_replaced_and_said() -> None:
    assert not lacks_letters("Міністерство Υπουργείο وزارة משרד Bộ Công Thương")
    assert [family for family, _ in font_runs("a Я")] == ["Public Sans", "Noto Sans Cyrillic"]
    made = drawn("وزارة التجارة الخارجية", "משרד הכלכלה", "EDRi")
    assert made.notes == ()
    with_tofu = drawn("\U00013000\U00013001")  # hieroglyphs: no font here has them
    assert with_tofu.entries[0].name in ("m0", "meeting, 2 January 2024")
    assert (
        "1 name is in letters that no font at hand has; the id stands in its place."
        in with_tofu.notes
    )
    assert "the id stands in its place" in as_svg(with_tofu)
    assert drawable("\u202e\u200b", "edri") == ("edri", True), (
        "nothing is left of it, so the id stands there"
    )


def test_one_entry_and_ten_thousand() -> None:
    alone = compose(
        graph(node("Member", "edri", name="EDRi", stakeholder_group="academia")),
        Recipe(as_of="2025-01-01"),
    )
    assert len(boxes(as_svg(alone))) == 1
    members = [
        NodeRow("Member", f"m{n}", {"name": f"Member {n}", "stakeholder_group": "academia"})
        for n in range(10_000)
    ]
    ties = [RelationshipRow("TOOK_PART_IN", f"m{n}", f"e{n // 50}") for n in range(10_000)]
    meetings = [
        NodeRow("Engagement", f"e{n}", {"kind": "meeting", "date": "2024-01-02"})
        for n in range(200)
    ]
    many = compose(graph(*members, *meetings, *ties), Recipe(as_of="2025-01-01"))
    assert len(many.entries) == 120
    assert all(len(entry.inside) == 51 for entry in many.entries)
    assert re.fullmatch(r"Member \d+: 50 members and 1 other", many.entries[0].name)
    assert overlapping(boxes(as_svg(many))) == 0
    raw = Picture(
        tuple(
            Entry(f"n{n}", FORTY, "Member", n % 100 * 9.0, n // 100 * 9.0, 8, "#0072B2")
            for n in range(2 * MOST)
        ),
        (),
        title="All",
    )
    assert overlapping(boxes(as_svg(raw))) == 0


@pytest.mark.long
def test_ink_on_the_png_stays_inside_the_boxes_of_the_names() -> None:
    svg = as_svg(
        drawn(
            *[f"{FORTY} {number}" for number in range(40)],
            "Ẫ Ğjpq Министерство",
            "中华人民共和国商务部",
            "日本の経済産業省",
            "산업통상자원부",
            "وزارة التجارة",
        ),
        carry_fonts=False,
        recipe=False,
    )
    found = boxes(svg)
    names = "".join(re.findall(r'<g class="label".*?</g>', re.sub(r"<rect [^>]*/>", "", svg)))
    only = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1122.5 793.7" width="1122.5"'
        f' height="793.7" font-family="Public Sans">{names}</svg>'
    )
    with Image.open(io.BytesIO(as_png(only, Recipe()))) as image:
        ink = np.array(image.getchannel("A")) > 60
    assert ink.any()
    scale = ink.shape[1] / 1122.5
    for box in found:
        ink[
            int(box.top * scale) - 2 : int(box.bottom * scale) + 3,
            int(box.left * scale) - 2 : int(box.right * scale) + 3,
        ] = False
    assert not ink.any(), "no letter leaves the box that keeps others away"


def test_an_installed_font_helps_out_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _face_of.cache_clear()
    monkeypatch.setattr(
        letters,
        "installed",
        lambda: (
            letters.FontFace(
                Path("NotoSansThai-Regular.ttf"), "Noto Sans Thai", {0xE01: 1.0, 0xE02: 1.0}
            ),
        ),
    )
    assert drawable("กข", "tha") == ("กข", False)
    assert font_runs("EU กข") == [("Public Sans", "EU "), ("Noto Sans Thai", "กข")]
    assert "NotoSansThai-Regular.ttf" in letters.files_for("ก")
    _face_of.cache_clear()
    monkeypatch.setattr(letters, "installed", lambda: ())
    assert drawable("กข", "tha") == ("tha", True)
    _face_of.cache_clear()


def test_chinese_japanese_and_korean_names_are_drawn_wherever_the_file_is_opened() -> None:
    names = [
        "中华人民共和国商务部",
        "中華民國經濟部國際貿易署",
        "日本の経済産業省 デジタル通商ルール室",
        "산업통상자원부 디지털통상과",
        "وزارة التجارة الخارجية والتعاون الدولي",
    ]
    made = drawn(*names, *[f"{name}{number}" for number in range(12) for name in names])
    assert made.notes == ()
    svg = as_svg(made)
    assert len(boxes(svg)) > 20
    assert overlapping(boxes(svg)) == 0
    assert len(svg) < 700_000, "of the font for them only the letters in use are inside"
    assert 'font-family:"Linkages CJK"' in svg
    assert "Linkages CJK" not in as_svg(drawn("EDRi"))
    plain, carried = (
        as_svg(made, carry_fonts=False, recipe=False),
        as_pdf(as_svg(made, carry_fonts=False, recipe=False, points=True), made.recipe),
    )
    assert any("linkages-cjk" in path for path in letters.files_for(plain))
    assert "中华人民共和国商务部" in PdfReader(io.BytesIO(carried)).pages[0].extract_text()


# ---------------------------------------------------------------- what stands around


def test_title_day_filters_legend_counts_sources_and_licence_are_on_every_sheet() -> None:
    words = " ".join(ElementTree.fromstring(as_svg(seeds_picture())).itertext())
    for said in (
        "Who met whom",
        "As of 23 November 2026",
        "only members, contacts, delegations",
        "all 114 shown",
        "sources behind them",
        "GPL-3.0-or-later",
    ):
        assert said in words
    narrow = " ".join(ElementTree.fromstring(as_svg(drawn("a", "b", "c", limit=2))).itertext())
    assert "the 2 best tied" in narrow
    assert "2 not shown" in narrow


def test_black_and_white_has_no_colour_and_dark_is_readable() -> None:
    grey = as_svg(
        replace(seeds_picture(), recipe=replace(seeds_picture().recipe, style="mono")),
        carry_fonts=False,
    )
    colours = re.findall(r"#[0-9A-Fa-f]{6}", grey)
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in colours)
    dark = STYLES["dark"]
    assert contrast(dark.ink, dark.paper) > 7
    assert all(
        contrast(dark.tone(entry.color), dark.paper) >= 3
        for entry in seeds_picture().entries
        if entry.label != "Engagement"
    )


def test_what_the_audience_may_not_see_is_neither_drawn_nor_inside() -> None:
    rows = [*talks(), *contact("secret_talk", "2024-12-01", "meeting", "edri", "alpha")]
    hidden = [
        (
            NodeRow(row.label, row.id, {**row.fields, "visibility": "private"})
            if row.kind == "Engagement"
            else row
        )
        for row in rows
        if isinstance(row, NodeRow)
    ]
    snapshot = graph(*hidden, *(row for row in rows if not isinstance(row, NodeRow)))
    for kind in KINDS:
        data = as_file(compose(snapshot, Recipe(as_of="2025-01-01", audience="public")), kind)
        assert "secret_talk" not in reopen(data).to_json()
        assert b"secret_talk" not in data
    assert "secret_talk" in as_svg(
        compose(snapshot, Recipe(as_of="2025-01-01", audience="private"))
    )


# ---------------------------------------------------------------- files


@pytest.mark.long
def test_every_kind_of_file_opens_again() -> None:
    made = seeds_picture()
    for kind in KINDS:
        assert reopen(as_file(made, kind)) == made.recipe, kind
    for other in (
        b"",
        b"<svg></svg>",
        b"%PDF-1.4 nothing",
        b"\x89PNG\r\n\x1a\n",
        b"<!doctype html><p>",
        b"PK\x03\x04",
        b"\xff" * 100,
    ):
        with pytest.raises(NoRecipe):
            reopen(other)


def test_a_reopened_picture_is_the_same_and_says_what_changed() -> None:
    before = graph(*talks(), *contact("e1", "2024-12-01", "meeting", "edri", "alpha"))
    made = compose(before, Recipe(as_of="2025-01-01", focus=("alpha",)))
    kept = reopen(as_file(made, "svg"))
    same, since = reopened(before, kept)
    assert (same.entries, same.ties, since.says) == (
        made.entries,
        made.ties,
        "The data has not changed since this picture was made.",
    )
    rows = [
        row
        for row in before.rows()
        if "e1" not in (row.key if isinstance(row, NodeRow) else (row.source, row.target))
    ]
    after = graph(*rows, *contact("e2", "2024-12-02", "letter", "apc", "alpha"))
    changed, since = reopened(after, kept)
    assert since.gone == ("e1",)
    assert since.new == ("letter, 2 December 2024",)
    assert (
        since.says
        == "Since this picture was made: e1 is gone; letter, 2 December 2024 would be new in it."
    )
    assert changed.positions == {id: place for id, place in made.positions.items() if id != "e1"}
    with pytest.raises(UnknownId):
        compose(after, Recipe(focus=("nobody",)))


def test_png_has_the_pixels_and_the_resolution_of_its_size() -> None:
    with Image.open(io.BytesIO(as_file(drawn("a", "b"), "png"))) as image:
        assert image.size == (3508, 2480)
        assert round(image.info["dpi"][0]) == 300
        assert image.info["Title"] == "Who was there"
        image.load()
        assert len(set(image.convert("L").resize((200, 141)).get_flattened_data())) > 20, (
            "it is not blank"
        )


def test_pdf_has_real_text_and_all_its_fonts() -> None:
    made = drawn("EDRi", "Министерство", "وزارة")
    reader = PdfReader(io.BytesIO(as_file(made, "pdf")))
    (page,) = reader.pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [842, 595]
    assert "EDRi" in page.extract_text()
    assert "Министерство" in page.extract_text()
    fonts = list(_fonts(page))
    assert {"LinkagesSerif", "PublicSans"} <= {
        str(font["/FontName"]).partition("+")[2].partition("-")[0] for font in fonts
    }
    assert all(any(key in font for key in ("/FontFile2", "/FontFile3")) for font in fonts), (
        "every font is inside"
    )


def _fonts(part: DictionaryObject) -> Iterator[DictionaryObject]:
    """The descriptor of every font that a page or a form on it uses."""
    resources = part.get("/Resources", DictionaryObject()).get_object()
    for font in resources.get("/Font", DictionaryObject()).get_object().values():
        yield font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    for form in resources.get("/XObject", DictionaryObject()).get_object().values():
        yield from _fonts(form.get_object())


# ---------------------------------------------------------------- hostile names


def hostile() -> Picture:
    return drawn(*HOSTILE, title=HOSTILE[3], style="dark")


def test_hostile_names_stay_text() -> None:
    made = hostile()
    root = ElementTree.fromstring(as_svg(made))
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg", "title", "desc", "metadata", "style", "rect", "text", "tspan", "path", "g", "use",
        "defs", "circle"
    }  # fmt: skip
    assert not any(
        name.startswith("on") or ("href" in name and not value.startswith("#"))
        for element in root.iter()
        for name, value in element.attrib.items()
    )
    assert "evil.example" not in "".join(
        element.text or "" for element in root.iter() if element.tag.endswith("style")
    )
    for kind in KINDS:
        data = as_file(made, kind)
        assert reopen(data) == made.recipe
        assert len(data) < 3_000_000
    assert drawable_text(HOSTILE[8]) == "[31mred"
    assert drawable_text(HOSTILE[9]) == "gnp.exe end"
    assert len(drawable_text(HOSTILE[10])) == 300
    html = as_file(made, "html").decode()
    assert html.count("<script") == 2
    assert (
        json.loads(
            re.findall(
                r'<script type="application/json" id="linkages-recipe">([^<]*)</script>', html
            )[0]
        )["title"]
        == made.recipe.title
    )


WIDTHS = """() => [...document.querySelectorAll("g.label")].map((label) => {
  const [left, , right] = label.dataset.box.split(" ").map(Number);
  return [Math.max(...[...label.querySelectorAll("text")].map((text) => text.getBBox().width)),
  right - left];
})"""


@pytest.mark.browser
def test_in_a_browser_hostile_files_run_nothing_and_ask_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    made = hostile()
    with window(browser) as page:
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        for kind in ("svg", "html"):
            file = tmp_path / f"hostile.{kind}"
            file.write_bytes(as_file(made, kind))
            asked.clear()
            page.goto(file.as_uri())
            assert asked == [file.as_uri()], f"{kind}: 0 requests beside the file itself"
            assert page.evaluate("window.ran") is None, f"{kind}: 0 scripts of a name ran"
            page.evaluate("document.fonts.ready.then(() => true)")
            wide = page.evaluate(WIDTHS)
            assert len(wide) > 5
            assert all(text <= box + 0.5 for text, box in wide), (
                f"{kind}: letters are no wider in a browser than their boxes say"
            )
        whole = "0 0 1122.5 793.7"
        page.keyboard.press("Tab")
        page.keyboard.press("+")
        assert not str(page.locator("svg").get_attribute("viewBox")).startswith(whole), (
            "the keyboard zooms"
        )
        page.keyboard.press("0")
        assert str(page.locator("svg").get_attribute("viewBox")).startswith(whole)
        page.get_by_label("Find in the tables").fill("gnp.exe")
        expect(page.get_by_role("status")).to_have_text("2 rows below hold “gnp.exe”.")
        assert wrong == [], "the file's own script and styles pass its own policy"
