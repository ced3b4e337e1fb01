# SPDX-License-Identifier: MIT
"""The commands in the guides are run as they stand there, and say what stands below them.

A block ```console holds lines that begin with '$ ' and below each what it prints; '...' stands for anything. The blocks of
a guide are run one after the other in one folder, so that each finds what those before it have left.

Blocks of other kinds are used as they are meant to be: ```yaml is a configuration file, or a job of a pipeline, whose script
is run; ```ini is a unit of systemd, checked as those of packaging/ are."""
import itertools
import os
import pathlib
import re
import shlex
import shutil
import subprocess

import pytest
import yaml

from conftest import SECONDS, WIKIJS, admin

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GUIDES = ["README", "docs/cli", "docs/deployment", "docs/export_import", "docs/monitoring", "docs/troubleshooting"]
# What is shown there is what a terminal shows.
ON_TERMINAL = {"docs/export_import": {"WIKIJS_FORCE_TTY": "120", "WIKIJS_PAGER": "cat", "NO_COLOR": "1"}}


def commands_of(guide):
    """Pairs of a command and what it prints."""
    for block in re.findall(r"^```console\n(.*?)^```$", (ROOT / f"{guide}.md").read_text(), re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            while command.endswith("\\"):
                more, _, printed = printed.partition("\n")
                command = f"{command}\n{more}"
            yield command, printed.strip()


def as_pattern(printed):
    return ".*".join(re.escape(part) for part in printed.split("..."))


def put_sources(folder):
    """What the commands and jobs of the guides publish."""
    (folder / "CHANGELOG.md").write_text("# Changes\n")
    shutil.copytree(ROOT / "examples" / "docs", folder / "docs")


@pytest.mark.parametrize("guide", GUIDES)
def test_commands_do_what_the_guide_says(guide, cli, tmp_path):
    commands = list(commands_of(guide))
    assert commands
    admin("POST", "reset")  # they name ids
    put_sources(tmp_path)
    (tmp_path / "key").write_text(cli.env["WIKIJS_API_KEY"] + "\n")
    path = f"{pathlib.Path(WIKIJS).parent}:{os.environ['PATH']}"
    environment = cli.environment({"PATH": path, **ON_TERMINAL.get(guide, {})})
    for command, printed in commands:
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, timeout=SECONDS, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        shown = re.sub(r" +$", "", done.stdout, flags=re.MULTILINE).strip()
        assert re.fullmatch(as_pattern(printed), shown, re.DOTALL), f"{command}\n{done.stdout}"


def blocks(kind):
    """The blocks of a kind in all guides, as parameters of a test that are named after guide and line."""
    for file in sorted([ROOT / "README.md", *DOCS.glob("*.md")]):
        text = file.read_text()
        for found in re.finditer(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            yield pytest.param(found[1], id=f"{file.stem}-{text.count(chr(10), 0, found.start()) + 1}")


def command_lines():
    """The commands in blocks of all guides, from `wikijs` to the first pipe or redirection."""
    for file in sorted([ROOT / "README.md", *DOCS.glob("*.md"), *DOCS.glob("api/*.md")]):
        text = re.sub(r"\\\n\s*", " ", file.read_text())
        for found in re.finditer(r"^(?:(?: {4,})?\$ | {4,})?(wikijs [a-z-].*)$", text, re.MULTILINE):
            try:
                words = shlex.split(found[1], comments=True)
            except ValueError:
                continue  # a quoted text goes on in the next line
            yield file.name, list(itertools.takewhile(lambda word: not re.match(r"[|&;<>]|2>", word), words[1:]))


def test_every_command_in_a_guide_is_understood(cli):
    lines = list(command_lines())
    assert len(lines) > 100
    for name, words in lines:
        result = cli(*words, "--help", code=None)
        assert result.code == 0, f"{name}: wikijs {shlex.join(words)}\n{result.err}"


def run_job(cli, script, tmp_path):
    put_sources(tmp_path)
    script = [line.replace("https://wiki.example.com", cli.env["WIKIJS_URL"]) for line in script]
    environment = cli.environment({"PATH": f"{pathlib.Path(WIKIJS).parent}:{os.environ['PATH']}", "WIKIJS_URL": None})
    subprocess.run(["bash", "-ec", "\n".join(script)], cwd=tmp_path, env=environment, timeout=SECONDS, check=True)


@pytest.mark.parametrize("block", blocks("yaml"))
def test_configurations_are_valid_and_jobs_run(block, cli, tmp_path, plugin_folder):
    content = yaml.safe_load(block)
    jobs = [job for job in content.values() if isinstance(job, dict) and "script" in job]
    for job in jobs:
        run_job(cli, job["script"], tmp_path)
    if jobs:
        return
    for file in re.findall(r"_file: ~/(\S+)", block):
        (cli.home / file).parent.mkdir(parents=True, exist_ok=True)
        (cli.home / file).write_text("a-secret-that-is-long-enough\n")
        (cli.home / file).chmod(0o600)
    configuration = tmp_path / "config.yaml"
    configuration.write_text(block)
    configuration.chmod(0o600)
    cli("config", "validate", "--config", configuration, env={"WIKIJS_URL": None, "WIKIJS_API_KEY": None})
    if "webhooks" in content:
        cli("webhooks", "relay", "--once", "--state", tmp_path / "relay.db", "--config", configuration,
            env={"CHAT_SECRET": "another-secret-that-is-long-enough"})
    elif "plugins" not in content:
        cli("pages", "get", "home", "--config", configuration)


def verify_unit(unit, tmp_path, name="guide.service"):
    """systemd only warns of lines that it does not understand, and leaves them out."""
    (tmp_path / name).write_text(unit.replace("/usr/bin/wikijs", WIKIJS))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", tmp_path / name.replace("@.", "@work.")], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS)
    assert done.returncode == 0 and name.partition("@")[0] not in done.stdout, done.stdout


@pytest.mark.parametrize("block", blocks("ini"))
def test_units_in_guides(block, cli, tmp_path):
    verify_unit(block, tmp_path)
    (tmp_path / "key").write_text(cli.env["WIKIJS_API_KEY"] + "\n")
    command = re.search(r"^ExecStart=(.*)$", block, re.MULTILINE)[1].replace("%d", str(tmp_path))
    program, *words = shlex.split(command)
    assert program == "/usr/bin/wikijs"
    cli(*words, env={"WIKIJS_API_KEY": None})


@pytest.mark.parametrize("unit", sorted((ROOT / "packaging" / "systemd").glob("*.service")), ids=lambda unit: unit.name)
def test_units_of_the_packages(unit, tmp_path):
    verify_unit(unit.read_text(), tmp_path, unit.name)
