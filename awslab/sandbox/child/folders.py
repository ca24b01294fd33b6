"""Where sandboxes keep what must be on disk: a private folder each, removed with it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

_NAME = re.compile(r"awslab-(?P<pid>\d+)-\w+")


class Folders:
    """The folders of one host's sandboxes, below the system's temporary folder."""

    def __init__(self) -> None:
        _remove_forgotten(Path(tempfile.gettempdir()))
        self.root = Path(tempfile.mkdtemp(prefix=f"awslab-{os.getpid()}-"))

    def make(self, sandbox: int) -> Path:
        """A sandbox's folder, with `home` (programs' HOME) and `state` (the gateway's) in it."""
        folder = self.root / str(sandbox)
        for subfolder in (folder / "home", folder / "state"):
            subfolder.mkdir(parents=True, mode=0o700)
        return folder

    def remove(self, sandbox: int) -> None:
        """A sandbox is closed."""
        shutil.rmtree(self.root / str(sandbox), ignore_errors=True)

    def remove_all(self) -> None:
        """The host ends."""
        shutil.rmtree(self.root, ignore_errors=True)


def _remove_forgotten(temporary: Path) -> None:
    """Hosts that were killed could not tidy up."""
    for folder in temporary.glob("awslab-*"):
        name = _NAME.fullmatch(folder.name)
        if name and folder.stat().st_uid == os.getuid() and not _is_alive(int(name["pid"])):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
