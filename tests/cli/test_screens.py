# SPDX-License-Identifier: MIT
"""The pictures of the documentation can be made again, and are those that it shows."""
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree

from conftest import CLEAN, WIKIJS

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = "{http://www.w3.org/2000/svg}text"


def words_of(picture):
    """What a picture shows, without times, numbers and addresses."""
    text = " ".join(element.text for element in xml.etree.ElementTree.parse(picture).iter(TEXT))
    return re.sub(r"\S*[\d…]\S*", "", text).split()


def test_pictures_are_those_of_the_program(tmp_path):
    subprocess.run([sys.executable, ROOT / "tools" / "screens", WIKIJS, tmp_path, "0"], env=CLEAN, check=True, timeout=300)
    made, kept = ({file.name: words_of(file) for file in folder.glob("*.svg")} for folder in (tmp_path, ROOT / "docs/images"))
    assert made == kept, "run tools/screens"
    shown = set()
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        shown |= set(re.findall(r"images/([\w-]+\.svg)\)", page.read_text()))
    assert shown == set(kept)
