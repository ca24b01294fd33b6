"""Labs: steps with checks, judged by what the learner's calls did. `docs/writing-labs.md` explains every key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from awslab.content.model.base import Between, Identifier, Items, Record, SkillId, Source, TaskReference, Text
from awslab.content.model.claim import Call, Claim, Operation, VariableName


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Check(Claim):
    """One claim about what the learner built."""

    id: Identifier
    """Unique in the lab."""
    says: Text
    """What is true when it passes."""
    help: Text
    """Why it matters and where to read; never the answer."""
    trail: Operation | None = None
    """An operation that the learner's calls are searched for."""
    needs: tuple[Identifier, ...] = ()
    """Checks that must have passed."""
    skill: SkillId | None = None
    """When it differs from the step's."""
    already_true: bool = False
    """May hold before the work."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Step(Record):
    """A piece of the work; it opens when the step before it has passed."""

    id: Identifier
    title: Text
    skill: SkillId
    say: Text
    """What to do, Markdown."""
    checks: Annotated[tuple[Check, ...], Items(1)]
    hints: tuple[Text, ...] = ()
    """From a nudge to nearly the answer."""
    after: tuple[Call, ...] = ()
    """Calls made before the step's checks; all of them see what these save."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Change(Record):
    """An edit of a lab's solution."""

    find: Text
    """Text of the solution, exactly as it stands there; it must occur once."""
    replace: str
    """What stands there instead; empty to remove the text."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Mistake(Record):
    """A typical wrong solution: changes of the solution, or a program of its own."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {
        **Record.__pydantic_config__,
        "json_schema_extra": {"oneOf": [{"required": ["change"]}, {"required": ["file"]}]},
    }

    change: Annotated[tuple[Change, ...], Items(1)] = ()
    """What differs from the solution."""
    file: str = ""
    """A program in the lab's folder, when it has little in common with the solution."""
    fails: Identifier
    """The check that is the first not to pass."""
    because: Text


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Lab(Record):
    """Hands-on work in the sandbox."""

    id: Identifier
    title: Text
    topic: Identifier
    level: Annotated[int, Between(1, 3)]
    minutes: Annotated[int, Between(1)]
    """How long a learner will need."""
    exams: tuple[TaskReference, ...]
    services: Annotated[tuple[Text, ...], Items(1)]
    """boto3 names of the services that the lab uses."""
    brief: Text
    steps: Annotated[tuple[Step, ...], Items(1)]
    mistakes: tuple[Mistake, ...]
    sources: Annotated[tuple[Source, ...], Items(1)]
    also: tuple[Identifier, ...] = ()
    """Other topics it exercises."""
    variables: dict[VariableName, Text] = field(default_factory=dict)
    """Name to pattern, drawn anew for every attempt."""
    given: tuple[Call, ...] = ()
    """Calls made before the learner starts."""
    enforce_iam: bool = False
    """Whether functions, tasks and instances are held to their roles' policies, as users and assumed roles always
    are."""
    on_instance: Text | None = None
    """The id of the EC2 instance that the learner's program runs on: it gets no keys, but the instance's metadata."""
    solution: Text = "solution.py"

    def check(self, check_id: str) -> Check:
        """The check of that id; KeyError when there is none."""
        for step in self.steps:
            for check in step.checks:
                if check.id == check_id:
                    return check
        raise KeyError(check_id)
