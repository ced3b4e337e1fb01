# SPDX-License-Identifier: MIT
"""`wikijs interactive`: as a script, and on a terminal with completion, history and Ctrl-C."""
import re
import stat

import pytest

from conftest import KEY, URL

HOST = URL.removeprefix("http://")
PROMPT = f"{HOST}:/> "


def script(cli, *lines, code=0, words=(), env=None):
    return cli("interactive", *words, stdin="\n".join(lines) + "\n", code=code, env=env)


# --- as a script ---

def test_commands_share_one_connection(cli, requests):
    result = script(cli, "pages list --limit 1", "# nothing", "", "pages get docs/intro --json title", "pages tags")
    assert result.lines[0].startswith("1\thome\t") and '{"title":"Introduction"}' in result.lines and result.err == ""
    assert len({entry["connection"] for entry in requests()}) == 1


def test_the_name_of_the_program_may_stand_before_a_command(cli):
    """Advice has it, and who copies that gets what it says."""
    result = script(cli, "wikijs pages get docs/intro --json title", "cd docs", "wikijs pages get ./intro --json title")
    assert result.lines == ['{"title":"Introduction"}'] * 2 and result.err == ""


def test_the_tree(cli):
    result = script(cli, "pwd", "ls", "cd docs", "pwd", "ls", "cd api", "pwd", "cd ../..", "pwd", "cd fr:docs", "pwd", "ls",
                    "cd /", "pwd")
    lines = result.lines
    assert lines[0] == "/" and "docs/\t" in lines and "home\tHome" in lines
    assert "intro\tIntroduction" in lines and "api/\tAPI Reference" in lines
    assert [line for line in lines if line.startswith(("/", "fr:/"))] == ["/", "/docs", "/docs/api", "/", "fr:/docs", "fr:/"]
    assert "intro\tPrésentation" in lines
    assert "there is no folder 'nowhere'" in script(cli, "cd nowhere", code=3).err
    assert "there is nothing at 'nowhere'" in script(cli, "ls nowhere", code=3).err


@pytest.mark.parametrize("line, message", [
    ("cd docs extra", "'cd' takes one name: what is 'extra'?"),
    ("pwd x", "'pwd' takes nothing: what is 'x'?"),
])
def test_too_many_words(cli, line, message):
    err = script(cli, line, code=2).err
    assert message in err and "try: help " in err


@pytest.mark.parametrize("line, advice", [
    ("ls | head -1", "!wikijs pages list | ..., or quotes around '|'"),
    ("cat intro > x", "!wikijs pages list > ..., or quotes around '>'"),
    ("pages list | head -1", "!wikijs pages list | head -1, or quotes around '|'"),
    ("  wikijs pages tags && pwd", "!wikijs pages tags && pwd, or quotes around '&&'"),
])
def test_what_is_for_a_shell(cli, requests, line, advice):
    operator = line.split()[3 if line.startswith(" ") else 1 if line.startswith("ls") else 2]
    result = script(cli, line, code=2)
    assert result.err == f"wikijs: '{operator}' is for /bin/sh, which runs lines that begin with '!'\ntry: {advice}\n"
    assert not requests()


def test_a_quoted_pipe_is_a_word(cli):
    assert "nothing-has-this | here" not in script(cli, "pages search 'nothing-has-this | here'", 'pages search "|"').err
    assert script(cli, "pages list --json id --jq .[]|.id --limit 1").lines[-1] == "1"

def test_without_a_home(cli):
    assert "docs/\t" in script(cli, "ls", env={"HOME": None, "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None}).lines


def test_pages_below_the_place(cli):
    raw = cli("pages", "get", "--raw", "docs/intro").out
    assert script(cli, "cd docs", "cat intro").out == raw
    assert script(cli, "cd docs/api", "cat ../intro /docs/intro").out == raw * 2
    assert script(cli, "cd docs", "pages get ./intro --json title").out == '{"title":"Introduction"}\n'
    assert "docs/nothing" in script(cli, "cd docs", "cat nothing", code=3).err


def test_input_of_several_lines(cli, new_path):
    path = new_path()
    script(cli, f"pages create -t 'A title' --path {path} -F - <<END", "first 'line'", "", "last \\ line", "END",
           f"pages update {path} \\", '  --description "two', 'lines"')
    assert cli("pages", "get", "--raw", path).out == "first 'line'\n\nlast \\ line\n"
    assert cli("pages", "get", path, "--json", "description").json == {"description": "two\nlines"}
    cli("pages", "delete", "--yes", path)


@pytest.mark.parametrize("lines, message", [
    (["pages list 'open"], "a quote is not closed: pages list 'open"),
    (["pages list \\"], "the input ended where a line goes on: pages list"),
    (["pages create -t x --path shell-end -F - <<END", "text"], "the input ended before a line 'END'"),
])
def test_input_that_ends_too_soon(cli, lines, message):
    assert message in script(cli, *lines, code=2).err


def test_a_script_is_not_the_input_of_its_commands(cli):
    result = script(cli, "pages get -", "pages list --limit 1", code=None)
    assert result.lines[-1].startswith("1\thome")


def test_exit_codes(cli):
    result = script(cli, "pages get no/such/page", "pages lst", "pages list --limit 1", code=3)
    assert result.out.startswith("1\thome") and "try: wikijs pages list" in result.err
    assert script(cli, "pages get no/such/page", "pages list", words=["--stop"], code=3).out == ""
    assert script(cli, "pages list --limit 1", "exit", "pages lst").lines[-1].startswith("1\t")


def test_a_line_about_another_wiki(cli):
    folder = cli.home / ".config" / "wikijs"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text(f"profiles:\n  guest: {{ url: '{URL}' }}\n  full: {{ url: '{URL}', api_key: '{KEY}' }}\n")
    (folder / "config.yaml").chmod(0o600)
    identity = "health check --json identity --jq .identity"
    result = script(cli, identity, f"--profile guest {identity}", identity, words=["--profile", "full"],
                    env={"WIKIJS_API_KEY": None, "WIKIJS_URL": None})
    assert result.lines == ["api key", "guest", "api key"]


def test_settings_that_change_underway(cli):
    lines = [f"config set url {URL} --profile p", "alias set first 'pages list --limit 1'", "first", "--profile p pages list --limit 1"]
    assert len(script(cli, *lines, env={"WIKIJS_API_KEY": None}).lines) == 2


def test_flags_hold_for_all_lines(cli, requests):
    result = script(cli, "pages update 1 --title Never", "pages update 1 --title Never2", words=["--dry-run"])
    assert [line.split("\t")[0] for line in result.lines] == ["pages.update"] * 2
    assert "pages.update" not in str(requests())
    assert "< 200" in script(cli, "--verbose pages tags", "pages tags").err


def test_other_programs(cli):
    assert script(cli, "!echo one | tr o 0", "!exit 7", code=7).out == "0ne\n"
    cli("alias", "set", "say", "!echo said")
    assert script(cli, "say", "pwd").lines == ["said", "/"]
    assert "this is the shell" in script(cli, "interactive", code=1).err


def test_sh_gets_a_line_as_it_was_typed(cli):
    lines = ["! printf '%s|' 'a   b' \"c d\" \\$ # e", "!cat <<END", "typed 'text", "END", "  ! echo $((1 + 1))"]
    assert script(cli, *lines).out == "a   b|c d|$|typed 'text\n2\n"


def test_a_script_of_another_machine(cli):
    text = "pages get docs/intro --json title\r\n!cat <<END\r\ntext\r\nEND\r\n"
    assert cli("interactive", stdin=text).out == '{"title":"Introduction"}\ntext\n'


def test_places_that_are_no_folders(cli):
    result = script(cli, "ls docs/intro", "cd xx:/", "pwd", "cd docs/intro", code=3)
    assert result.lines == ["intro\tIntroduction", "/"]
    assert "there are no pages in the locale 'xx'" in result.err and "there is no folder 'docs/intro'" in result.err
    assert script(cli, f"cat {URL}/en/docs/intro").out == cli("pages", "get", "--raw", "docs/intro").out


def test_help(cli):
    out = script(cli, "help").out
    assert "cd " in out and "pages" in out
    assert script(cli, "help pages list").out == cli("help", "pages", "list").out
    assert script(cli, "help ls").lines == ["  ls     list the pages and folders here, or in a folder"]
    assert script(cli, "ls --help").out == script(cli, "help ls").out


# --- on a terminal ---

def shell(cli, *typed, columns=80, env=None, code=0, words=(), redraws=True):
    return cli.terminal("interactive", *words, typed=typed, columns=columns, env={"NO_COLOR": "1", **(env or {})}, code=code,
                        line_editor=redraws).out


def clean(text):
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x07", "", text).replace("\r", "")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_widths(cli, columns):
    out = shell(cli, (PROMPT, "cd docs\n"), (":/docs> ", "ls\n"), (":/docs> ", "pages list --limit 3\n"),
                (":/docs> ", "exit\n"), columns=columns)
    assert "changelog" in out
    for line in clean(out).splitlines():
        assert len(line) <= columns or HOST in line or "help lists" in line


def test_completion(cli, page):
    page(path="completion-one/alpha")
    # The editor draws only what is new: the rest of each word.
    out = shell(cli, (PROMPT, "pag\t"), ("es ", "ge\t"), ("t ", "completion-o\t"), ("ne/alpha ", "--json ti\t"),
                ("tle", "\n"), (PROMPT, "cd compl\t"), ("etion-one/", "\n"), (":/completion-one> ", "cat al\t"),
                ("pha ", "\n"),
                (":/completion-one> ", "exit\n"))
    assert '"A page"' in out and "some text" in out


def test_completion_shows_the_choice(cli):
    out = shell(cli, (PROMPT, "pages re\t"), ("restore", "\x03"), (PROMPT, "exit\n"))
    assert "render" in out and "replace" in out


def test_ctrl_c_ends_the_command_and_not_the_shell(cli, fault):
    fault("hang", operation="pages.tags")
    out = shell(cli, (PROMPT, "--verbose pages tags\n"), ("pages.tags", "\x03"),
                (PROMPT, "half a line"), ("half a line", "\x03"), (PROMPT, "pages list --limit 1\n"), (PROMPT, "exit\n"))
    assert "wikijs: interrupted" in clean(out) and "Home" in out


def test_history(cli):
    file = cli.home / ".local" / "state" / "wikijs" / "history"
    shell(cli, (PROMPT, "pages tags linux\n"), (PROMPT, "config get api_key \n"), (PROMPT, " pages tags hidden\n"),
          (PROMPT, "help users --password-file\n"), (PROMPT, "exit\n"))
    assert file.read_text() == "pages tags linux\nexit\n" and stat.S_IMODE(file.stat().st_mode) == 0o600
    out = shell(cli, (PROMPT, "\x1b[A\x1b[A"), ("pages tags linux", "\n"), (PROMPT, "exit\n"))
    assert "pages tags linux" in clean(out)
    file.write_text("".join(f"pages tags {number}\n" for number in range(1500)))
    shell(cli, (PROMPT, "exit\n"))
    assert len(file.read_text().splitlines()) == 1001 and file.read_text().endswith("pages tags 1499\nexit\n")


def test_history_that_is_huge(cli):
    """Its end is kept, whatever was pasted; a line that is longer than that is forgotten."""
    file = cli.home / ".local" / "state" / "wikijs" / "history"
    file.parent.mkdir(parents=True)
    file.write_text(("x" * 9999 + "\n") * 200 + "pages tags linux\n")
    out = shell(cli, (PROMPT, "\x1b[A"), ("pages tags linux", "\n"), (PROMPT, "exit\n"))
    assert "pages tags linux" in clean(out)
    assert file.stat().st_size < 600_000 and file.read_text().endswith("pages tags linux\npages tags linux\nexit\n")


def test_ctrl_d_gives_an_open_quote_up(cli):
    out = shell(cli, (PROMPT, "pages list 'open\n"), ("> ", "\x04"), (PROMPT, "pwd\n"), (PROMPT, "exit\n"))
    assert "a quote is not closed: pages list 'open" in clean(out) and "\n/\n" in clean(out)


def test_tabs_that_are_pasted_stay(cli, new_path):
    path = new_path()
    shell(cli, (PROMPT, f"pages create -t T --path {path} -F - <<.\n"), ("> ", "a\tb\n"), ("> ", "\tc\n"), ("> ", ".\n"),
          (PROMPT, "exit\n"), columns=200)
    assert cli("pages", "get", "--raw", path).out == "a\tb\n\tc\n"
    cli("pages", "delete", "--yes", path)


def test_questions_are_asked(cli, page):
    number, path = page()
    shell(cli, (PROMPT, f"pages delete {number}\n"), ("[y/N] ", "y\n"), (PROMPT, "exit\n"))
    cli("pages", "get", number, code=3)


def test_input_typed_on_a_terminal(cli, new_path):
    path = new_path()
    shell(cli, (PROMPT, f"pages create -t T --path {path} -F - <<.\n"), ("> ", "typed\n"), ("> ", ".\n"), (PROMPT, "exit\n"),
          columns=200)
    assert cli("pages", "get", "--raw", path).out == "typed\n"
    cli("pages", "delete", "--yes", path)


@pytest.mark.parametrize("env", [{"WIKIJS_ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_without_redrawing(cli, env):
    assert "\x1b" not in shell(cli, (PROMPT, "pwd\n"), (PROMPT, "exit\n"), env=env, redraws=False)


@pytest.mark.parametrize("env", [{"WIKIJS_ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_ctrl_c_without_redrawing(cli, fault, env):
    """It gives lines up one after the other, and ends what runs; the next command knows nothing of it."""
    fault("hang", operation="pages.tags")
    out = shell(cli, (PROMPT, "half"), ("half", "\x03"), (PROMPT, "\x03"), (PROMPT, "--verbose pages tags\n"),
                ("pages.tags", "\x03"), (PROMPT, "ls docs\n"), (PROMPT, "exit\n"), env=env, redraws=False)
    assert "wikijs: interrupted" in out and "Introduction" in out


def test_long_places_leave_room(cli, page):
    page(path="a-long-folder-name/another-long-folder-name/page")
    out = shell(cli, (PROMPT, "cd a-long-folder-name/another-long-folder-name\n"), ("…/another-long-fold", "exit\n"),
                columns=40)
    assert "…/another-long-fold" in out
