# SPDX-License-Identifier: MIT
"""wikijs cache, and what --no-cache does."""
import pytest


def test_off_says_how_to_turn_it_on(cli):
    for words in (["stats"], ["clear"], ["delete", "docs/intro"], ["delete", "--tag", "pages"]):
        assert "this client has no cache: option 'cache' turns it on" in cli("cache", *words, code=1).err


def test_stats(cli):
    stats = cli("--set", "cache=memory", "cache", "stats", "--json").json
    assert stats == dict.fromkeys(("entries", "bytes", "hits", "misses", "stores", "evictions", "drops", "errors"), 0)
    assert cli("--set", "cache=memory", "cache", "stats").lines[0] == "entries\t0"
    assert "answers that are kept" in cli.terminal("--set", "cache=memory", "cache", "stats").out


def test_delete_and_clear(cli):
    cli("--set", "cache=memory", "cache", "delete", "17", "docs/intro", "de:docs/intro", "--tag", "tree")
    cli("--set", "cache=memory", "cache", "delete", "-", stdin="17\tx\ndocs/intro\n")
    assert cli("--set", "cache=memory", "cache", "clear").err == "the cache is empty\n"
    assert cli("--set", "cache=memory", "cache", "clear", "--all", "--quiet").err == ""


@pytest.mark.parametrize("setting, told", [
    ("cache=memroy", "option 'cache' is memory or none, not 'memroy'"),
    ("cache_ttls=pages.list", "'pages.list' in cache_ttls is not like pages.list=30s"),
    ("cache_ttl_ms=0", "option 'cache_ttl_ms' takes a number from 1"),
])
def test_wrong_settings(cli, setting, told):
    assert told in cli("--set", "cache=memory", "--set", setting, "cache", "clear", code=2).err


def test_nothing_to_delete(cli):
    assert "name a page, or a tag with --tag" in cli("--set", "cache=memory", "cache", "delete", code=2).err
