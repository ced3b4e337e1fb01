# SPDX-License-Identifier: MIT
"""The commands in the guides are run as they stand there, and say what stands below them.

A block ```console holds lines that begin with '$ ' and below each what it prints; '...' stands for anything. The blocks of
a guide are run one after the other in one folder, so that each finds what those before it have left."""
import os
import pathlib
import re
import subprocess

import pytest

from conftest import SECONDS, WIKIJS

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
GUIDES = ["deployment", "monitoring", "troubleshooting"]


def commands_of(guide):
    """Pairs of a command and what it prints."""
    for block in re.findall(r"^```console\n(.*?)^```$", (DOCS / f"{guide}.md").read_text(), re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            while command.endswith("\\"):
                more, _, printed = printed.partition("\n")
                command = f"{command}\n{more}"
            yield command, printed.strip()


def as_pattern(printed):
    return ".*".join(re.escape(part) for part in printed.split("..."))


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_do_what_the_guide_says(guide, cli, tmp_path):
    commands = list(commands_of(guide))
    assert commands
    (tmp_path / "CHANGELOG.md").write_text("# Changes\n")
    (tmp_path / "key").write_text(cli.env["WIKIJS_API_KEY"] + "\n")
    environment = cli.environment({"PATH": f"{pathlib.Path(WIKIJS).parent}:{os.environ['PATH']}"})
    for command, printed in commands:
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, timeout=SECONDS, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert re.fullmatch(as_pattern(printed), done.stdout.strip(), re.DOTALL), f"{command}\n{done.stdout}"
