"""What the tests of doors share: a coalition of three, what each of them may see, and an app into
which they come through a provider of identities.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.browser import HANGS, running_app, settled
from tests.graphs import node, tie

LIST = """\
address,person,body,role
ana@coalition.example,Ana,EDRi,steward
ben@coalition.example,Ben,APC,member
@press.example,,Press,reader
"""
#: Words that stand in rows for some eyes only.
PRIVATE, COALITION = "Zanzibarprivate", "Zanzibarcoalition"


def rows() -> Snapshot:
    """The seeds, an entry and a contact for the coalition, and one of each for the steward
    alone.
    """
    made = [
        row
        for mark, visibility in ((PRIVATE, "private"), (COALITION, "coalition"))
        for row in (
            node(
                "Member",
                mark.lower(),
                name=mark,
                stakeholder_group="academia",
                visibility=visibility,
            ),
            node(
                "Engagement",
                f"met_{mark.lower()}",
                kind="meeting",
                date="2026-11-01",
                outcome="held",
                summary=f"{mark} was met",
                visibility=visibility,
            ),
            tie(mark.lower(), "TOOK_PART_IN", f"met_{mark.lower()}", visibility=visibility),
            tie("usa_ustr", "TOOK_PART_IN", f"met_{mark.lower()}", visibility=visibility),
        )
    ]
    return Snapshot(Rows.of([*seed_snapshot().rows(), *made]))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def shared_app(
    folder: Path, provider: str, people: str, outside: str = "", **environment: str
) -> Iterator[str]:
    """An app with a list of people, who say who they are at the provider; `outside` is its address
    for others, where a proxy stands before it.
    """
    port = free_port()
    (folder / "home").mkdir(exist_ok=True)
    (folder / "home" / "people.csv").write_text(people, encoding="utf-8")
    secrets = folder / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "{outside or f"http://127.0.0.1:{port}"}/oauth2callback"
cookie_secret = "{os.urandom(32).hex()}"
client_id = "linkages"
client_secret = "{os.urandom(32).hex()}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email profile" }}
""",
        encoding="utf-8",
    )
    options = (f"--server.port={port}", f"--secrets.files={secrets}")
    with running_app(folder / "home", *options, at=str(port), **environment) as found:
        yield found


def come_in(browser: Browser, coalition: str, address: str, width: int = 1280) -> Page:
    """A page of its own, on which the owner of an address has logged in."""
    size: ViewportSize = {"width": width, "height": 844}
    context = browser.new_context(base_url=coalition, viewport=size)
    context.set_default_timeout(HANGS * 1000)
    page = context.new_page()
    log_in(page, coalition, address)
    return page


def log_in(page: Page, coalition: str, address: str) -> None:
    """Log in at the provider as the owner of an address, and come back to the coalition's."""
    page.goto(f"{coalition}/")
    # Fonts and the style sheet may come late and move the button under a click: by key, once the
    # page stands.
    page.get_by_role("button", name="Come in").wait_for()
    settled(page)
    page.get_by_role("button", name="Come in").press("Enter")
    page.get_by_placeholder("sub").fill(address)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{coalition}/**")
