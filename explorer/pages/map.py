"""Page 3: the map. It starts from a name or a question, never from everything."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.look import heading, link, show, table
from explorer.picture.component import draw
from explorer.picture.model import FIRST, choose, picture
from explorer.profiles import entry_link, facts, groups, provenance
from explorer.questions import STARTS
from explorer.session import View, context_bar, href, option, search, view
from explorer.symbols import label_symbol
from graph_model.picture import Picture
from graph_model.vocabulary import SCHEMA


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    asked = next((start for start in STARTS if start.code == st.query_params.get("question", "")), None)
    focus = [id for id in st.query_params.get("focus", "").split(",") if id in shown.snapshot.nodes]
    if not focus and asked is None:
        starts(shown)
        return
    title = asked.says if asked else f"Around {', '.join(shown.snapshot.name(id) for id in focus[:3])}"
    heading("The map", title, "Choose an entry to read about it; double-click one to widen the picture around it.")
    hidden = frozenset(label for label in st.query_params.get("hide", "").split(",") if label in SCHEMA.by_label)
    if asked:
        ids = list(dict.fromkeys([*asked.answer(shown.snapshot, shown.as_of), *choose(shown.snapshot, focus, shown.as_of)]))
        ids = [id for id in ids if shown.snapshot.nodes[id].label not in hidden]
    else:
        ids = choose(shown.snapshot, focus, shown.as_of, hidden=hidden)
    if not ids:
        st.info("Nothing answers this question on this day. Choose another day or another start.")
        show(link(href("map"), "Another start"))
        return
    graph(shown, ids, focus)


def starts(shown: View) -> None:
    """The empty state: ways to begin."""
    heading("The map", "What do you want to see?", "Start from a name or from a question; the picture stays small and grows where you ask.")
    typed = st.text_input("A name", placeholder="for example USTR, CPTPP or source code", key="map_name")
    if typed:
        found = search(shown.snapshot, typed)
        items = "".join(f"<li>{link(href('map', focus=id), option(shown.snapshot, id))}</li>" for id in found)
        show(f"<ul>{items}</ul>" if items else "<p>Nothing has a name like that; try a part of it.</p>")
    show("<ul>" + "".join(f"<li>{link(href('map', question=start.code), start.says)}</li>" for start in STARTS) + "</ul>")


@st.fragment
def graph(shown: View, ids: list[str], focus: list[str]) -> None:
    """The picture with its inspector, and its list."""
    limit = _number("shown")
    seen = picture(shown.snapshot, ids, shown.as_of, limit)
    place = "map"
    drawn, listed = st.tabs(["Picture", "List"])
    with drawn:
        left, right = st.columns([3, 2], gap="medium")
        with left:
            legend(seen)
            chosen = draw(seen, st.query_params.get("pick", ""), key=place, on_widen=lambda: _widen(place, focus))
            note, more = st.columns([3, 1], vertical_alignment="center")
            note.caption(f"{len(seen.entries)} entries shown, {seen.left_out} more." if seen.left_out else f"All {len(seen.entries)} entries are shown.")
            if seen.left_out and more.button("Show more", key="more"):
                st.query_params["shown"] = str(limit + FIRST)
                st.rerun()
        with right:
            picked = chosen.picked or st.query_params.get("pick", "") or (focus[0] if focus else ids[0])
            inspector(shown, picked if picked in shown.snapshot.nodes else ids[0])
    with listed:
        rows = [[entry_link(shown.snapshot, tie.source), escape(tie.says), entry_link(shown.snapshot, tie.target)] for tie in seen.ties]
        show(table(["from", "", "to"], rows, f"{len(rows)} ties between {len(seen.entries)} entries: the same as in the picture"))


def legend(seen: Picture) -> None:
    """Each label with its symbol and how many entries it has here; choosing one takes it out of the picture, or puts it back."""
    hidden = [label for label in st.query_params.get("hide", "").split(",") if label in SCHEMA.by_label]
    items = []
    for label in [*seen.counts, *(label for label in hidden if label not in seen.counts)]:
        number = seen.counts.get(label, 0)
        name = SCHEMA.by_label[label].singular if number == 1 else SCHEMA.by_label[label].plural.lower()
        rest = [other for other in hidden if other != label] if label in hidden else [*hidden, label]
        keep = {key: st.query_params.get(key, "") for key in ("focus", "question", "shown")}
        said = f"Show {name} again" if label in hidden else f"Take {name} out of the picture"
        shows = f"{name} (out)" if label in hidden else f"{name} {number}"
        items.append(f"<span>{label_symbol(label)} {link(href('map', **keep, hide=','.join(rest)), shows, said)}</span>")
    show(f'<div class="lk-legend">{"".join(items)}</div>')


def inspector(shown: View, id: str) -> None:
    """The chosen entry beside the picture."""
    row = shown.snapshot.nodes[id]
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in facts(row)[:8])
    ways = "".join(
        f"<p><b>{escape(group.says)}</b> {', '.join(entry_link(shown.snapshot, other) for other in group.others[:4])}"
        f"{f' and {len(group.others) - 4} more' if len(group.others) > 4 else ''}</p>"
        for group in groups(shown.snapshot, id)
    )
    know = f"<dt>How we know</dt><dd>{provenance(row)}</dd>" if shown.show_sources else ""
    kind = SCHEMA.by_label[row.label].singular
    show(
        '<div class="lk-card" role="region" aria-label="The chosen entry">'
        f'<p class="lk-kicker">{label_symbol(row.label)} {kind}</p><h3>{escape(row.full_name)}</h3>'
        f'<dl class="lk-facts">{pairs}{know}</dl>{ways}<p>{link(href("profile", id=id), "Whole profile")}</p></div>'
    )


def _widen(key: str, focus: list[str]) -> None:
    wanted = st.session_state[key].widen
    if wanted:
        st.query_params["focus"] = ",".join(dict.fromkeys([*focus, wanted]))
        st.query_params["shown"] = str(_number("shown") + 20)


def _number(name: str) -> int:
    text = st.query_params.get(name, "")
    return max(1, min(int(text), 600)) if text.isdigit() else FIRST
