"""Every proof that is shipped holds, and what questions say of service models stands in the installed ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from awslab import paths
from awslab.authoring.model_claims import models_of
from awslab.authoring.prove_questions import prove_questions
from awslab.content.library import Library

LEAST_PROOFS, LEAST_MODELS = 180, 80


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(paths.packs(), tmp_path_factory.mktemp("cache"))


def test_every_shipped_proof_holds(library: Library, tmp_path: Path) -> None:
    proofs = list(prove_questions(list(library.questions()), jobs=None, log_folder=tmp_path))
    failures = [f"{proof.question}: {'; '.join(proof.problems)}" for proof in proofs if not proof.holds]
    assert failures == []
    assert len(proofs) >= LEAST_PROOFS


def test_every_model_reference_holds(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWSLAB_HOME", str(tmp_path))
    questions = [question for question in library.questions() if question.model]
    report = models_of(library, {question.id for question in questions})
    assert [str(problem) for problem in report.problems] == []
    assert len(questions) >= LEAST_MODELS
    assert report.references >= len(questions)


def test_every_topic_has_proofs_and_references(library: Library) -> None:
    proven = {question.topic for question in library.questions() if question.proof is not None}
    referring = {question.topic for question in library.questions() if question.model}
    topics = {topic.id for topic in library.topics}
    # the sandbox has no Bedrock, no pipelines and no monitoring whose keys it could show
    assert proven == topics - {"ai", "delivery", "operations"}
    assert referring == topics - {"security-groups"}
