"""Page 2: every delegation and issue on the table, with the kind of gap, why, and what to do."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.look import heading, link, section, show, sources, table, words
from explorer.matrix import SORTS, Filters, Matrix, as_csv, as_records, group_of, matrix, narrow
from explorer.sentences import percent, title
from explorer.session import View, context_bar, href, remember, view
from explorer.symbols import kind_symbol
from graph_model.dates import spoken
from graph_model.outreach import KIND, KINDS, Cell, coverage, find_cells
from graph_model.vocabulary import ANSWERS, SCHEMA

FILTERS = ("agreement", "group", "kind", "body", "economy")


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    cells = find_cells(shown.snapshot, shown.as_of, shown.settings)
    if not cells:
        heading("Delegations & gaps", "Nothing is on the table on this day", "Choose another day above, or load agreements with their phases.")
        show(link(href("gaps", as_of="2017-12-01"), "Look at 1 December 2017"))
        return
    band = coverage(cells)
    asked = f"{band.cells:,} pairs of a delegation and an issue, {band.delegations} delegations"
    sentence = f"Where we have a line, and where not: {percent(band.low)} to {percent(band.high)} reached"
    heading("Delegations & gaps", sentence, f"{asked}. Choose a symbol to see why it is there and what to do.")
    by, sort, everything = controls(shown, list(cells))
    chosen = narrow(shown.snapshot, cells, by)
    if not chosen:
        st.info("Nothing on the table passes all of these filters. Take one off.")
        return
    picture, listed = st.tabs(["Matrix", "List"])
    with picture:
        show(legend_html())
        grid = matrix(shown.snapshot, chosen, sort, everything)
        show(matrix_html(shown, grid))
        if grid.more_delegations or grid.more_issues:
            st.caption(f"{grid.more_delegations} more delegations and {grid.more_issues} more issues with less at stake: choose “Show all”.")
    with listed:
        records = as_records(shown.snapshot, chosen)
        st.dataframe([{key: value for key, value in record.items() if not key.endswith(("_id", "_code"))} for record in records], hide_index=True)
    st.download_button("Download what is shown (CSV)", as_csv(shown.snapshot, chosen), f"gaps-{shown.as_of}.csv", "text/csv")
    picked = tuple(st.query_params.get("cell", "").split("~"))
    cell = next((cell for cell in cells if (cell.delegation, cell.issue) == picked), None) or chosen[0]
    why(shown, cell)


def controls(shown: View, cells: list[Cell]) -> tuple[Filters, str, bool]:
    """The filters, kept in the address."""
    snapshot = shown.snapshot
    agreements = sorted({talk.agreement for cell in cells for talk in cell.target.talks}, key=snapshot.name)
    choices: dict[str, tuple[str, list[str]]] = {
        "agreement": ("Agreement", agreements),
        "group": ("Issue group", sorted({group_of(snapshot, cell.issue) for cell in cells}, key=snapshot.name)),
        "kind": ("Kind of gap", [kind.code for kind in KINDS]),
        "body": ("Kind of body", sorted({snapshot.nodes[cell.delegation].text("kind") for cell in cells} - {""})),
        "economy": ("Economy", sorted({tie.target for cell in cells for tie in snapshot.out(cell.delegation, "REPRESENTS")}, key=snapshot.name)),
    }
    picked: dict[str, str] = {}
    for column, (name, (heads, codes)) in zip(st.columns(len(choices)), choices.items(), strict=True):
        wanted = st.query_params.get(name, "")
        options = ["", *codes]
        index = options.index(wanted) if wanted in options else 0
        says = {code: _say(shown, name, code) for code in options}
        picked[name] = column.selectbox(heads, options, index=index, key=f"filter_{name}", format_func=says.__getitem__) or ""
    order, all_of_it, derived = st.columns([2, 1, 3], vertical_alignment="bottom")
    sort = order.selectbox("Order", list(SORTS), format_func=SORTS.__getitem__, key="sort", index=list(SORTS).index(_sort()))
    everything = all_of_it.toggle("Show all", key="everything", value=st.query_params.get("all") == "on")
    left_out = derived.toggle("Leave out accession talks that repeat an agreement’s coverage", key="derived_input", value=shown.settings.leave_out_derived)
    changed = {**picked, "sort": "" if sort == "missing" else sort, "all": "on" if everything else "", "derived": "out" if left_out else ""}
    if any(st.query_params.get(name, "") != value for name, value in changed.items()):
        for name, value in changed.items():
            remember(name, value)
        if left_out != shown.settings.leave_out_derived:
            st.rerun()
    return Filters(**picked), sort, everything


def _sort() -> str:
    wanted = st.query_params.get("sort", "")
    return wanted if wanted in SORTS else "missing"


def _say(shown: View, name: str, code: str) -> str:
    if not code:
        return "all"
    if name == "kind":
        return KIND[code].says
    return words(code) if name == "body" else shown.snapshot.name(code)


def legend_html() -> str:
    """Each symbol with its words."""
    return '<div class="lk-legend">' + "".join(f"<span>{kind_symbol(kind.code)} {kind.says}</span>" for kind in KINDS) + "</div>"


def matrix_html(shown: View, grid: Matrix) -> str:
    """The matrix: a symbol per pair, each a link to its reasons."""
    snapshot, current = shown.snapshot, st.query_params.get("cell", "")
    groups = [group_of(snapshot, issue) for issue in grid.issues]
    edge = [' class="lk-first"' if not at or groups[at] != groups[at - 1] else "" for at in range(len(groups))]
    heads = "".join(f'<th scope="col"{edge[at]}><div>{escape(snapshot.name(issue))}</div></th>' for at, issue in enumerate(grid.issues))
    keep = {name: st.query_params.get(name, "") for name in (*FILTERS, "sort", "all")}
    lines = []
    for delegation in grid.delegations:
        boxes = []
        for at, issue in enumerate(grid.issues):
            cell = grid.cells.get((delegation, issue))
            if cell is None:
                boxes.append(f"<td{edge[at]}></td>")
                continue
            key = f"{delegation}~{issue}"
            said = f"{title(snapshot, delegation)}, {snapshot.name(issue)}: {KIND[cell.kind].says}"
            here = ' aria-current="true"' if key == current else ""
            boxes.append(f'<td{edge[at]}><a href="{escape(href("gaps", **keep, cell=key))}" target="_self"{here}>{kind_symbol(cell.kind, words=said)}</a></td>')
        name = link(href("profile", id=delegation), title(snapshot, delegation))
        lines.append(f'<tr><th scope="row">{name}</th>{"".join(boxes)}</tr>')
    caption = "An empty square: the issue is not on this delegation’s table on this day."
    return (
        '<div class="lk-scroll" role="region" aria-label="Delegations and issues" tabindex="0"><table class="lk-matrix">'
        f"<caption>{caption}</caption><thead><tr><th></th>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def why(shown: View, cell: Cell) -> None:
    """Why a symbol is where it is: the talks, the contacts, the ways in, the remedy."""
    snapshot, kind = shown.snapshot, KIND[cell.kind]
    section(f"Why: {title(snapshot, cell.delegation)} on {snapshot.name(cell.issue).lower()}")
    show(
        f'<div class="lk-card"><h3>{kind_symbol(cell.kind)} {kind.says}</h3><p>{escape(kind.means[:1].upper() + kind.means[1:])}.</p>'
        f'<p class="lk-do">{kind.remedy_says}. Importance {cell.importance:.2f} of 1; warmth {cell.warmth:.2f} (a line is live from 0.30).</p></div>'
    )
    show(talks_html(shown, cell))
    show(contacts_html(shown, cell))
    show(ways_in_html(shown, cell.delegation))


def talks_html(shown: View, cell: Cell) -> str:
    """The negotiations that put the issue on this delegation's table."""
    rows = []
    for talk in cell.target.talks:
        covers = next(tie for tie in shown.snapshot.out(talk.agreement, "COVERS") if tie.target == cell.issue)
        known = sources(covers.text("source_url")) + f" <small>{words(covers.text('confidence'))}</small>" if shown.show_sources else ""
        name = link(href("profile", id=talk.agreement), shown.snapshot.name(talk.agreement))
        treats = words(talk.strength) + (f", {escape(covers.text('article'))}" if covers.text("article") else "")
        rows.append([name, words(talk.status), words(talk.role), f"{treats} {known}", f"{talk.weight:.2f}"])
    return table(["negotiation", "phase", "part played", "how it treats the issue", "weight"], rows, "What puts it on the table")


def contacts_html(shown: View, cell: Cell) -> str:
    """The recorded contacts with the delegation, latest first, on any issue."""
    snapshot, rows = shown.snapshot, []
    for id in cell.evidence:
        row = snapshot.nodes[id]
        who = ", ".join(snapshot.name(tie.source) for tie in snapshot.back(id, "TOOK_PART_IN", "GAVE"))
        known = " " + sources(row.text("source_url")) if shown.show_sources else ""
        about = ", ".join(snapshot.name(tie.target) for tie in snapshot.out(id, "ABOUT"))
        what = ANSWERS[row.text("said")] if row.label == "Answer" else f"{words(row.text('kind'))}, {words(row.text('outcome'))}"
        cells = [spoken(row.text("date")), escape(what), escape(who), escape(about)]
        rows.append([*cells, link(href("profile", id=id), row.text("summary") or "details") + known])
    if not rows:
        return "<p>No recorded contact with this delegation. If you know of one, add it on the Data page (engagement.csv).</p>"
    return table(["when", "what", "who", "about", "in a sentence"], rows, f"{len(rows)} recorded contacts with this delegation, latest first")


def ways_in_html(shown: View, delegation: str) -> str:
    """The standing procedures that lead to the delegation."""
    rows = []
    for tie in shown.snapshot.back(delegation, "OPENS"):
        way = shown.snapshot.nodes[tie.source]
        apply = sources(way.text("how_to_apply_url")).replace(">source", ">how to apply")
        rows.append([link(href("profile", id=way.id), way.name), escape(way.text("who_may_take_part")), words(way.text("status")), apply])
    title = SCHEMA.by_label["ConsultationMechanism"].plural
    return table([title.lower(), "who may take part", "state", ""], rows, title) if rows else "<p>No legal way in is recorded for this delegation.</p>"
