"""Where things live on disk.

Learner data goes where the platform keeps user data, or below `AWSLAB_HOME`; the cache may be deleted at any time.
Content is found beside the package in a checkout and inside it in an installed wheel.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from awslab.errors import UsageError

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder with `content/` and `labs/` in it: what ships with awslab, or what an instructor adds."""

    root: Path

    @property
    def content(self) -> Path:
        """Topics, exams, notes and questions."""
        return self.root / "content"

    @property
    def labs(self) -> Path:
        """One folder per lab."""
        return self.root / "labs"


def shipped_pack() -> Pack:
    """Return the pack that comes with awslab: in the wheel below `awslab/library`, in a checkout beside the package."""
    installed = PACKAGE / "library"
    return Pack(installed if (installed / "content").is_dir() else PACKAGE.parent)


def packs(extra: Iterable[Path] = ()) -> tuple[Pack, ...]:
    """Return the shipped pack, then those of `AWSLAB_PACKS` (separated like PATH), then those in `extra`.

    Raises UsageError for a folder that is no pack.
    """
    folders = [Path(entry) for entry in os.environ.get("AWSLAB_PACKS", "").split(os.pathsep) if entry]
    added_packs = [Pack(folder.expanduser().resolve()) for folder in (*folders, *extra)]
    for pack in added_packs:
        if not (pack.content.is_dir() or pack.labs.is_dir()):
            raise UsageError(
                f"{pack.root} is not a pack: it has neither a content/ nor a labs/ folder.",
                "Name the folder that holds content/ and labs/.",
            )
    return (shipped_pack(), *added_packs)


def data_dir() -> Path:
    """Return the folder of the learner's progress and workspaces; `AWSLAB_HOME` overrides it."""
    home = os.environ.get("AWSLAB_HOME")
    if home:
        return Path(home).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("awslab", appauthor=False)


def cache_dir() -> Path:
    """Return the folder of parsed content, which may be deleted at any time."""
    home = os.environ.get("AWSLAB_HOME")
    if home:
        return Path(home).expanduser().resolve() / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("awslab", appauthor=False)


def progress_file() -> Path:
    """Return the path of the SQLite file with what the learner has done."""
    return data_dir() / "progress.sqlite"


def workspaces_dir() -> Path:
    """Return the folder of the learner's own files, which has one folder per lab."""
    return data_dir() / "labs"


def log_dir() -> Path:
    """Return the folder of the sandbox processes' logs."""
    return data_dir() / "logs"


def sandbox_log() -> Path:
    """Return the file into which the sandbox host of a command or of the interface writes its errors."""
    return log_dir() / "sandbox.log"
