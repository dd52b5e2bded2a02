"""What the server says when it has no answer, in our words: what happened, where, and what to do."""

from __future__ import annotations

import re

from graph_model.console.notices import nearest
from graph_model.database.limits import MEGABYTES, STOPPED
from graph_model.errors import QueryEnded, QueryError, QueryRefused

PLACE = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\)")
EXPECTED = re.compile(r"(Invalid input '([^']*)'): expected (.*)")
WORD = re.compile(r"'([^']+)'")
FEW = 8
LONGER = "Ask for less: start from a name, add LIMIT, shorten paths."


def explain(code: str, message: str) -> QueryError:
    """The error for what the server answered; line 1 is the word before the statement
    (``EXPLAIN``), so places count from line 2.

    >>> error = explain("Neo.ClientError.Statement.SyntaxError", 'Variable `m` not defined (line 2, column 18 (offset: 25))')
    >>> str(error), error.line, error.column
    ('Variable `m` not defined', 1, 18)
    """
    if "TimedOut" in code or STOPPED in message:
        return QueryEnded(f"The time is up, and the server ended the question. {LONGER}")
    if "Terminated" in code:
        return QueryEnded("The question was ended.")
    if "OutOfMemory" in code or "MemoryPool" in code:
        return QueryEnded(
            f"The question needed more than {MEGABYTES} MB of the server's memory, and the server"
            f" ended it. {LONGER}"
        )
    if "StackOverFlow" in code:
        return QueryEnded("The statement is too deep for the server; take it apart with WITH.")
    if code.endswith("AccessMode"):
        return QueryRefused(
            "This statement writes; the console only reads. To bring data in, use the page Data."
        )
    found = PLACE.search(message)
    first = PLACE.sub("", message).split("\n", 1)[0].strip()
    sentence = _nearer(first if len(first) <= 2_000 else f"{first[:2_000]} …")
    return (
        QueryRefused(sentence, int(found[1]) - 1, int(found[2]))
        if found and int(found[1]) > 1
        else QueryRefused(sentence)
    )


def _nearer(sentence: str) -> str:
    """Where the server names all that could stand there: the one that was meant, or the first few.

    >>> _nearer("Invalid input 'RETRUN': expected 'ALTER', 'ORDER BY', 'RETURN' or 'WITH'")
    "Invalid input 'RETRUN'; did you mean RETURN?"
    >>> _nearer("Invalid input 'd': expected 'BY'")
    "Invalid input 'd': expected 'BY'"
    """
    found = EXPECTED.match(sentence)
    if not found:
        return sentence if len(sentence) <= 400 else f"{sentence[:400]} …"
    could = WORD.findall(found[3])
    if len(found[2]) > 2 and (near := nearest(found[2], could)):
        return f"{found[1]}; did you mean {near}?"
    some = ", ".join(f"'{word}'" for word in could[:FEW])
    return f"{found[1]}: expected {some} and others" if len(could) > FEW else sentence


def marked(statement: str, error: QueryRefused) -> str:
    """The line with the place below it, empty where the place is not known.

    >>> print(marked("MATCH (n)\\nRETURN m", QueryRefused("", 2, 8)))
    RETURN m
           ^
    """
    lines = statement.splitlines()
    if not 0 < error.line <= len(lines):
        return ""
    line, at = lines[error.line - 1], error.column - 1
    start = max(0, at - 70)
    return f"{line[start : at + 50]}\n{' ' * (at - start)}^"
