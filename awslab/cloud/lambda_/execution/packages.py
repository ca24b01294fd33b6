"""Zip files unpacked in the sandbox's state directory, each once, by its digest."""

from __future__ import annotations

import io
import os
import shutil
import threading
import zipfile
from pathlib import Path, PurePosixPath

from awslab.cloud.lambda_.function import Package
from awslab.cloud.ports.functions import NotRunnableError

UNZIPPED_LIMIT = 262_144_000
"""https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""


class PackageStore:
    """Folders of unpacked code; the files in them are read-only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def unpacked(self, package: Package) -> Path:
        """Return the folder of a package; raises NotRunnableError when it cannot be unpacked."""
        folder = self._folder / package.digest[:32]
        with self._lock:
            if not folder.exists():
                self._unpack(package, folder)
        return folder

    def _unpack(self, package: Package, folder: Path) -> None:
        unfinished = folder.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        try:
            with zipfile.ZipFile(io.BytesIO(package.content)) as archive:
                _check(archive)
                archive.extractall(unfinished)
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise _unusable(f"The deployment package could not be unzipped: {error}.") from error
        for file in unfinished.rglob("*"):
            if file.is_file():
                file.chmod(0o555 if os.access(file, os.X_OK) else 0o444)
        unfinished.rename(folder)


def _check(archive: zipfile.ZipFile) -> None:
    if sum(member.file_size for member in archive.infolist()) > UNZIPPED_LIMIT:
        raise _unusable(f"Unzipped size must be smaller than {UNZIPPED_LIMIT} bytes")
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise _unusable(f"The deployment package names a file outside itself: {member.filename}.")


def _unusable(message: str) -> NotRunnableError:
    return NotRunnableError("InvalidZipFileException", message, 502)
