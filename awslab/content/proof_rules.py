"""What a question's proof and its references to service models must hold beyond their form."""

from __future__ import annotations

from collections.abc import Iterator

from awslab.content.claim_references import PROVIDED, References
from awslab.content.claim_rules import claim_findings, variable_findings
from awslab.content.model import CaseQuestion, ModelReference, Part, Proof, Question
from awslab.content.model.proof import MODEL_COMPARISONS, comparisons
from awslab.content.question_rules import Finding


def proof_findings(question: Question) -> Iterator[Finding]:
    """Yield every rule that the question's proof and its model references break."""
    if question.proof is not None:
        yield from _claims(question.proof)
        yield from _references(question.proof)
        yield from _options(question.proof, question)
    for index, reference in enumerate(question.model):
        yield from _reference(("model", index), reference)


def _claims(proof: Proof) -> Iterator[Finding]:
    for index, showing in enumerate(proof.shows):
        for finding in claim_findings(showing, "claim"):
            yield Finding(("proof", "shows", index, *finding.path), finding.sentence)


def _references(proof: Proof) -> Iterator[Finding]:
    yield from variable_findings(("proof", "variables"), proof.variables)
    references = References({*proof.variables, *PROVIDED}, "has no value here", "save it in a call before")
    yield from references.of_calls(("proof", "given"), proof.given)
    for index, showing in enumerate(proof.shows):
        yield from references.of_claim(("proof", "shows", index), showing)
        yield from references.unknown(("proof", "shows", index, "says"), showing.says)


def _options(proof: Proof, question: Question) -> Iterator[Finding]:
    ids = option_ids(question)
    for index, showing in enumerate(proof.shows):
        if showing.option and showing.option not in ids:
            hint = f"its options are {', '.join(ids)}" if ids else "it has none; remove “option”"
            yield Finding(
                ("proof", "shows", index, "option"), f"“{showing.option}” names no option of this question; {hint}"
            )


def option_ids(question: Question) -> list[str]:
    """Return the ids of the question's options, items, prompts and choices; in a case `part.option`."""
    if isinstance(question, CaseQuestion):
        return [f"{part.id}.{member}" for part in question.parts for member in _member_ids(part)]
    return _member_ids(question)


def _member_ids(part: Part) -> list[str]:
    members = (member for key in ("options", "items", "prompts", "choices") for member in getattr(part, key, ()))
    return [member.id for member in members]


def _reference(at: tuple[str | int, ...], reference: ModelReference) -> Iterator[Finding]:
    names = comparisons(reference)
    if reference.member and reference.answer:
        yield Finding(at, "a reference has “member” or “answer”; make one of each")
    elif reference.absent and names:
        yield Finding((*at, "absent"), f"of what is absent nothing can be said; remove {' and '.join(names)}")
    elif not reference.member and not reference.answer and names.keys() - {"documented"}:
        yield Finding(at, f"add “member” or “answer”: {' and '.join(names.keys() - {'documented'})} of what?")
    elif (reference.member or reference.answer) and not names and not reference.absent:
        yield Finding(at, f"the reference says nothing; add absent: true or one of {', '.join(MODEL_COMPARISONS)}")
    elif reference.answer and reference.required is not None:
        yield Finding((*at, "required"), "members of an answer are never required; remove “required”")
