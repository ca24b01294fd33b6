"""What shows that a question's key is right: calls in a sandbox, and what botocore's service models say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, TypeAlias

from awslab.content.model.base import Form, Items, Record, Text
from awslab.content.model.claim import Call, Claim, VariableName

OptionReference = Annotated[
    str,
    Form(
        r"[a-z0-9-]+(?:\.[a-z0-9-]+)?",
        "the id of an option, an item, a prompt or a choice; in a case with its part before it: part.option",
    ),
]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Showing(Claim):
    """A claim that holds in the sandbox because the key is right."""

    says: Text
    """What is seen, a sentence for the learner."""
    option: OptionReference = ""
    """What it proves or refutes: an option, an item, a prompt or a choice; in a case `part.option`."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Proof(Record):
    """What is run in a fresh sandbox to show that the key is right."""

    variables: dict[VariableName, Text] = field(default_factory=dict)
    """Name to pattern, as in a lab: for long texts, ${random:4097}."""
    given: tuple[Call, ...] = ()
    """Calls made first, in order."""
    shows: Annotated[tuple[Showing, ...], Items(1)]
    """What is then asked, in order; each must hold."""
    enforce_iam: bool = False
    """Whether functions, tasks and instances are held to their roles' policies."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ModelReference(Record):
    """A fact of the question that stands in botocore's model of the service too."""

    service: Annotated[str, Form(r"[a-z0-9-]+", "the boto3 name of a service, such as lambda")]
    operation: Annotated[str, Form(r"[A-Z]\w*", "an operation's name in the API, such as CreateFunction")]
    member: str = ""
    """A parameter; with dots a member inside it, `[]` for the members of a list: Rules[].Status."""
    answer: str = ""
    """A member of the answer, in the same form."""
    min: int | float | None = None
    """The least value, or the least length of text and lists."""
    max: int | float | None = None
    """The greatest value, or the greatest length of text and lists."""
    contains: tuple[Text, ...] = ()
    """Values that are among the allowed ones."""
    lacks: tuple[Text, ...] = ()
    """Values that are not among the allowed ones."""
    required: bool | None = None
    """Whether a call must have the member."""
    pattern: str = ""
    """The regular expression, as the model has it."""
    documented: str = ""
    """Words that stand in the documentation of the member, or of the operation; defaults, for example."""
    absent: bool = False
    """true: there is no such operation, or no such member."""


OptionalProof: TypeAlias = Proof | None
ModelReferences: TypeAlias = tuple[ModelReference, ...]
MODEL_COMPARISONS = ("min", "max", "contains", "lacks", "required", "pattern", "documented")
"""What a reference can say of a member."""


def comparisons(reference: ModelReference) -> dict[str, Any]:
    """Return what the reference says of its member, by the names of MODEL_COMPARISONS."""
    values = {name: getattr(reference, name) for name in MODEL_COMPARISONS}
    return {name: value for name, value in values.items() if value not in (None, (), "")}
