"""`awslab quiz` in a pipe: the contract with people and programs."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

from awslab.paths import shipped_pack
from tests.cli.conftest import Awslab
from tests.cli.kill_the_quiz import kill_at_random_moments, some_answer


def some_answers(awslab: Awslab, *command: str) -> str:
    """Lines that answer every question of a quiz that is run with this command."""
    asked = events(awslab(*command, stdin="\n" * 50).stdout)
    return "".join(some_answer(each) + "\n" for each in asked if each["event"] == "question")


def events(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_the_same_seed_and_answers_give_the_same_questions_and_verdicts(awslab: Awslab) -> None:
    command = ("quiz", "--topic", "lambda", "--count", "5", "--seed", "1", "--json")
    answers = some_answers(awslab, *command)
    first, second = (awslab(*command, stdin=answers) for _ in range(2))
    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout
    said = events(first.stdout)
    assert [each["event"] for each in said] == ["question", "verdict"] * 5 + ["result"]


def test_another_seed_asks_other_questions(awslab: Awslab) -> None:
    outputs = [awslab("quiz", "--count", "5", "--seed", seed, "--json").stdout for seed in ("1", "2")]
    assert outputs[0] != outputs[1]


def test_a_question_does_not_tell_its_key(awslab: Awslab) -> None:
    (question,) = events(awslab("quiz", "--topic", "s3", "--count", "1", "--seed", "3", "--json").stdout)[:1]
    assert question["event"] == "question"
    assert {"id", "type", "topic", "stem", "options"} <= set(question)
    assert "correct" not in json.dumps(question["options"])


def test_answering_with_the_labels_of_the_key_is_correct(awslab: Awslab) -> None:
    command = ("quiz", "--topic", "lambda", "--count", "1", "--seed", "1", "--json")
    said = events(awslab(*command, stdin="a\n").stdout)
    labels = {option["id"]: option["label"] for option in said[0]["options"]}
    again = events(awslab(*command, stdin=",".join(labels[key] for key in said[1]["key"]) + "\n").stdout)
    assert again[1]["event"] == "verdict"
    assert again[1]["correct"] is True
    assert again[-1] | {"correct": 1, "answered": 1, "asked": 1} == again[-1]


def test_a_line_that_cannot_be_read_is_told_and_asked_again(awslab: Awslab) -> None:
    said = events(awslab("quiz", "--topic", "lambda", "--count", "1", "--seed", "1", "--json", stdin="zz\na\n").stdout)
    assert [each["event"] for each in said] == ["question", "unreadable", "verdict", "result"]


def test_an_empty_line_skips_and_q_stops(awslab: Awslab) -> None:
    said = events(awslab("quiz", "--count", "5", "--seed", "1", "--json", stdin="\nq\n").stdout)
    assert [each["event"] for each in said] == ["question", "skipped", "question", "result"]
    assert said[-1]["answered"] == 0


def test_plain_asks_on_stdout_and_ends_with_the_result(awslab: Awslab) -> None:
    ended = awslab("quiz", "--topic", "lambda", "--plain", "--count", "2", "--seed", "1", stdin="a\nb?\n")
    assert ended.returncode == 0
    assert "Question 1 of 2" in ended.stdout
    assert "of 2 correct." in ended.stdout
    assert "\x1b[" not in ended.stdout
    assert ended.stderr == ""


def test_without_a_terminal_quiz_is_plain(awslab: Awslab) -> None:
    assert "Question 1 of 10" in awslab("quiz", stdin="q\n").stdout


def test_what_was_answered_wrong_is_due_again(awslab: Awslab) -> None:
    command = ("quiz", "--count", "3", "--seed", "1", "--json")
    said = events(awslab(*command, stdin=some_answers(awslab, *command)).stdout)
    progress = json.loads(awslab("progress", "--json").stdout)
    assert progress["answered"] == said[-1]["answered"] == 3
    assert progress["seen"] == 3
    assert progress["correct"] == said[-1]["correct"]
    (quiz,) = progress["quizzes"]
    assert (quiz["answered"], quiz["wanted"]) == (3, {"count": 3, "choosing": "drawn"})
    assert quiz["ended"]


def test_review_with_nothing_due_says_so(awslab: Awslab) -> None:
    assert "Nothing is due" in awslab("review", "--plain").stdout


def test_a_topic_that_does_not_exist_suggests_near_ones(awslab: Awslab) -> None:
    ended = awslab("quiz", "--topic", "lamda", "--plain")
    assert ended.returncode == 2
    assert "lambda" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_options_that_exclude_each_other_are_refused(awslab: Awslab) -> None:
    ended = awslab("quiz", "--plain", "--json")
    assert ended.returncode == 2
    assert "--plain and --json do not go together" in ended.stderr


def test_an_exam_limits_the_questions(awslab: Awslab) -> None:
    said = events(awslab("quiz", "--exam", "clf-c02", "--count", "3", "--seed", "1", "--json").stdout)
    assert said[0]["total"] == 3
    assert awslab("quiz", "--exam", "ABC-C01").returncode == 2


def test_a_kill_at_any_moment_loses_no_answer_that_was_shown(tmp_path: Path) -> None:
    kills = int(os.environ.get("AWSLAB_TEST_KILLS", "8"))
    assert kill_at_random_moments(tmp_path, kills=kills, rng=random.Random(9)) >= kills - kills // 4


def test_an_exam_that_is_unknown_or_has_ended_names_those_that_are_current(awslab: Awslab, tmp_path: Path) -> None:
    unknown = awslab("quiz", "--exam", "ABC-C01", "--plain")
    assert unknown.returncode == 2
    assert "There is no exam “ABC-C01”." in unknown.stderr
    assert "Current exams: " in unknown.stderr
    assert "CLF-C02" in unknown.stderr
    exams = (shipped_pack().content / "exams.yaml").read_text("utf-8")
    ended = tmp_path / "pack" / "content" / "exams.yaml"
    ended.parent.mkdir(parents=True)
    body = exams[exams.index("  - code: CLF-C02") : exams.index("  - code: DVA-C02")]
    body = body.replace("CLF-C02", "OLD-C01").replace("scored", "last_day: 2020-01-31\n    scored", 1)
    ended.write_text(f"exams:\n{body}")
    refused = awslab("--pack", str(tmp_path / "pack"), "quiz", "--exam", "old-c01/1.1", "--plain")
    assert refused.returncode == 2
    assert "The exam OLD-C01 ended on 2020-01-31." in refused.stderr
    assert "Current exams: " in refused.stderr
    assert "OLD-C01" not in refused.stderr.split("Current exams: ")[1]


def test_days_and_due_numbers_agree_between_the_commands(awslab: Awslab) -> None:
    command = ("quiz", "--topic", "lambda", "--count", "5", "--seed", "1", "--json")
    awslab(*command, stdin=some_answers(awslab, *command))
    progress = json.loads(awslab("progress", "--json", TZ="UTC").stdout)
    today = progress["at"][:10]
    assert progress["due"] == progress["forecast"][today] > 0
    assert f"Due for review today: {progress['due']} question" in awslab(TZ="UTC").stdout
    assert f"{progress['due']} due today." in awslab("progress", TZ="UTC").stdout
    review = events(awslab("review", "--json", stdin="q\n", TZ="UTC").stdout)
    assert review[0]["total"] == progress["due"]
