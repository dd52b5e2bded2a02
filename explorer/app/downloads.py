"""Taking files out: templates, the graph in every format, and what has to be decided before
anything goes beyond the coalition.
"""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from explorer.html.look import plain_markdown
from explorer.html.screen import section, show
from explorer.picture.from_recipe import released
from explorer.picture.releases import bundle
from explorer.words.text import count
from graph_model.snapshot import Snapshot
from loaders.take_out.audience import AUDIENCES
from loaders.take_out.export import as_xlsx, as_zip
from loaders.take_out.graph_files.formats import FORMATS
from loaders.take_out.privacy_findings import PrivacyFinding
from loaders.take_out.publish import CHOICES, Choice, Release

WHOM = {"public": "the public", "coalition": "the coalition", "private": "myself: everything"}
CHOSEN = "release_choices"


def take_out(snapshot: Snapshot) -> None:
    """The part of the Data page from which files leave."""
    section("Templates", "Empty tables with the right columns: one per label and kind of tie.")
    st.download_button(
        "Templates (CSV, zipped)",
        lambda: as_zip(Snapshot()),
        "linkages-templates.zip",
        "application/zip",
    )
    st.download_button("Template (Excel)", lambda: as_xlsx(Snapshot()), "linkages-template.xlsx")
    section("The graph", "Tables that you take out can be brought in again, byte for byte.")
    left, right = st.columns(2)
    audience = (
        left.selectbox("For whom", AUDIENCES, format_func=WHOM.__getitem__, key="audience")
        or "public"
    )
    code = (
        right.selectbox(
            "As", list(FORMATS), format_func=lambda its: FORMATS[its].says, key="format"
        )
        or "csv"
    )
    leaving = release_or_none(snapshot, audience)
    if leaving is None:
        return
    chosen = FORMATS[code]
    name = f"linkages-{audience}{chosen.suffix}"
    size = (
        f"{count(len(leaving.snapshot.nodes), 'entry', 'entries')},"
        f" {count(len(leaving.snapshot.relationships), 'tie')}"
    )
    st.download_button(
        f"Take it out ({size})",
        lambda: chosen.write(bundle(leaving, chosen)),
        name,
        chosen.media,
        type="primary",
        key="take_out",
    )


def file_stem(title: str, untitled: str) -> str:
    """A title as the name of a file, without its ending.

    >>> file_stem("Who knows USTR?", "map"), file_stem("…", "map")
    ('who-knows-ustr', 'map')
    """
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or untitled


def release_now(snapshot: Snapshot, audience: str) -> Release:
    """What may leave for an audience, after the choices made so far."""
    chosen: dict[str, Choice] = st.session_state.get(CHOSEN, {})
    return released(snapshot, audience, chosen)


def release_or_none(snapshot: Snapshot, audience: str) -> Release | None:
    """What may leave for an audience, after every finding has its choice; None while one is open.
    Pictures ask here too.
    """
    chosen: dict[str, Choice] = st.session_state.setdefault(CHOSEN, {})
    leaving = release_now(snapshot, audience)
    if audience == "public":
        said = [
            f"{number:,} {words}"
            for code, words in ROLLED.items()
            if (number := leaving.rolled_up.get(code, 0))
        ]
        kept = "; ".join(("For the public, private and coalition rows stay here", *said))
        show(f"<p>{escape(kept)}.</p>")
    if leaving.chosen:
        told, undo = st.columns([3, 1], vertical_alignment="center")
        made = (
            "One choice is made and is"
            if len(leaving.chosen) == 1
            else f"{len(leaving.chosen)} choices are made and are"
        )
        show(f"<p>{made} written into what leaves.</p>", told)
        if undo.button("Choose again", key="release_again"):
            st.session_state[CHOSEN] = {}
            st.rerun()
    if not leaving.findings:
        return leaving
    ask(leaving.findings, chosen)
    return None


ROLLED = {
    "names": "rows no longer name those who are left out",
    "notes": "notes are left out",
    "dates": "days become quarters",
    "representatives": "role-holders are left to their delegation",
}


def ask(findings: tuple[PrivacyFinding, ...], chosen: dict[str, Choice], most: int = 20) -> None:
    """Each finding with its choices; nothing leaves before."""
    some = "One entry" if len(findings) == 1 else f"{len(findings):,} entries"
    section(
        "Could somebody be recognised?",
        f"{some} could give somebody away. Nothing leaves before you choose.",
    )
    with st.form("release_form", border=False):
        made = {}
        for finding in findings[:most]:
            words, choice = st.columns([3, 2], vertical_alignment="center")
            show(f"<p>{escape(finding.sentence)}</p>", words)
            options: list[Choice] = [
                code for code in CHOICES if code != "merge" or finding.code == "few_alike"
            ]
            made[finding.id] = choice.selectbox(
                plain_markdown(finding.sentence),
                options,
                format_func=CHOICES.__getitem__,
                label_visibility="collapsed",
                index=None,
                placeholder="Choose",
                key=f"release_{finding.id}",
            )
        if len(findings) > most:
            show(f"<p>{len(findings) - most:,} more follow when these are settled.</p>")
        if st.form_submit_button("Use these choices", type="primary"):
            st.session_state[CHOSEN] = chosen | {
                id: choice for id, choice in made.items() if choice
            }
            st.rerun()
