# SPDX-License-Identifier: MIT
"""nginx on loopback that answers every request with one recorded-like pages.single answer."""
import contextlib
import json
import pathlib
import socket
import subprocess
import tempfile
import time

CONFIGURATION = pathlib.Path(__file__).resolve().parent / "nginx.conf"
PAGE = {"id": 42, "path": "docs/benchmark", "hash": "0" * 40, "title": "A page of a usual size",
        "description": "What pages.single answers for the default fields", "contentType": "markdown",
        "createdAt": "2026-01-02T03:04:05.678Z", "updatedAt": "2026-11-22T19:33:39.367Z", "locale": "en",
        "tags": [{"id": i, "tag": f"tag-{i}", "title": f"Tag {i}", "createdAt": "2026-01-02T03:04:05.678Z",
                  "updatedAt": "2026-01-02T03:04:05.678Z"} for i in range(3)]}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("nginx did not start")


@contextlib.contextmanager
def static_server():
    """Gives the URL of a running server."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, port = pathlib.Path(scratch), free_port()
        folder.chmod(0o755)
        text = CONFIGURATION.read_text()
        answer = json.dumps({"data": {"pages": {"single": PAGE}}})
        for name, value in (("FOLDER", scratch), ("PORT", str(port)), ("ANSWER", answer)):
            text = text.replace(f"@{name}@", value)
        (folder / "nginx.conf").write_text(text)
        server = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-p", folder])
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
