# SPDX-License-Identifier: MIT
"""The navigation: what 'nav get' prints, 'nav set' takes."""
import json


def test_there_and_back(cli, tmp_path):
    before = cli("nav", "get").out
    file = tmp_path / "nav.json"
    file.write_text(before)
    link = {"kind": "link", "label": "Guide", "targetType": "page", "target": "/docs/intro"}
    changed = [*json.loads(before), {"locale": "fr", "items": [link, {"kind": "divider"}]}]
    assert cli("nav", "set", "-", stdin=json.dumps(changed)).err == "changed the navigation of 2 locales\n"
    french = cli("nav", "get").json[1]
    assert french["items"][0] == {"id": "fr-1", **link, "visibilityMode": "all"}
    assert [item["kind"] for item in french["items"]] == ["link", "divider"]
    link["label"] = "Handbook"
    cli("nav", "set", "--only", "fr", "-", stdin=json.dumps([{"locale": "fr", "items": [link]}]))
    after = cli("nav", "get").json
    assert after[0] == json.loads(before)[0]
    assert [item["label"] for item in after[1]["items"]] == ["Handbook"]
    cli("nav", "set", file)
    assert cli("nav", "get").json == json.loads(before)


def test_mistakes_send_nothing(cli, requests, tmp_path):
    assert "its kind is none of link, header, divider" in cli(
        "nav", "set", "-", stdin='[{"locale":"en","items":[{"kind":"lnk"}]}]', code=2).err
    assert "this is no navigation" in cli("nav", "set", "-", stdin="{}", code=2).err
    assert "no navigation of locale 'de'" in cli("nav", "set", "--only", "de", "-", stdin="[]", code=1).err
    assert "No such file" in cli("nav", "set", tmp_path / "none", code=1).err
    assert "is none of none, tree, mixed, static" in cli("nav", "mode", "all", code=2).err
    assert requests() == []


def test_mode(cli):
    assert cli("nav", "mode").out == "MIXED\n"
    cli("nav", "mode", "static")
    assert cli("nav", "mode", "--json", "mode").json == {"mode": "STATIC"}
    cli("nav", "mode", "mixed")
