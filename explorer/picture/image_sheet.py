"""The sheet around every image: title, day, filters in words, legend, counts, sources, licence.
What is drawn goes into its free area.

All text is escaped here, and nothing from the data reaches a style, an address or the name of an
element.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from explorer.picture.labels import Box
from explorer.picture.letters import (
    BOLD,
    SANS,
    SERIF,
    drawable_text,
    face,
    fit,
    font_runs,
    fonts_for,
    width,
    wrap,
)
from explorer.picture.picture import LONGEST_SAID, Recipe
from explorer.picture.styles import SheetSize, SheetStyle

LICENCE = "Made with Linkages (GPL-3.0-or-later). The data names its sources row by row."
RECIPE_ID = "linkages-recipe"
#: How large the reader's own words are beside the letters of the sheet.
SUBTITLE, REMARK = 1.35, 1.1


@dataclass(frozen=True)
class LegendItem:
    """A line of the legend: a symbol drawn around 0,0 (half width 8), what it is, and its
    counts.
    """

    symbol: str
    says: str
    detail: str = ""


#: To where an entry leads, empty where it leads nowhere.
Links = Callable[[str], str]


class ImageSheet:
    """A page with everything on it but the picture; ``plot`` is the free area in the middle."""

    def __init__(
        self,
        size: SheetSize,
        style: SheetStyle,
        title: str,
        lead: str,
        items: Sequence[LegendItem],
        foot: Sequence[str],
        own: Recipe,
        links: Links | None = None,
    ) -> None:
        self.lit, self.links = own.highlight, links
        self.size, self.style, self.title = size, style, drawable_text(title) or "Untitled"
        self.items = items
        unit, self.margin = size.text, 3 * size.text
        self.right = size.width - self.margin
        self.parts: list[str] = (
            []
            if style.clear
            else [f'<rect width="{size.width}" height="{size.height}" fill="{style.paper}"/>']
        )
        top = self._head(lead, drawable_text(own.subtitle, LONGEST_SAID))
        bottom = self._remarks(own.remarks, self._foot(foot))
        self.plot = (
            self._beside(top + unit, bottom - unit)
            if size.beside
            else self._below(top + unit, bottom - unit)
        )

    def _head(self, lead: str, subtitle: str) -> float:
        """Title, subtitle and lead; how far down they reach."""
        unit, wide, top = self.size.text, self.right - self.margin, self.margin
        for line in wrap(self.title, wide, 2.1 * unit, 2, SERIF):
            self.parts.append(self.text(self.margin, top + 1.5 * unit, line, 2.1 * unit, SERIF))
            top += 2.5 * unit
        for line in wrap(subtitle, wide, SUBTITLE * unit, 4):
            self.parts.append(self.text(self.margin, top + 1.1 * unit, line, SUBTITLE * unit))
            top += 1.3 * SUBTITLE * unit
        for line in wrap(drawable_text(lead, 600), wide, 1.08 * unit, 2):
            fill = self.style.second
            self.parts.append(
                self.text(self.margin, top + 1.0 * unit, line, 1.08 * unit, fill=fill)
            )
            top += 1.5 * unit
        return top

    def _foot(self, foot: Sequence[str]) -> float:
        """Counts, sources, notes and licence below a line; how far up they reach."""
        unit, wide, style = self.size.text, self.right - self.margin, self.style
        bottom = self.size.height - self.margin * 0.8
        lines = [line for said in (*foot, LICENCE) for line in wrap(said, wide, 0.88 * unit, 4)]
        for line in reversed(lines):
            self.parts.append(self.text(self.margin, bottom, line, 0.88 * unit, fill=style.second))
            bottom -= 1.22 * unit
        bottom -= 0.5 * unit
        self.parts.append(
            f'<path d="M{self.margin:.1f} {bottom:.1f}H{self.right:.1f}"'
            f' stroke="{style.hairline}"/>'
        )
        return bottom

    def looks(self, *ids: str) -> SheetStyle:
        """The style of what is drawn of these entries: all in grey where another name is
        highlighted.
        """
        return self.style if not self.lit or self.lit in ids else self.style.greyed

    def linked(self, id: str, drawn: str, says: str) -> str:
        """What is drawn of an entry, as a link to where it leads in a picture that has links."""
        address = self.links(id) if self.links and id else ""
        if not address:
            return drawn
        return f'<a href="{escape(address)}" target="_self" aria-label="{escape(says)}">{drawn}</a>'

    def _remarks(self, remarks: Sequence[str], bottom: float) -> float:
        """The reader's own notes above the line at the foot, a bar beside each; how far up they
        reach.
        """
        unit, drawn = self.size.text, list[str]()
        for remark in reversed(remarks):
            room = self.right - self.margin - unit
            lines = wrap(drawable_text(remark, LONGEST_SAID), room, REMARK * unit, 4)
            high = 1.3 * REMARK * unit * len(lines)
            bottom -= high + 0.6 * unit
            said = "".join(
                self.text(
                    self.margin + unit,
                    bottom + (row + 0.8) * 1.3 * REMARK * unit,
                    line,
                    REMARK * unit,
                )
                for row, line in enumerate(lines)
            )
            bar = (
                f'<path d="M{self.margin + 0.2 * unit:.1f} {bottom:.1f}v{high:.1f}"'
                f' stroke="{self.style.second}" stroke-width="{0.2 * unit:.1f}"/>'
            )
            drawn.insert(0, f"{said}{bar}" if lines else "")
        self.parts += drawn
        return bottom

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        name: str = SANS,
        anchor: str = "start",
        fill: str = "",
    ) -> str:
        """One line of text, each piece in a font that has its letters."""
        own = face(name).family
        inner = "".join(
            (
                escape(piece)
                if family == own
                else f'<tspan font-family="{escape(family)}, sans-serif">{escape(piece)}</tspan>'
            )
            for family, piece in font_runs(words, name)
        )
        weight = "" if name == SANS else ' font-weight="600"'
        kind = ' font-family="Linkages Serif, serif"' if name == SERIF else ""
        turned = "" if anchor == "start" else f' text-anchor="{anchor}"'
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}"{weight}{kind}{turned}'
            f' fill="{fill or self.style.ink}">{inner}</text>'
        )

    def _item(self, x: float, y: float, item: LegendItem, room: float, on_one_line: bool) -> str:
        unit = self.size.text
        symbol = (
            "<g"
            f' transform="translate({x + unit * 0.7:.1f},{y - unit * 0.35:.1f}'
            f')scale({unit / 16:.3f})">{item.symbol}</g>'
        )
        said = fit(item.says, room - 2 * unit, unit, BOLD)
        after = x + 2.5 * unit + width(said, unit, BOLD)
        detail = (
            fit(item.detail, max(0.0, x + room - after), 0.9 * unit)
            if on_one_line and item.detail
            else ""
        )
        return (
            symbol
            + self.text(x + 2 * unit, y, said, unit, BOLD)
            + (self.text(after, y, detail, 0.9 * unit, fill=self.style.second) if detail else "")
        )

    def _beside(self, top: float, bottom: float) -> Box:
        """The legend in a column on the right; on two lines each where there is room."""
        unit = self.size.text
        wide = 15.5 * unit
        x, y = self.right - wide, top + unit
        high = [2.15 * unit + (1.25 * unit if item.detail else 0) for item in self.items]
        tight = sum(high) > bottom - top
        for item, step in zip(self.items, high, strict=True):
            self.parts.append(self._item(x, y, item, wide, tight))
            if item.detail and not tight:
                self.parts.append(
                    self.text(
                        x + 2 * unit,
                        y + 1.25 * unit,
                        fit(item.detail, wide - 2 * unit, 0.9 * unit),
                        0.9 * unit,
                        fill=self.style.second,
                    )
                )
            y += min(2.0 * unit, (bottom - top) / len(self.items)) if tight else step
        return Box(self.margin, top, self.right - (wide + 1.5 * unit if self.items else 0), bottom)

    def _below(self, top: float, bottom: float) -> Box:
        """The legend in rows under the picture."""
        unit = self.size.text
        rows: list[list[tuple[float, LegendItem]]] = [[]]
        x = self.margin
        for item in self.items:
            wide = 4.5 * unit + width(item.says, unit, BOLD) + width(item.detail, 0.9 * unit)
            if rows[-1] and x + wide > self.right:
                rows.append([])
                x = self.margin
            rows[-1].append((x, item))
            x += wide
        y = bottom - 1.75 * unit * (len(rows) - 1)
        for number, row in enumerate(rows):
            self.parts.extend(
                self._item(at, y + 1.75 * unit * number, item, self.right - at, True)
                for at, item in row
            )
        return Box(self.margin, top, self.right, y - 2 * unit)

    def as_svg(
        self,
        body: Sequence[str],
        says: str,
        recipe: Recipe | None = None,
        carry_fonts: bool = True,
        points: bool = False,
    ) -> str:
        """The SVG. ``says`` describes it for those who listen; with a recipe it can be opened
        again; ``points`` measures it for a PDF.
        """
        size = self.size
        drawn = "".join((*self.parts, *body))
        scale = 0.75 if points else 1
        # the parts of a picture are heard one by one only where it is a group and no image
        role = "group" if self.links else "img"
        color = f' color="{self.style.ink}"' if self.links else ""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size.width} {size.height}"'
            f' width="{size.width * scale:g}" height="{size.height * scale:g}" role="{role}"'
            ' aria-labelledby="lk-title lk-says" font-family="Public Sans, sans-serif"'
            f'{color} lang="en"><title id="lk-title">{escape(self.title)}</title><desc'
            f' id="lk-says">{escape(drawable_text(says, 2000))}</desc>'
        )
        kept = (
            f'<metadata id="{RECIPE_ID}">{escape(recipe.to_json(), quote=False)}</metadata>'
            if recipe
            else ""
        )
        return f"{head}{kept}{font_style(drawn) if carry_fonts else ''}{drawn}</svg>"


def own_words(recipe: Recipe, says: str) -> str:
    """What a picture says to those who listen, between the reader's own words."""
    said = (recipe.subtitle, says, *recipe.remarks)
    return " ".join(drawable_text(words, 2000) for words in said if words)


def font_style(text: str) -> str:
    """A style element with the fonts that the text needs, inside the file."""
    rules = "".join(
        f'@font-face{{font-family:"{family}";font-weight:100 900;src:url({_data(file)})}}'
        for family, file in fonts_for(text)
    )
    return f"<style>{rules}</style>"


def _data(file: Path | bytes) -> str:
    return (
        _whole(file)
        if isinstance(file, Path)
        else f"data:font/ttf;base64,{base64.b64encode(file).decode()}"
    )


@cache
def _whole(path: Path) -> str:
    kind = path.suffix.removeprefix(".")
    return f"data:font/{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
