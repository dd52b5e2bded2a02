"""Pictures beside plain pyvis and networkx + matplotlib, in one run: ``python -m
benchmarks.pictures [--browser]`` (needs ``pip install '.[bench]'``).

Layout, SVG, PDF, A4 PNG at 300 dpi and the number of names that cover each other, for the same
graph of 2,000 entries; layout alone up to 50,000. With ``--browser``: how long until a picture
stands still in Chromium, ours as an offline file and plain pyvis with its defaults.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import networkx as nx
from pyvis.network import Network

from explorer.picture.image_export import as_file, drawing
from explorer.picture.labels import overlapping
from explorer.picture.layout import arrange
from explorer.picture.picture import Entry, Picture, Recipe, Tie
from explorer.picture.svg import boxes
from graph_model.vocabulary import SCHEMA
from tests.browser import QUIET, chromium

T = TypeVar("T")
DRAWN, SEEN, LIMIT = 2_000, 300, 60.0
#: Seconds: for a layout by number of entries, for a file by its kind.
LAYOUTS, FILES = {2_000: 0.3, 10_000: 2.0, 50_000: 20.0}, {"svg": 0.5, "pdf": 1.0, "png": 3.0}


def graph(number: int) -> tuple[list[str], list[tuple[str, str]]]:
    """Entries in groups of about sixty, four ties each, four of five of them inside the group."""
    chance = random.Random(1)
    groups: dict[int, list[int]] = {}
    home = [chance.randrange(max(4, number // 60)) for _ in range(number)]
    for member, group in enumerate(home):
        groups.setdefault(group, []).append(member)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < 4 * number:
        a = chance.randrange(number)
        b = chance.choice(groups[home[a]]) if chance.random() < 0.8 else chance.randrange(number)
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    return [f"n{member}" for member in range(number)], [
        (f"n{a}", f"n{b}") for a, b in sorted(pairs)
    ]


def timed(what: str, work: Callable[[], T], goal: float = 0.0) -> tuple[T, float]:
    """Run, say how long it took by the clock and by the processor, and whether that is within the
    goal (on a busy machine only the latter tells).
    """
    start, before = time.perf_counter(), time.process_time()
    found = work()
    took, used = time.perf_counter() - start, time.process_time() - before
    verdict = (
        "" if not goal else f"  goal {goal:g} s: {'met' if min(took, used) <= goal else 'MISSED'}"
    )
    sys.stdout.write(f"  {what:46} {took:7.2f} s, processor {used:7.2f} s{verdict}\n")
    sys.stdout.flush()
    return found, used


def picture(
    ids: list[str], pairs: list[tuple[str, str]], places: dict[str, tuple[float, float]]
) -> Picture:
    """A picture of the graph with names of forty letters."""
    kinds = [
        kind
        for kind in SCHEMA.nodes
        if kind.label in ("Member", "Engagement", "Delegation", "Agreement", "Issue")
    ]
    number = dict.fromkeys(ids, 0)
    for pair in pairs:
        for end in pair:
            number[end] += 1
    entries = tuple(
        Entry(
            id,
            f"{'An organisation with a long name,':<34} {id}",
            kind.label,
            *places[id],
            7 + number[id] ** 0.5,
            kind.color,
            kind.shape,
            number[id],
        )
        for at, id in enumerate(ids)
        for kind in [kinds[at % len(kinds)]]
    )
    return Picture(
        entries,
        tuple(Tie(a, b, "is tied to", "", "#85827A") for a, b in pairs),
        title="Two thousand entries",
        recipe=Recipe(title="Two thousand"),
    )


def matplotlib_picture(
    ids: list[str], pairs: list[tuple[str, str]], kind: str, named: int = 60
) -> tuple[bytes, int]:
    """What networkx and matplotlib draw with their defaults, with the names of the best tied; and
    how many pairs of names cover each other.
    """
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    made = nx.Graph()
    made.add_nodes_from(ids)
    made.add_edges_from(pairs)
    figure = pyplot.figure(figsize=(11.69, 8.27), dpi=300)
    at = nx.spring_layout(made, seed=1)
    nx.draw_networkx_nodes(made, at, node_size=20)
    nx.draw_networkx_edges(made, at, width=0.3)
    best = sorted(ids, key=lambda id: -made.degree(id))[:named]
    texts = nx.draw_networkx_labels(
        made, at, {id: f"An organisation with a long name, {id}" for id in best}, font_size=8
    )
    out = io.BytesIO()
    figure.savefig(out, format=kind)
    extents = [text.get_window_extent() for text in texts.values()]
    pyplot.close(figure)
    return out.getvalue(), sum(one.overlaps(other) for one, other in combinations(extents, 2))


def stands(file: Path, ready: str) -> float:
    """Seconds from opening a file in Chromium until its picture is drawn (without a condition:
    until two frames were painted after loading).
    """
    from playwright.sync_api import TimeoutError as TookTooLong
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(QUIET))
        page = browser.new_page()
        start = time.perf_counter()
        try:
            page.goto(file.as_uri(), wait_until="commit" if ready else "load")
            if ready:
                page.wait_for_function(ready, timeout=LIMIT * 1000, polling=50)
            else:
                page.evaluate(
                    "() => new Promise((done) => requestAnimationFrame(() =>"
                    " requestAnimationFrame(done)))"
                )
            return time.perf_counter() - start
        except TookTooLong:
            return float("inf")
        finally:
            browser.close()


def in_browser(folder: Path) -> None:
    """Ours against plain pyvis, with three hundred and two thousand entries."""
    for number in (SEEN, DRAWN):
        ids, pairs = graph(number)
        ours, theirs = folder / "ours.html", folder / "pyvis.html"
        ours.write_bytes(as_file(picture(ids, pairs, arrange(ids, pairs)), "html"))
        net = Network(cdn_resources="in_line")
        for id in ids:
            net.add_node(id, label=id)
        net.edges = [{"from": a, "to": b} for a, b in pairs]
        theirs.write_text(net.generate_html(), encoding="utf-8")
        took = stands(ours, "")
        slow = stands(
            theirs, "window.network?.body?.nodeIndices.length > 0 && network.physics.stabilized"
        )
        theirs_said = f"{slow:.1f} s" if slow < LIMIT else f"not within {LIMIT:.0f} s"
        sys.stdout.write(
            f"  {number:,} entries in Chromium, until the picture stands still: ours {took:.1f} s,"
            f" pyvis with its defaults {theirs_said}\n"
        )


def main() -> None:
    """Measure and print."""
    sys.stdout.write("Layout\n")
    arrange(["a", "b", "c"], [("a", "b")])  # the libraries load before the clock starts
    for number, goal in LAYOUTS.items():
        ids, pairs = graph(number)
        timed(f"{number:,} entries, {len(pairs):,} ties", partial(arrange, ids, pairs), goal)
    ids, pairs = graph(DRAWN)
    made = picture(ids, pairs, arrange(ids, pairs))
    sys.stdout.write(f"Files of {DRAWN:,} entries and {len(pairs):,} ties\n")
    as_file(made, "pdf")  # fonts are read before the clock starts
    svg, _ = timed("SVG, ours", lambda: drawing(made), FILES["svg"])
    _, png = timed("PNG A4 300 dpi, ours", lambda: as_file(made, "png"), FILES["png"])
    _, pdf = timed("PDF, ours", lambda: as_file(made, "pdf"), FILES["pdf"])
    timed("offline HTML, ours", lambda: as_file(made, "html"))
    found = boxes(svg)
    sys.stdout.write(
        f"  ours: {len(found)} names of forty letters, {overlapping(found)} pairs cover each"
        " other\n"
    )
    _, places = timed("places, ours", partial(arrange, ids, pairs))
    _, other_places = timed("places, networkx", lambda: nx.spring_layout(nx.Graph(pairs), seed=1))
    (_, covered), other_png = timed(
        "PNG, networkx + matplotlib, with places", partial(matplotlib_picture, ids, pairs, "png")
    )
    _, other_pdf = timed(
        "PDF, networkx + matplotlib, with places", partial(matplotlib_picture, ids, pairs, "pdf")
    )
    sys.stdout.write(f"  theirs: 60 names, {covered} pairs cover each other\n")
    ratios = (
        f"PNG {other_png / (png + places):.1f}, PDF {other_pdf / (pdf + places):.1f}, places"
        f" {other_places / places:.0f}"
    )
    sys.stdout.write(f"Ratios (theirs / ours, places included): {ratios}\n")
    if "--browser" in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            in_browser(Path(folder))


if __name__ == "__main__":
    main()
