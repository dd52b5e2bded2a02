"""The look: one style sheet, and the few ways in which pages write HTML. Whatever comes from data goes through `text` or `link`."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

STYLE = Path(__file__).with_name("look.css")


def dress() -> None:
    """Bring the style sheet into the page."""
    st.html(STYLE)


def put(html: str) -> None:
    """Write HTML that was built with `text` and `link`. An empty line would end the block, so it is written as one line."""
    st.markdown(f'<div class="lk">{" ".join(html.split())}</div>', unsafe_allow_html=True)


def text(value: str) -> str:
    """A value from the data, safe between tags and inside quoted attributes.

    >>> text('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(value)


def link(address: str, says: str, label: str = "", style: str = "") -> str:
    """A link inside the explorer, in the same window.

    >>> link("gaps?kind=quiet", "Gone quiet")
    '<a href="gaps?kind=quiet" target="_self">Gone quiet</a>'
    """
    more = (f' aria-label="{escape(label)}"' if label else "") + (f' class="{escape(style)}"' if style else "")
    return f'<a href="{escape(address)}" target="_self"{more}>{escape(says)}</a>'


def sources(urls: str) -> str:
    """The sources of a row as links named by their sites; an address that is not of the web is left out.

    >>> sources("https://www.eff.org/x ; javascript:alert(1)")
    '<a href="https://www.eff.org/x" target="_blank" rel="noopener">eff.org</a>'
    """
    found = [url for url in urls.split(" ; ") if urlsplit(url).scheme in ("http", "https")]
    return ", ".join(
        f'<a href="{escape(url)}" target="_blank" rel="noopener">{escape(urlsplit(url).netloc.removeprefix("www."))}</a>' for url in found
    )


def sentence(kicker: str, says: str, lead: str = "") -> None:
    """The head of a page: its name, its finding as a sentence, and what follows from it."""
    put(f'<p class="kick">{escape(kicker)}</p>')
    st.title(plain(says), anchor=False)
    if lead:
        put(f'<p class="lead">{escape(lead)}</p>')


def plain(says: str) -> str:
    """Text that Streamlit shows as it is, without reading Markdown into it.

    >>> plain("a_b [c]")
    'a\\\\_b \\\\[c\\\\]'
    """
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()#+-!$~:|<>" else letter for letter in says)


def empty(says: str, then: str, *links: str) -> None:
    """An empty state: what is missing, what to do, and where."""
    go = f'<p class="go">{" ".join(links)}</p>' if links else ""
    put(f'<div class="empty"><p><b>{escape(says)}</b> {escape(then)}</p>{go}</div>')
