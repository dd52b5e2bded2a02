"""A share of a whole as people read it: a little is not nothing, and nearly all is not all."""

from __future__ import annotations

#: What a sum of shares may miss by its arithmetic.
NEAR = 1e-9


def percent(share: float) -> str:
    """A share in whole per cent.

    Parameters
    ----------
    share : float
        Of a whole, between 0 and 1.

    Returns
    -------
    str

    Examples
    --------
    >>> percent(0.0), percent(0.004), percent(0.354), percent(0.996), percent(1.0)
    ('0%', 'under 1%', '35%', 'over 99%', '100%')
    >>> percent(0.1 + 0.2 - 0.3), percent(sum([0.1] * 10))
    ('0%', '100%')
    """
    if 0.995 <= share < 1 - NEAR:
        return "over 99%"
    return "under 1%" if NEAR < share < 0.005 else f"{share:.0%}"


def points(share: float) -> str:
    """What is gained or lost of a whole, with one decimal where it is small.

    Parameters
    ----------
    share : float
        What is gained (above 0) or lost, as a share of the whole.

    Returns
    -------
    str

    Examples
    --------
    >>> points(0.0389), points(0.25), points(-0.012), points(0.0), points(0.1 + 0.2 - 0.3)
    ('+3.9%', '+25%', '−1.2%', '0%', '0%')
    >>> points(0.0003), points(-0.0003), points(0.0996)
    ('under 0.1% more', 'under 0.1% less', '+10%')
    """
    size = abs(share)
    if size <= NEAR:
        return "0%"
    if size < 0.0005:
        return f"under 0.1% {'more' if share > 0 else 'less'}"
    return f"{'+' if share > 0 else '−'}{f'{size:.1%}' if size < 0.0995 else f'{size:.0%}'}"


def tenths(share: float) -> str:
    """A share that is mostly small, with one decimal where it is.

    Parameters
    ----------
    share : float
        Of a whole, between 0 and 1.

    Returns
    -------
    str

    Examples
    --------
    >>> tenths(0.0), tenths(0.0003), tenths(0.0389), tenths(0.354), tenths(0.996)
    ('0%', 'under 0.1%', '3.9%', '35%', 'over 99%')
    """
    if NEAR < share < 0.0005:
        return "under 0.1%"
    return f"{share:.1%}" if NEAR < share < 0.0995 else percent(share)
