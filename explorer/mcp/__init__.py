"""The graph for assistants: a server that speaks the Model Context Protocol (`linkages mcp`).

`tools` lists the tools, `arguments` says what each takes and refuses the rest, `tool_answers` is
what each answers, `tool_context` is where the graph lies of which they answer, `serving` speaks the
protocol.
"""
