"""What commands start from: the library, the progress file, the clock, and seeds."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awslab import paths
from awslab.cli.plain_output import is_unicode_output
from awslab.errors import UsageError

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.progress.store import ProgressStore


LOCAL_ZONE: dt.tzinfo | None = None
"""The zone of this machine; None has datetime use the offset that the zone has at each moment, summer time included."""


def open_library(extra_packs: Sequence[Path] = ()) -> Library:
    """Return the library of the shipped pack, those of AWSLAB_PACKS and the extra ones. Raises UsageError."""
    from awslab.content.library import Library

    return Library.open(paths.packs(extra_packs), paths.cache_dir())


def open_store() -> ProgressStore:
    """Return the learner's progress. Raises ProgressError when the file cannot be used."""
    from awslab.progress.store import ProgressStore

    return ProgressStore.open(paths.progress_file())


def now() -> dt.datetime:
    """Return the time, UTC."""
    return dt.datetime.now(dt.UTC)


def new_seed() -> int:
    """Return a seed nobody chose."""
    return int.from_bytes(os.urandom(4))  # the secrets module takes longer to load than a quiz to choose


def in_terminal() -> bool:
    """Whether a person is at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def print_json(value: Any) -> None:
    """Print one JSON object on a line of stdout, at once: the reader may be waiting for it."""
    click.echo(json.dumps(value, ensure_ascii=not is_unicode_output()))
    sys.stdout.flush()


def warn_about_content(library: Library) -> None:
    """Say on stderr that content files are broken, if any are."""
    count = len(library.problems)
    if count:
        files = len({problem.file for problem in library.problems})
        click.secho(
            f"{count} problem{'s' * (count > 1)} in {files} content file{'s' * (files > 1)}; "
            "what is wrong is left out. “awslab content check” lists them.",
            err=True,
            fg="yellow",
        )


def refuse_both(**options: bool) -> None:
    """Raises UsageError when more than one of the options is given."""
    flags = [f"--{name}" for name, is_given in options.items() if is_given]
    if len(flags) > 1:
        raise UsageError(f"{' and '.join(flags)} do not go together.", "Choose one of them.")
