"""Writes ``docs/gallery.md`` and its pictures from the seeds: ``python -m
explorer.picture.gallery`` (``make gallery``).
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import resvg_py
from PIL import Image

from explorer.picture.image_export import drawing, make
from explorer.picture.letters import files_for
from explorer.picture.picture import Recipe
from explorer.picture.selection import on_the_day
from graph_model.atomic_files import write_whole
from graph_model.markdown_text import paragraph
from graph_model.measures import live_talks, settings_of
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot

DOCS = Path(__file__).parents[2] / "docs"
DAY, EARLIER = "2026-11-23", "2017-12-01"
WIDE, COLORS = 1320, 160


def recipes(seeds: Snapshot) -> dict[str, tuple[Recipe, str]]:
    """Each picture of the gallery with the words beside it."""
    digital = tuple(
        id
        for id in live_talks(Day(seeds, date.fromisoformat(DAY), settings_of(seeds)))
        if "digital" in seeds.nodes[id].text("kind")
    )
    earlier = date.fromisoformat(EARLIER)
    about = tuple(
        tie.source
        for tie in seeds.back("rcep", "ABOUT")
        if on_the_day(seeds.node(tie.source), earlier)
    )
    met = ("Member", "Engagement", "Delegation")
    return {
        "network": (
            Recipe(
                title="Who met whom: members of the coalition, friends and delegations",
                as_of=DAY,
                labels=met,
            ),
            (
                "`linkages picture network.svg --labels members,contacts,delegations`. Groups stand"
                f" together; below, what has {NO_RECORDED_CONTACT}."
            ),
        ),
        "gaps": (
            Recipe(what="gaps", as_of=EARLIER),
            (
                "The matrix of gaps, a symbol for every kind: `linkages picture gaps.pdf --what"
                " gaps --as-of 2017-12-01`."
            ),
        ),
        "coverage": (
            Recipe(what="coverage", as_of=EARLIER, size="slide"),
            (
                "The coverage band as a slide: `linkages picture band.png --what coverage --size"
                " slide`."
            ),
        ),
        "talks": (
            Recipe(
                title="What the digital talks of today cover, and where they are held",
                as_of=DAY,
                focus=digital,
                labels=("Agreement", "Issue", "Venue"),
                layout="layered",
            ),
            "Agreements, issues and venues in columns: `--layout layered`.",
        ),
        "event": (
            Recipe(
                title=(
                    "The RCEP round in Auckland: who sat at the table, and whom members met"
                    " about it"
                ),
                as_of=EARLIER,
                focus=("rcep_r13", "rcep", *about),
                labels=met,
                layout="layered",
                style="dark",
                size="slide",
            ),
            "One event and what surrounds it, as a dark slide: `--size slide --style dark`.",
        ),
        "member": (
            Recipe(
                title="European Digital Rights and where its contacts lead",
                as_of=DAY,
                focus=("edri",),
                hops=2,
                labels=(*met, "Agreement"),
                layout="circle",
                style="mono",
            ),
            "One member's surroundings in circles, for black-and-white print.",
        ),
        "world": (
            Recipe(what="world", as_of=EARLIER, with_friends=True),
            "Where in the world we and our friends are heard, a square for every economy:"
            " `linkages picture world.png --what world --as-of 2017-12-01 --with-friends`.",
        ),
        "outlines": (
            Recipe(what="outlines", as_of=EARLIER, highlight="ind", size="slide"),
            "The same on a map with outlines, one name highlighted: `linkages picture map.png"
            " --what outlines --as-of 2017-12-01 --highlight India --size slide`.",
        ),
        "clauses": (
            Recipe(what="clauses", as_of=DAY),
            "What agreements say, issue by issue, with the articles: `linkages picture clauses.pdf"
            " --what clauses`.",
        ),
        "contacts": (
            Recipe(what="contacts", as_of=DAY, size="square"),
            "Contacts in time, as a square post: `linkages picture contacts.png --what contacts"
            " --size square`.",
        ),
    }


def small(svg: str) -> bytes:
    """The picture as a small PNG for these pages."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, width=WIDE, skip_system_fonts=True, font_files=files_for(svg)
    )
    out = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        image.convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
    return out.getvalue()


def main() -> None:
    """Draw everything again."""
    seeds = seed_snapshot()
    parts = [
        "# Gallery",
        paragraph(
            "Drawn from the seeds by `make gallery`. Every picture can be made on the page"
            " “Pictures” or by `linkages picture`."
        ),
    ]
    for name, (recipe, says) in recipes(seeds).items():
        made = make(seeds, recipe)
        write_whole(
            DOCS / "gallery" / f"{name}.png",
            small(drawing(made, carry_fonts=False, recipe=False)),
            mode=0o644,
        )
        parts += [
            f"## {made.recipe.title.rstrip('.')}",
            paragraph(says),
            f"![{made.recipe.title}](gallery/{name}.png)",
        ]
    write_whole(DOCS / "gallery.md", "\n\n".join(parts) + "\n", mode=0o644)


if __name__ == "__main__":
    main()
