"""Colours that mean one thing wherever they stand, each once (Okabe and Ito 2008, which everybody
can tell apart). The style sheet has them as variables, the picture in its payload.
"""

from __future__ import annotations

#: A line that counts: a contact, what is reached.
BLUE = "#0072B2"
#: The same on a dark page, and a line that is only just live.
SKY = "#56B4E9"
#: The ground of a page: a mark of this colour is an empty outline, also on a dark page.
PAPER = "#FBFAF7"
