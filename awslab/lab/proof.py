"""A question's proof as a lab that nobody has to work in: its judge then proves the key."""

from __future__ import annotations

from dataclasses import fields

from awslab.content.model import Check, Claim, Lab, Proof, Question, Step
from awslab.lab.verdict import Verdict

_SHOWING = "shows-"


def proof_lab(question: Question, proof: Proof) -> Lab:
    """Return a lab whose `given` calls are the proof's, and whose checks are what the proof shows."""
    names = [field.name for field in fields(Claim)]
    checks = tuple(
        Check(
            id=f"{_SHOWING}{number}",
            says=showing.says,
            help="",
            **{name: getattr(showing, name) for name in names},
        )
        for number, showing in enumerate(proof.shows)
    )
    step = Step(id="shows", title=question.id, skill=question.skill, say=question.stem, checks=checks)
    return Lab(
        id=question.id,
        title=question.id,
        topic=question.topic,
        level=question.level,
        minutes=1,
        exams=(),
        services=(),
        brief=question.stem,
        steps=(step,),
        mistakes=(),
        sources=question.sources,
        variables=proof.variables,
        given=proof.given,
        enforce_iam=proof.enforce_iam,
    )


def showing_number(verdict: Verdict) -> int:
    """Return which member of the proof's `shows` the verdict is about, counted from 0."""
    return int(verdict.check.removeprefix(_SHOWING))


def services_of(proof: Proof) -> set[str]:
    """Return the boto3 names of the services that the proof asks."""
    calls = [*proof.given, *(call for showing in proof.shows for call in showing.after)]
    operations = [call.call for call in calls] + [showing.call for showing in proof.shows if showing.call]
    services = {operation.partition(".")[0] for operation in operations}
    kinds = {showing.kind for showing in proof.shows}
    return services | ({"lambda"} if "invoke" in kinds else set()) | ({"ec2"} if "reach" in kinds else set())
