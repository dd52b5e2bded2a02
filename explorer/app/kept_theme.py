"""What Streamlit works out anew for every look at a page though it never changes: the theme. It
reads all of its settings for each of six parts, which takes as long as drawing a small page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

#: What Streamlit does itself.
WORK_OUT: Callable[[CustomThemeConfig, str], None] | None = getattr(
    app_session, "_populate_theme_msg", None
)


def keep_theme() -> None:
    """Let each part of the theme be worked out once, and copied from then on. A Streamlit that
    works it out elsewhere is left as it is.
    """
    if WORK_OUT is not None:
        app_session._populate_theme_msg = _copy


@cache
def _part(section: str) -> CustomThemeConfig:
    made = CustomThemeConfig()
    if WORK_OUT is not None:
        WORK_OUT(made, section)
    return made


def _copy(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Streamlit calls it as its own, by the names of its parameters."""
    if (kept := _part(section)).ByteSize():  # a part that says nothing is not sent
        msg.MergeFrom(kept)
