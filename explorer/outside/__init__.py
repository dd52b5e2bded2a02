"""For those outside: what is public, as pages that need no server (`linkages publish`)."""

from streamlit.logger import get_logger

# No app runs where a site is written; Streamlit would say so at each answer that the pages keep.
get_logger("streamlit.runtime.caching.cache_data_api").setLevel("ERROR")
