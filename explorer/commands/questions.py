"""Commands that ask a ready question: `linkages questions`, `linkages ask`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from explorer.commands.answer_options import (
    AsCsv,
    AsParquet,
    Format,
    ParamsFile,
    from_file,
    output_way,
    write_parquet,
)
from explorer.commands.command_line import (
    AsOf,
    Friends,
    Home,
    Json,
    NoDerived,
    app,
    day_of,
    errors,
    fail,
    fields_of,
    looked_at,
    notes,
    print_json,
)
from explorer.words.answers import as_csv, cell_text, heading_of, in_order_of_rank
from explorer.words.ranks import BANDS, HELP, order_words, rank_words
from explorer.words.text import count
from graph_model.console.console import Answer
from graph_model.errors import BadParameter
from graph_model.measures import differing_settings
from graph_model.questions import QUESTION, QUESTIONS, THEMES
from graph_model.questions.answering import ask as ask_question
from graph_model.questions.answering import graph_behind
from graph_model.questions.lines import prepared
from graph_model.questions.question import ReadyQuestion
from loaders.opening import open_database

Given = Annotated[
    list[str] | None,
    typer.Option("--param", help="A blank of the question: name=value; repeat it for each."),
]

tables = Console(highlight=False, markup=False)


def given_values(pairs: list[str] | None, file: Path | None = None) -> dict[str, str]:
    """What ``--params FILE`` and ``--param name=value`` give, as a form would."""
    found = {
        str(name): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in from_file(file).items()
    }
    for pair in pairs or []:
        name, sign, value = pair.partition("=")
        if not sign:
            fail(2, f"--param {pair!r} has no '='; write --param name=value.")
        found[name.strip()] = value.strip()
    return found


@app.command(name="questions")
def list_questions(as_json: Json = False) -> None:
    """The ready questions: their ids, sentences and blanks.

    Example: linkages questions
    """
    if as_json:
        print_json(
            [
                {
                    **fields_of(question, "id", "theme", "says"),
                    "row": question.means,
                    "columns": question.row,
                    "parameters": [
                        fields_of(blank, "name", "kind", "label", "codes")
                        for blank in question.parameters
                    ],
                    "cypher": question.cypher,
                }
                for question in QUESTIONS
            ]
        )
        return
    for theme in THEMES:
        typer.echo(f"\n{theme}")
        for question in QUESTIONS:
            if question.theme == theme:
                typer.echo(f"  {question.id:26} {question.says}")


@app.command()
def ask(
    id: Annotated[
        str, typer.Argument(help="The id of a ready question; `linkages questions` lists them.")
    ],
    param: Given = None,
    params: ParamsFile = None,
    as_json: Json = False,
    csv: AsCsv = False,
    parquet: AsParquet = None,
    format: Format = "table",
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    home: Home = None,
) -> None:
    """Ask a ready question.

    Example: linkages ask ways-into --param delegation=usa_ustr --json
    """
    out = output_way(format, as_json, csv, parquet)
    if id not in QUESTION:
        fail(2, f"There is no question {id!r}; `linkages questions` lists them.")
    question, blanks, on = QUESTION[id], given_values(param, params), day_of(as_of)
    try:
        values = question.values(blanks, on)
    except BadParameter as error:
        fail(2, str(error))
    with errors(), open_database(home, notes.print) as connection:
        graph = graph_behind(connection.store, question.cypher)
        day = looked_at(graph, as_of, leave_out_derived, with_friends)
        answer = ask_question(connection.store, question, blanks, day)
    sentence = question.sentence({name: str(value) for name, value in values.items()})
    if parquet:
        write_parquet(answer, parquet)
    elif out == "json":
        cypher, parameters = prepared(question, blanks, day)
        print_json(
            {
                "question": id,
                "says": sentence,
                "as_of": on,
                "settings": differing_settings(day.snapshot),
                "parameters": parameters,
                "cypher": cypher,
                "rows": [dict(zip(answer.columns, row, strict=True)) for row in answer.rows],
            }
        )
    elif out == "csv":
        typer.echo(as_csv(answer.columns, answer.rows), nl=False)
    else:
        _draw(
            question,
            answer,
            f"{sentence} As of {on.isoformat()}: {count(len(answer.rows), 'row')}.",
        )


def _draw(question: ReadyQuestion, answer: Answer, title: str) -> None:
    """The rows as a table, in an order that the data supports."""
    ordered, ranks = in_order_of_rank(question, answer.columns, answer.rows)
    heads = [*map(heading_of, answer.columns), *(["Place"] if ranks else [])]
    drawn = Table(*heads, title=title, title_justify="left")
    for at, row in enumerate(ordered):
        cells = (cell_text(column, cell) for column, cell in zip(answer.columns, row, strict=True))
        drawn.add_row(*cells, *map(rank_words, ranks[at : at + 1]))
    tables.print(drawn)
    if ranks:
        means = BANDS if question.banded else HELP
        said = order_words(ranks, f"these {len(ranks):,} rows", means, day=None)
        tables.print(said, soft_wrap=True)
