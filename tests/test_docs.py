"""The one page of the house names every room."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import awslab

ROOT = Path(awslab.__file__).parent
DOCS = ROOT.parent / "docs"
ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")


def roots() -> list[str]:
    """The folders of awslab and of the house, and the files at their roots, as the page writes them."""
    names = []
    for place in (ROOT, ROOT / "cloud"):
        for path in sorted(place.iterdir()):
            if path.is_dir() and path.name != "__pycache__":
                names.append(f"{path.name}/")
            elif path.suffix == ".py" and path.name != "__init__.py":
                names.append(path.name)
    return names


@pytest.mark.parametrize("name", roots())
def test_the_page_of_the_house_names_every_room_and_file_at_its_roots(name: str) -> None:
    assert re.search(rf"(?<![\w/]){re.escape(name)}", ARCHITECTURE), f"{name} is not in docs/architecture.md"


def test_the_page_of_the_house_is_one_page() -> None:
    assert len(ARCHITECTURE.splitlines()) <= 150
