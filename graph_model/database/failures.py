"""What the server says when it has no answer, in our words: what happened, where, and what to
do.
"""

from __future__ import annotations

import logging
import re

from graph_model.database.limits import MEGABYTES, STOPPED
from graph_model.errors import QueryEnded, QueryError, QueryRefused, StoreBroken, StoreError
from graph_model.search_words import nearest_name

PLACE = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\)")
#: What the server repeats below its sentence: the line, or the text that it could not read, and a
#: mark.
REPEATED = re.compile(r'\n"(.*)"\n\s*\^\s*$', re.S)
EXPECTED = re.compile(r"(Invalid input '([^']*)'): expected (.*)")
WORD = re.compile(r"'([^']+)'|an? [a-z ]+|<EOF>")
FEW = 8
#: What the server says once it cannot write its log: from then on it refuses everything.
PANIC = (
    "TransactionLogError",
    "critical error",
    "needs to be restarted",
    "No space left",
    "DatabaseUnavailable",
    "TransactionStartFailed",
)
LONGER = "Ask for less: start from a name, add LIMIT, shorten paths."
#: Words that only write or administer: no help where one may only read.
REFUSED_WORDS = frozenset(
    (
        "ALTER", "CREATE", "DEALLOCATE", "DELETE", "DENY", "DETACH", "DROP", "DRYRUN",
        "ENABLE SERVER", "FOREACH", "GRANT", "INSERT", "LOAD CSV", "MERGE", "NODETACH",
        "REALLOCATE", "REMOVE", "RENAME", "REVOKE", "SET", "START DATABASE", "STOP DATABASE",
        "TERMINATE", "USE", "USING PERIODIC COMMIT",
    )
)  # fmt: skip
#: Words of other languages, and how Cypher says it.
OTHER_LANGUAGES = {
    "SELECT": "Cypher begins with MATCH and ends with RETURN: MATCH (m:Member) RETURN m.name",
    "FROM": "Cypher names the kind within the pattern: MATCH (m:Member) RETURN m.name",
    "LIKE": "write CONTAINS, STARTS WITH or ENDS WITH, without %",
    "ILIKE": "write toLower(m.name) CONTAINS 'text', without %",
    "GROUP": "grouping is by itself: what stands in RETURN beside count(*) is the group",
    "HAVING": "write WITH m, count(*) AS number WHERE number > 1 RETURN m",
    "JOIN": "a pattern joins: MATCH (m:Member)-->(i:Issue) RETURN m, i",
    "UPDATE": "the console only reads; to change something, use the page Data",
    "TRUNCATE": "the console only reads; to change something, use the page Data",
}
INDEX_OF = {
    "NODE": ("nodes", "queryNodes"),
    "RELATIONSHIP": ("relationships", "queryRelationships"),
}
#: What procedures say when they fail, in the words of their own makers, and what it comes to.
PROCEDURES = (
    (
        re.compile(r"queryparser|Could not parse the given fulltext"),
        "The search text cannot be read; balance its brackets and quotes, or put it in double"
        " quotes to find it as it stands.",
    ),
    (
        re.compile(r"no such fulltext schema index: (.+)"),
        "There is no full-text index “{0}”; SHOW FULLTEXT INDEXES lists them.",
    ),
)
WRONG_INDEX = re.compile(r"The '([^']*)' index .* is an index on (NODE|RELATIONSHIP)\b")
CAUSED = re.compile(r"Failed to invoke procedure `[^`]*`: Caused by: ", re.S)
CLASS = re.compile(r"\b(?:[a-z]\w*\.){2,}[A-Z]\w*: ")


def unanswered(uri: str, built_in: bool) -> str:
    """No answer, or a connection that broke off: what to do, to the user of the built-in server and
    to the one of their own.
    """
    if built_in:
        return (
            "The built-in Neo4j does not answer; it starts again with the explorer. If something"
            " was being written, look whether it is there before you repeat it."
        )
    return (
        f"No Neo4j answers at {uri}; start it or correct NEO4J_URI. If something was being written,"
        " look whether it is there before you repeat it."
    )


def server_error(code: str, message: str) -> StoreError:
    """The error for what the server could not do, without its codes: what they mean, and the way
    on.

    >>> full = server_error("Neo.DatabaseError.Transaction.TransactionLogError", "Could not append")
    >>> str(full)[:43]
    'The disk of the database is full, or cannot'
    >>> str(server_error("Neo.TransientError.Transaction.DeadlockDetected", "..."))
    'The database was busy and nothing was changed; try again.'
    """
    if any(sign in f"{code} {message}" for sign in PANIC):
        return StoreBroken(
            "The disk of the database is full, or cannot be written; nothing was changed by this."
            " Make room: the built-in database then starts again by itself, with everything that"
            " was confirmed before."
        )
    if code.startswith("Neo.TransientError"):
        return StoreError("The database was busy and nothing was changed; try again.")
    logging.getLogger(__name__).warning("the database could not do it: %s %s", code, message)
    return StoreError(
        "The database could not do it, and nothing was changed; try again. If it stays so, the log"
        " of the database says why."
    )


def explain(code: str, message: str) -> QueryError:
    """The error for what the server answered; line 1 is the word before the statement
    (``EXPLAIN``), so places count from line 2.

    >>> error = explain(
    ...     "Neo.ClientError.Statement.SyntaxError",
    ...     "Variable `m` not defined (line 2, column 18 (offset: 25))",
    ... )
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
    sentence = _nearer(_whole(message))
    return (
        QueryRefused(sentence, int(found[1]) - 1, int(found[2]))
        if found and int(found[1]) > 1
        else QueryRefused(sentence)
    )


def _whole(message: str) -> str:
    """All lines of a message, where the remedy stands in the last; without the place, what is
    repeated of the statement, and names of Java.

    >>> _whole(
    ...     "Colons are no longer supported.\\nPlease use `:A|B` instead."
    ...     " (line 2, column 14 (offset: 13))\\n" + '"MATCH"\\n ^'
    ... )
    'Colons are no longer supported. Please use `:A|B` instead.'
    >>> _whole('Text cannot be parsed to a Date\\n"x"\\n ^')
    'Text cannot be parsed to a Date: "x"'
    >>> _whole(
    ...     "Failed to invoke procedure `db.index.fulltext.queryNodes`: Caused by:"
    ...     " org.apache.lucene.queryparser.classic.ParseException: Encountered"
    ... )
    'The search text cannot be read; balance its brackets and quotes, or put it in double quotes
    to find it as it stands.'
    """
    if CAUSED.match(message):
        return _procedure(CAUSED.sub("", message))
    repeated = REPEATED.search(message)
    kept = REPEATED.sub("", message)
    if repeated and not PLACE.search(message):
        kept = f'{kept}: "{repeated[1]}"'
    sentence = CLASS.sub("", " ".join(PLACE.sub("", kept).split()))
    return sentence if len(sentence) <= 2_000 else f"{sentence[:2_000]} …"


def _procedure(message: str) -> str:
    """What a procedure says of its failure.

    >>> _procedure(
    ...     "java.lang.IllegalArgumentException: The 'tt' index (Index( id=3 )) is an index"
    ...     " on NODE, so it cannot be queried for relationships."
    ... )
    'The index “tt” is of nodes; ask it with db.index.fulltext.queryNodes.'
    """
    if wrong := WRONG_INDEX.search(message):
        of, asked = INDEX_OF[wrong[2]]
        return f"The index “{wrong[1]}” is of {of}; ask it with db.index.fulltext.{asked}."
    for pattern, says in PROCEDURES:
        if found := pattern.search(message):
            return says.format(*found.groups())
    return CLASS.sub("", " ".join(message.split()))


def _nearer(sentence: str) -> str:
    """Where the server names all that could stand there: the one that was meant, or the first few
    of those that read; for a word of another language, how Cypher says it.

    >>> _nearer("Invalid input 'RETRUN': expected 'ALTER', 'ORDER BY', 'RETURN' or 'WITH'")
    "Invalid input 'RETRUN'; did you mean RETURN?"
    >>> _nearer("Invalid input 'd': expected 'BY'")
    "Invalid input 'd': expected 'BY'"
    >>> _nearer("Invalid input 'SELECT': expected 'CREATE', 'DELETE' or 'MATCH'")
    "Invalid input 'SELECT'; Cypher begins with MATCH and ends with RETURN:
    MATCH (m:Member) RETURN m.name"
    >>> _nearer("Invalid input ';': expected 'ALTER', 'ORDER BY', 'CREATE' or <EOF>")
    "Invalid input ';': expected 'ORDER BY' or the end"
    """
    found = EXPECTED.match(sentence)
    if not found:
        return sentence if len(sentence) <= 400 else f"{sentence[:400]} …"
    if says := OTHER_LANGUAGES.get(found[2].upper()):
        return f"{found[1]}; {says}"

    could = [match[0] for match in WORD.finditer(found[3]) if match[1] not in REFUSED_WORDS]
    if len(found[2]) > 2 and (near := nearest_name(found[2], [word.strip("'") for word in could])):
        return f"{found[1]}; did you mean {near}?"
    some = [word.replace("<EOF>", "the end").strip() for word in could]
    if len(some) > FEW:
        return f"{found[1]}: expected {', '.join(some[:FEW])} and others"
    last = f" or {some[-1]}" if len(some) > 1 else "".join(some)
    return f"{found[1]}: expected {', '.join(some[:-1])}{last}" if some else found[1]


def marked_line(statement: str, error: QueryRefused) -> str:
    """The line with the place below it, empty where the place is not known.

    Parameters
    ----------
    statement : str
        What was asked.
    error : QueryRefused
        What the server said of it, with line and column.

    Returns
    -------
    str
        Two lines, or an empty text.

    Examples
    --------
    >>> print(marked_line("MATCH (n)\\nRETURN m", QueryRefused("", 2, 8)))
    RETURN m
           ^
    """
    lines = statement.splitlines()
    if not 0 < error.line <= len(lines):
        return ""
    line, at = lines[error.line - 1], error.column - 1
    start = max(0, at - 70)
    return f"{line[start : at + 50]}\n{' ' * (at - start)}^"
