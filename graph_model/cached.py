"""Results that are worked out once: `functools.lru_cache`, typed so that a wrong argument is found
before anything runs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, Protocol, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R", covariant=True)


class Cached(Protocol[P, R]):
    """A function whose latest results are kept; `__wrapped__` is the one that keeps none."""

    @property
    def __wrapped__(self) -> Callable[P, R]: ...

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...

    def cache_info(self) -> Any: ...

    def cache_clear(self) -> None: ...


def cached(maxsize: int) -> Callable[[Callable[P, R]], Cached[P, R]]:
    """Keep the results of the last so many different calls. The type checker of the standard
    library's own decorator takes any arguments; this one knows the parameters.

    Parameters
    ----------
    maxsize : int
        How many results are kept; the one asked for longest ago goes first.

    Returns
    -------
    Callable[[Callable[P, R]], Cached[P, R]]
        What makes a function of hashable arguments keep its results.

    Examples
    --------
    >>> @cached(maxsize=1)
    ... def double(number: int) -> int:
    ...     return 2 * number
    >>> double(2), double(2), double.cache_info().hits
    (4, 4, 1)
    """

    def keep(function: Callable[P, R]) -> Cached[P, R]:
        return cast(Cached[P, R], lru_cache(maxsize=maxsize)(function))

    return keep
