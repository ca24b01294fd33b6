"""Deployment packages on disk, friendly and not."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from awslab.cloud.lambda_.execution import packages
from awslab.cloud.lambda_.execution.packages import PackageStore
from awslab.cloud.lambda_.function import Package
from awslab.cloud.ports.functions import NotRunnableError


def package(files: dict[str, str]) -> Package:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return Package(hashlib.sha256(buffer.getvalue()).hexdigest(), buffer.getvalue())


def test_a_package_is_unpacked_once_and_its_files_are_read_only(tmp_path: Path) -> None:
    store, given = PackageStore(tmp_path), package({"index.py": "x = 1", "lib/a.txt": "a"})
    folder = store.unpacked(given)
    assert (folder / "lib" / "a.txt").read_text() == "a"
    assert not (folder / "index.py").stat().st_mode & 0o222
    assert store.unpacked(given) == folder
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["../out.py", "/etc/out.py", "a/../../out.py"])
def test_a_package_that_leaves_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotRunnableError, match="outside itself"):
        PackageStore(tmp_path / "code").unpacked(package({name: "x"}))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotRunnableError) as caught:
        PackageStore(tmp_path).unpacked(Package("f" * 64, b"no zip"))
    assert caught.value.code == "InvalidZipFileException"
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_grows_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "UNZIPPED_LIMIT", 1000)
    with pytest.raises(NotRunnableError, match="Unzipped size must be smaller than"):
        PackageStore(tmp_path).unpacked(package({"zeros": "0" * 1001}))
