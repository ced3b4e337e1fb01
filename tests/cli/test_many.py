# SPDX-License-Identifier: MIT
"""Commands on many things: a few requests, and yet each thing has its own outcome."""


def test_many_pages_are_read_in_few_requests(cli, requests):
    ids = cli("pages", "list", "--json", "id", "--jq", ".[].id").out.split()
    assert len(ids) > 5
    before = len(requests())
    result = cli("pages", "get", "-", "--json", "id,title", "--format", "jsonl", stdin="\n".join(ids))
    assert result.out.count("\n") == len(ids)
    assert len(requests()) - before <= 2


def test_sources_follow_each_other_and_a_missing_page_is_told(cli):
    one, two = cli("pages", "get", "1", "--raw").out, cli("pages", "get", "home", "--raw").out
    result = cli("pages", "get", "1", "999999", "home", "--raw", code=1)
    assert result.out == one + two
    assert "999999: This page does not exist" in result.err
    cli("pages", "get", "999998", "999999", code=3)


def test_one_change_for_many_pages(cli):
    cli("pages", "update", "1", "2", "--add-tag", "by-the-dozen")
    tagged = cli("pages", "list", "--tag", "by-the-dozen", "--json", "id", "--jq", ".[].id").out.split()
    cli("pages", "update", "-", "--remove-tag", "by-the-dozen", stdin="1\n2\n")
    assert sorted(tagged) == ["1", "2"]
    assert cli("pages", "list", "--tag", "by-the-dozen", "--json", "id").json == []
    assert "one page at a time" in cli("pages", "update", "1", "2", "--title", "x", code=2).err
    result = cli("pages", "update", "1", "999999", "--description", "same", "--json", "id", code=1)
    assert result.json == [{"id": 1}] and "999999" in result.err


def test_users_and_groups(cli):
    rows = cli("users", "get", "1", "2", "--json", "id").json
    assert [row["id"] for row in rows] == [1, 2]
    assert cli("users", "get", "1", "--json", "id").json == {"id": 1}
    assert cli("groups", "get", "2", "1", "--json", "id").json == [{"id": 2}, {"id": 1}]
    result = cli("users", "get", "1", "999999", "nobody@example.org", "--json", "id", code=1)
    assert result.json == [{"id": 1}]
    assert "999999" in result.err and "nobody@example.org" in result.err
    cli("groups", "delete", "--yes", "999998", "999999", code=3)
