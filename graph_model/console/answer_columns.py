"""The rows of an answer as columns of one kind, for tables in notebooks and on the screen: a whole
number stays whole beside a null, and what no one kind holds stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph_model.console.answer_values import AnswerValue, ValueRow

if TYPE_CHECKING:  # half a second that a command which prints CSV need not wait
    import pandas as pd

#: Whole numbers from this on lose digits beside numbers that are not whole.
EXACT = 2**53


def single(columns: Sequence[str]) -> list[str]:
    """Column names, a double one told apart by a number.

    Parameters
    ----------
    columns : Sequence[str]
        As a statement names them.

    Returns
    -------
    list[str]
        The same number of names.

    Examples
    --------
    >>> single(["n", "n"])
    ['n', 'n (2)']
    """
    seen: dict[str, int] = {}
    names = []
    for name in columns:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def keeps_digits(values: Sequence[AnswerValue]) -> bool:
    """Whether whole numbers among these can stand beside others without losing digits.

    Parameters
    ----------
    values : Sequence[Value]
        Values of one column.

    Returns
    -------
    bool
        False where one is so large that a float would round it.

    Examples
    --------
    >>> keeps_digits([1, 2.5]), keeps_digits([2**53, 2.5])
    (True, False)
    """
    return all(abs(value) < EXACT for value in values if isinstance(value, int))


def column_type(values: Sequence[AnswerValue]) -> str:
    """The pandas kind that holds all of these without a change, `object` where none does.

    Parameters
    ----------
    values : Sequence[Value]
        Values of one column; None is an empty cell.

    Returns
    -------
    str

    Examples
    --------
    >>> (
    ...     column_type([1, None]),
    ...     column_type([True, None]),
    ...     column_type([1, 2.5]),
    ...     column_type([2**53, 2.5]),
    ...     column_type([float("nan"), None]),
    ... )
    ('Int64', 'boolean', 'float64', 'object', 'object')
    """
    kinds = {type(value) for value in values}
    nulls = type(None) in kinds
    kinds.discard(type(None))

    if kinds == {int}:
        return "Int64" if nulls else "int64"
    if kinds == {bool}:
        return "boolean" if nulls else "bool"
    if kinds == {float} or (kinds == {int, float} and keeps_digits(values)):
        told = not nulls or not any(isinstance(v, float) and math.isnan(v) for v in values)
        return "float64" if told else "object"
    return "str" if kinds == {str} else "object"


def data_frame(columns: Sequence[str], rows: Sequence[ValueRow]) -> pd.DataFrame:
    """Rows as a table of pandas.

    Parameters
    ----------
    columns : Sequence[str]
        Names, double ones too.
    rows : Sequence[Row]
        As many values in each as there are columns.

    Returns
    -------
    pd.DataFrame
        One column each, of the kind that holds its values without a change.

    Examples
    --------
    >>> data_frame(["name", "year"], [["EDRi", 2002], ["APC", None]]).dtypes.astype(str).tolist()
    ['str', 'Int64']
    """
    import pandas as pd

    held = (
        [[row[at] for row in rows] for at in range(len(columns))] if rows else [[] for _ in columns]
    )
    found = [pd.Series(values, dtype=column_type(values)) for values in held]
    whole = pd.concat(found, axis=1) if found else pd.DataFrame()
    whole.columns = list(columns)
    return whole
