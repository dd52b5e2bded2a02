"""Graph files: one small writer per format, each opened by the tools that analysts already have.
The registry is in `registry`.
"""
