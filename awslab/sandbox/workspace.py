"""The folder of a lab attempt: the learner's own files, and the seed of the attempt's values."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awslab.content.library import LabEntry
from awslab.content.model import Lab
from awslab.errors import UsageError
from awslab.lab.values import draw_variables, environment_variables, fill_known

_MARK = ".awslab.json"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `main.py`, the lab's files and a README; the values stay the same until it is reset."""

    folder: Path
    lab_id: str
    seed: int

    @property
    def script(self) -> Path:
        """The learner's program."""
        return self.folder / "main.py"

    def values(self, lab: Lab) -> dict[str, Any]:
        """The values of this attempt's variables."""
        return draw_variables(lab, random.Random(self.seed))  # names, not secrets


def open_workspace(lab: Lab, entry: LabEntry, folder: Path, *, seed: int) -> Workspace:
    """The workspace in `folder`, made with this seed when it is new; files that are there are never overwritten.

    Raises UsageError when the folder belongs to another lab or cannot be written.
    """
    existing = find_workspace(folder)
    if existing is not None and existing.lab_id != lab.id:
        raise UsageError(
            f"{folder} is the workspace of the lab {existing.lab_id}.", "Choose another folder with --dir."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        workspace = existing or _mark(Workspace(folder.resolve(), lab.id, seed))
        _copy_missing(entry.folder / "starter.py", workspace.script)
        for name, file in _files(entry).items():
            _copy_missing(file, workspace.folder / name)
        _write_missing(workspace.folder / "README.md", readme(lab, workspace.values(lab)))
    except OSError as error:
        raise UsageError(
            f"The workspace {folder} cannot be written: {error.strerror}.", "Choose another folder with --dir."
        ) from error
    return workspace


def find_workspace(folder: Path) -> Workspace | None:
    """The workspace that a folder is, or None when it is none."""
    try:
        mark = json.loads((folder / _MARK).read_text("utf-8"))
        return Workspace(folder.resolve(), str(mark["lab"]), int(mark["seed"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def workspace_of(script: Path, lab_id: str) -> Workspace | None:
    """The workspace of this lab that the script lies in; None when it lies elsewhere."""
    workspace = find_workspace(script.resolve().parent)
    return workspace if workspace is not None and workspace.lab_id == lab_id else None


@contextmanager
def working_folder(workspace: Workspace | None, entry: LabEntry, script: Path) -> Iterator[Path]:
    """Where a script runs: its workspace; for a script from elsewhere a folder made for this run.

    That folder holds the lab's files; a file of the same name beside the script is taken in place of the lab's.
    """
    if workspace is not None:
        yield workspace.folder
        return
    with tempfile.TemporaryDirectory(prefix="awslab-run-") as path:
        folder = Path(path)
        for name, file in _files(entry).items():
            beside = script.resolve().parent / name
            _copy_missing(beside if beside.is_file() else file, folder / name)
        yield folder


def reset_workspace(lab: Lab, entry: LabEntry, workspace: Workspace, *, seed: int, now: dt.datetime) -> Workspace:
    """Begin again with new values and the starter; the learner's program is kept beside, with the time in its name."""
    if workspace.script.exists():
        backup = workspace.folder / f"main.before-{now:%Y%m%d-%H%M%S}.py"
        workspace.script.replace(backup)
    (workspace.folder / "README.md").unlink(missing_ok=True)
    (workspace.folder / _MARK).unlink(missing_ok=True)
    return open_workspace(lab, entry, workspace.folder, seed=seed)


def readme(lab: Lab, values: dict[str, Any]) -> str:
    """The lab as a text beside the learner's program: the brief, the steps, and how to check."""
    lines = [f"# {lab.title}", "", fill_known(lab.brief, values).strip(), ""]
    for number, step in enumerate(lab.steps, start=1):
        lines += [f"## {number}. {step.title}", "", fill_known(step.say, values).strip(), ""]
        lines += [f"- [ ] {fill_known(check.says, values)}" for check in step.checks] + [""]
    if lab.variables:
        lines += ["## Values of this attempt", "", "Your program reads them from its environment.", ""]
        lines += [f"- `{name}` = `{value}`" for name, value in environment_variables(values).items()] + [""]
    lines += [
        "## How to check",
        "",
        f"- `awslab lab check {lab.id}` runs `main.py` in a fresh sandbox and judges what it did.",
        f"- `awslab lab shell {lab.id}` opens a shell in a sandbox; `awslab lab check` inside judges it.",
        f"- `awslab lab open {lab.id}` opens the lab in the full interface.",
        "",
    ]
    return "\n".join(lines)


def _files(entry: LabEntry) -> dict[Path, Path]:
    """The lab's files for the learner, by their place in the workspace."""
    folder = entry.folder / "files"
    files = sorted(folder.rglob("*")) if folder.is_dir() else []
    return {file.relative_to(folder): file for file in files if file.is_file() and "__pycache__" not in file.parts}


def _mark(workspace: Workspace) -> Workspace:
    mark = json.dumps({"lab": workspace.lab_id, "seed": workspace.seed}) + "\n"
    (workspace.folder / _MARK).write_text(mark, "utf-8")
    return workspace


def _copy_missing(source: Path, target: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _write_missing(target: Path, text: str) -> None:
    if not target.exists():
        target.write_text(text, "utf-8")
