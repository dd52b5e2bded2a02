"""Fields that rows share take little room, and are what they were."""

from __future__ import annotations

import json
import pickle
import sys

from graph_model.database.reading import ALIKE, _FieldsByValues
from graph_model.rows import MANY, Fields, SharedFields


def noted(number: int) -> Fields:
    """Fields with the names that many rows have, and words of their own."""
    return {"source_url": "https://example.org", "note": f"said {number}", "chance": number / 8}


def test_fields_with_the_same_names_are_equal_to_what_was_given_and_plain() -> None:
    shared = SharedFields()
    given = [noted(number) for number in range(3 * MANY)]
    kept = [shared.of(fields) for fields in given]
    assert kept == given
    assert {type(fields) for fields in kept} == {dict}
    assert json.dumps(kept) == json.dumps(given)
    assert [list(fields) for fields in kept] == [list(fields) for fields in given]
    assert pickle.loads(pickle.dumps(kept)) == given
    assert len({id(fields["source_url"]) for fields in kept}) == 1


def test_names_that_many_rows_have_are_kept_once_and_those_of_a_few_are_not() -> None:
    shared = SharedFields()
    room = [sys.getsizeof(shared.of(noted(number))) for number in range(2 * MANY)]
    assert room[0] == sys.getsizeof(noted(0))
    assert room[-1] < room[0]


def test_other_names_and_another_order_of_names_are_kept_apart() -> None:
    shared = SharedFields()
    for number in range(2 * MANY):
        shared.of(noted(number))
        turned = dict(reversed(list(noted(number).items())))
        assert list(shared.of(turned)) == list(turned)
    odd: Fields = {"__class__": "talk", "note": "own field"}
    assert [shared.of({**odd, "chance": number}) for number in range(2 * MANY)] == [
        {**odd, "chance": number} for number in range(2 * MANY)
    ]


def test_columns_that_are_alike_are_filled_once_and_numbers_stay_what_they_are() -> None:
    read = _FieldsByValues(("note", "chance"), SharedFields())
    assert read["said", None] == {"note": "said"}
    assert read["said", None] is read["said", None]
    kinds = [type(read["said", chance]["chance"]) for chance in (1, True, 1.0, 1)]
    assert kinds == [int, bool, float, int]

    for number in range(2 * ALIKE):
        assert read[f"said {number}", None] == {"note": f"said {number}"}
    assert len(read) == ALIKE
