"""The check of content: everything the library finds, and what boto3 and botocore's models say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from awslab import paths
from awslab.authoring.bank import bank_report
from awslab.authoring.model_claims import model_problems, placed_claims
from awslab.authoring.placed_calls import call_problems, calls_of_labs, calls_of_proofs
from awslab.content.library import Library, source_files
from awslab.content.problem import Problem
from awslab.errors import UsageError
from awslab.paths import Pack
from awslab.sandbox.process import SandboxHost


@dataclass(frozen=True, slots=True)
class Lint:
    """What was looked at, and what is wrong."""

    files: int
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()
    """What gives keys away in the questions of these files, taken together; a sentence each."""


def lint(extra_packs: Sequence[Path], places: Sequence[Path], *, ask_boto3: bool = True) -> Lint:
    """Check the packs. `places` limits the report to these files and folders; those that are packs are checked too.

    Raises UsageError when one of the places holds no content.
    """
    resolved_places = [place.resolve() for place in places]
    new_packs = [place for place in resolved_places if (place / "content").is_dir() or (place / "labs").is_dir()]
    packs = tuple(dict.fromkeys(Pack(pack.root) for pack in paths.packs([*extra_packs, *new_packs])))
    library = Library.open(packs, paths.cache_dir())
    files = [path for _, path in source_files(packs)]
    problems = [*library.problems, *(_vetting_problems(library) if ask_boto3 else ())]
    roots = resolved_places or [pack.root for pack in packs]
    for root in roots:
        if not any(file.is_relative_to(root) for file in files):
            raise UsageError(
                f"{root} holds no content of a pack.", "Name a pack, or files below its content/ or labs/."
            )

    def is_below(file: str | Path) -> bool:
        return any(Path(file).is_relative_to(root) for root in roots)

    questions = [question for file, question in library.questions_with_files() if is_below(file)]
    return Lint(
        files=sum(is_below(file) for file in files),
        problems=tuple(sorted({problem for problem in problems if is_below(problem.file)})),
        warnings=tuple(bank_report(questions).warnings),
    )


def _vetting_problems(library: Library) -> list[Problem]:
    """Return what boto3 and botocore's models do not have of what labs and questions name; a sandbox host is asked."""
    calls = [*calls_of_labs(library), *calls_of_proofs(library)]
    claims = list(placed_claims(library))
    if not calls and not claims:
        return []
    # the host is asked about models only: it need not load moto for every service
    with SandboxHost.start(log=paths.sandbox_log(), services=("s3",)) as host:
        return [*call_problems(host, calls), *model_problems(host, claims)]
