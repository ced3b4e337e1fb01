# SPDX-License-Identifier: MIT
"""Commands that the user has named."""
import pytest


def test_what_follows_is_put_behind(cli):
    cli("alias", "set", "newest", "pages list --order-by updated --desc --limit 2")
    assert cli("newest").lines == cli("pages", "list", "--order-by", "updated", "--desc", "--limit", "2").lines
    assert len(cli("newest", "--limit", "1").lines) == 1
    assert len(cli("--verbose", "newest").err.splitlines()) == 2, "flags may stand before it"


def test_places(cli):
    cli("alias", "set", "find", "pages list --filter 'title:$1' --limit $2")
    assert "Introduction" in cli("find", "introd", "1").out
    assert len(cli("find", "", "1", "--limit", "3").lines) == 3
    assert "needs more words: it stands for pages list" in cli("find", "x", code=2).err


def test_no_shell_unless_it_is_wanted(cli):
    cli("alias", "set", "get-it", "pages get")
    result = cli("get-it", "$(touch x); `touch y`", code=None, cwd=cli.home)
    assert result.code == 3 and not (cli.home / "x").exists() and not (cli.home / "y").exists()
    cli("alias", "set", "say", '!printf "%s|" "$WIKIJS_URL" "$@"')
    assert cli("say", "a b", "c").out.endswith("|a b|c|")


@pytest.mark.parametrize("name, value, message", [
    ("pages", "tags", "'pages' is a command of the program"),
    ("-x", "pages tags", "'-x' cannot be"),
    ("a b", "pages tags", "'a b' cannot be the name of an alias"),
    ("x", "pagse list", "did you mean 'wikijs pages'?"),
    ("x", "pages lst", "did you mean 'wikijs pages list'?"),
    ("x", "pages list 'a", "a quote is not closed"),
    ("x", "", "an alias stands for a command"),
    ("x", "!", "nothing behind the '!'"),
])
def test_what_cannot_be_an_alias(cli, name, value, message):
    assert message in cli("alias", "set", "--", name, value, code=2).err


def test_list_and_delete(cli):
    cli("alias", "set", "a", "pages tags")
    cli("alias", "set", "b", "pages list --filter 'title:x y'")
    assert cli("alias", "list").lines == ["a\tpages tags", "b\tpages list --filter 'title:x y'"]
    assert "a\tpages tags" in cli("__complete", "--", "").lines
    assert [line.split("\t")[0] for line in cli("__complete", "--", "alias", "delete", "").lines] == ["a", "b"]
    cli("alias", "delete", "a")
    assert cli("a", code=2).err.startswith("wikijs: 'wikijs' has no command 'a'")
    assert "there is no alias 'a'" in cli("alias", "delete", "a", code=2).err


def test_an_alias_does_not_call_itself(cli):
    cli("alias", "set", "again", "!wikijs-no-such-thing")
    file = cli.home / ".config" / "wikijs" / "config.yaml"
    file.write_text("aliases:\n  loop: loop\n")
    assert "has no command 'loop'" in cli("loop", code=2).err


def test_help_of_an_alias_is_that_of_its_command(cli):
    cli("alias", "set", "t", "pages tags")
    assert cli("t", "--help").out == cli("pages", "tags", "--help").out
