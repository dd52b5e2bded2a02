"""The style sheet: every variable has one meaning, and the blue of a live line is a blue."""

from __future__ import annotations

import re

from explorer.html.look import styles
from graph_model.vocabulary.palette import BLUE, SKY


def declared() -> list[tuple[str, str]]:
    """Every variable with what it is declared as."""
    return re.findall(r"(--lk-[\w-]+):\s*([^;}]+)", styles())


def test_no_variable_is_declared_twice() -> None:
    names = [name for name, _ in declared()]
    assert sorted(set(names)) == sorted(names)


def test_the_blue_of_a_line_is_that_of_the_palette() -> None:
    values = dict(declared())
    assert values["--lk-blue"] == "light-dark(var(--lk-tie), var(--lk-tie-dark))"
    assert (values["--lk-tie"], values["--lk-tie-dark"]) == (BLUE, SKY)


def test_every_variable_that_is_used_is_declared() -> None:
    names = {name for name, _ in declared()}
    assert set(re.findall(r"var\((--lk-[\w-]+)\)", styles())) <= names
