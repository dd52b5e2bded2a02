"""A story as one file: HTML that asks nothing of the network and goes from slide to slide by key
and button, or PDF with a page for each. Both hold what opens the story again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape

from explorer.picture.image_export import drawing
from explorer.picture.image_files import held_text, in_script, pdf_page
from explorer.picture.letters import drawable_text
from explorer.picture.offline_page import LONGEST, network_tables, offline_html, table_html
from explorer.picture.picture import Picture
from explorer.picture.slides import Story

KINDS = {"html": "text/html", "pdf": "application/pdf"}
#: Where an SVG made here names its own parts, or points to one; text holds no quotation mark.
OWN_NAMES = re.compile(r'(\sid="|\shref="#|\sfill="url\(#|\saria-labelledby=")([^"]*)')


STORY_ID = "linkages-story"


def story_file(story: Story, pictures: Sequence[Picture], kind: str) -> bytes:
    """The story as html or pdf, each slide as it is drawn."""
    return _pdf(story, pictures) if kind == "pdf" else _html(story, pictures).encode()


def reopened_story(data: bytes) -> Story | None:
    """The story inside a file that was made here; None where it holds none. Raises `NoRecipe` where
    what it holds is none of ours.
    """
    text = held_text(data, STORY_ID)
    return Story.from_json(text) if text else None


def _pdf(story: Story, pictures: Sequence[Picture]) -> bytes:
    from pypdf import PdfWriter  # only here: most who open the map make none

    writer = PdfWriter()
    for picture in pictures:  # without its recipe: the whole story opens, from one attachment
        page = pdf_page(drawing(picture, carry_fonts=False, points=True, recipe=False))
        writer.append(page, drawable_text(picture.title))
    writer.add_metadata({"/Title": drawable_text(story.name), "/Creator": "Linkages"})
    writer.add_attachment(f"{STORY_ID}.json", story.to_json().encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _html(story: Story, pictures: Sequence[Picture]) -> str:
    slides = [_slide(picture, number, len(pictures)) for number, picture in enumerate(pictures, 1)]
    said, drawn = escape(drawable_text(story.name)), "".join(slides)
    body = (
        f'<header><h1>{said}</h1><nav class="steps" aria-label="Slides" hidden>'
        '<button value="-1">Previous</button><p role="status" aria-live="polite"></p>'
        f'<button value="1">Next</button></nav></header><main>{drawn}</main>'
        f'<script type="application/json" id="{STORY_ID}">{in_script(story.to_json())}</script>'
    )
    return offline_html("story", said, body, story.name + drawn)


def _slide(picture: Picture, number: int, of: int) -> str:
    """One slide: its words, which a phone shows in letters of its own, the picture, its tables."""
    svg = drawing(picture, carry_fonts=False, recipe=False)
    title, sentence = (
        escape(drawable_text(words, LONGEST)) for words in (picture.title, picture.recipe.subtitle)
    )
    lead = f"<p>{sentence}</p>" if sentence else ""
    return (
        f'<section aria-label="Slide {number} of {of}"><div class="words"><h2 tabindex="-1">'
        f'{title}</h2>{lead}</div><div class="sheet" tabindex="0" role="group"'
        f' aria-label="The picture of slide {number}">{own_names(svg, f"s{number}-")}</div>'
        f'<p class="since">{escape(drawable_text(picture.notes[-1], LONGEST))}</p><details>'
        f"<summary>The same as tables</summary>{''.join(map(table_html, network_tables(picture)))}"
        "</details></section>"
    )


def own_names(svg: str, before: str) -> str:
    """An SVG whose parts have names that no other in the page has.

    >>> own_names('<g id="m0"/><use href="#m0"/>', "s1-")
    '<g id="s1-m0"/><use href="#s1-m0"/>'
    """
    return OWN_NAMES.sub(
        lambda found: found[1] + " ".join(f"{before}{its}" for its in found[2].split()), svg
    )
