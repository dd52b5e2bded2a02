"""How much of the lists that others keep is found among our agreements:
``python -m benchmarks.lists [--write] FILE[+FILE]…``. Each list is matched with the opening facts
alone, and again after those that are named before it. The files are not part of the project.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import apply

OUT = Path(__file__).parents[1] / "docs" / "lists.md"
HEAD = """# How much of the lists of others is found here

Written by `python -m benchmarks.lists --write FILE…`. Each list (they are not part of the project)
is matched with the {agreements} agreements of the opening facts, and again after the lists above it
in the table have come in. Last run: {day}. What is asked about is not counted as found.

| list and files | entries | found alone | found after those above | asked about | the rest |
|---|---:|---:|---:|---:|---|
"""


def matched(sources: list[SourceFile], before: Snapshot) -> ImportPlan:
    """What a list would bring, with nothing answered."""
    return plan(sources, before, ImportOptions("", f"{datetime.now(UTC):%Y-%m-%d}"), {})


def measured(groups: list[str]) -> Iterator[str]:
    """A row of the table for each list."""
    opening = graph = seed_snapshot()
    for group in groups:
        files = [Path(name) for name in group.split("+")]
        sources = [SourceFile(file.name, file.read_bytes()) for file in files]
        alone, after = matched(sources, opening), matched(sources, graph)
        title, entries, found = _counts(alone)
        reasons = "; ".join(its for its in after.notices if " new (" in its or "left out" in its)
        names = " + ".join(file.name for file in files)
        cells = [f"{title}: {names}", entries, found, _counts(after)[2]]
        yield f"| {' | '.join((*cells, str(len(after.questions)), reasons))} |"
        graph = apply(graph, after.changes)


def _counts(found: ImportPlan) -> tuple[str, str, str]:
    """The list, how many entries it has, and how many are matched, as the preview says them."""
    said = next(its for its in found.notices if " matched to what is there" in its)
    title, _, counts = said.rpartition(": ")
    entries, _, rest = counts.partition(" entries, ")
    return title, entries, rest.removesuffix(" matched to what is there")


def main() -> None:
    """Print the table, or write the page."""
    words = sys.argv[1:]
    write, groups = "--write" in words, [its for its in words if its != "--write"]
    if not groups:
        raise SystemExit(__doc__)
    lines = list(measured(groups))
    sys.stdout.write("\n".join(lines) + "\n")
    if write:
        agreements = len(seed_snapshot().of("Agreement"))
        head = HEAD.format(agreements=agreements, day=f"{datetime.now(UTC):%Y-%m-%d}")
        OUT.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
