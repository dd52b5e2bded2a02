"""Letters of pictures: the fonts that ship with the project, how wide a text is in them, and which
letters they lack.

A picture never draws an empty box or nothing: a name with letters that no font at hand has is
replaced by its id, and the picture says so.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from graph_model.cached import cached
from graph_model.shipped import shipped

FOLDER = shipped() / "static"
SANS, BOLD, SERIF = "public-sans-400", "public-sans-600", "linkages-serif-600"
#: For other scripts; they hold no Latin letters, so a text in two scripts takes each letter where
#: it is found.
OTHERS = (
    "noto-sans-cyrillic-400",
    "noto-sans-greek-400",
    "noto-sans-arabic-400",
    "noto-sans-hebrew-400",
)
#: For Chinese, Japanese and Korean: megabytes, so it is opened only for letters from here on, and a
#: file brings along only the letters it shows.
CJK, FIRST_CJK = "linkages-cjk-400", 0x2E80
#: What the web fonts hold, by the parts in which they are served: the first code points decide
#: which file an SVG brings along.
PARTS = (
    ("vietnamese", re.compile("[\u1ea0-\u1ef9\u0102\u0103\u01a0\u01a1\u01af\u01b0\u20ab]")),
    ("latin-ext", re.compile("[\u0100-\u02ba\u1e00-\u1e9f\u20a0-\u20bf]")),
)
LONGEST = 300
#: Control characters, and those that turn the direction of a line: in a name they can only do harm.
HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]+"
)
INSTALLED = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    "darwin": ("/Library/Fonts", "/System/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
}


@dataclass(frozen=True)
class FontFace:
    """A font file: its letters and their widths, in parts of the letter height."""

    path: Path
    family: str
    widths: dict[int, float]


@cache
def face(name: str) -> FontFace:
    """A font that ships with the project. Raises `FileNotFoundError` when its file is gone, so that
    no picture is drawn without letters.
    """
    return _read(FOLDER / f"{name}.ttf")


def _read(path: Path) -> FontFace:
    with TTFont(path, lazy=True, fontNumber=0) as font:
        letters, advances, em = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
        family = next(
            str(name) for number in (16, 1) if (name := font["name"].getDebugName(number))
        )
        return FontFace(
            path, family, {code: advances[glyph][0] / em for code, glyph in letters.items()}
        )


@cache
def installed() -> tuple[FontFace, ...]:
    """Noto fonts of this machine for still other scripts (Chinese, Japanese, Korean, Devanagari …),
    where somebody has installed them.
    """
    found = []
    for folder in INSTALLED.get(sys.platform, ()):
        for path in sorted(Path(folder).expanduser().rglob("NotoSans*Regular*.[ot]t[cf]")):
            try:
                found.append(_read(path))
            except (TTLibError, OSError, KeyError, AttributeError, StopIteration):
                continue  # a font that cannot be read is as good as none
    return tuple(found)


def drawable_text(text: str, longest: int = LONGEST) -> str:
    """Text as it can be drawn: one line, no characters that only steer, cut where nobody would read
    on.

    >>> drawable_text("a\\u202eb\\n c")
    'a b c'
    """
    text = " ".join(HARMFUL.sub(" ", unicodedata.normalize("NFC", text[: 4 * longest])).split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def lacks_letters(text: str) -> bool:
    """Whether the text has a letter that no font at hand can draw."""
    return any(_face_of(code) is None for code in set(map(ord, text)))


def drawable(text: str, id: str) -> tuple[str, bool]:
    """The text, or the id in its place when letters are lacking (then True)."""
    said = drawable_text(text)
    return (drawable_text(id), True) if lacks_letters(said) or not said else (said, False)


@cached(maxsize=16_384)
def _face_of(code: int, first: str = SANS) -> FontFace | None:
    ours = next(
        (
            font
            for font in map(face, (first, SANS, *OTHERS, *((CJK,) if code >= FIRST_CJK else ())))
            if code in font.widths
        ),
        None,
    )
    return ours or next((font for font in installed() if code in font.widths), None)


def font_runs(text: str, name: str = SANS) -> list[tuple[str, str]]:
    """The text in pieces of one font each, as (family, piece); spaces stay with the piece before
    them.

    >>> [family for family, piece in font_runs("EDRi Міністерство")]
    ['Public Sans', 'Noto Sans Cyrillic']
    """
    found: list[tuple[str, str]] = []
    for char in text:
        font = _face_of(ord(char), name)
        family = font.family if font else face(name).family
        if found and (family == found[-1][0] or not char.isalnum()):
            found[-1] = (found[-1][0], found[-1][1] + char)
        else:
            found.append((family, char))
    return found


def width(text: str, size: float, name: str = SANS) -> float:
    """How wide a text is at a size, a little on the wide side (kerning only narrows it).

    >>> round(width("mm", 10), 1) > round(width("ii", 10), 1)
    True
    """
    return sum(_advance(char, name) for char in text) * size


@cached(maxsize=16_384)
def _advance(char: str, name: str) -> float:
    font = _face_of(ord(char), name)
    return font.widths[ord(char)] if font else 1.0


def fit(text: str, room: float, size: float, name: str = SANS) -> str:
    """The text, cut with an ellipsis where it would be wider than the room."""
    if width(text, size, name) <= room:
        return text
    while text and width(f"{text}…", size, name) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def wrap(text: str, room: float, size: float, lines: int, name: str = SANS) -> list[str]:
    """The text in at most so many lines; the last one is cut when there is more."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if width(longer, size, name) <= room or not found[-1] or len(found) == lines:
            found[-1] = longer
        else:
            found.append(word)
    return [fit(line, room, size, name) for line in found if line]


def fonts_for(text: str) -> Iterator[tuple[str, Path | bytes]]:
    """Family and file of every web font that these letters need, for a file that brings its fonts
    along; of a very large font only the part in use.
    """
    for family, stem in (("Public Sans", "public-sans"), ("Linkages Serif", "source-serif-4")):
        for part in ("latin", *(name for name, needs in PARTS if needs.search(text))):
            yield family, FOLDER / f"{stem}-{part}-wght-normal.woff2"
    codes = set(map(ord, text))
    for name in OTHERS:
        font = face(name)
        if any(code in font.widths and code not in face(SANS).widths for code in codes):
            yield font.family, font.path
    if wide := frozenset(
        code for code in codes if code >= FIRST_CJK and _face_of(code) == face(CJK)
    ):
        yield face(CJK).family, letters_alone(wide)


@cached(maxsize=16)
def letters_alone(codes: frozenset[int]) -> bytes:
    """The font for Chinese, Japanese and Korean with these letters alone."""
    from fontTools import subset  # only here: a tenth of a second of every first picture

    with TTFont(face(CJK).path, lazy=True, recalcTimestamp=False) as font:
        wanted = subset.Subsetter(
            subset.Options(layout_features=[], name_IDs=["*"], notdef_outline=True)
        )
        wanted.populate(unicodes=codes)
        wanted.subset(font)
        out = io.BytesIO()
        font.save(out)
    return out.getvalue()


def files_for(text: str) -> list[str]:
    """Font files that a drawing program needs for these letters: ours, and of the installed ones
    those that are needed.
    """
    needed = {font.path for code in set(map(ord, text)) if (font := _face_of(code))}
    return sorted(
        str(path) for path in {*needed, *(face(name).path for name in (SANS, BOLD, SERIF, *OTHERS))}
    )
