"""The form of one member as one HTML file: filled in without network, on a phone too, it gives a
small file back. No names of persons, neither in it nor asked for.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from explorer.words.captions import caption
from graph_model.measures import find_cells
from graph_model.measures.day import Day
from graph_model.vocabulary import ANSWERS
from loaders.answer_files import FORM, VERSION

HERE = Path(__file__).parent


def member_form(day: Day, member: str) -> str:
    """The whole file. Raises `UnknownId`."""
    snapshot = day.snapshot
    name = snapshot.node(member).full_name
    table: dict[str, list[str]] = {}
    for cell in find_cells(day):
        table.setdefault(cell.delegation, []).append(cell.issue)
    delegations = [
        {
            "id": id,
            "name": caption(snapshot, id),
            "full": snapshot.node(id).full_name,
            "issues": table[id],
        }
        for id in sorted(table, key=lambda id: caption(snapshot, id).casefold())
    ]
    issues = sorted({issue for listed in table.values() for issue in listed}, key=snapshot.name)
    content = {
        "form": FORM,
        "version": VERSION,
        "member": member,
        "made": day.at.isoformat(),
        "answers": ANSWERS,
        "issues": [{"id": id, "name": snapshot.name(id)} for id in issues],
        "delegations": delegations,
    }
    return _page(name, json.dumps(content, ensure_ascii=False).replace("<", "\\u003c"))


def _page(name: str, content: str) -> str:
    script, style = (
        (HERE / f"member_form.{part}").read_text(encoding="utf-8") for part in ("js", "css")
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<title>Whom do you know? {escape(name)}</title><style>{style}</style></head><body><main>
<h1>Whom of these delegations does {escape(name)} know?</h1>
<p>These delegations negotiate rules for the Internet now. Answer for those you can;
leave the others. Please name no persons: the body, and since
when, are enough. Nothing leaves this page until you make the file and send it yourself.</p>
<label><span>Find a delegation</span><input type="search" id="find"></label>
<div id="list"></div>
<section id="copy" hidden>
<p>The file is made: send it by mail to whoever sent you this form. Where no file came,
copy this instead:</p>
<textarea rows="8" readonly aria-label="The answers"></textarea></section>
<div class="dock"><span id="count" role="status"></span>
<button type="button" id="make">Make the file</button></div>
</main>
<script type="application/json" id="form">{content}</script><script>{script}</script></body></html>
"""
