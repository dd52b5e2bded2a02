"""A second program, written from the prose of docs/measures.md: plain, slow, with the numbers that
stand there. It takes the rows of a graph and nothing else of the product; the product must give the
same (`tests/model/test_oracle.py`).
"""
