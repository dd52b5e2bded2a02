"""A form for a row, made from the vocabulary: a widget for each of its fields, and the checks that
a file's cells go through.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import streamlit as st

from explorer.words.text import words
from graph_model.rows import PROOF, Value
from graph_model.schema import Field, Type
from loaders.check.form_rows import FieldFault, personal_data
from loaders.read.cells import BadCell, clean, read_cell, write_cell

HINTS = {
    "date": "2026-11-24, 2026-11 or 2026",
    "urls": "https://… ; https://…",
    "flag": "yes or no",
}


@dataclass(frozen=True)
class FormInput:
    """What was typed into a form: the fields of a row, and what is wrong with it."""

    fields: Mapping[str, Value]
    faults: tuple[FieldFault, ...] = ()


def row_form(
    kind: Type, now: Mapping[str, Value], key: str, only: Collection[str] = (), open: bool = True
) -> FormInput:
    """Draw the fields of a type (or `only` some of them), filled with `now`; read what stands
    there. Fields that are not drawn stay as they are.
    """
    shown = [field for field in kind.fields if not only or field.name in only]
    facts = [field for field in shown if field.name not in PROOF]
    proof = [field for field in shown if field.name in PROOF]
    texts = _inputs(facts, now, key)
    if proof:
        if open:
            with st.expander("How do we know, and who may see it?"):
                texts |= _inputs(proof, now, key)
        else:
            texts |= _inputs(proof, now, key)
    found = read_fields(kind, texts)
    kept = {name: value for name, value in now.items() if name not in texts}
    return FormInput({**kept, **found.fields}, found.faults)


def _inputs(fields: Collection[Field], now: Mapping[str, Value], key: str) -> dict[str, str]:
    found: dict[str, str] = {}
    columns = st.columns(2)
    short = [field for field in fields if field.kind != "text" or len(fields) == 1]
    for field in fields:
        container = columns[short.index(field) % 2] if field in short else st.container()
        value = write_cell(now.get(field.name))
        label = field.heading + (" (must be filled)" if field.required else "")
        if field.kind == "code":
            options = [
                code for code in ("", *field.codes) if code or not field.required or not value
            ]
            found[field.name] = container.selectbox(
                label,
                options,
                index=options.index(value) if value in options else 0,
                format_func=_said,
                key=f"{key}_{field.name}",
                help=field.doc,
            )
        else:
            found[field.name] = container.text_input(
                label,
                value=value,
                key=f"{key}_{field.name}",
                help=field.doc,
                placeholder=HINTS.get(field.kind, ""),
            )
    return found


def _said(code: str) -> str:
    return words(code) or "not said"


def read_fields(kind: Type, texts: Mapping[str, str]) -> FormInput:
    """Texts as the fields of a row, by the rules of files; what is wrong is said by field, and
    personal data in free text is refused.
    """
    fields: dict[str, Value] = {}
    faults = []
    for field in kind.fields:
        if field.name not in texts:
            continue
        text = clean(texts[field.name] or "")
        try:
            value = read_cell(field, text)
        except BadCell as bad:
            faults.append(FieldFault(field.name, f"{field.heading}: {bad.sentence}."))
            continue
        if field.kind == "text" and (why := personal_data(text)):
            faults.append(FieldFault(field.name, f"{field.heading}: {why}"))
        elif value is not None:
            fields[field.name] = value
    return FormInput(fields, tuple(faults))
