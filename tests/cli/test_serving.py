from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from tests.cli.conftest import Command


def test_the_app_answers_at_the_address_it_prints(record: Path) -> None:
    command = [str(Path(sys.executable).parent / "cordiale"), "serve", "--record", str(record), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
            assert found
            with urlopen(f"{found[0]}trace") as answer:
                assert b"Trace" in answer.read()
        finally:
            server.terminate()


def test_a_port_that_is_taken_is_told_in_a_line(cordiale: Command, record: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = cordiale("serve", "--record", record, "--port", taken.getsockname()[1])
    assert told.code == 2
    assert "is taken; name another with --port" in told.err


def test_without_a_record_nothing_is_served(cordiale: Command, tmp_path: Path) -> None:
    told = cordiale("serve", "--record", tmp_path / "none.cordiale")
    assert told.code == 2
    assert "no record here yet" in told.err


def test_a_host_that_is_not_of_this_machine_is_told_in_a_line(cordiale: Command, record: Path) -> None:
    told = cordiale("serve", "--record", record, "--host", "192.0.2.1")
    assert told.code == 2
    assert told.err.count("\n") == 1
