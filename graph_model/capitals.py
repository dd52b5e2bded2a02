"""How words begin a sentence."""

from __future__ import annotations


def first_up(words: str) -> str:
    """Words as they begin a sentence, the rest as it is.

    Parameters
    ----------
    words : str
        A text that may begin in small letters.

    Returns
    -------
    str

    Examples
    --------
    >>> first_up("data flows with the WTO"), first_up("")
    ('Data flows with the WTO', '')
    """
    return words[:1].upper() + words[1:]
