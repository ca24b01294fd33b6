"""The counts of a bank agree with each other, and each of them is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from awslab import paths
from awslab.authoring.lint import lint
from awslab.authoring.stats import count, exam_coverage
from awslab.authoring.stats_text import stats_lines
from awslab.content.library import Entry, Library
from awslab.content.model import Domain, Exam, Task


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(paths.packs(), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def counts(library: Library) -> dict[str, Any]:
    return count(library)


def test_counts_by_topic_type_level_and_skill_sum_to_the_questions(library: Library, counts: dict[str, Any]) -> None:
    questions = counts["questions"]
    for key in ("by_topic", "by_type", "by_level", "by_skill"):
        assert sum(questions[key].values()) == questions["total"] == len(library.entries), key
    for skill, levels in questions["levels_by_skill"].items():
        assert sum(levels.values()) == questions["by_skill"][skill]


def test_drills_are_counted_among_the_questions(library: Library, counts: dict[str, Any]) -> None:
    assert counts["questions"]["drills"] == len(library.drills) >= 18
    assert f"({len(library.drills)} of them drills)" in next(stats_lines(counts))


def test_the_shares_of_an_exam_sum_to_a_hundred(counts: dict[str, Any]) -> None:
    for exam in counts["exams"]:
        assert sum(domain["weight"] for domain in exam["domains"]) == 100
        assert sum(domain["share"] for domain in exam["domains"]) == pytest.approx(100, abs=0.3)


def test_every_number_is_printed(counts: dict[str, Any]) -> None:
    text = "\n".join(stats_lines(counts))
    for skill in counts["questions"]["by_skill"]:
        assert f"  {skill} " in text
    for exam in counts["exams"]:
        assert f"{exam['code']}, {exam['questions']} questions:" in text
    assert f"{counts['giveaways']['guesser']['accuracy']:.1%} right" in text
    assert text.count("  both  ") == len(counts["giveaways"]["cues"]["both"])
    assert text.count("gives keys away") == sum(
        row["giveaway"] for rows in counts["giveaways"]["cues"].values() for row in rows
    ) + int(counts["giveaways"]["guesser"]["giveaway"])


def test_a_question_counts_once_in_each_domain_that_it_has_tasks_of() -> None:
    domains = tuple(
        Domain(
            id=number,
            title="D",
            weight=50,
            tasks=(Task(id=f"{number}.1", title="T"), Task(id=f"{number}.2", title="T")),
        )
        for number in "12"
    )
    exam = Exam(
        code="ABC-C01",
        title="An exam",
        scored=50,
        unscored=15,
        minutes=90,
        passing=700,
        source="https://docs.aws.amazon.com/x",
        domains=domains,
    )
    tags = [("ABC-C01/1.1", "ABC-C01/1.2"), ("ABC-C01/1.1", "ABC-C01/2.1"), ("ABC-C01/2",), ("XYZ-C01/1.1",), ()]
    entries = [Entry(f"q{index}", "s3", "s3.basics", "single", 1, tasks) for index, tasks in enumerate(tags)]

    coverage = exam_coverage(exam, entries)

    assert coverage["questions"] == 3
    assert [domain["questions"] for domain in coverage["domains"]] == [2, 2]
    assert [domain["share"] for domain in coverage["domains"]] == [50.0, 50.0]
    assert coverage["domains"][0]["by_task"] == {"1.1": 2, "1.2": 1}


QUESTION = """  - id: tiny-{number}
    type: single
    level: 1
    skill: s3.basics
    exams: []
    stem: What is it?
    options:
      - {{id: a, text: This is the key and it is much longer than the other., why: Right., correct: true}}
      - {{id: b, text: That., why: Wrong.}}
    explanation: So.
    sources: [https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html]
    checked: 2026-11
"""


def test_giveaways_are_warnings_about_the_questions_that_were_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWSLAB_HOME", str(tmp_path / "home"))
    folder = tmp_path / "pack" / "content" / "s3"
    folder.mkdir(parents=True)
    (folder / "questions.yaml").write_text(
        "questions:\n" + "".join(QUESTION.format(number=number) for number in range(20))
    )

    report = lint([], [tmp_path / "pack"], ask_boto3=False)

    assert report.problems == ()
    assert any("the longest option: right 20.0 of 20 times in single questions" in line for line in report.warnings)
    assert any("a guesser that only looks at such cues is right in 100.0%" in line for line in report.warnings)
