"""Vulture finds nothing that is dead: functions, classes and methods that nobody calls, code that is never reached.

Attributes and variables are left out: what is written into moto's records and what a Protocol declares looks unused.
Tests do not keep code alive.
"""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from vulture import Vulture

import awslab

ROOT = Path(awslab.__file__).parent
KINDS = frozenset({"function", "method", "class", "property", "import", "unreachable_code"})
DECORATORS = [
    *("@guard", "@answers", "@before", "@follows", "@starts", "@correct"),
    *("@on", "@work", "@click.*", "@*.command", "@*.group", "@field_validator", "@model_validator"),
]
"""What these mark is found by registries, by Textual, by click or by pydantic."""
ALLOWED = {
    "action_*": "Textual calls actions by name",
    "on_*": "Textual calls handlers by name",
    "watch_*": "Textual calls watchers of reactives by name",
    "validate_*": "Textual calls validators of reactives by name",
    "check_action": "Textual asks whether an action is there",
    "compose": "Textual asks widgets for their children",
    "render*": "Textual asks widgets for their lines",
    "get_default_screen": "Textual asks the app for its first screen",
    "get_content_*": "Textual asks widgets for their size",
    "discover": "Textual's command palette asks providers",
    "search": "Textual's command palette asks providers",
    "list_commands": "click asks the lazy group",
    "get_command": "click asks the lazy group",
    "format_commands": "click asks the lazy group",
    "_func_*": "JMESPath finds functions by their prefix",
    "__getattr__": "Python asks modules for names that they load late",
    "handle": "socketserver calls handlers",
    "handle_error": "socketserver calls servers",
    "send_error": "http.server calls it",
    "log_message": "http.server calls it",
    "do_*": "http.server calls methods by the verb",
    "want_form_data_parsed": "werkzeug asks requests",
    "deliver_screenshot": "Textual's own command calls it",
    "get_remaining_time_in_millis": "functions of learners call it",
    "history": "tests read back what was recorded",
}
"""Names that others call, with who does."""


def dead_code() -> list[str]:
    """The places of what is dead, as file, line and name."""
    vulture = Vulture(ignore_names=list(ALLOWED), ignore_decorators=DECORATORS)
    vulture.scavenge([str(ROOT), str(ROOT.parent / "benchmarks")])
    return [
        f"{Path(item.filename).relative_to(ROOT.parent)}:{item.first_lineno} {item.typ} {item.name}"
        for item in vulture.get_unused_code(min_confidence=60)
        if item.typ in KINDS and Path(item.filename).is_relative_to(ROOT)
    ]


def test_nothing_is_dead() -> None:
    assert dead_code() == []


def test_every_allowed_name_is_needed() -> None:
    sources = [file.read_text() for file in ROOT.rglob("*.py")]
    words = {word for source in sources for word in source.replace("(", " ").split()}

    assert [name for name in ALLOWED if not any(fnmatch(word, name) for word in words)] == []
