"""Data to sentences: no HTML and no Streamlit."""
