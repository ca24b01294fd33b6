"""`awslab exam` as a process: in a pipe, killed, and its results."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from awslab.progress.store import ProgressStore
from tests.cli.conftest import Awslab

SHORT = ("exam", "dva-c03", "--questions", "6", "--seed", "3")


def sit(awslab: Awslab, *options: str, stdin: str) -> subprocess.CompletedProcess[str]:
    return awslab(*SHORT, "--plain", *options, stdin=stdin)


def test_a_sitting_in_a_pipe_ends_with_the_result(awslab: Awslab) -> None:
    ended = sit(awslab, stdin="b\nsure\n\na\nflag\ngo 6\nc?\nlist\npause\n\nend\n")

    assert ended.stderr == ""
    assert "Question 1 of 6" in ended.stdout
    assert "Flagged: 2." in ended.stdout
    assert "scored questions right" in ended.stdout
    assert "What to study" in ended.stdout
    before_the_end = ended.stdout.partition("By domain")[0]
    assert "Correct" not in before_the_end
    assert "\x1b[" not in ended.stdout
    assert ended.returncode == ("Passed" not in ended.stdout)


def test_the_same_seed_draws_the_same_questions(awslab: Awslab) -> None:
    lines = "\n" * 5 + "end\n"
    first, second = (re.sub(r"\d:\d\d:\d\d|\d+ s\b", "", sit(awslab, stdin=lines).stdout) for _ in range(2))
    questions = [output.partition("Question 1")[2].partition("Not passed")[0] for output in (first, second)]

    assert questions[0] == questions[1] != ""


def test_codes_are_taken_in_any_case_and_unknown_ones_are_refused_with_the_current(awslab: Awslab) -> None:
    assert "Mock exam SAA-C03" in awslab("exam", "Saa-c03", "--questions", "3", "--plain", stdin="end\n").stdout
    for words in ((), ("xyz-c01",), ("results", "xyz-c01"), ("dva-c03", "saa-c03")):
        refusal = awslab("exam", *words, "--plain")
        assert refusal.returncode == 2
        assert words == ("dva-c03", "saa-c03") or "Current exams: " in refusal.stderr
        assert "Traceback" not in refusal.stderr


def test_an_ended_exam_is_refused_with_the_current_ones(awslab: Awslab, tmp_path: Path) -> None:
    pack = tmp_path / "pack" / "content"
    pack.mkdir(parents=True)
    text = (Path(__file__).parents[1] / "tui" / "pack" / "content" / "exams.yaml").read_text()
    ended_text = text.replace("code: DVA-C03", "code: OLD-C01").replace("title:", "last_day: 2020-01-01\n    title:", 1)
    (pack / "exams.yaml").write_text(ended_text)
    refusal = awslab("--pack", str(pack.parent), "exam", "old-c01", "--plain")

    assert refusal.returncode == 2
    assert "OLD-C01 ended on 2020-01-01" in refusal.stderr
    assert "DVA-C03" in refusal.stderr


def test_too_few_questions_says_how_many_there_are_and_goes_on_when_asked(awslab: Awslab) -> None:
    command = ("exam", "clf-c02", "--domain", "4", "--questions", "60", "--plain")
    refusal = awslab(*command, stdin="end\n")
    count = re.search(r"The bank has (\d+) questions for this form of CLF-C02, not 60", refusal.stderr)

    assert refusal.returncode == 2
    assert count is not None
    assert f"--fewer begins with the {count[1]} there are" in refusal.stderr
    assert f"Question 1 of {count[1]}" in awslab(*command, "--fewer", stdin="end\n").stdout


def test_an_unknown_domain_is_refused_with_those_there_are(awslab: Awslab) -> None:
    refusal = awslab("exam", "dva-c03", "--domain", "7", "--plain")

    assert refusal.returncode == 2
    assert "1 Development with AWS Services" in refusal.stderr


def test_only_unseen_draws_nothing_twice(awslab: Awslab, home: Path) -> None:
    for _ in range(2):
        awslab("exam", "saa-c03", "--only-unseen", "--questions", "20", "--plain", stdin="end\n")
    with ProgressStore.open(home / "progress.sqlite") as store:
        one, two = ({item.question for item in record.draw.items} for record in store.exams.submitted())
    assert len(one) == len(two) == 20
    assert not one & two


def test_a_whole_exam_has_65_questions_of_which_15_do_not_count(awslab: Awslab, home: Path) -> None:
    result = json.loads(awslab("exam", "dva-c03", "--json", stdin="end\n").stdout)

    assert (result["questions"], result["minutes"], result["unanswered"]) == (65, 130, 65)
    assert (result["scored"]["total"], result["unscored"]["total"]) == (50, 15)
    assert result["score"]["scaled"] == 100


def test_json_puts_the_result_on_stdout_and_the_questions_on_stderr(awslab: Awslab) -> None:
    ended = awslab(*SHORT, "--json", stdin="a\nend\n")
    result = json.loads(ended.stdout)

    assert "Question 1 of 6" in ended.stderr
    assert {"exam", "score", "domains", "tasks", "certainty", "slowest", "wrong", "study"} <= set(result)
    assert json.loads(awslab("exam", "results", "--json").stdout) == {"sittings": [result]}


def test_results_show_the_attempts_and_the_latest_report(awslab: Awslab) -> None:
    assert "No mock exam was handed in yet" in awslab("exam", "results").stdout
    for _ in range(2):
        sit(awslab, stdin="end\n")
    shown = awslab("exam", "results", "DVA-c03").stdout
    assert shown.count("6 questions") == 2
    assert "By domain" in shown
    assert "No mock exam" in awslab("exam", "results", "saa-c03").stdout


def test_a_sitting_that_was_left_is_continued_and_new_begins_another(awslab: Awslab) -> None:
    left = sit(awslab, stdin="a\n\nquit\n")
    assert left.returncode == 0
    assert "“awslab exam dva-c03” continues it" in left.stdout
    assert "1 of 6 questions answered" in sit(awslab, stdin="quit\n").stdout
    assert "0 answered" in sit(awslab, "--new", stdin="quit\n").stdout


def test_a_killed_sitting_is_continued_with_everything_that_was_shown(awslab: Awslab, home: Path) -> None:
    awslab("exam", "results")  # the cache is warm
    command = [sys.executable, "-m", "awslab", *SHORT, "--plain"]
    environment = {**os.environ, "AWSLAB_HOME": str(home)}
    rounds = (("a\n", "Your answer: a"), ("go 3\nb\n", "Your answer: b"), ("go 6\nc\nflag\n", "Flagged."))
    for number, (lines, final) in enumerate(rounds):
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
        ) as taker:
            assert taker.stdin is not None
            assert taker.stdout is not None
            taker.stdin.write(lines)
            taker.stdin.flush()
            while final not in (line := taker.stdout.readline()):
                assert line, "it ended by itself"
            taker.kill()
        with ProgressStore.open(home / "progress.sqlite") as store:
            record = store.exams.open_sitting("DVA-C03")
            assert record is not None
            assert record.state.answered == number + 1
    assert record is not None
    assert record.state.places[5].is_flagged
    assert f"{number + 1} of 6 questions answered" in sit(awslab, stdin="end\n").stdout


def test_output_that_is_not_unicode_is_plain_letters(awslab: Awslab) -> None:
    ended = awslab(*SHORT, "--plain", stdin="end\n", PYTHONIOENCODING="iso-8859-1", encoding="iso-8859-1")
    assert "Traceback" not in ended.stderr
    assert "scored questions right" in ended.stdout
