"""A story on the map: its menu beside the saved views, and going from slide to slide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.address_choices import remember
from explorer.app.downloads import WHOM, file_stem, release_now
from explorer.app.limited_text import limited_text
from explorer.app.saving import may_save
from explorer.app.unfolding import unfolding
from explorer.html import people
from explorer.html.look import plain_markdown
from explorer.html.screen import show, show_note, warn
from explorer.html.view import View
from explorer.pages.map import saved_views
from explorer.pages.map.open_picture import uploader
from explorer.pages.map.open_story import go
from explorer.pages.map.opened_pictures import changed_since
from explorer.pages.map.own_words import may_leave
from explorer.pages.map.slide_pictures import slide_pictures, taken_out, told
from explorer.pages.map.stories import (
    LONGEST,
    Slides,
    change,
    moved,
    slide_of,
    stories,
    story_called,
)
from explorer.picture.picture import LONGEST_SAID
from explorer.picture.slides import Slide, Story
from explorer.picture.story_files import KINDS
from graph_model.errors import LinkagesError
from loaders.take_out.audience import AUDIENCES

ON_SCREEN, NEW = "", ""
TROUBLE = "story_trouble"


def slide_shown(everything: View) -> Slide | None:
    """The slide that the address asks for, with its place in the story and the way on and back;
    None where no story is played.
    """
    name = st.query_params.get("story", "")
    if not name:
        return None
    name, slides = story_called(database.of_app().home, name, _sees())
    if not slides:
        return None
    at = _place(st.query_params.get("slide", ""), len(slides))
    since = told(slides[at], changed_since(everything.snapshot, slides[at].recipe).says)
    show(
        f'<p class="lk-small" role="status">Story “{escape(name)}”, {at + 1} of {len(slides)}.'
        f" {escape(since)}</p>"
    )
    with st.container(key="lk-story", horizontal=True, vertical_alignment="center"):
        for label, key, to in (("Previous", "PageUp", at - 1), ("Next", "PageDown", at + 1)):
            st.button(
                label,
                key=f"story_{label.lower()}",
                shortcut=key,
                disabled=not 0 <= to < len(slides),
                on_click=go,
                args=(name, slides, to),
            )
        st.button("End the story", key="story_end", type="tertiary", on_click=_end)
    return slides[at]


def _place(slide: str, number: int) -> int:
    """Which slide of so many an address asks for, from zero; the first where it asks for none.

    >>> [_place(asked, 3) for asked in ("2", "9", "0", "00", "-1", "", "9" * 5000)]
    [1, 2, 0, 0, 0, 0, 2]
    """
    return min(max(int(slide[:4]), 1), number) - 1 if slide.isdecimal() else 0


def _end() -> None:
    remember("story", "")
    remember("slide", "")


def story_menu(shown: View, current: Mapping[str, str]) -> None:
    """Stories: put views into one, play it, take it out."""
    kept = stories(database.of_app().home, _sees())
    with unfolding("Stories", "map_stories") as opened:
        if not opened:
            return
        if said := st.session_state.pop(TROUBLE, ""):
            warn(said)
        name = NEW
        if kept:
            names = [*kept, NEW]
            name = st.selectbox(
                "Story", names, format_func=lambda its: its or "a new story", key="story_name"
            )
        slides = kept.get(name, ())
        if slides:
            st.button("Play", key="story_play", type="primary", on_click=go, args=(name, slides, 0))
            slide_list(name, slides)
        if may_save():
            adding(shown, name, current)
            uploader("story_file", "Open a story file", list(KINDS))
        if slides:
            take_out(shown, name, slides)


def play_buttons() -> None:
    """Every story with its button, where the map begins."""
    kept = stories(database.of_app().home, _sees())
    for number, (name, slides) in enumerate(kept.items()):
        st.button(
            f"Play the story “{plain_markdown(name)}”",
            key=f"story_play_{number}",
            type="tertiary",
            on_click=go,
            args=(name, slides, 0),
        )


def slide_list(name: str, slides: Slides) -> None:
    """The slides in their order, each of which members put before the one above it or
    take away."""
    for at, slide in enumerate(slides):
        said = f'<p class="lk-small">{at + 1}. {escape(slide.sentence or slide.recipe.title)}</p>'
        if not may_save():
            show(said)
            continue
        words, up, away = st.columns([5, 1.4, 1.6], vertical_alignment="center")
        show(said, words)
        up.button(
            "Up",
            key=f"story_up_{at}",
            disabled=at == 0,
            help="Put it before the one above",
            type="tertiary",
            on_click=_change,
            args=(name, at, -1),
        )
        away.button(
            "Forget", key=f"story_away_{at}", type="tertiary", on_click=_change, args=(name, at, 0)
        )


def adding(shown: View, name: str, current: Mapping[str, str]) -> None:
    """One more slide: a view, and a sentence."""
    views = saved_views.views(database.of_app().home)
    turn = st.session_state.setdefault("slides_added", 0)  # fields that were taken are empty again
    with st.form(f"story_form_{turn}", border=False):
        typed = name or limited_text("Name of the new story", LONGEST)
        view = st.selectbox(
            "Which view",
            [ON_SCREEN, *views],
            format_func=lambda its: its or "the one on the screen",
        )
        sentence = limited_text("Your sentence to it", LONGEST_SAID)
        if not st.form_submit_button("Add a slide") or typed is None or sentence is None:
            return
    params = dict(views[view] if view else current)
    today = date.fromisoformat(database.today())
    home = database.of_app().home
    try:
        slide = slide_of(shown, home, params, sentence, _sees(), today)
        change(home, typed, _sees(), lambda slides: (*slides, slide))
        st.session_state["slides_added"] = turn + 1
    except LinkagesError as error:
        st.session_state[TROUBLE] = str(error)
    st.rerun()


def take_out(shown: View, name: str, slides: Slides) -> None:
    """The story as a file, for whom you say."""
    audience = st.selectbox("For whom", AUDIENCES, format_func=WHOM.__getitem__, key="story_for")
    kind = st.selectbox("As", list(KINDS), format_func=str.upper, key="story_kind")
    leaving = release_now(shown.snapshot, audience)
    if leaving.findings:
        show_note("Some entries could give somebody away: choose first under “Save picture”.")
        return
    said = [words for slide in slides for words in (slide.sentence, *slide.recipe.remarks)]
    if not may_leave(shown.snapshot, leaving.snapshot, name, *said):
        return
    st.download_button(
        "Take the story out",
        lambda: taken_out(
            database.of_app().home,
            Story(name, slides),
            slide_pictures(shown.snapshot, slides, audience, dict(leaving.chosen)),
            kind,
        ),
        f"linkages-{file_stem(name, 'story')}.{kind}",
        KINDS[kind],
        key="story_out",
        on_click="ignore",
    )


def _change(name: str, at: int, by: int) -> None:
    """Move a slide, or (by nothing) take it away."""
    try:
        change(
            database.of_app().home,
            name,
            _sees(),
            lambda slides: moved(slides, at, by) if by else (*slides[:at], *slides[at + 1 :]),
        )
    except LinkagesError as error:
        st.session_state[TROUBLE] = str(error)


def _sees() -> str:
    return people.SEES[people.present().role]
