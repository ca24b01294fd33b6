"""A mistake's changes make exactly the program that its author meant, or say what keeps them from it."""

from __future__ import annotations

import ast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from awslab.content.changes import change_findings, changed_program
from awslab.content.model import Change

SOLUTION = """import boto3

s3 = boto3.client("s3")
s3.create_bucket(Bucket="box")
s3.put_object(Bucket="box", Key="a")
"""
names = st.text("uvwxyz", min_size=2, max_size=6)


def change(find: str, replace: str) -> Change:
    return Change(find=find, replace=replace)


def sentences(*changes: Change, solution: str = SOLUTION) -> list[str]:
    return [finding.sentence for finding in change_findings(solution, changes)]


def test_changes_are_looked_up_in_the_solution_and_their_order_does_not_matter() -> None:
    swap = [change("create_bucket", "put_object"), change("put_object", "create_bucket")]

    programs = {changed_program(SOLUTION, swap), changed_program(SOLUTION, swap[::-1])}

    assert len(programs) == 1
    assert [line.partition("(")[0] for line in programs.pop().splitlines()[3:]] == ["s3.put_object", "s3.create_bucket"]


def test_an_empty_replacement_removes_the_text() -> None:
    assert changed_program(SOLUTION, [change(', Key="a"', "")]).endswith('s3.put_object(Bucket="box")\n')


def test_a_text_of_several_lines_is_found() -> None:
    text = 's3.create_bucket(Bucket="box")\ns3.put_object'
    assert changed_program(SOLUTION, [change(text, "s3.head_bucket")]).endswith(
        's3.head_bucket(Bucket="box", Key="a")\n'
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([change("s3.delete_bucket", "")], "does not stand in the solution"),
        ([change('S3.create_bucket(Bucket="box")', "")], 'did you mean “s3.create_bucket(Bucket="box")” (line 4)?'),
        ([change('Bucket="box"', "")], "stands 2 times in the solution (lines 4, 5)"),
        ([change("boto3.client", "boto3.client")], "is the text of “find”"),
        ([change("s3.create_bucket", ""), change("bucket(Bucket", "x")], "overlaps that of change 1"),
        ([change("s3.create_bucket(", "(")], "line 4 of the program is not Python"),
        ([change("import boto3", "import boto3  # the library")], "spaces or comments only"),
    ],
)
def test_a_change_that_does_not_apply_says_why(changes: list[Change], sentence: str) -> None:
    (only,) = sentences(*changes)
    assert sentence in only
    with pytest.raises(ValueError, match="do not apply"):
        changed_program(SOLUTION, changes)


def test_occurrences_that_overlap_each_other_are_counted() -> None:
    (only,) = sentences(change("aa", "b"), solution="aaa = 1\n")
    assert "stands 2 times" in only


def test_changes_that_give_back_the_solution_are_found_out() -> None:
    (only,) = sentences(change("x = 1", "x = 1\ny = 2"), change("\ny = 2", ""), solution="x = 1\ny = 2\n")
    assert "still does the same" in only


def test_a_solution_that_is_no_python_is_left_to_the_proof() -> None:
    assert sentences(change("one", "two"), solution="one (\n") == []


@given(st.lists(names, min_size=2, max_size=8, unique=True), st.data())
def test_edits_of_whole_statements_give_the_program_with_other_statements(
    words: list[str], data: st.DataObject
) -> None:
    statements = [f"{word} = '<{word}>'" for word in words]
    edited = data.draw(st.sets(st.sampled_from(range(len(words))), min_size=1))
    replacements = {index: data.draw(st.sampled_from(["", "pass", f"print({words[index]})\npass"])) for index in edited}
    changes = [change(statements[index], text) for index, text in replacements.items()]
    solution = "\n".join(statements) + "\n"
    assume(all(solution.count(statement) == 1 for statement in statements))

    program = changed_program(solution, data.draw(st.permutations(changes)))

    expected = "\n".join(replacements.get(index, text) for index, text in enumerate(statements))
    assert ast.dump(ast.parse(program)) == ast.dump(ast.parse(expected))


@given(
    st.text("ab\n ", max_size=12),
    st.lists(st.tuples(st.text("ab\n ", min_size=1, max_size=4), st.text("ab", max_size=3)), max_size=3),
)
def test_changes_either_apply_or_are_explained(solution: str, pairs: list[tuple[str, str]]) -> None:
    changes = [change(find, replace) for find, replace in pairs]
    findings = [*change_findings(solution, changes)]
    try:
        program = changed_program(solution, changes)
    except ValueError:
        assert findings
        assert all(not finding.path or 0 <= int(finding.path[0]) < len(changes) for finding in findings)
    else:
        assert not findings
        assert len(program) == len(solution) + sum(len(each.replace) - len(each.find) for each in changes)
