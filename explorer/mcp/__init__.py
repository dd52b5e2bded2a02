"""The graph for assistants: a server that speaks the Model Context Protocol (`linkages mcp`).

`tools` lists the tools, `arguments` says what each takes and refuses the rest, `tool_answers` and
`query_answers` are what each answers (`answer_parts` is what all answers share), `tool_context` is
where the graph lies of which they answer, `serving` speaks the protocol.
"""
