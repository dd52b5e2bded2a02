"""Sheets of paper and ways to print: the sizes and styles that an image can have."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph_model.cached import cached

#: In the place of a colour: what is not highlighted.
MUTED = "muted"


@dataclass(frozen=True)
class SheetSize:
    """A sheet: its measures in CSS pixels (96 to the inch), how many pixels wide its PNG is, and
    its letters.
    """

    code: str
    says: str
    width: float
    height: float
    pixels: int
    text: float
    beside: bool

    @property
    def dots_per_metre(self) -> int:
        """What the PNG says of its own resolution."""
        return round(self.pixels / self.width * 96 / 0.0254)


@dataclass(frozen=True)
class SheetStyle:
    """Paper and ink. ``tone`` fits a colour of the vocabulary to the paper; ``faint`` is the grey
    of what stands beside a highlight.
    """

    code: str
    says: str
    paper: str
    ink: str
    second: str
    hairline: str
    faint: str
    patterns: bool = False
    #: Whether the paper is left out, for a slide that has its own.
    clear: bool = False
    #: Whether all is drawn in the grey of what stands beside a highlight.
    muted: bool = False

    @property
    def greyed(self) -> SheetStyle:
        """The same paper with everything on it in that grey."""
        return replace(self, ink=self.faint, second=self.faint, muted=True)

    def tone(self, color: str) -> str:
        """The colour as this paper needs it: grey of the same lightness, or lighter until it stands
        out.
        """
        return (
            self.faint if self.muted or color == MUTED else _tone(color, self.paper, self.patterns)
        )


@dataclass(frozen=True)
class Preset:
    """A size and a style that go together, as the export dialog offers them."""

    code: str
    says: str
    size: str
    style: str


SIZES = {
    size.code: size
    for size in (
        SheetSize("a4", "A4 page, 300 dots per inch", 1122.5, 793.7, 3508, 11.0, True),
        SheetSize("a3", "A3 poster, 300 dots per inch", 1587.4, 1122.5, 4961, 15.5, True),
        SheetSize("a2", "A2 poster, 200 dots per inch", 2244.9, 1587.4, 4677, 22.0, True),
        SheetSize("slide", "Slide, 16:9", 1280, 720, 2560, 13.5, True),
        SheetSize("square", "Square post", 1080, 1080, 1080, 16.0, False),
        # as wide as the text of an A4 page, where its letters are those of a note
        SheetSize("paper", "Figure in a paper", 680, 900, 2040, 10.5, False),
    )
}
STYLES = {
    style.code: style
    for style in (
        SheetStyle("colour", "Colour", "#FFFFFF", "#1B2025", "#4B535B", "#DBD8D0", "#A8A49B"),
        SheetStyle(
            "mono",
            "Black and white",
            "#FFFFFF",
            "#000000",
            "#333333",
            "#999999",
            "#A0A0A0",
            patterns=True,
        ),
        SheetStyle(
            "clear",
            "Colour, without paper",
            "#FFFFFF",
            "#1B2025",
            "#4B535B",
            "#DBD8D0",
            "#A8A49B",
            clear=True,
        ),
        SheetStyle("dark", "Dark", "#15191D", "#ECEAE5", "#B9BFC5", "#353D44", "#626B73"),
    )
}
PRESETS = (
    Preset("report", "A4 report, 300 dpi", "a4", "colour"),
    Preset("slide", "Slide 16:9", "slide", "colour"),
    Preset("a3", "A3 poster, 300 dpi", "a3", "colour"),
    Preset("a2", "A2 poster, 200 dpi", "a2", "colour"),
    Preset("clear", "Slide without background", "slide", "clear"),
    Preset("square", "Square post", "square", "colour"),
    Preset("print", "Black-and-white print", "a4", "mono"),
    Preset("dark", "Dark slide", "slide", "dark"),
)


def lightness(color: str) -> float:
    """Relative luminance of a colour (WCAG 2.2), 0 black to 1 white."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2.2), 1 to 21.

    >>> round(contrast("#FFFFFF", "#000000"))
    21
    """
    high, low = sorted((lightness(one), lightness(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@cached(maxsize=512)
def _tone(color: str, paper: str, grey: bool) -> str:
    if grey:
        value = (
            round(255 * (1.055 * lightness(color) ** (1 / 2.4) - 0.055) * 0.8)
            if lightness(color) > 0.0031
            else 0
        )
        return f"#{value:02X}{value:02X}{value:02X}"
    lighter = lightness(paper) < 0.5
    if lighter and lightness(color) > 0.9:
        return paper  # what is paper stays paper
    while lighter and contrast(color, paper) < 4.0:
        color = "#" + "".join(
            f"{min(255, round(int(color[at : at + 2], 16) * 0.85 + 255 * 0.15)):02X}"
            for at in (1, 3, 5)
        )
    return color
