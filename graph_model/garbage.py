"""Work that makes hundreds of thousands of small lasting objects: looking through them for garbage
again and again takes longer than making them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Nothing is looked through for garbage within; what nobody holds any more still goes.

    Yields
    ------
    None

    Examples
    --------
    >>> with no_collection():
    ...     gc.isenabled()
    False
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
