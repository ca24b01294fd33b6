"""How Markdown becomes text for a pipe."""

from __future__ import annotations

from awslab.cli.quiz_plain import wrapped


def test_paragraphs_are_filled_and_kept_apart() -> None:
    filled = wrapped("one\ntwo\n\n" + "word " * 40)
    assert filled.startswith("one two\n\nword word")
    assert max(len(line) for line in filled.splitlines()) <= 78


def test_a_code_block_keeps_its_lines_without_the_fence() -> None:
    assert wrapped("Look:\n```python\na = 1\n\nb = 2\n```\nand go") == "Look:\n\n    a = 1\n\n    b = 2\n\nand go"


def test_lists_and_tables_keep_their_lines() -> None:
    assert wrapped("- one\n- two\n\n| a |\n|---|") == "- one\n- two\n\n| a |\n|---|"


def test_a_label_hangs() -> None:
    assert wrapped("one\n\ntwo", label="a)") == "a) one\n\n   two"
