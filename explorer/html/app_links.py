"""Addresses within the app: the day and the switches of a visit go along."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

from streamlit.runtime.scriptrunner import get_script_run_ctx

from graph_model.cached import cached

ALWAYS = ("as_of", "sources", "derived", "friends")


def href(page: str, **params: str) -> str:
    """The address of a page within the app; the day and the two switches go along, unless a "-"
    takes one out.
    """
    visit = get_script_run_ctx(suppress_warning=True)  # a published page has none
    return _address(page, visit.query_string if visit is not None else "", tuple(params.items()))


@cached(maxsize=8192)
def _address(page: str, query: str, params: tuple[tuple[str, str], ...]) -> str:
    """Kept, for a page has hundreds of links, and most of them are those of the last look at it."""
    query = urlencode(
        {
            name: value
            for name, value in {**_going_along(query), **dict(params)}.items()
            if value and value != "-"
        }
    )
    return f"{page or './'}?{query}" if query else page or "./"


@cached(maxsize=256)
def _going_along(query: str) -> dict[str, str]:
    """What goes along of the address that is looked at: a page has hundreds of links."""
    asked = parse_qs(query, keep_blank_values=True)
    return {name: asked[name][-1] for name in ALWAYS if name in asked}
