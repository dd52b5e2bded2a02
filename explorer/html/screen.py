"""What Streamlit is told to put on the page: HTML of our own making, and messages in which nothing
is read as Markdown.
"""

from __future__ import annotations

from html import escape
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.layout_utils import Width

from explorer.html.look import bold_html, one_block, plain_markdown, section_html, styles


class _StyleSheet:
    """The style sheet as Streamlit takes HTML without going through its lines; rules alone take no
    room on the page.
    """

    def _repr_html_(self) -> str:
        return f"<style>{styles()}</style>"


def dress() -> None:
    """Put the style sheet on the page."""
    st.html(_StyleSheet())


def show(
    html: str, container: DeltaGenerator | None = None, width: Width | Literal["auto"] = "auto"
) -> None:
    """Show HTML of our own making, here or in a container of the page: the one way to do so."""
    (container or st).markdown(one_block(html), unsafe_allow_html=True, width=width)


def warn(*lines: str) -> None:
    """A warning in text; nothing in it is read as Markdown."""
    st.warning(_lines(lines))


def show_trouble(*lines: str) -> None:
    """That something did not succeed, in text."""
    st.error(_lines(lines))


def show_note(*lines: str) -> None:
    """Something to know, in text."""
    st.info(_lines(lines))


def success(*lines: str) -> None:
    """That something succeeded, in text."""
    st.success(_lines(lines))


def _lines(lines: tuple[str, ...]) -> str:
    """One line as it is, several as a list.

    >>> print(_lines(("a *b*", "c")))
    - a \\*b\\*
    - c
    """
    if len(lines) == 1:
        return plain_markdown(lines[0])
    return "\n".join(f"- {plain_markdown(line)}" for line in lines)


def heading(kicker: str, sentence: str, lead: str = "", mark: str = "", home: bool = False) -> None:
    """The top of a page: what it is about (with a mark before it), its answer in one sentence, and
    what that means.

    What is `stressed` in the lead is set in bold.
    """
    below = f'<p class="lk-lead">{bold_html(lead)}</p>' if lead else ""
    kind = " home" if home else ""
    show(
        f'<header class="lk-head{kind}"><p'
        f' class="lk-kicker">{mark}{escape(kicker)}</p><h1>{escape(sentence)}</h1>{below}</header>'
    )


def section(title: str, help: str = "") -> None:
    """A heading within a page."""
    show(section_html(title, help))
