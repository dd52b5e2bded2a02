"""Paragraphs of the pages of `docs/` that are written from code."""

from __future__ import annotations

import re
import textwrap

WIDTH = 100
CODE = re.compile(r"`[^`]+`")
#: Stands for a blank within code, at which no line ends.
HELD = "\0"


def paragraph(text: str) -> str:
    """A paragraph, its lines no longer than the pages written by hand; code is not parted.

    Parameters
    ----------
    text : str
        One paragraph of Markdown.

    Returns
    -------
    str
        Lines of at most 100 columns.

    Examples
    --------
    >>> print(paragraph("word " * 19 + "`linkages ask ID` lists them."))
    word word word word word word word word word word word word word word word word word word word
    `linkages ask ID` lists them.
    """
    held = CODE.sub(lambda found: found[0].replace(" ", HELD), text)
    lines = textwrap.wrap(held, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace(HELD, " ")
