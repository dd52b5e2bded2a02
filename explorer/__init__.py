"""The app's parts: pages, the picture, the state of a visit; and the command line."""
