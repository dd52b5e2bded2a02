"""What Streamlit works out anew for every look at a page though it never changes: the theme. It
reads all of its settings for each of six parts, which takes as long as drawing a small page.
"""

from __future__ import annotations

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def keep_theme() -> None:
    """Let each part of the theme be worked out once, and copied from then on. A Streamlit that
    works it out elsewhere is left as it is.
    """
    work_out = getattr(app_session, "_populate_theme_msg", None)
    if work_out is None or hasattr(work_out, "cache_info"):
        return

    @cache
    def part(section: str) -> CustomThemeConfig:
        made = CustomThemeConfig()
        work_out(made, section)
        return made

    def copy(msg: CustomThemeConfig, section: str = "theme") -> None:
        if (kept := part(section)).ByteSize():  # a part that says nothing is not sent
            msg.MergeFrom(kept)

    copy.cache_info = part.cache_info  # type: ignore[attr-defined]
    app_session._populate_theme_msg = copy
