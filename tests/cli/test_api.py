# SPDX-License-Identifier: MIT
"""`wikijs api`: any document, with variables of every kind."""
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
