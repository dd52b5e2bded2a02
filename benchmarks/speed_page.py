"""What was measured side by side, and the page that shows it: `docs/speed.json` keeps the figures
of each group of rows with the day, the machine and the commit, and `docs/speed.md` is written from
it, so that one group can be measured anew and an interrupted run goes on where it ended.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.side_by_side import ROOT, Bench, Figures
from graph_model.markdown_text import paragraph

PAGE, KEPT = ROOT / "docs" / "speed.md", ROOT / "docs" / "speed.json"
HEADINGS = ("what", "now", "earlier", "peer", "ratio", "aim", "reached", "day")


@dataclass(frozen=True)
class Aim:
    """A row of the table before it is measured: what is aimed at, as a share of what the earlier
    build or a peer takes, or as so many seconds whatever they take; and why it is not reached,
    where it is not.
    """

    what: str
    ratio: float = 0.0
    most: float = 0.0
    to_peer: float = 0.0
    peer: str = ""
    why: str = ""

    def __str__(self) -> str:
        parts = (
            f"≤ {self.ratio:.2f} ×" if self.ratio else "",
            f"≤ {self.to_peer:.2f} × peer" if self.to_peer else "",
            f"≤ {self.most:g} s" if self.most else "",
        )
        return ", ".join(part for part in parts if part) or "–"

    def ratio_of(self, found: Figures) -> float | None:
        """Ours as a share of the peer's where the aim speaks of it, else of the earlier build's."""
        beside = found.peer if self.to_peer or found.earlier is None else found.earlier
        return None if not beside else found.now / beside

    def reached(self, found: Figures) -> bool | None:
        """Whether the aim is reached; nothing where none is set, or nothing to hold it against."""
        ratio, most = self.ratio_of(found), self.ratio or self.to_peer
        if not (most or self.most) or (most and ratio is None):
            return None
        return (not most or (ratio or 0) <= most) and (not self.most or found.now <= self.most)

    def row(self, found: Figures | None, day: str) -> str:
        """The row of the table in Markdown."""
        if found is None:
            return _cells(self.what, "–", "–", self.peer or "–", "–", str(self), "not measured", "")
        ratio, reached = self.ratio_of(found), self.reached(found)
        peer = f"{_number(found.peer)} ({self.peer})" if found.peer is not None else "–"
        return _cells(
            self.what,
            _number(found.now),
            _number(found.earlier),
            peer,
            _number(ratio, ratio is not None and ratio < 0.2),
            str(self),
            "–" if reached is None else ("yes" if reached else "no"),
            day,
        )


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float | None, fine: bool = False) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if fine else f"{value:.2f}" if value < 100 else f"{value:,.0f}"


@dataclass(frozen=True)
class Group:
    """Rows that are measured together, how, and what they need beside two cores and a browser:
    `network` or `long`.
    """

    name: str
    aims: tuple[Aim, ...]
    measure: Callable[[Bench], Sequence[Figures]]
    needs: str = ""
    #: Whether the apps of both builds may run meanwhile.
    with_apps: bool = False


@dataclass
class Kept:
    """What `docs/speed.json` keeps."""

    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    growth: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path = KEPT) -> Kept:
        """As it stands in the file; empty without one."""
        return cls(**json.loads(file.read_text(encoding="utf-8"))) if file.exists() else cls()

    def put(self, group: Group, found: Sequence[Figures], commit: str) -> None:
        """Keep the figures of a group."""
        figures = [[_rounded(its) for its in astuple(one)] for one in found]
        self.groups[group.name] = {**when_and_where(), "commit": commit, "figures": figures}

    def figures(self, group: Group) -> list[Figures] | None:
        """What is kept of a group; nothing where it has other rows now."""
        kept = self.groups.get(group.name, {}).get("figures", [])
        return [Figures(*one) for one in kept] if len(kept) == len(group.aims) else None

    def write(self, groups: Sequence[Group], earlier: str, growth: Callable[[Kept], str]) -> None:
        """Write both files, each group in the order of the table."""
        order = {
            group.name: self.groups[group.name] for group in groups if group.name in self.groups
        }
        told = {"groups": order, "growth": self.growth}
        KEPT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        PAGE.write_text(as_page(self, groups, earlier) + growth(self), encoding="utf-8")


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def when_and_where() -> dict[str, str]:
    """The day and the machine."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    return {"day": date.today().isoformat(), "machine": machine}


def commit_of(what: str) -> str:
    """The short name of a commit."""
    told = subprocess.run(
        ["git", "rev-parse", "--short", what], cwd=ROOT, check=True, text=True, capture_output=True
    )
    return told.stdout.strip()


def as_page(kept: Kept, groups: Sequence[Group], earlier: str) -> str:
    """The table as a page of the documentation, and below it what is not reached and why."""
    machines = sorted({one["machine"] for one in kept.groups.values()})
    says = (
        f"Written by `make bench` ({'; '.join(machines)}) from `docs/speed.json`. Each row was"
        f" measured in turn for this build and for {earlier}, and where there is one for a peer, in"
        " one run on one machine; figures are medians, in seconds where the row says nothing else."
        " What else the machine did weighed on all, so the ratio is what counts: ours as a share of"
        " the earlier build's, or of the peer's where the aim names it. An aim in seconds is one"
        " for a machine at rest. A first visit is one to an app that has just started, while its"
        " database starts beside it, where its row does not say that it is ready."
    )
    return (
        f"# How fast it is, beside an earlier build\n\n{paragraph(says)}\n\n{table(kept, groups)}"
        f"{_reasons(kept, groups)}"
    )


def table(kept: Kept, groups: Sequence[Group]) -> str:
    """The rows of these groups in Markdown, those that were never measured too."""
    rows = (
        aim.row(found, kept.groups.get(group.name, {}).get("day", ""))
        for group in groups
        for aim, found in _pairs(kept, group)
    )
    head = (_cells(*HEADINGS), "|---|---:|---:|---:|---:|---:|---|---|")
    return "\n".join([*head, *rows]) + "\n"


def _pairs(kept: Kept, group: Group) -> Iterator[tuple[Aim, Figures | None]]:
    found = kept.figures(group)
    for place, aim in enumerate(group.aims):
        yield aim, found[place] if found else None


def _reasons(kept: Kept, groups: Sequence[Group]) -> str:
    missed = [
        aim
        for group in groups
        for aim, found in _pairs(kept, group)
        if found is not None and aim.reached(found) is False
    ]
    if not missed:
        return ""
    lines = (paragraph(f"**{aim.what}**: {aim.why or 'no reason was found'}.") for aim in missed)
    return "\n## What is not reached, and why\n\n" + "\n\n".join(lines) + "\n"
