# SPDX-License-Identifier: MIT
"""`wikijs api`: any document, with variables of every kind."""
import os

import pytest

QUERY = "query($id: Int!) { pages { single(id: $id) { id title } } }"


def test_document_as_an_argument(cli):
    result = cli("api", "{ site { config { title } } }")
    assert isinstance(result.json["data"]["site"]["config"]["title"], str) and result.out.endswith("}\n")
    assert result.out.count("\n") == 1


def test_document_from_a_file_and_standard_input(cli, tmp_path):
    (tmp_path / "query.graphql").write_text(QUERY)
    for words, stdin in ((["@" + str(tmp_path / "query.graphql")], ""), (["-"], QUERY), ([], QUERY)):
        assert cli("api", *words, "-F", "id=1", stdin=stdin).json["data"]["pages"]["single"]["id"] == 1
    assert "No such file" in cli("api", "@/no/such/file", code=1).err


def test_jq(cli):
    assert cli("api", QUERY, "-F", "id=1", "--jq", ".data.pages.single.id").out == "1\n"


def test_typed_and_untyped(cli):
    assert cli("api", "query($q: String!) { pages { search(query: $q) { totalHits } } }", "-f", "q=1").json["data"]
    result = cli("api", "query($q: String!) { pages { search(query: $q) { totalHits } } }", "-F", "q=1", code=1)
    assert "errors" in result.json and result.err.startswith("wikijs: ")


def test_value_from_a_file(cli, tmp_path):
    (tmp_path / "text").write_text('a "text"\nwith lines')
    result = cli("api", "query($q: String!) { pages { search(query: $q) { totalHits } } }", "-F",
                 f"q=@{tmp_path / 'text'}")
    assert result.json["data"]["pages"]["search"]["totalHits"] == 0


@pytest.mark.parametrize("words, problem", [
    (["-f", "novalue"], "a variable is written name=value, not 'novalue'"),
    (["-f", "=x"], "the name in '=x' does not fit the others"),
    (["-f", "a[=x"], "the name in 'a[=x' does not fit the others"),
    (["-f", "a=1", "-f", "a[b]=1"], "the name in 'a[b]=1' does not fit the others"),
    (["-f", "a[b]=1", "-f", "a=1"], "the name in 'a=1' does not fit the others"),
    (["-f", "a[]=1", "-f", "a[b]=1"], "the name in 'a[b]=1' does not fit the others"),
    (["-f", "a=1", "-f", "a=2"], "the name in 'a=2' does not fit the others"),
    (["-f", "a" + "[b]" * 20 + "=1"], "does not fit the others"),
])
def test_mistakes_in_variables(cli, words, problem):
    result = cli("api", "{ __typename }", *words, code=2)
    assert problem in result.err


def test_nested_variables_reach_the_server(cli):
    document = "query($tags: [String!], $limit: Int) { pages { list(tags: $tags, limit: $limit) { id } } }"
    rows = cli("api", document, "-f", "tags[]=docs", "-f", "tags[]=guide", "-F", "limit=0").json
    assert [row["id"] for row in rows["data"]["pages"]["list"]] == \
        [row["id"] for row in cli("pages", "list", "-t", "docs", "-t", "guide", "--json", "id").json]


def test_variables_from_a_file(cli, tmp_path):
    (tmp_path / "variables.json").write_text('{"id": 1}')
    assert cli("api", QUERY, "--input", tmp_path / "variables.json").json["data"]["pages"]["single"]["id"] == 1
    assert cli("api", QUERY, "--input", "-", stdin='{"id": 1}').json["data"]["pages"]["single"]["id"] == 1
    assert "excludes" in cli("api", QUERY, "--input", "-", "-f", "a=b", code=2).err
    assert "cannot hold both" in cli("api", "-", "--input", "-", code=2).err
    assert cli("api", QUERY, "--input", "-", stdin="not json", code=None).code != 0


def test_operation_name(cli):
    document = "query One { a: __typename } query Two { b: __typename }"
    assert cli("api", document, "--operation", "Two").json["data"] == {"b": "Query"}


def test_errors_are_printed_and_told(cli):
    result = cli("api", "{ nope }", code=1)
    assert "errors" in result.json and "nope" in result.err
    result = cli("api", QUERY, "-F", "id=999999", code=3)
    assert result.json["data"]["pages"]["single"] is None


def test_no_document_on_a_terminal(cli):
    assert "give a GraphQL document" in cli.terminal("api", code=2).out


@pytest.mark.parametrize("words, text", [(["api"], ""), (["api", " "], ""), (["api", "-"], " \n\t")])
def test_empty_document(cli, requests, words, text):
    result = cli(*words, stdin=text, code=2)
    assert result.err.startswith("wikijs: the GraphQL document is empty\n") and requests() == []


def test_list_of_operations(cli, requests):
    names = cli("api", "--list").out.splitlines()
    assert "pages.single" in names and "pages.create" in names and len(names) == len(set(names))
    assert all(name.count(".") == 1 and " " not in name for name in names)
    pages = cli("api", "--list", "pages").out.splitlines()
    assert pages == [name for name in names if name.startswith("pages.")]
    assert "(id: Int!)" in cli.terminal("api", "--list", "pages").out
    detail = cli("api", "--list", "pages.tree").out
    assert "needs read:pages" in detail and "mode: PageTreeMode!  required  one of ALL, FOLDERS" in detail
    assert "answers list of PageTreeItem: id, path" in detail
    assert requests() == []


def test_list_as_json(cli):
    rows = {row["name"]: row for row in cli("api", "--list", "--json").json}
    assert list(rows) == cli("api", "--list").out.splitlines()
    single, create = rows["pages.single"], rows["pages.create"]
    assert single["arguments"] == [{"name": "id", "type": "Int!", "required": True, "secret": False}]
    assert single["kind"] == "query" and single["type"] == "Page" and "title" in single["fields"]
    assert single["permission"] == "manage:pages or delete:pages" and not single["writes"] and single["repeatable"]
    assert create["kind"] == "mutation" and create["writes"] and create["serial"] and create["payload"] == "page"
    assert "editor" not in create["fields"]
    mode = next(each for each in rows["pages.tree"]["arguments"] if each["name"] == "mode")
    assert mode["values"] == ["ALL", "FOLDERS"]
    assert cli("api", "--list", "pages.single", "--jq", ".[].type").out == "Page\n"


def test_operation_by_name(cli):
    assert cli("api", "pages.single", "-F", "id=1", "--fields", "id,title").json == {"id": 1, "title": "Home"}
    assert cli("api", "pages.single", "-F", "id=1", "--jq", ".path").out == "home\n"
    assert cli("api", "pages.single", "--input", "-", stdin='{"id": 1}').json["id"] == 1
    rows = cli("api", "pages.list", "-F", "orderBy=ID", "-F", 'tags=["docs"]', "--fields", "id").json
    assert [row["id"] for row in rows] == sorted(row["id"] for row in cli("pages", "list", "-t", "docs", "--json", "id").json)
    assert cli("api", "pages.list", "-F", "tags[]=docs", "-F", "orderBy=ID", "--fields", "id").json == rows
    assert cli("api", "pages.list", "-f", "tags=docs", "-F", "orderBy=ID", "--fields", "id").json == rows
    # The argument is a text, whatever its value looks like.
    for value in ("1", "true", "[1]", "-f"):
        assert cli("api", "pages.search", "-F", f"query={value}", "--jq", ".totalHits").out.strip().isdigit()


def test_write_by_name(cli, tmp_path, new_path):
    (tmp_path / "text.md").write_text("# From a \"file\"\n")
    words = ["-f", f"path={new_path()}", "-f", "title=By name", "-f", "description=", "-f", "editor=markdown", "-f", "locale=en",
             "-F", "isPublished=true", "-F", "isPrivate=false", "-F", "tags=[]", "-F", f"content=@{tmp_path / 'text.md'}"]
    answer = cli("api", "pages.create", *words, "--fields", "id").json
    assert answer["responseResult"]["succeeded"] is True
    assert cli("pages", "get", str(answer["page"]["id"]), "--json", "content").json["content"] == "# From a \"file\"\n"
    result = cli("api", "pages.create", *words, code=5)
    assert result.json["responseResult"]["succeeded"] is False and result.err.startswith("wikijs: ")
    assert cli("api", "pages.delete", "-F", f"id={answer['page']['id']}").json["responseResult"]["succeeded"] is True
    result = cli("api", "pages.single", "-F", "id=999999", code=3)
    assert result.out == "" and result.err.startswith("wikijs: This page does not exist\n")


@pytest.mark.parametrize("words, problem", [
    (["page.single"], "there is no operation 'page.single'; the nearest is 'pages.single'"),
    (["nonsense"], "there is no operation 'nonsense'"),
    (["--list", "pagse.single"], "there is no operation 'pagse.single'; the nearest is 'pages.single'"),
    (["pages.single"], "'pages.single': 'id' is required (Int!)"),
    (["pages.single", "-F", "ids=1"], "'pages.single' has no argument 'ids'; the nearest is 'id'"),
    (["pages.single", "-f", "id=1"], "'pages.single': 'id' must be a whole number of 32 bits"),
    (["pages.single", "-F", "id=null"], "'pages.single': 'id' must not be null"),
    (["pages.tree", "-F", "mode=PAGE", "-F", "locale=en"], "'pages.tree': 'mode' must be one of ALL, FOLDERS"),
    (["pages.list", "-F", "tags=[1]"], "'pages.list': 'tags[0]' must be a text"),
    (["pages.list", "-F", 'tags=["a"],"limit":1'], "'[\"a\"],\"limit\":1' is not JSON"),
    (["pages.list", "-F", 'tags=["a'], "'[\"a' is not JSON"),
    (["pages.single", "-F", "id=1", "--fields", "id,titel"],
     "the answer of 'pages.single' has no field 'titel'; did you mean 'title'?"),
    (["pages.single", "-F", "id=1", "--fields", ","], "'--fields' names no field"),
    (["pages.delete", "-F", "id=1", "--fields", "id"], "the answer of 'pages.delete' has no fields to choose from"),
    (["pages.single", "--operation", "A"], "'--operation' chooses from a document"),
    (["pages.single", "--json"], "'--json' goes with '--list'; an answer is always JSON"),
    (["{a}", "--fields", "id"], "'--fields' goes with the name of an operation"),
    (["{a}", "--document"], "'--document' goes with the name of an operation"),
    (["--list", "-F", "id=1"], "'--list' sends nothing"),
    (["pages.single", "-F", "id=1", "--jq", "}"], "jq"),
])
def test_mistakes_in_operations(cli, requests, words, problem):
    result = cli("api", *words, code=2)
    assert problem in result.err and result.out == "" and requests() == []


def test_document_of_an_operation(cli, requests):
    text = cli("api", "pages.single", "--document", "--fields", "id,title").out
    assert text == "query($id:Int!){pages{single(id:$id){id title}}}\n" and requests() == []
    assert cli("api", text, "-F", "id=1").json["data"]["pages"]["single"]["id"] == 1


def test_permission_is_named(cli):
    env = {"WIKIJS_API_KEY": os.environ["WIKIJS_TEST_READER_KEY"]}
    result = cli("api", "pages.flushCache", env=env, code=4)
    assert "'pages.flushCache' needs manage:system" in result.err
