# SPDX-License-Identifier: MIT
"""Commands that read pages, on pipes."""
import csv
import io
import json
import os
import re

import pytest

from conftest import KEY, URL


def test_list_in_a_pipe_is_lines_with_tabs(cli, page):
    number, path = page(title="Title with\ttab")
    line = next(line for line in cli("pages", "list").lines if line.startswith(f"{number}\t"))
    cells = line.split("\t")
    assert cells[:4] == [str(number), path, "en", "Title with tab"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", cells[4])
    assert not cli("pages", "list").out.startswith("ID")


def test_list_json_has_the_fields_asked_for(cli):
    rows = cli("pages", "list", "--json", "id,path,title").json
    assert rows and all(set(row) == {"id", "path", "title"} for row in rows)


def test_list_asks_the_server_for_no_more_than_is_shown(cli, requests):
    cli("pages", "list", "--json", "id,path")
    text = json.dumps(requests())
    assert "description" not in text and "updatedAt" not in text


def test_filter(cli, page):
    wanted, _ = page(title="Über die API – ÇA")
    other, _ = page(title="Something else")
    for text in ("api", "ÜBER", "ça"):
        found = {row["id"] for row in cli("pages", "list", "--filter", f"title:{text}", "--json", "id").json}
        assert wanted in found and other not in found
    both = cli("pages", "list", "-f", "title:über", "-f", "path:page-999999", "--json", "id").json
    assert both == []


def test_filter_on_a_field_that_is_not_shown(cli, page):
    number, path = page()
    assert cli("pages", "list", "--filter", f"path:{path}", "--json", "id").json == [{"id": number}]


def test_filter_mistakes(cli):
    assert "needs FIELD:TEXT, not 'title'" in cli("pages", "list", "--filter", "title", code=2).err
    result = cli("pages", "list", "--filter", "name:x", code=2)
    assert "knows no field 'name', only: id, path, locale, title" in result.err


def test_limit_and_offset_are_exact(cli):
    everything = [row["id"] for row in cli("pages", "list", "--json", "id").json]
    assert [row["id"] for row in cli("pages", "list", "--limit", "3", "--offset", "1", "--json", "id").json] == \
        everything[1:4]
    filtered = [row["id"] for row in cli("pages", "list", "-f", "path:o", "--json", "id").json]
    assert len(filtered) > 3
    assert [row["id"] for row in cli("pages", "list", "-f", "path:o", "-L", "2", "--offset", "1", "--json", "id").json] \
        == filtered[1:3]


def test_path_keeps_the_page_and_what_is_below_it(cli, page):
    _, top = page()
    wanted = [top, f"{top}/a", f"{top}/a/b"]
    for path in (f"{top}/a/b", f"{top}/a", f"{top}-2", f"{top}2/a", f"other/{top}/a"):
        page(path=path)
    for text in (top, f"/{top}/", f"{top}//"):
        assert [row["path"] for row in cli("pages", "list", "--path", text, "-o", "path", "--json", "path").json] == wanted
    everything = [row["id"] for row in cli("pages", "list", "--json", "id").json]
    assert [row["id"] for row in cli("pages", "list", "--path", "/", "--json", "id").json] == everything


def test_path_goes_with_filter_limit_and_offset(cli, page):
    _, top = page(title="Cover")
    numbers = [page(path=f"{top}/{name}", title=f"Part {name}")[0] for name in "abc"]
    part = ["pages", "list", "-p", top, "-o", "path", "--json", "id"]
    assert [row["id"] for row in cli(*part, "-L", "2", "--offset", "1").json] == numbers[:2]
    assert [row["id"] for row in cli(*part, "-f", "title:part", "-L", "1", "--offset", "1").json] == numbers[1:2]
    assert cli("pages", "list", "--path", f"{top}/nothing").out == ""
    assert cli("pages", "list", "--path", f"{top}/nothing", "--json", "id").json == []


def test_order(cli, page):
    page(title="zzz last")
    titles = [row["title"] for row in cli("pages", "list", "--order-by", "title", "--json", "title").json]
    backwards = [row["title"] for row in cli("pages", "list", "-o", "title", "-d", "--json", "title").json]
    assert titles != backwards and set(titles) == set(backwards)
    assert cli("pages", "list", "--order-by", "id", "--desc", "-L", "1", "--json", "id").json[0]["id"] == \
        max(row["id"] for row in cli("pages", "list", "--json", "id").json)


def test_tags_and_locale(cli, page):
    number, _ = page(title="tagged", tag="cli-one")
    two, _ = page(title="tagged twice", tag="cli-one")
    cli("pages", "update", two, "--add-tag", "cli-two")
    rows = cli("pages", "list", "--tag", "cli-one", "--json", "id,tags").json
    assert {row["id"] for row in rows} == {number, two}
    assert next(row["tags"] for row in rows if row["id"] == two) and \
        set(next(row["tags"] for row in rows if row["id"] == two)) == {"cli-one", "cli-two"}, "tags are complete"
    assert [row["id"] for row in cli("pages", "list", "-t", "cli-one", "-t", "cli-two", "--json", "id").json] == [two]
    assert cli("pages", "list", "--tag", "cli-one", "--locale", "zz", "--json", "id").json == []


def test_formats(cli, page):
    number, path = page(title='A "quoted", title')
    words = ("pages", "list", "--filter", f"path:{path}", "--json", "id,title,tags")
    text = cli(*words, "--format", "csv").out
    assert text.endswith('""quoted"", title",\r\n'), "what is not there is nothing, without quotes"
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [["id", "title", "tags"], [str(number), 'A "quoted", title', ""]]
    assert cli(*words, "--format", "tsv").out == f'{number}\tA "quoted", title\t\n'
    assert json.loads(cli(*words, "--format", "jsonl").out) == {"id": number, "title": 'A "quoted", title', "tags": []}
    assert cli("pages", "list", "--filter", f"path:{path}", "--format", "json").json[0]["isPublished"] is True
    assert cli("pages", "list", "--json", "title,id", "--format", "csv").out.startswith("title,id\r\n")


def test_table_by_name_in_a_pipe(cli, page):
    title = "A title that is longer than any terminal would have room for, were this one, which it is not " * 2
    _, path = page(title=title.strip())
    lines = cli("pages", "list", "--filter", f"path:{path}", "--format", "table", env={"COLUMNS": "40"}).lines
    assert lines[0].split() == ["ID", "PATH", "LOCALE", "TITLE", "UPDATED"] and title.strip() in lines[1]


def test_jq(cli):
    assert cli("pages", "list", "--json", "id", "--jq", "length").out.strip().isdigit()
    assert cli("pages", "list", "-L", "1", "--order-by", "id", "--json", "path", "--jq", ".[].path").out == "home\n"
    assert cli("pages", "list", "-L", "1", "--json", "id,path", "--jq", ".[0] | {path}").json.keys() == {"path"}
    assert cli("pages", "list", "-L", "2", "--format", "jsonl", "--jq", ".id").lines == ["1", "2"]


@pytest.mark.parametrize("words", [["pages", "list"], ["api", "{ pages { tags { id } } }"]])
@pytest.mark.parametrize("expression", [".[", "nope"])
def test_jq_that_is_no_expression_is_refused_before_anything_is_sent(cli, requests, words, expression):
    result = cli(*words, "--jq", expression, code=2)
    assert result.out == "" and result.err.startswith("wikijs: jq: ") and requests() == []


@pytest.mark.parametrize("expression", [".[0].id.x", 'error("mine")'])
def test_jq_mistakes(cli, expression):
    result = cli("pages", "list", "--json", "id", "--jq", expression, code=1)
    assert result.err.startswith("wikijs: jq: ") and result.err.count("\n") == 1


def test_get_in_a_pipe_is_the_source_alone(cli, page):
    number, path = page("# Heading\n\nno newline at the end")
    assert cli("pages", "get", path).out == "# Heading\n\nno newline at the end\n"
    assert cli("pages", "get", "--raw", number).out == "# Heading\n\nno newline at the end"


def test_get_raw_keeps_every_byte(cli, page):
    content = "tab\there \x1b[31mred\x1b[0m \u202eback\r\nnext\u0085line\n\n\n"
    number, _ = page(content)
    assert cli("pages", "get", "--raw", number).out.encode() == content.encode()


@pytest.mark.parametrize("form", ["{id}", "{path}", "en:{path}", "/{path}", "/en/{path}", "{url}/{path}", "{url}/en/{path}",
                                  "{url}/en/{path}?tab=1#part", "{url}/e/en/{path}", "{url}/h/en/{path}",
                                  "{url}/s/en/{path}", "{url}/i/{id}", "{path}/", "{url}/en/{path}/"])
def test_names_of_a_page(cli, page, form):
    number, path = page("named")
    name = form.format(id=number, path=path, url=URL)
    assert cli("pages", "get", name, "--json", "id").json == {"id": number}


def test_percent_encoded_address(cli, page, new_path):
    number, path = page("x", path=new_path() + "/größe-日本")
    from urllib.parse import quote
    assert cli("pages", "get", f"{URL}/en/{quote(path)}", "--json", "id").json == {"id": number}
    assert cli("pages", "get", path, "--json", "id").json == {"id": number}


def test_sub_path_of_the_wiki(cli):
    result = cli("pages", "get", f"{URL}/en/home", "--url", URL + "/wiki", code=2)
    assert f"is not on this wiki, {URL}/wiki" in result.err


@pytest.mark.parametrize("address", ["https://elsewhere.example/en/home", "http://127.0.0.1:1/home", URL + "9/home",
                                     URL + "@evil.example/home"])
def test_address_of_another_wiki(cli, address, requests):
    result = cli("pages", "get", address, code=2)
    assert "is not on this wiki" in result.err
    assert requests() == []


def test_home_is_named_by_the_bare_address(cli):
    assert cli("pages", "get", URL, "--json", "path").json == {"path": "home"}
    assert cli("pages", "get", URL + "/", "--json", "path").json == {"path": "home"}


def test_front_matter(cli, page):
    number, _ = page("text\n", title="Front: matter", tag="one")
    text = cli("pages", "get", number, "--front-matter").out
    assert text.startswith("---\ntitle: Front: matter\n")
    assert "\ntags: one\n" in text and "\npublished: true\n" in text and text.endswith("\n---\n\ntext\n")


def test_render(cli, page):
    number, _ = page("# Hello")
    assert re.search(r"<h1.*Hello.*</h1>", cli("pages", "get", number, "--render").out)


def test_get_formats_exclude_each_other(cli):
    assert "exclude each other" in cli("pages", "get", "1", "--raw", "--render", code=2).err
    assert "exclude each other" in cli("pages", "get", "1", "--raw", "--json", "id", code=2).err


def test_get_with_least_rights(cli, page):
    """A key that may only read sources is refused by pages.single; the source comes all the same."""
    _, path = page("for readers\n")
    env = {"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_READER_KEY"]}
    assert cli("pages", "get", path, env=env).out == "for readers\n"
    result = cli("pages", "get", path, env={"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_LISTER_KEY"]}, code=4)
    assert "read:source" in result.err


def test_not_found(cli):
    result = cli("pages", "get", "no/such/page", code=3)
    assert result.out == ""
    first, second = result.err.splitlines()
    assert first.startswith("wikijs: no/such/page: ") and second.startswith("try: ")


def test_search(cli, page):
    number, path = page(title="Zyxwv unusual")
    rows = cli("pages", "search", "zyxwv", "unusual", "--json", "path,locale,title").json
    assert rows == [{"title": "Zyxwv unusual", "path": path, "locale": "en"}]
    assert cli("pages", "search", "zyxwv").lines[0].split("\t")[:1] == ["Zyxwv unusual"]
    assert cli("pages", "search", "zyxwv", "--path", "elsewhere").out == ""


def test_tree(cli, page):
    number, path = page(title="A leaf")
    folder, leaf = path.rsplit("/", 1)
    entries = cli("pages", "tree", "--json", "path,pageId,isFolder,depth").json
    entry = next(entry for entry in entries if entry["path"] == path)
    assert entry["pageId"] == number and entry["isFolder"] is False and entry["depth"] == 3
    paths = [entry["path"] for entry in entries]
    assert paths.index(folder) < paths.index(path)
    below = cli("pages", "tree", folder, "--json", "path").json
    assert {"path": path} in below and all(item["path"].startswith(folder + "/") for item in below)
    assert all(entry["depth"] == 1 for entry in cli("pages", "tree", "--depth", "1", "--json", "depth").json)
    assert cli("pages", "tree", "no/such/folder", code=3).out == ""
    assert f"{path}\t" in cli("pages", "tree").out


def test_tags_command(cli, page):
    page(tag="cli-Größe")
    assert "cli-größe" in [row["tag"] for row in cli("pages", "tags", "--json", "tag").json]
    assert cli("pages", "tags", "CLI-GRÖ", "--json", "tag").json == [{"tag": "cli-größe"}]


def test_links(cli):
    rows = cli("pages", "links", "--json", "path,links").json
    home = next(row for row in rows if row["path"] == "en/home")
    assert cli("pages", "links", "home", "--json", "path,links").json == [home]
    cli("pages", "links", "no/such/page", code=3)


def test_history_version_and_restore(cli, page):
    number, path = page("first\n")
    cli("pages", "update", number, "--content", "second\n")
    cli("pages", "update", number, "--content", "third\n", "--add-tag", "kept")
    versions = [row["versionId"] for row in cli("pages", "history", path, "--json", "versionId").json]
    assert len(versions) >= 2
    texts = [cli("pages", "version", path, version).out for version in versions]
    assert texts[0] == "second\n" and "first\n" in texts
    assert cli("pages", "history", path, "--limit", "1", "--json", "versionId").json == [{"versionId": versions[0]}]
    cli("pages", "restore", path, versions[0])
    assert cli("pages", "get", path).out == "second\n"
    assert [tag["tag"] for tag in cli("pages", "get", path, "--json", "tags").json["tags"]] == ["kept"]
    cli("pages", "version", path, "999999", code=3)
    assert "is no version" in cli("pages", "version", path, "x", code=2).err


def test_restore_tells_where_the_page_is_now(cli, page, new_path):
    ident, path = page()
    cli("pages", "update", ident, "--title", "Later")
    elsewhere = new_path()
    cli("pages", "move", ident, elsewhere)
    oldest = cli("pages", "history", ident, "--json", "versionId", "--jq", ".[-1].versionId").out.strip()
    assert cli("pages", "restore", elsewhere, oldest).out.endswith(f"/en/{path}\n")
    assert cli("pages", "get", ident, "--json", "path").json == {"path": path}


def test_health(cli):
    rows = [line.split("\t") for line in cli("health", "check").lines]
    names = {row[0]: row[1] for row in rows}
    assert names["server"] == "ok" and names["identity"] == "ok" and all(len(row) == 4 for row in rows)
    status = cli("health", "check", "--json", "identity,status,checks").json
    assert status["identity"] == "api key" and {"name", "status", "message"} <= set(status["checks"][0])


def test_health_of_bad_credentials(cli):
    for name in ("EXPIRED", "REVOKED"):
        result = cli("health", "check", env={"WIKIJS_API_KEY": os.environ[f"WIKIJS_TEST_{name}_KEY"]}, code=4)
        assert result.err.startswith("wikijs: ") and "\ntry: " in result.err
        assert "error" in result.out


def test_health_stats(cli):
    counts = cli("health", "stats", "--json").json
    assert counts["pages"] == len(cli("pages", "list").lines) and counts["clientRequests"] >= 1
    assert f"pages\t{counts['pages']}\n" in cli("health", "stats").out


def test_doctor(cli):
    result = cli("doctor")
    assert f"wiki\t{URL} (WIKIJS_URL)\n" in result.out and "credentials\tWIKIJS_API_KEY\n" in result.out
    assert KEY not in result.out + result.err


def test_verbose_shows_requests_without_secrets(cli):
    result = cli("--verbose", "pages", "list", "--limit", "1")
    assert re.search(rf"^> POST {re.escape(URL)}/graphql  pages\.list$", result.err, re.MULTILINE)
    assert re.search(r"^< 200  \d+ ms  \d+ bytes  ok$", result.err, re.MULTILINE)
    assert KEY not in result.err and "Bearer" not in result.err
