"""`awslab doctor`: what works here, and what to do about what does not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from awslab import paths
from awslab.cli.opening import open_library, open_store
from awslab.errors import AwslabError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    name: str
    works: bool
    sentence: str
    """What was found, or what to do."""
    is_needed: bool = True
    """False for what only makes some things better."""


@click.command()
@click.pass_obj
def doctor(extra_packs: tuple[Path, ...]) -> None:
    """Try everything awslab needs on this machine and say what to do about what does not work."""
    is_broken = False
    for finding in _findings(extra_packs):
        face, colour = (
            ("works", "green") if finding.works else ("BROKEN", "red") if finding.is_needed else ("absent", "yellow")
        )
        click.echo(f"{click.style(f'{face:<7}', fg=colour)} {finding.name}: {finding.sentence}")
        is_broken = is_broken or (finding.is_needed and not finding.works)
    click.get_current_context().exit(1 if is_broken else 0)


def _findings(extra_packs: tuple[Path, ...]) -> Iterator[Finding]:
    version = sys.version_info
    yield Finding(
        "Python", version >= (3, 11), f"{version.major}.{version.minor}.{version.micro}; 3.11 or newer is needed"
    )
    yield Finding(
        "SQLite", sqlite3.sqlite_version_info >= (3, 37), f"{sqlite3.sqlite_version}; 3.37 or newer is needed"
    )
    yield _tried("Content", lambda: _content(extra_packs))
    yield _tried("Progress", _progress)
    yield _tried("Sandbox", _sandbox)
    yield _terminal()
    aws = shutil.which("aws")
    yield Finding(
        "AWS CLI", aws is not None, aws or "for lab shells: pip install awscli, or AWS's installer", is_needed=False
    )
    real = [name for name in os.environ if name.startswith("AWS_")]
    yield Finding(
        "Real AWS",
        True,
        f"{len(real)} AWS_ variables are set here; labs never see them" if real else "no AWS_ variables are set",
    )


def _tried(name: str, attempt: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, attempt())
    except AwslabError as error:
        return Finding(name, False, f"{error.message} {error.hint}".strip())


def _content(extra_packs: tuple[Path, ...]) -> str:
    library = open_library(extra_packs)
    if library.problems:
        raise AwslabError(f"{len(library.problems)} problems in content files.", "awslab content check lists them.")
    return f"{len(library.entries)} questions and {len(library.labs)} labs in {paths.shipped_pack().root}"


def _progress() -> str:
    with open_store() as store:
        return f"{len(store.cards())} questions seen, saved in {store.path}"


def _sandbox() -> str:
    from awslab.sandbox.process import SandboxHost

    with tempfile.TemporaryDirectory(prefix="awslab-doctor-") as folder:
        script = Path(folder) / "main.py"
        script.write_text("import boto3\nprint(boto3.client('sts').get_caller_identity()['Account'])\n", "utf-8")
        start = time.monotonic()
        log = paths.sandbox_log()
        with SandboxHost.start(log=log, services=("sts",)) as host, host.open() as sandbox:
            result = sandbox.run(script, workspace=Path(folder), variables={}).wait()
        if result.exit != 0:
            raise AwslabError(
                f"A program in the sandbox failed: {result.stopped or result.output.strip()}", f"See {log}."
            )
    return f"started, ran a program and stopped in {time.monotonic() - start:.1f} s"


def _terminal() -> Finding:
    if not sys.stdout.isatty():
        return Finding("Terminal", True, "this is a pipe: no colours, and no interface")
    size = shutil.get_terminal_size()
    enough = size.columns >= 80 and size.lines >= 24
    return Finding("Terminal", enough, f"{size.columns} by {size.lines}; the interface wants 80 by 24", is_needed=False)
