"""What stands behind a button is drawn once somebody opens it: most readers never do, and lists
behind a button cost every look at the page as much as those that are seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def unfolding(label: str, key: str) -> Iterator[bool]:
    """A button with something behind it, within which to draw. Whether that is to be drawn is
    given: from its first opening on, so that what was typed there is not lost when it is shut.

    `key` tells it apart within a visit.
    """
    seen = f"{key}_seen"
    with st.popover(label, key=key, on_change="rerun") as behind:
        if behind.open:
            st.session_state[seen] = True
        yield bool(st.session_state.get(seen))
