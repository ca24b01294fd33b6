"""Finding a handler, telling its errors and writing its result, in this process."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.lambda_.environment.handler import Fault, describe, find, log_text, marshal, unmarshal

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose modules can be imported; forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_handler_is_found_by_module_and_name(code: Path) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html"""
    (code / "tt_app.py").write_text("def handler(event, context):\n    return event + 1\n")
    assert find("tt_app.handler")(1, None) == 2


def test_a_handler_in_a_folder_is_found_with_a_slash(code: Path) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html"""
    (code / "tt_src").mkdir()
    (code / "tt_src" / "app.py").write_text("def run(event, context):\n    return 'ran'\n")
    assert find("tt_src/app.run")(None, None) == "ran"


@pytest.mark.parametrize(
    ("text", "handler", "error_type", "message"),
    [
        ("x = 1", "tt_bad.handler", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'tt_bad'"),
        (
            "import tt_absent",
            "tt_bad.handler",
            "Runtime.ImportModuleError",
            "Unable to import module 'tt_bad': No module named 'tt_absent'",
        ),
        (
            "",
            "tt_nowhere.handler",
            "Runtime.ImportModuleError",
            "Unable to import module 'tt_nowhere': No module named 'tt_nowhere'",
        ),
        (
            "def broken(:",
            "tt_bad.handler",
            "Runtime.UserCodeSyntaxError",
            "Syntax error in module 'tt_bad': invalid syntax (tt_bad.py, line 1)",
        ),
        (
            "",
            "handler",
            "Runtime.MalformedHandlerName",
            "Bad handler 'handler': not enough values to unpack (expected 2, got 1)",
        ),
        ("", "sys.exit", "Runtime.BuiltInModuleConflict", "Cannot use built-in module sys as a handler module"),
    ],
)
def test_a_handler_that_cannot_be_found_is_aws_own_error(
    code: Path, text: str, handler: str, error_type: str, message: str
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html"""
    (code / "tt_bad.py").write_text(text)
    with pytest.raises(Fault) as caught:
        find(handler)
    told = describe(caught.value, "", {})
    assert (told["errorType"], told["errorMessage"]) == (error_type, message)


def test_an_exception_is_told_with_message_type_request_and_stack(code: Path) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""
    (code / "tt_raises.py").write_text("def handler(event, context):\n    raise KeyError('name')\n")
    with pytest.raises(KeyError) as caught:
        find("tt_raises.handler")({}, None)
    error = caught.value.with_traceback(caught.tb.tb_next)  # without this test's own frame
    assert describe(error, "request-1", {str(code): "/var/task"}) == {
        "errorMessage": "'name'",
        "errorType": "KeyError",
        "requestId": "request-1",
        "stackTrace": ["  File \"/var/task/tt_raises.py\", line 2, in handler\n    raise KeyError('name')\n"],
    }


def test_the_log_shows_an_error_with_no_break_spaces() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""
    payload = {"errorType": "E", "errorMessage": "m", "requestId": "r", "stackTrace": ['  File "x"\n    raise\n']}
    lines = log_text(payload).split("\n")
    assert lines == ["[ERROR] E: m", "Traceback (most recent call last):", '\xa0\xa0File "x"', "\xa0\xa0\xa0\xa0raise"]


@given(JSON)
def test_what_json_can_hold_comes_through_unchanged(value: object) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html"""
    assert unmarshal(marshal(value)) == value


@pytest.mark.parametrize(("value", "text"), [(Decimal(3), "3"), (Decimal("1.5"), "1.5"), (Decimal("NaN"), "NaN")])
def test_a_decimal_is_written_as_a_number(value: Decimal, text: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html"""
    assert marshal({"n": value}) == f'{{"n": {text}}}'


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({1, 2}, "Unable to marshal response: Object of type set is not JSON serializable"),
        (object(), "Unable to marshal response: Object of type object is not JSON serializable"),
        ({(1, 2): 3}, "Unable to marshal response: keys must be str, int, float, bool or None, not tuple"),
    ],
)
def test_what_json_cannot_hold_is_a_marshal_error(value: object, message: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html"""
    with pytest.raises(Fault, match="Unable to marshal") as caught:
        marshal(value)
    assert str(caught.value) == message
    assert caught.value.error_type == "Runtime.MarshalError"


def test_non_ascii_text_travels_as_itself() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html"""
    assert json.loads(marshal("ü")) == "ü"
    assert marshal("ü") == '"ü"'
