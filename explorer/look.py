"""How pages look: the style sheet, and the few pieces of HTML that every page uses. All data is escaped here."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

STYLES = Path(__file__).parent / "look.css"


@cache
def _styles() -> str:
    return STYLES.read_text(encoding="utf-8")


def dress() -> None:
    """Put the style sheet on the page."""
    show(f"<style>{_styles()}</style>")


def show(html: str) -> None:
    """Show HTML of our own making."""
    st.markdown(html, unsafe_allow_html=True)


def heading(kicker: str, sentence: str, lead: str = "") -> None:
    """The top of a page: what it is about, its answer in one sentence, and what that means."""
    below = f'<p class="lk-lead">{escape(lead)}</p>' if lead else ""
    show(f'<header class="lk-head"><p class="lk-kicker">{escape(kicker)}</p><h1>{escape(sentence)}</h1>{below}</header>')


def section(title: str, help: str = "") -> None:
    """A heading within a page."""
    show(f'<h2 class="lk-h2">{escape(title)}</h2>' + (f'<p class="lk-small">{escape(help)}</p>' if help else ""))


def link(address: str, words: str, label: str = "") -> str:
    """A link within the app; `label` says it whole where the words are short."""
    said = f' aria-label="{escape(label)}"' if label else ""
    return f'<a href="{escape(address)}" target="_self"{said}>{escape(words)}</a>'


def sources(text: str) -> str:
    """Source addresses as numbered links."""
    addresses = [address for address in text.split(" ; ") if address.startswith(("http://", "https://"))]
    return " ".join(
        f'<a class="lk-source" href="{escape(address)}" target="_blank" rel="noopener noreferrer">source{f" {number}" if len(addresses) > 1 else ""}</a>'
        for number, address in enumerate(addresses, start=1)
    )


def table(header: list[str], rows: list[list[str]], caption: str) -> str:
    """A table of ready HTML cells, scrolling in its own box where the screen is narrow."""
    top = "".join(f'<th scope="col">{escape(word)}</th>' for word in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="lk-scroll" role="region" aria-label="{escape(caption)}" tabindex="0"><table class="lk-table"><caption>{escape(caption)}'
        f"</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def words(code: str) -> str:
    """A code as words: ``best_endeavour`` → ``best endeavour``."""
    return code.replace("_", " ")
