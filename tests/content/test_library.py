"""The library reads what changed, keeps the rest in a cache, and never believes a cache that is stale or foreign."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from awslab import paths
from awslab.content.library import Library
from awslab.errors import NotFound, UsageError
from awslab.paths import Pack

QUESTION = """questions:
  - id: tiny-{name}
    type: single
    level: 1
    skill: tiny.things
    exams: []
    stem: What is {name}?
    options:
      - {{id: a, text: This., why: Right., correct: true}}
      - {{id: b, text: That., why: Wrong.}}
    explanation: Because.
    sources: [https://docs.aws.amazon.com/lambda/latest/dg/welcome.html]
    checked: 2026-11
"""
TOPICS = (
    "topics:\n  - id: tiny\n    title: Tiny\n    summary: Small.\n    skills: [{id: tiny.things, can: do things}]\n"
)


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    content = tmp_path / "pack" / "content"
    (content / "tiny").mkdir(parents=True)
    (content / "topics.yaml").write_text(TOPICS)
    (content / "tiny" / "questions.yaml").write_text(QUESTION.format(name="one"))
    return Pack(tmp_path / "pack")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def ids(pack: Pack, cache: Path) -> list[str]:
    library = Library.open([pack], cache)
    found = [entry.id for entry in library.entries]
    library.close()
    return found


def age(file: Path, seconds: float) -> None:
    """Make a file look as if it had been written some time ago."""
    moment = time.time() - seconds
    os.utime(file, (moment, moment))


def test_the_shipped_library_has_no_problems(tmp_path: Path) -> None:
    library = Library.open(paths.packs(), tmp_path)
    assert [str(problem) for problem in library.problems] == []


def test_a_changed_file_is_read_again(pack: Pack, cache: Path) -> None:
    assert ids(pack, cache) == ["tiny-one"]
    (pack.content / "tiny" / "questions.yaml").write_text(QUESTION.format(name="two"))
    assert ids(pack, cache) == ["tiny-two"]


def test_a_change_that_keeps_size_and_time_is_seen_while_it_could_be_missed(pack: Pack, cache: Path) -> None:
    file = pack.content / "tiny" / "questions.yaml"
    before = file.stat()
    assert ids(pack, cache) == ["tiny-one"]
    with file.open("r+") as opened:
        opened.write(QUESTION.format(name="two"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ids(pack, cache) == ["tiny-two"]


def test_a_removed_file_is_forgotten_and_a_new_one_found(pack: Pack, cache: Path) -> None:
    assert ids(pack, cache) == ["tiny-one"]
    (pack.content / "tiny" / "questions-more.yaml").write_text(QUESTION.format(name="more"))
    assert ids(pack, cache) == ["tiny-one", "tiny-more"]
    (pack.content / "tiny" / "questions.yaml").unlink()
    assert ids(pack, cache) == ["tiny-more"]


def test_a_removed_solution_is_reported_although_the_lab_file_did_not_change(cache: Path, tmp_path: Path) -> None:
    root = tmp_path / "pack"
    shutil.copytree(paths.shipped_pack().labs / "s3-lambda-trigger", root / "labs" / "s3-lambda-trigger")
    packs = [paths.shipped_pack(), Pack(root)]
    before = [problem.sentence for problem in Library.open(packs, cache).problems]
    (root / "labs" / "s3-lambda-trigger" / "solution.py").unlink()
    after = [problem.sentence for problem in Library.open(packs, cache).problems]
    assert any("solution.py" in sentence for sentence in after)
    assert not any("solution.py" in sentence for sentence in before)


def test_a_changed_solution_is_seen_although_the_lab_file_did_not_change(cache: Path, tmp_path: Path) -> None:
    root = tmp_path / "pack"
    shutil.copytree(paths.shipped_pack().labs / "s3-lambda-trigger", root / "labs" / "s3-lambda-trigger")
    solution = root / "labs" / "s3-lambda-trigger" / "solution.py"
    packs = [paths.shipped_pack(), Pack(root)]
    before = [problem.sentence for problem in Library.open(packs, cache).problems]
    time_stamp = solution.stat().st_mtime_ns
    solution.write_text(solution.read_text().replace("SourceAccount=ACCOUNT", "SourceAccount=account"))
    os.utime(solution, ns=(time_stamp, time_stamp))
    after = [problem.sentence for problem in Library.open(packs, cache).problems]
    assert any("does not stand in the solution" in sentence for sentence in after)
    assert not any("does not stand in the solution" in sentence for sentence in before)


@pytest.mark.parametrize("damage", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_cache_is_thrown_away(damage: bytes, pack: Pack, cache: Path) -> None:
    assert ids(pack, cache) == ["tiny-one"]
    (file,) = cache.glob("*.sqlite")
    for beside in cache.glob("*.sqlite-*"):
        beside.unlink()
    file.write_bytes(damage)
    assert ids(pack, cache) == ["tiny-one"]


def test_records_damaged_inside_a_sound_database_are_read_again(pack: Pack, cache: Path) -> None:
    import sqlite3

    assert ids(pack, cache) == ["tiny-one"]
    (file,) = cache.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        connection.execute("update item set record = x'80'")
    connection.close()
    assert Library.open([pack], cache).topics[0].id == "tiny"


def test_the_cache_can_be_deleted_at_any_time(pack: Pack, cache: Path) -> None:
    library = Library.open([pack], cache)
    shutil.rmtree(cache)
    assert library.question("tiny-one").id == "tiny-one"
    assert ids(pack, cache) == ["tiny-one"]


def test_another_pack_never_sees_this_cache(pack: Pack, cache: Path, tmp_path: Path) -> None:
    assert ids(pack, cache) == ["tiny-one"]
    other = Pack(tmp_path / "other")
    shutil.copytree(pack.root, other.root)
    (other.content / "tiny" / "questions.yaml").write_text(QUESTION.format(name="else"))
    assert ids(other, cache) == ["tiny-else"]


def test_without_a_writable_folder_the_library_works_all_the_same(pack: Pack, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert ids(pack, in_the_way / "cache") == ["tiny-one"]


def test_an_unchanged_library_loads_without_pydantic(pack: Pack, cache: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from awslab.content.library import Library;"
        "from awslab.paths import Pack;"
        f"library = Library.open([Pack(Path({str(pack.root)!r}))], Path({str(cache)!r}));"
        "print(library.question('tiny-one').stem, 'pydantic' in sys.modules)"
    )
    said = [subprocess.check_output([sys.executable, "-c", program], text=True) for _ in range(2)]
    assert said == ["What is one? True\n", "What is one? False\n"]


def test_the_first_of_two_questions_with_one_id_wins(pack: Pack, cache: Path) -> None:
    (pack.content / "tiny" / "questions-zz.yaml").write_text(QUESTION.format(name="one").replace("This.", "Other."))
    library = Library.open([pack], cache)
    assert "exists already" in library.problems[0].sentence
    question = library.question("tiny-one")
    assert question.type == "single"
    assert question.options[0].text == "This."


def test_a_name_that_does_not_exist_is_answered_with_near_ones(pack: Pack, cache: Path) -> None:
    library = Library.open([pack], cache)
    with pytest.raises(NotFound, match="no topic called") as missing:
        library.topic("tinny")
    assert missing.value.hint == "Did you mean tiny?"
    assert missing.value.exit_status == 2


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a pack"):
        paths.packs([tmp_path])


def test_two_programs_that_fill_the_cache_at_once_agree(pack: Pack, cache: Path) -> None:
    program = (
        "from pathlib import Path; from awslab.content.library import Library; from awslab.paths import Pack;"
        f"print([entry.id for entry in Library.open([Pack(Path({str(pack.root)!r}))], Path({str(cache)!r})).entries])"
    )
    running = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {process.communicate()[0] for process in running} == {"['tiny-one']\n"}
