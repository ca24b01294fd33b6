"""The keys of some seeds are pinned: recorded answers are graded with the figures of their seed."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pytest

from awslab import paths
from awslab.content.library import Library
from awslab.quiz.grading import grade

PINNED = Path(__file__).with_name("keys.json")
SEEDS = range(5)


def keys(library: Library) -> dict[str, list[str]]:
    """The keys of every drill for the seeds: an option's id or a number."""
    return {name: [grade(library.question(name, seed), None).key[0] for seed in SEEDS] for name in library.drills}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(paths.packs(), tmp_path_factory.mktemp("cache"))


def test_drills_have_the_keys_that_they_had(library: Library) -> None:
    assert keys(library) == json.loads(PINNED.read_text("utf-8"))


def main() -> None:
    """Pin the keys of new drills; those of old ones stay."""
    pinned = json.loads(PINNED.read_text("utf-8")) if PINNED.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        drawn = keys(Library.open(paths.packs(), Path(folder)))
    lines = [f'  "{name}": {json.dumps(pinned.get(name, drawn[name]))}' for name in sorted(drawn)]
    PINNED.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    sys.stdout.write(f"{len(set(drawn) - set(pinned))} new drills pinned\n")


if __name__ == "__main__":
    main()
