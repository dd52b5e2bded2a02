"""A text against the graph: which of its sentences a row bears out, which none does, which a row
contradicts (`linkages verify`). Rules alone, no model: the same text and graph, the same answer.

`claims` cuts a text into sentences and lines of tables, `known_names` finds entries in them,
`judge` holds them against rows.
"""
