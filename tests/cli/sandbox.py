# SPDX-License-Identifier: MIT
"""A sandbox of one's own, and asking one for what only a sandbox has."""
import json
import pathlib
import subprocess
import urllib.request

from terminal import SECONDS

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "sandbox" / "bin" / "wikijs-sandbox.js"


def ask(url, method, route, body=None, key=None):
    """The JSON answer of a route such as "_sandbox/faults"."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    request = urllib.request.Request(f"{url}/{route}", method=method, headers=headers,
                                     data=None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer)


class Sandbox:
    def __init__(self, *flags):
        self.process = subprocess.Popen(["node", PROGRAM, "--exit-with-stdin", *flags], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.start = json.loads(self.process.stdout.readline())
        self.url, self.key = self.start["url"], self.start["keys"]["full"]

    def admin(self, method, route, body=None):
        return ask(self.url, method, f"_sandbox/{route}", body)

    def ask(self, query):
        """The data of a GraphQL document."""
        answer = ask(self.url, "POST", "graphql", {"query": query}, self.key)
        assert "errors" not in answer, answer["errors"][0]
        return answer["data"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(SECONDS)
        self.process.stdout.close()
