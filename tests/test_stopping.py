"""Ctrl-C of the command line while it writes: the old state stands, the exit code says so, no
server is left.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph_model.engine import LocalEngine
from loaders.opening import first_data

pytestmark = pytest.mark.neo4j

#: The command line itself, with a Ctrl-C that comes at a known word of the load.
COMMAND = """
import json, os, signal, sys
from pathlib import Path
from graph_model.progress import WorkProgress
from explorer.commands import main
phase, home, told = sys.argv[1], Path(sys.argv[2]), WorkProgress.tell
def tell(self, where, done, total):
    told(self, where, done, total)
    if where == phase and done:
        if (home / "run.json").is_file():
            (home / "seen.json").write_text((home / "run.json").read_text())
        os.kill(os.getpid(), signal.SIGINT)
WorkProgress.tell = tell
# A shell starts what runs in the background deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.argv = ["linkages", *sys.argv[3:]]
main()
"""


def run(phase: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", COMMAND, phase, str(home), *arguments, "--home", str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize("phase", ["write", "commit"])
def test_ctrl_c_while_writing_leaves_the_old_state(
    current: LocalEngine, tmp_path: Path, phase: str
) -> None:
    assert current.running is not None
    file = tmp_path / "member.csv"
    lines = "\n".join(
        f"stop_{number},Body {number},academia,2026,verified" for number in range(12_000)
    )
    file.write_text(f"id,name,stakeholder_group,as_of,confidence\n{lines}\n")
    with current.running.store() as store:
        first_data(store)  # so that the load is what is stopped
        history = store.history()
        done = run(
            phase, current.home, "load", str(file), "--dataset", "stopped", "--yes", "--json"
        )
        assert done.returncode == 130, done.stderr
        assert done.stdout == ""
        assert ("as it was before" if phase == "write" else "linkages status") in done.stderr
        assert "Traceback" not in done.stderr
        assert not any(id.startswith("stop_") for id in store.read().nodes)
        assert store.history() == history
    assert current.alive(), "a server that was attached to stays"


def test_ctrl_c_leaves_no_server_behind(tmp_path: Path, current: LocalEngine) -> None:
    assert current.alive()  # its files are fetched
    home = tmp_path / "fresh"
    home.mkdir()
    done = run("write", home, "status")  # the first data are being written
    assert done.returncode == 130, done.stderr
    assert not (home / "run.json").exists()
    pid = json.loads((home / "seen.json").read_text())["pid"]
    assert not Path(f"/proc/{pid}").exists()
