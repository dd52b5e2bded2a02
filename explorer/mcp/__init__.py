"""The graph for assistants: a server that speaks the Model Context Protocol (`linkages mcp`).

`arguments` says what a tool takes and refuses the rest, `tools` are the tools themselves,
`tool_context` is where the graph lies of which they answer, `serving` speaks the protocol.
"""
