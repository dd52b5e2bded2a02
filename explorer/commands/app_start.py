"""Open the explorer: serve. It is gone as soon as the app begins, so it fetches nothing of the
graph.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from explorer.commands.group import Home, app, fail, notes
from graph_model.shipped import APP, shipped


@app.command()
def serve(
    home: Home = None,
    port: Annotated[int, typer.Option(help="The port of the app.")] = 8501,
    headless: bool = False,
    address: Annotated[
        str, typer.Option(help="Where to listen; beyond this machine only with a login.")
    ] = "127.0.0.1",
    secrets: Annotated[
        Path | None, typer.Option(help="The login of people, as docs/how-to-share.md says.")
    ] = None,
) -> None:
    """Open the explorer in the browser.

    Example: linkages serve --port 8600
    """
    _free(address, port)
    if home is not None:
        os.environ["LINKAGES_HOME"] = str(home.expanduser().resolve())
    os.chdir(shipped())  # where the app finds its settings and fonts
    notes.print(f"Linkages opens at http://localhost:{port} (Ctrl-C ends it)")
    options = [
        f"--server.port={port}",
        f"--server.headless={str(headless or not sys.stdout.isatty()).lower()}",
        f"--server.address={address}",
        *([f"--secrets.files={secrets.expanduser().resolve()}"] if secrets else []),
    ]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", APP, *options])


def _free(address: str, port: int) -> None:
    """Say before anything else when another program has the port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            fail(
                3,
                f"Port {port} at {address} cannot be used ({(error.strerror or 'taken').lower()});"
                f" is the explorer open already? Otherwise take another: --port {port + 1}.",
            )
