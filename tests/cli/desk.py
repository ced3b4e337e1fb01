# SPDX-License-Identifier: MIT
"""A desk as the examples of the help texts presume it: a wiki with what they name, a home with a configuration, files,
and harmless programs in place of those that they call. Each example gets the wiki and the files as they were made."""
import json
import os
import pathlib
import re
import shutil
import subprocess

from conftest import CLEAN, SECONDS, WIKIJS, Result
from receiver import SECRET, Receiver, signature
from sandbox import Sandbox
from terminal import Terminal

PASSWORD = "A-long-password-1"
INTRO, FILLER, VERSIONS = 123, 17, 50
COMMENTS, DELIVERIES = 9, 45

PAGES = {
    "docs/intro": "# Intro\n\n## Install\n\nSee http://old.example.com and [the API](/docs/api). More of v1.2, todo.\n",
    "docs/setup": "Setup with Wiki.js2, deprecated. todo\n", "docs/update": "Update, CC BY-SA.\n",
    "docs/old": "<h1>Old</h1>", "docs/older": "Older, obsolete.\n", "docs/a": "A\n", "docs/b": "B\n",
    "docs/linux/grep": "Lines.\n", "docs/old/part": "A part.\n", "drafts/one": "One.\n", "it/backup": "Backup.\n", "a-test": "x",
}
TAGS = {"docs/intro": ["howto", "linux"], "docs/setup": ["howto", "draft", "todo"], "docs/update": ["draft", "review"],
        "docs/older": ["trash"]}

STRATEGIES = """mutation { authentication { updateStrategies(strategies: [
  { key: "local", strategyKey: "local", config: [], displayName: "Local", order: 0, isEnabled: true,
    selfRegistration: true, domainWhitelist: [], autoEnrollGroups: [] },
  { key: "github", strategyKey: "github", config: [], displayName: "GitHub", order: 1, isEnabled: true,
    selfRegistration: false, domainWhitelist: [], autoEnrollGroups: [] }
]) { responseResult { succeeded message } } } }"""

CONFIG = """\
profile: work
profiles:
  work:
    url: {url}
    api_key_file: ~/.secrets/wiki
    timeout: 1m
  home:
    url: {url}
    api_key_file: ~/.secrets/wiki
cache: memory
audit_log: ~/audit.log
aliases:
  todo: pages list --tag todo
webhooks:
  site:
    url: {receiver}
    secret_file: ~/.config/wikijs/hook.secret
"""

FILES = {
    "content.md": "Some content.\n", "setup.md": "# Setup\n", "new.md": "New text.\n", "footer.md": "A footer\n",
    "house.css": "body {{ color: black }}\n", "secret.txt": "a-secret\n", "key.txt": "{key}\n", "secret": SECRET + "\n",
    "password.txt": PASSWORD + "\n", "body.json": "{{}}", "logo.png": "logo", "a.png": "a",
    "nav.json": '[{{"locale":"de","items":[{{"kind":"link","label":"Start","targetType":"home","target":"/"}}]}}]',
    "page.json": '{{"content":"x","description":"","editor":"markdown","isPublished":true,"isPrivate":false,'
                 '"locale":"en","path":"from-json","tags":[],"title":"From JSON"}}',
    "create.graphql": "mutation($title: String!) {{ pages {{ create(content: \"x\", description: \"\", editor: \"markdown\", "
                      "isPublished: true, isPrivate: false, locale: \"en\", path: \"new\", tags: [], title: $title) "
                      "{{ responseResult {{ succeeded message }} }} }} }}",
    "variables.json": '{{"title":"New"}}',
    "query.graphql": "query($locale: String, $tags: [String!]) "
                     "{{ pages {{ list(locale: $locale, tags: $tags) {{ id }} }} }}",
    "commands.txt": "pages get docs/intro\nls docs\n",
    "docs/README.md": "# Manual\n\nSee [part](part.md).\n", "docs/part.md": "# Part\n\n![logo](logo.png)\n",
    "docs/logo.png": "logo", "images/kept.txt": "",
}

PROGRAMS = {
    "report": "echo A report.", "publish": "echo published", "make": "echo made", "pass": "case $2 in wiki/work) cat ~/.secrets/wiki ;; *) cat ~/.secrets/pass ;; esac",
    "fault": "curl -sSf -H 'Content-Type: application/json' -d \"[$1]\" $(wikijs config get url)/_sandbox/faults",
    "no-fault": "curl -sSf -X DELETE $(wikijs config get url)/_sandbox/faults",
    "vi": 'echo "$# file"', "nano": 'echo "# by nano" >>"$1"', "firefox": 'echo "opened $1" >&2',
}


class Desk:
    def __init__(self, folder):
        self.folder, self.template = folder, folder / "template"
        self.sandbox = Sandbox("--locales", "en,fr,de,es")
        self.start, self.url, self.key, self.admin = (self.sandbox.start, self.sandbox.url, self.sandbox.key,
                                                      self.sandbox.admin)
        self.receiver = Receiver().__enter__()
        self._lay_out()
        self._fill_wiki()
        self._fill_home()
        self._add_comments()
        self.intro_time = self.run("wikijs pages get docs/intro --json updatedAt --jq .updatedAt").strip()
        self.audit_head = self._rotate_audit_log()
        self.admin("POST", "checkpoint")

    def close(self):
        self.receiver.__exit__(None, None, None)
        self.sandbox.close()

    # --- making it ---

    def _lay_out(self):
        values = {"url": self.url, "key": self.key, "receiver": self.receiver.url}
        for name, text in FILES.items():
            self._write(f"work/{name}", text.format(**values))
        self._write("home/.config/wikijs/config.yaml", CONFIG.format(**values))
        self._write("home/.config/wikijs/hook.secret", SECRET + "\n")
        self._write("home/.secrets/wiki", self.key + "\n")
        self._write("home/.secrets/pass", PASSWORD + "\n")
        for folder in (".zfunc", ".config/fish/completions"):
            (self.template / "home" / folder).mkdir(parents=True)
        for name, text in PROGRAMS.items():
            self._write(f"bin/{name}", f"#!/bin/sh\n{text}\n").chmod(0o755)
        for name in ("report", "publish"):
            shutil.copy(self.template / "bin" / name, self.template / "work" / name)
        (self.template / "bin" / "wikijs").symlink_to(WIKIJS)

    def _write(self, name, text):
        file = self.template / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o600)
        return file

    def _fill_wiki(self):
        there = len(self.run("wikijs pages list --json id --jq '.[].id'").split())
        self.run("wikijs pages delete --yes docs/intro")
        filler = [{"path": f"filler/{number}", "content": "x"} for number in range(there + 1, INTRO)]
        self.admin("POST", "pages", filler)
        made = self.admin("POST", "pages", [
            {"path": path, "content": text, "tags": TAGS.get(path, []), "title": f"test {path}" if path == "a-test" else f"API {path}",
             "editor": "code" if text.startswith("<") else "markdown",
             "links": ["en/docs/intro"] if path == "docs/setup" else []} for path, text in PAGES.items()]
            + [{"path": "doku/eins", "locale": "de", "content": "Eins.\n", "title": "Eins"}])
        assert made[0] == INTRO, made
        self.run(f"""
            for version in $(seq {VERSIONS}); do wikijs pages update docs/intro --description "State $version"; done
            wikijs pages list --filter path:filler/ --json id --jq '.[].id|select(.!={FILLER})' | wikijs pages delete --yes -
            for name in Editors Reviewers Staff; do wikijs groups create $name; done
            for name in user me $(seq 7 14); do
                wikijs users create --email $name@example.com --name "$name doe" --group 1 --password-file ~/.secrets/pass
            done
            wikijs groups add-user Editors user@example.com
            for name in $(seq 6); do wikijs auth keys create --name key$name --expires 1y --full-access; done
            wikijs auth keys create --name ci --expires 1y --full-access
            for folder in images images/2026 images/2019 videos; do wikijs assets mkdir $folder; done
            for name in logo old; do echo $name | wikijs assets upload --folder images --name $name.png -; done
            echo logo | wikijs assets upload --folder images/2026 --name logo.png -
            echo tour | wikijs assets upload --folder videos --name tour.mp4 -
            for number in $(seq 13); do echo a | wikijs assets upload --folder images/2019 --name $number.png -; done
            wikijs storage set disk --enable path=/var/wiki/copy
            wikijs storage set git --enable
            wikijs api '{STRATEGIES}'
            wikijs auth strategies set local --self-registration
            wikijs users create --email sue@sales.example.com --name Sue --password-file ~/.secrets/pass
            """)

    def _fill_home(self):
        """A relay that has delivered a good deal, and a log with something in it."""
        self.run(f"""
            wikijs webhooks relay --once
            for number in $(seq {DELIVERIES}); do wikijs pages update docs/update --description "Change $number"; done
            wikijs webhooks relay --once
            """)

    def _rotate_audit_log(self):
        """The log in three parts in the folder of work, as after two rotations; returns its head."""
        lines = (self.template / "home" / "audit.log").read_text().splitlines(keepends=True)
        for name, part in (("audit.log.2", lines[:5]), ("audit.log.1", lines[5:9]), ("audit.log", lines[9:])):
            self._write(f"work/{name}", "".join(part))
        return re.search(r"head (\w+)", self.run("wikijs audit verify"))[1]

    def _add_comments(self):
        for number in range(COMMENTS):
            self.admin("POST", "clock", {"advanceSeconds": 61})  # more than two a minute are refused
            self.run(f"wikijs comments create docs/intro --content 'Comment {number}'")

    def run(self, script):
        """Runs a script at the template, to its end."""
        done = subprocess.run(["bash", "-ec", script], cwd=self.template / "work", env=self._environment(self.template),
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _environment(self, place):
        return {**CLEAN, "HOME": str(place / "home"), "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm", "PAGER": "cat",
                "EDITOR": "nano", "PATH": f"{place / 'bin'}:{os.environ['PATH']}"}

    # --- using it ---

    def try_out(self, script, answer, before=""):
        """Runs a script on a terminal, at a fresh copy of the desk; returns its result and the folder it worked in."""
        place = self.folder / "desk"
        shutil.rmtree(place, ignore_errors=True)
        self.admin("POST", "reset")
        self.admin("POST", "clock", {"advanceSeconds": 3600})
        shutil.copytree(self.template, place, symlinks=True)
        environment = self._environment(place)
        if before:
            subprocess.run(["bash", "-c", before], cwd=place / "work", env=environment, stdin=subprocess.DEVNULL,
                           capture_output=True, timeout=SECONDS)
        terminal = Terminal(["bash", "-c", script], environment, columns=120, cwd=place / "work")
        while terminal.read():
            keys = answer(terminal.text)
            if keys is not None:
                terminal.type(keys)
        return Result(terminal.end(), terminal.text, ""), place / "work"

    def meant(self, script):
        """An example with what is different on each machine: addresses, and what is computed from times and keys."""
        for written, here in [("https://wiki.example.com", self.url), ("https://home.example.net", self.url),
                              ("https://ci.example.com/hook", self.receiver.url),
                              ("http://127.0.0.1:8080/", self.receiver.url), ("--port 8080", "--port 0")]:
            script = script.replace(written, here)
        script = re.sub(r"webhooks listen(?!.*--port)", "webhooks listen --port 0", script)
        script = re.sub(r"(?<=--signature )\S+", "v1," + signature(SECRET, "evt_1", 1764410000, b"{}"), script)
        script = re.sub(r"(?<=--if-updated-at )\S+", self.intro_time, script)
        return re.sub(r"(?<=--head )\S+", self.audit_head, script)
