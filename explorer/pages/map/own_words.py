"""A reader's own words in a picture: title, subtitle, notes, and the one name that stands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from explorer.app.limited_text import limited_text
from explorer.html.screen import warn
from explorer.picture.picture import LONGEST_SAID, MOST_REMARKS, Recipe
from graph_model.snapshot import Snapshot
from loaders.take_out.typed_words import kept_back_names, refusal

LONGEST_TITLE = 200
NO_NAME = "nobody: all in their colours"


@dataclass(frozen=True)
class OwnWords:
    """What a reader says in a picture; what is empty, the picture says itself or not at all."""

    title: str = ""
    subtitle: str = ""
    remarks: tuple[str, ...] = ()
    highlight: str = ""

    def put_in(self, recipe: Recipe) -> Recipe:
        """The recipe of a picture with these words; a name that is not in it cannot stand out."""
        return replace(
            recipe,
            title=self.title or recipe.title,
            subtitle=self.subtitle,
            remarks=self.remarks,
            highlight=self.highlight if self.highlight in recipe.places else "",
        )


def words_form(key: str, names: Mapping[str, str], before: Recipe | None) -> OwnWords:
    """Where the words are typed; ``before`` is the picture that was opened, ``names`` are those in
    the picture.
    """
    old = before or Recipe()
    title = limited_text(
        "Title", LONGEST_TITLE, old.title, f"{key}_title", placeholder="as it says itself"
    )
    subtitle = limited_text("Subtitle", LONGEST_SAID, old.subtitle, f"{key}_subtitle")
    remarks = [
        limited_text(
            "A note of your own" if number == 0 else "Another note",
            LONGEST_SAID,
            old.remarks[number] if number < len(old.remarks) else "",
            f"{key}_note{number}",
        )
        or ""
        for number in range(MOST_REMARKS)
    ]
    order = ["", *sorted(names, key=lambda id: names[id].casefold())]
    lit = st.selectbox(
        "Highlight one name, the rest grey",
        order,
        index=order.index(old.highlight) if old.highlight in order else 0,
        format_func=lambda id: names.get(id, NO_NAME),
        key=f"{key}_highlight",
    )
    typed = tuple(said.strip() for said in remarks if said.strip())
    return OwnWords((title or "").strip(), (subtitle or "").strip(), typed, lit or "")


def may_leave(everything: Snapshot, leaving: Snapshot, *said: str) -> bool:
    """Whether typed words name nobody whom the rows keep back; else it is said who."""
    found = kept_back_names(everything, leaving, said)
    if found:
        warn(refusal(found, "Your own words name", "the picture"))
    return not found
