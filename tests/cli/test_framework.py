# SPDX-License-Identifier: MIT
"""The command line itself: parsing, help, suggestions. Nothing here needs a server."""
import pathlib
import re
import shlex
import subprocess

import pytest

from conftest import WIKIJS

NOWHERE = {"WIKIJS_URL": None, "WIKIJS_API_KEY": None}


def test_version(cli):
    result = cli("--version", env=NOWHERE)
    assert re.fullmatch(r"wikijs \d+\.\d+\.\d+\n", result.out)
    assert result.err == ""


def test_command_tree_keeps_its_rules(cli):
    """Summaries, examples that parse, versions: `__doc check` looks at every command."""
    assert cli("__doc", "check").err == ""


def test_tree_as_json_has_every_command(cli):
    names = {command["name"] for command in cli("__doc", "json").json}
    verbs = ("list get create update delete move search tree tags links history version restore diff edit render "
             "convert").split()
    assert {f"wikijs pages {verb}" for verb in verbs} <= names
    assert {"wikijs health check", "wikijs health stats", "wikijs doctor", "wikijs login", "wikijs logout", "wikijs api",
            "wikijs completion", "wikijs help", "wikijs version"} <= names


def test_every_option_name_and_letter_is_unique(cli):
    tree = cli("__doc", "json").json
    for command in tree:
        for key in ("name", "letter"):
            given = [option[key] for option in command["options"] if option[key]]
            assert len(given) == len(set(given)), command["name"]


@pytest.mark.parametrize("words", [["-h"], ["--help"], ["help"], []])
def test_root_help(cli, words):
    result = cli(*words, env=NOWHERE)
    places = [result.out.index(f"\n{title}\n") for title in ("USAGE", "COMMANDS", "HELP TOPICS", "FLAGS", "EXAMPLES",
                                                             "LEARN MORE")]
    assert places == sorted(places)
    assert "__complete" not in result.out


@pytest.mark.parametrize("words", [["pages", "-h"], ["pages"], ["help", "pages"], ["page", "--help"]])
def test_group_help_lists_its_commands(cli, words):
    result = cli(*words, env=NOWHERE)
    assert re.search(r"^  delete +Delete pages$", result.out, re.MULTILINE)


@pytest.mark.parametrize("words", [["pages", "list", "-h"], ["help", "pages", "list"], ["pages", "ls", "--help"],
                                   ["--help", "pages", "list"]])
def test_command_help(cli, words):
    result = cli(*words, env=NOWHERE)
    places = [result.out.index(f"\n{title}\n") for title in
              ("USAGE", "ALIASES", "FLAGS", "INHERITED FLAGS", "JSON FIELDS", "EXAMPLES", "LEARN MORE")]
    assert places == sorted(places)
    assert "--api-key <" not in result.out, "a key on the command line is not advertised"


@pytest.mark.parametrize("topic, word", [("environment", "WIKIJS_TOKEN_COMMAND"), ("formatting", "--jq"),
                                         ("exit-codes", "130"), ("page-names", "locale")])
def test_topics(cli, topic, word):
    assert word in cli("help", topic, env=NOWHERE).out


def test_unknown_topic(cli):
    result = cli("help", "enviroment", code=2)
    assert result.err.splitlines() == ["wikijs: there is no help on 'enviroment'", "try: wikijs help environment"]


@pytest.mark.parametrize("words, message, advice", [
    (["page", "lst"], "'wikijs pages' has no command 'lst'", "wikijs pages list"),
    (["pagse"], "'wikijs' has no command 'pagse'", "wikijs pages"),
    (["list"], "'wikijs' has no command 'list'", "wikijs pages list"),
    (["export", "--output", "x"], "'wikijs' has no command 'export'", "wikijs pages export"),
    (["pages", "list", "--limt", "3"], "unknown option '--limt'", "--limit"),
    (["pages", "list", "--qqqqqqqq"], "unknown option '--qqqqqqqq'", "wikijs pages list --help"),
    (["pages", "list", "-Z"], "unknown option '-Z'", "wikijs pages list --help"),
    (["pages", "list", "--limit"], "'--limit' needs a value", "wikijs pages list --help"),
    (["pages", "list", "--limit", "x"], "'--limit' needs a number, not 'x'", "wikijs pages list --help"),
    (["pages", "list", "--limit=-1"], "'--limit' must be at least 0", "wikijs pages list --help"),
    (["pages", "list", "--limit=99999999999999999999"], "'--limit' is too large", "wikijs pages list --help"),
    (["pages", "list", "--desc=yes"], "'--desc' takes no value", "wikijs pages list --help"),
    (["pages", "list", "--order-by", "size"],
     "'--order-by' knows no 'size', only: created, id, path, title, updated", "wikijs pages list --help"),
    (["pages", "list", "extra"], "'list' does not take 'extra'", "wikijs pages list --help"),
    (["pages", "get"], "'get' needs <page>...", "wikijs pages get --help"),
    (["pages", "move", "1"], "'move' needs <page> <destination>", "wikijs pages move --help"),
    (["pages", "list", "--json", "id,titel"], "'--json' knows no field 'titel'; did you mean 'title'?",
     "wikijs pages list --help"),
    (["pages", "grep", "x", "-l", "-L"], "'--pages-without-match' contradicts what was given before it",
     "wikijs pages grep --help"),
    (["pages", "grep", "x", "-lc"], "'--count' contradicts what was given before it", "wikijs pages grep --help"),
    (["pages", "list", "--filter", "titel:x"], "'--filter' knows no field 'titel'; did you mean 'title'?",
     "wikijs pages list --help"),
    (["pages", "list", "--json="], None, None),
    (["pages", "list", "--jq", ".", "--format", "csv"], "'--jq' works on JSON: leave out '--format'",
     "wikijs pages list --help"),
    (["completion", "powershell"], "there is no completion for 'powershell', only for bash, zsh and fish",
     "wikijs completion --help"),
])
def test_wrong_usage(cli, words, message, advice):
    if message is None:
        assert cli(*words).out.startswith("id\n")
        return
    result = cli(*words, code=2, env=NOWHERE)
    assert result.out == ""
    assert result.err == f"wikijs: {message}\ntry: {advice}\n"


# What a value may not be, by the placeholder of its option. A shell makes "" of a variable that is not set.
IMPOSSIBLE = {"<locale>": ("a locale such as en or pt-br", ["", "e n/!"]), "<tag>": ("a tag", ["", " "]),
              "<path>": ("a path", ["", "fr:", "a//b", "../a", "a/./b", "https://wiki.example.com/en/a"])}
IMPOSSIBLE["<page>"] = IMPOSSIBLE["<path>"]
# A path for the server to judge; one in a sample; tags of the cache; paths that are no page's.
JUDGED_ELSEWHERE = {("pages create", "path"), ("webhooks trigger", "path"), ("cache delete", "tag"),
                    ("groups create", "redirect"), ("groups update", "redirect"), ("webhooks listen", "url-path")}


def test_values_that_cannot_be_what_they_stand_for(cli):
    """Every option of every command: an empty path, locale or tag would select all of a wiki."""
    checked = set()
    for command in cli("__doc", "json").json:
        name = command["name"].removeprefix("wikijs ")
        for option in command["options"]:
            if option["value"] not in IMPOSSIBLE or (name, option["name"]) in JUDGED_ELSEWHERE:
                continue
            needed, values = IMPOSSIBLE[option["value"]]
            for value in values:
                result = cli(*command["name"].split()[1:], f"--{option['name']}={value}", code=2, env=NOWHERE)
                assert f"'--{option['name']}' needs {needed}" in result.err and f", not '{value}'\n" in result.err
                assert result.out == "" and len(result.err.splitlines()) == 2
            checked.add((name, option["name"]))
    assert {("pages delete", "path"), ("pages delete", "tag"), ("pages delete", "locale"), ("pages update", "with-tag"),
            ("pages export", "locale"), ("pages import", "prefix"), ("pages list", "tag"), ("watch", "path"),
            ("webhooks relay", "in-locale"), ("wikijs", "locale")} <= checked


def test_a_locale_that_is_none(cli):
    for words in (["locales", "download", "e n"], ["locales", "migrate", "en", "e n"]):
        assert f"'{words[1]}' needs a locale such as en or pt-br, not 'e n'" in cli(*words, code=2, env=NOWHERE).err
    result = cli("--set", "locale=e n", "pages", "list", code=2)
    assert "the setting 'locale' is a word such as en or pt-br, not 'e n'" in result.err


def test_paths_in_every_form(cli):
    expected = cli("pages", "list", "--path", "docs", "--json", "id").out
    assert expected != "[]\n"
    for path in ("/docs", "docs/", "/docs/"):
        assert cli("pages", "list", "--path", path, "--json", "id").out == expected
    for path in ("fr:docs", "fr:/docs/"):
        assert cli("pages", "list", "--path", path, "--json", "id").out == \
            cli("pages", "list", "--path", "docs", "--locale", "fr", "--json", "id").out != "[]\n"
    result = cli("pages", "list", "--path", "fr:docs", "--locale", "en", code=2)
    assert "'--path fr:docs' is in another locale than '--locale en'" in result.err
    selected = cli("pages", "tag", "add", "x", "--path", "fr:docs", "--dry-run").lines
    assert selected and all(line.startswith("fr:docs") for line in selected[:-1])
    assert len(cli("pages", "list", "--path", "/").lines) == len(cli("pages", "list").lines)


def test_help_in_a_narrow_terminal(cli):
    """Enough room for words beside, or below, what they explain."""
    lines = cli.terminal("pages", "list", "--help", columns=40, env={"WIKIJS_PAGER": "cat", "NO_COLOR": "1"}).out.splitlines()
    flags = lines[lines.index("FLAGS"):lines.index("JSON FIELDS")]
    texts = [line for line in flags if line.startswith("  ") and not line.lstrip().startswith("-")]
    assert texts and max(map(len, texts)) <= 40
    assert max(len(line) - len(line.lstrip()) for line in texts) <= 18


def test_help_gives_a_letter_to_one_option(cli):
    """-p of 'pages list' is --path, and no more --profile."""
    for words in (["pages", "list"], ["pages", "move"], ["pages", "export"], ["watch"]):
        letters = re.findall(r"^ +(-\w), --", cli(*words, "--help").out, re.MULTILINE)
        assert len(letters) == len(set(letters)), words


def test_options_in_every_form(cli):
    expected = cli("pages", "list", "--limit", "2", "--desc", "--json", "id").out
    for words in (["pages", "list", "--limit=2", "--desc", "--json=id"], ["pages", "list", "-dL2", "--json", "id"],
                  ["pages", "list", "-dL", "2", "--json", "id"], ["--json", "id"][:0] + ["pages", "list", "-d", "-L=2",
                                                                                        "--json", "id"],
                  ["-q", "pages", "ls", "--desc", "--limit", "2", "--json", "id", "--"]):
        assert cli(*words).out == expected


def test_bare_json_lists_the_fields(cli):
    result = cli("pages", "list", "--json", env=NOWHERE)
    assert {"id", "path", "title", "updatedAt", "tags"} <= set(result.lines)
    assert cli("pages", "list", "--json", "--limit", "3", env=NOWHERE).out == result.out


@pytest.mark.parametrize("words", [["pages", "get"], ["users", "get"], ["pages", "version"], ["assets", "upload"]])
def test_bare_json_needs_nothing_to_name(cli, words):
    assert "id" in cli(*words, "--json", env=NOWHERE).lines or "versionId" in cli(*words, "--json", env=NOWHERE).lines
    cli(*words, "--json", "id", env=NOWHERE, code=2)


def test_a_number_that_is_too_large(cli):
    assert cli("pages", "list", "--limit", "9" * 20, code=2).err.startswith("wikijs: '--limit' is too large\n")


@pytest.mark.parametrize("words", [["--url", "", "pages", "list"], ["--set", "locale=en", "pages", "list"]])
def test_an_empty_url_is_none(cli, words):
    assert "no wiki is named" in cli(*words, env={**NOWHERE, "WIKIJS_URL": ""}, code=2).err


def test_double_dash_ends_the_options(cli):
    result = cli("pages", "get", "--", "--help", code=3)
    assert "--help" in result.err


def test_no_url(cli):
    result = cli("pages", "list", env=NOWHERE, code=2)
    assert result.err == ("wikijs: no wiki is named\n"
                          "try: set WIKIJS_URL to its address, such as https://wiki.example.com, or give --url\n")


def test_manual_pages_are_well_formed(cli, tmp_path):
    cli("__doc", "man", tmp_path / "man")
    pages = sorted((tmp_path / "man").glob("*.1"))
    assert {"wikijs.1", "wikijs-pages-list.1", "wikijs-help-exit-codes.1"} <= {page.name for page in pages}
    for page in pages:
        text = page.read_text()
        assert text.startswith('.\\" Made by') and ".SH NAME\n" in text
        assert '.SH "SYNOPSIS"\n' in text or "-help-" in page.name
        for line in text.splitlines():
            assert not line.startswith("'"), f"{page.name}: {line}"
            if line.startswith("."):
                assert re.match(r'\.(\\"|TH|SH|PP|TP|RS|RE|nf|fi)\b|\.\\"', line), f"{page.name}: {line}"


def test_markdown_reference_is_up_to_date(cli, tmp_path):
    """docs/cli is what the tree says: run `wikijs __doc md docs/cli` after a change."""
    kept = pathlib.Path(__file__).resolve().parents[2] / "docs" / "cli"
    cli("__doc", "md", tmp_path / "md")
    made = {file.name: file.read_text() for file in (tmp_path / "md").iterdir()}
    assert made == {file.name: file.read_text() for file in kept.iterdir()}


def test_markdown_reference_has_every_command_and_its_links_lead_somewhere(cli, tmp_path):
    cli("__doc", "md", tmp_path / "md")
    pages = {file.name: file.read_text() for file in (tmp_path / "md").iterdir()}
    headings = {name: {heading.replace(" ", "-") for heading in re.findall(r"^#+ (.*)$", text.lower(), re.MULTILINE)}
                for name, text in pages.items()}
    for command in cli("__doc", "json").json:
        words = command["name"].split()
        page = f"{words[1]}.md" if len(words) > 1 else "README.md"
        assert "-".join(words) in headings[page]
    for name, text in pages.items():
        for target, _, anchor in (link.partition("#") for link in re.findall(r"\]\(([^)]*)\)", text)):
            assert not anchor or anchor in headings[target or name], f"{name}: {target}#{anchor}"
            assert target in pages or not target, f"{name}: {target}"


def test_program_name_does_not_matter(cli, tmp_path):
    link = tmp_path / "other-name"
    link.symlink_to(WIKIJS)
    done = subprocess.run([link, "pages", "lst"], capture_output=True, text=True, env=cli.env)
    assert done.stderr.startswith("wikijs: ")


def commands_of_guide(name):
    """The command lines in a guide's sh blocks: the words of each `wikijs …` up to a pipe or a redirection."""
    text = (pathlib.Path(__file__).resolve().parents[2] / "docs" / name).read_text()
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            words = shlex.shlex(line, posix=True, punctuation_chars="|<>&;()")
            words.whitespace_split = True
            words = list(words)
            for start in (place for place, word in enumerate(words) if word == "wikijs"):
                end = next((place for place in range(start, len(words)) if set(words[place]) <= set("|<>&;()")),
                           len(words))
                yield words[start + 1:end]


@pytest.mark.parametrize("name", ["bulk_editing.md", "cli.md", "configuration.md", "getting_started.md"])
def test_commands_of_the_guides_are_understood(cli, name):
    commands = list(commands_of_guide(name))
    assert commands
    for words in commands:
        # An option that is not known ends the parsing before --help is seen.
        cli(*words, *([] if "--" in words else ["--help"]), env=NOWHERE)
