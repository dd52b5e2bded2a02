"""A reader's own words in a picture: under the title and below, and one name that stands out."""

from __future__ import annotations

import io
from dataclasses import replace
from html import escape
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from explorer.picture.from_recipe import compose, reopened
from explorer.picture.image_export import KINDS, as_file
from explorer.picture.image_files import reopen
from explorer.picture.letters import drawable_text
from explorer.picture.picture import LONGEST_SAID, Picture, Recipe
from explorer.picture.styles import MUTED, STYLES
from explorer.picture.svg import as_svg
from graph_model.errors import NoRecipe
from graph_model.snapshot import Snapshot
from loaders.take_out.typed_words import kept_back_names
from tests.explorer.test_images import HOSTILE
from tests.graphs import graph, node, tie

SUBTITLE, NOTES = "Nobody has asked Tokyo yet", ("Met in Geneva in May", "Two calls are planned")
OWN = Recipe(as_of="2025-01-01", title="Who was there", subtitle=SUBTITLE, remarks=NOTES)


def two_meetings() -> Snapshot:
    """One meeting of A and B, one of C alone."""
    members = [
        node("Member", id, name=f"Member {id.upper()}", stakeholder_group="academia")
        for id in "abc"
    ]
    return graph(
        *members,
        *(node("Engagement", id, kind="meeting", date="2024-01-02") for id in ("one", "two")),
        tie("a", "TOOK_PART_IN", "one"),
        tie("b", "TOOK_PART_IN", "one"),
        tie("c", "TOOK_PART_IN", "two"),
    )


def met(recipe: Recipe = OWN) -> Picture:
    """A picture of them with words of the reader's own."""
    return compose(two_meetings(), recipe)


@pytest.mark.parametrize("size", ["a4", "square"])
def test_subtitle_and_notes_stand_in_order_and_are_heard(size: str) -> None:
    svg = as_svg(met(replace(OWN, size=size)))
    drawn = [
        text.text or ""
        for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    order = [drawn.index(words) for words in ("Who was there", SUBTITLE, *NOTES)]
    assert order == sorted(order)
    heard = ElementTree.fromstring(svg).findtext("{http://www.w3.org/2000/svg}desc") or ""
    assert heard.startswith(SUBTITLE)
    assert heard.endswith(" ".join(NOTES))


@pytest.mark.parametrize("kind", KINDS)
def test_they_come_back_from_every_kind_of_file(kind: str) -> None:
    made = met(replace(OWN, highlight="a"))
    kept = reopen(as_file(made, kind))
    assert (kept.subtitle, kept.remarks, kept.highlight) == (SUBTITLE, NOTES, "a")
    again, since = reopened(two_meetings(), kept)
    assert since.same
    assert again.recipe.subtitle == SUBTITLE


def test_a_pdf_holds_them_as_text() -> None:
    text = PdfReader(io.BytesIO(as_file(met(), "pdf"))).pages[0].extract_text()
    assert SUBTITLE in text
    assert all(note in text for note in NOTES)


def test_hostile_words_stay_text() -> None:
    for words in HOSTILE:
        made = met(replace(OWN, subtitle=words[:LONGEST_SAID], remarks=(words[:LONGEST_SAID],)))
        root = ElementTree.fromstring(as_svg(made))
        assert not [
            part for part in root.iter() if part.tag.endswith(("script", "image", "foreignObject"))
        ]
        assert b"<script>window" not in as_file(made, "html")


def test_words_without_room_are_refused_and_nearly_as_many_are_not() -> None:
    assert Recipe.from_json(Recipe(subtitle="x" * LONGEST_SAID).to_json()).subtitle
    for many in (
        Recipe(subtitle="x" * (LONGEST_SAID + 1)),
        Recipe(remarks=("x" * (LONGEST_SAID + 1),)),
        Recipe(remarks=("a", "b", "c")),
    ):
        with pytest.raises(NoRecipe):
            Recipe.from_json(many.to_json())


@pytest.mark.parametrize("style", STYLES)
def test_one_name_keeps_its_colour_and_the_rest_is_grey(style: str) -> None:
    made = met(replace(OWN, highlight="a", style=style))
    plain = met(replace(OWN, style=style))
    svg = as_svg(made)
    faint = STYLES[style].faint
    assert f'stroke="{faint}"' in svg
    assert f'stroke="{faint}"' not in as_svg(plain)
    assert MUTED not in svg
    marks = [
        part.get("href")
        for part in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}use")
    ]
    own = marks[0]  # the legend begins with the name
    assert marks.count(own) == 2
    assert "highlighted, 1 tie here" in svg
    assert escape("Member A") in svg


def test_a_name_that_is_not_in_the_picture_is_not_highlighted() -> None:
    made = met(replace(OWN, highlight="nobody"))
    assert made.recipe.highlight == ""
    assert as_svg(made) == as_svg(met())


def test_words_that_name_whom_the_rows_keep_back_are_found() -> None:
    whole = graph(
        node("Member", "quiet", name="Quiet Union"), node("Member", "open", name="Open Union")
    )
    left = graph(node("Member", "open", name="Open Union"))
    assert kept_back_names(whole, left, ["Thanks to the QUIET  union!"]) == ["Quiet Union"]
    assert kept_back_names(whole, left, ["Thanks to the open union, quietly"]) == []
    assert drawable_text(SUBTITLE) == SUBTITLE
