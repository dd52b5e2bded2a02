"""What of a statement is code and what is a text, a comment or a name: enough of Cypher's signs to
know a command from a name that is spelt like one.

All that is blanked keeps its length, so that a place in what is left is the place in the statement.
"""

from __future__ import annotations

import re

# what is no code of its own: comments, strings, names in backticks; the rest passes through
PIECES = re.compile(
    r"""/\*.*?(?:\*/|\Z)|//[^\n]*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:[^`]|``)*`|[^/'"`]+|[/'"`]""",
    re.S,
)
ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})")
NOT_LINE = re.compile(r"[^\n]")
#: A name in backticks that could as well stand without them, dots of a procedure's name included.
PLAIN_NAME = re.compile(r"`\s*[\w.]+\s*`")
MODE = re.compile(
    r"\s*(?:CYPHER\b(?:\s+\d+(?:\.\d+)?)?(?:\s+\w+\s*=\s*\w+)*\s+)?(EXPLAIN|PROFILE)\b", re.I
)
TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|'[^']*'|\S")
USE, SPLIT = re.compile(r"\bUSE\b", re.I), re.compile(r"\}\s*IN\b", re.I)

#: Words after which a value comes: what stands there next is a name, however it is spelt.
BEFORE_VALUES = frozenset(
    (
        "AND", "AS", "CONTAINS", "FILTER", "IN", "LET", "LIMIT", "OFFSET", "OR",
        "RETURN", "SKIP", "UNWIND", "WHEN", "WHERE", "WITH", "XOR", "YIELD",
    )
)  # fmt: skip
#: Words that come before a value and are none themselves.
PREFIXES = frozenset(("CASE", "DISTINCT", "NOT"))


def code(text: str, names: bool = False) -> str:
    """The statement with its comments, texts and quoted names blanked; with `names`, quoted names
    that need no quotes stay, for a procedure may be called by one.

    >>> code("RETURN 'a' AS `b c` // d")
    "RETURN ' ' AS _____     "
    >>> code("CALL `db`.`labels`()", names=True)
    'CALL  db . labels ()'
    """
    return "".join(_blanked(found[0], names) for found in PIECES.finditer(text))


def decoded(statement: str) -> str:
    """The statement with its escapes read: one line of Cypher does so before all else, the other
    after.

    >>> decoded("L\\\\u004FAD")
    'LOAD'
    """
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), statement)


def mode(statement: str) -> tuple[str, str]:
    """Whether a statement is to be explained, profiled or run, and what is left of it, every sign
    in its place.

    >>> mode("/* cost */ CYPHER 25 PROFILE RETURN 1")
    ('profile', '/* cost */ CYPHER 25         RETURN 1')
    """
    found = MODE.match(code(statement))
    if not found:
        return "run", statement
    start, end = found.span(1)
    return found[1].lower(), f"{statement[:start]}{' ' * (end - start)}{statement[end:]}"


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """The line and the column of a place, counted from 1.

    >>> line_and_column("MATCH (n)\\nUSE x", 10)
    (2, 1)
    """
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def in_transactions(written: str) -> int:
    """Where a subquery is split into transactions, -1 where none is: IN after the brace that ends a
    CALL, and nowhere else.

    >>> in_transactions("CALL (*) { RETURN 1 AS x } IN 2 CONCURRENT TRANSACTIONS RETURN x")
    27
    >>> in_transactions("RETURN [t IN transactions WHERE COUNT { (t)--() } IN transactions] AS t")
    -1
    """
    if not SPLIT.search(written):
        return -1
    braces: list[bool] = []
    called, depth, ended = False, 0, False

    for token in TOKEN.finditer(written):
        word = token[0].upper()
        if ended and word == "IN":
            return token.start()
        ended = False

        if word == "{":
            braces.append(called and depth == 0)
        elif word == "}":
            ended = bool(braces) and braces.pop()
        depth = max(0, depth + (word == "(") - (word == ")")) if called else 0
        called = word == "CALL" or (called and (depth > 0 or word == ")"))
    return -1


def use_clause(written: str, within: bool = False) -> int:
    """Where USE stands as a clause, -1 where it is a name at most: where a value is expected, a
    word is a name. What is in doubt counts as a clause. `within` is for a text that is an
    expression.

    >>> use_clause("RETURN 1 AS use ORDER BY use DESC"), use_clause("use ASC", within=True)
    (-1, -1)
    >>> use_clause("WITH 1 AS as CALL { WITH as USE system RETURN 1 AS x } RETURN x")
    28
    >>> use_clause("RETURN 1 AS x UNION DISTINCT USE system RETURN 1 AS x")
    29
    """
    if not USE.search(written):
        return -1
    value, cases, outside, before = within, 0, [0], ""
    found = list(TOKEN.finditer(written))

    for token, after in zip(found, [*found[1:], None], strict=True):
        word, following = token[0].upper(), after[0].upper() if after else ""
        if word == "USE" and not value and re.match(r"[\w$]", following):
            return token.start()

        if word == "{":
            outside.append(cases)
            value, cases = False, 0
        elif word == "}":
            value, cases = False, outside.pop() if len(outside) > 1 else 0
        elif not (word[0].isalpha() or word[0] == "_"):
            value = word[0] not in ")];'" and not word[0].isdigit() and not (word == "*" and value)
        elif not value:
            cases -= word == "END" and cases > 0
            value = (
                word in BEFORE_VALUES
                or (word == "BY" and before == "ORDER")
                or (word in ("THEN", "ELSE") and cases > 0)
            )
        elif word not in PREFIXES or (before == "WITH" and following == "USE"):
            value = False
        else:
            cases += word == "CASE"
        before = word
    return -1


def _blanked(piece: str, names: bool) -> str:
    if piece.startswith(("/*", "//")):
        return NOT_LINE.sub(" ", piece)
    if len(piece) > 1 and piece[0] in "'\"":
        return f"'{' ' * (len(piece) - 2)}'"
    if len(piece) > 1 and piece[0] == "`":
        return (
            piece.replace("`", " ") if names and PLAIN_NAME.fullmatch(piece) else "_" * len(piece)
        )
    return piece
