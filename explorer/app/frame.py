"""What surrounds every page: navigation, the context bar, the foot; and links that change the page
without loading it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import import_module
from typing import Any

import streamlit as st

from explorer.html import people
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.screen import show
from explorer.words.text import count
from graph_model.cached import cached
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import noted_sources

BRAND = (
    '<svg viewBox="0 0 34 12" aria-hidden="true" fill="none" stroke="currentColor"><circle cx="5.5"'
    ' cy="6" r="5.5" fill="currentColor" stroke="none"/><path d="M11 6h7" stroke-width="2"/><circle'
    ' cx="26" cy="6" r="4.7" stroke-width="1.8" stroke-dasharray="3 2.2"/></svg>'
)
# Every link of ours is a real address, so it can be opened in a new tab or sent to somebody. A
# plain click puts the address into the history and tells Streamlit as if the reader had gone back
# or forward to it: one rerun, nothing is loaded anew, and Back works.
LISTEN = """
const go = (event) => {
  const link = event.composedPath().find((part) => part.matches?.('a[target="_self"]'));
  const withKey = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || event.defaultPrevented || event.button || withKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin) return;
  event.preventDefault();
  const elsewhere = url.pathname !== location.pathname;
  if (url.href !== location.href) history.pushState({}, "", url);
  dispatchEvent(new PopStateEvent("popstate"));
  if (elsewhere) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
};
// A part of a page may have changed the address since the context bar was drawn: its links change
// one part of the view as it is now.
const present = (event) => {
  const part = event.target.closest?.("[data-changes]")?.dataset.changes;
  const link = event.target.closest?.("a");
  if (!part || !link) return;
  const now = new URL(location), wanted = new URL(link.href).searchParams.get(part);
  if (wanted) now.searchParams.set(part, wanted); else now.searchParams.delete(part);
  link.href = now;
};
const shut = (event) => {
  for (const menu of document.querySelectorAll(".lk-nav details[open]")) {
    const leaves = event.type === "keydown"
      ? event.key === "Escape" : !menu.contains(event.target) || event.target.closest("a");
    if (leaves) menu.removeAttribute("open");
  }
};
// What a button opens stands below it, and gets what the screen has left there: on a low one the
// page moves up before it opens, so that this is enough to read and press in.
const ENOUGH = 400;
const room = (event) => {
  const button = event.target.closest?.('[data-testid="stPopover"] button');
  const frame = document.querySelector('[data-testid="stMain"]');
  if (!button || !frame || button.getAttribute("aria-expanded") === "true") return;
  const { top, bottom } = button.getBoundingClientRect();
  const missing = Math.min(ENOUGH - (innerHeight - bottom), top - 8);
  if (missing > 0) frame.scrollBy({ top: missing, behavior: "instant" });
};
// Streamlit puts everything into its own "main": the page alone is made that here, so that the
// places stand beside it.
const place = () => {
  const frame = document.querySelector('[data-testid="stMain"]');
  const page = document.querySelector(".st-key-lk-main");
  if (!frame || !page || page.getAttribute("role") === "main") return;
  for (const [part, role, name] of [[frame, "group", "Linkages"], [page, "main", "The page"]]) {
    part.setAttribute("role", role);
    part.setAttribute("aria-label", name);
  }
};
let waiting = 0;
const drawn = new MutationObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(place);
});
const listeners = [
  ["pointerover", present], ["focusin", present], ["click", present],
  ["click", go], ["click", shut], ["click", room, true], ["keydown", shut],
];

export default function () {
  listeners.forEach((heard) => document.addEventListener(...heard));
  place();
  drawn.observe(document.body, { childList: true, subtree: true });
  return () => {
    listeners.forEach((heard) => document.removeEventListener(...heard));
    drawn.disconnect();
  };
}
"""


@dataclass(frozen=True)
class Page:
    """A page of the app: its title, its address (the first has none) and the folder of what draws
    it.
    """

    title: str
    address: str
    folder: str

    def draw(self) -> None:
        """Draw it; what a page needs is imported when it is first opened."""
        import_module(self.module).page()

    @property
    def module(self) -> str:
        """Where what draws it stands."""
        return f"explorer.pages.{self.folder}.page"


@dataclass(frozen=True)
class PlaceView:
    """What can be looked at in a place: its words, the address of its page, and the part of that
    page, where it has parts.
    """

    says: str
    address: str
    part: str = ""


@dataclass(frozen=True)
class Place:
    """A place of the app, as the bar names it: what can be looked at there, the first at once."""

    says: str
    sights: tuple[PlaceView, ...]


def place_of(places: Sequence[Place], address: str, part: str) -> tuple[Place, PlaceView] | None:
    """Where an address stands: the sight that names its part, else that of the page as it opens,
    else the first of its page; None for pages that are reached by search or a button alone.

    >>> leaving = PlaceView("If someone leaves", "plan", "leaving")
    >>> meetings = PlaceView("Next meetings", "plan")
    >>> places = (Place("Who can introduce us", (leaving,)), Place("Plan", (meetings,)))
    >>> [place_of(places, "plan", part)[0].says for part in ("leaving", "", "other")]
    ['Who can introduce us', 'Plan', 'Plan']
    """
    there = [
        (place, sight) for place in places for sight in place.sights if sight.address == address
    ]
    exact = [found for found in there if found[1].part == part]
    whole = [found for found in there if not found[1].part]
    return next(iter(exact or whole or there), None)


@cache
def _listener() -> Callable[..., Any]:
    return st.components.v2.component("linkages_links", js=LISTEN)


def follow_links() -> None:
    """Let links within the app change the page without loading it anew."""
    with st.container(key="lk-quiet"):
        _listener()(key="links")


def allowed_places(places: Sequence[Place]) -> list[Place]:
    """The places that who looks may go to, each with what may be looked at there."""

    def may(sight: PlaceView) -> bool:
        return people.may_open(sight.address)

    left = [Place(place.says, tuple(filter(may, place.sights))) for place in places]
    return [place for place in left if place.sights]


def header(places: Sequence[Place], address: str, part: str) -> None:
    """The way past the bar, brand and places; below them what can be looked at in the place where
    the reader is. On a phone the places stand under “Menu”.
    """
    here = place_of(places, address, part)

    def item(says: str, sight: PlaceView, current: str, look: str = "") -> str:
        kind = f' class="{look}"' if look else ""
        to = href(sight.address, **({"part": sight.part} if sight.part else {}))
        return f'<a{kind} href="{escape(to)}" target="_self"{current}>{escape(says)}</a>'

    listed = "".join(
        item(
            place.says, place.sights[0], ' aria-current="true"' if here and place is here[0] else ""
        )
        for place in places
    )
    brand = f'<a class="lk-brand" href="{escape(href(""))}" target="_self">{BRAND}Linkages</a>'
    menu = f'<details class="lk-menu"><summary>Menu</summary><div>{listed}</div></details>'
    show(
        f'<a class="lk-skip" href="#lk-content">Skip to the page</a><div class="lk-top">{brand}<nav'
        f' class="lk-nav" aria-label="Places">{listed}{menu}</nav></div>'
    )

    sights = here[0].sights if here else ()
    if here and len(sights) > 1:
        tabs = "".join(
            item(sight.says, sight, ' aria-current="page"' if sight is here[1] else "", "lk-tab")
            for sight in sights
        )
        show(f'<nav class="lk-tabs" aria-label="{escape(here[0].says)}">{tabs}</nav>')
    show('<div id="lk-content" tabindex="-1"></div>')


def footer(snapshot: Snapshot, drawn: str) -> None:
    """What every number rests on; and the way to record a contact, within reach of a thumb. It is
    drawn last, and its mark says for which address: the page that stands is the page of that.
    """
    said = f"{_rests_on(snapshot)} No record means not known, never no."
    button = link(href("record"), "Record a contact", button="main")
    dock = f'<div class="lk-dock">{button}</div>' if button else ""
    show(
        f'<footer class="lk-foot" data-drawn="{escape(drawn)}"><p>{said}</p>'
        f"<p>{_how_made()}</p></footer>{dock}"
    )


def _how_made() -> str:
    """How the figures come about, with the way to the settings for those to whom they are open."""
    if not people.may_open("settings"):
        return "Every figure follows from the rows that you see. Nothing leaves this machine."
    return (
        f"{link(href('settings'), 'How the figures are made')}: every weight can be seen and"
        " changed. Nothing leaves this machine."
    )


@cached(maxsize=8)
def _rests_on(snapshot: Snapshot) -> str:
    contacts = snapshot.of("Engagement")
    found = {source for row in contacts for source in noted_sources(row.text("source_url"))}
    return f"From {count(len(contacts), 'recorded contact')} in {count(len(found), 'source')}."
