"""Frozen content thaws to equal records, and nothing else can be thawed."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from awslab import paths
from awslab.content.codec import freeze, thaw
from awslab.content.library import Library


class Intruder:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        import os

        return os.mkdir, ("/tmp/awslab-intruder",)


def test_every_shipped_record_survives(tmp_path: Path) -> None:
    library = Library.open(paths.packs(), tmp_path)
    records = [*library.topics, *library.exams, *library.questions(), *(library.lab(lab.id) for lab in library.labs)]
    assert thaw(freeze(records)) == records


def test_bytes_that_would_call_something_are_refused() -> None:
    with pytest.raises(pickle.UnpicklingError, match="is not a content record"):
        thaw(pickle.dumps(Intruder()))
    assert not Path("/tmp/awslab-intruder").exists()


def test_cut_off_bytes_are_refused() -> None:
    frozen = freeze({"a": [1, 2, 3]})
    for end in range(len(frozen)):
        with pytest.raises(pickle.UnpicklingError):
            thaw(frozen[:end])
