"""Where the files are that ship beside the code: the app's script and settings, fonts, seeds."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

APP = "explorer_app.py"


@cache
def shipped() -> Path:
    """The folder that holds them: the checkout, or `share/linkages` where the project is installed
    as a package.

    Returns
    -------
    Path
        A folder that is there.

    Raises
    ------
    FileNotFoundError
        The installation is not whole.

    Examples
    --------
    >>> (shipped() / "explorer_app.py").is_file()
    True
    """
    checkout = Path(__file__).parents[1]
    if (checkout / APP).is_file():
        return checkout
    try:
        found = next(file for file in files("linkages") or () if file.name == APP)
    except (PackageNotFoundError, StopIteration):
        raise FileNotFoundError(f"{APP} is missing; install Linkages again.") from None
    return Path(str(found.locate())).resolve().parent
