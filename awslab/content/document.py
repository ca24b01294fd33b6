"""YAML, read safely, with the place of every value.

PyYAML composes the text into nodes that know their line and column; `Document` turns the nodes into plain data and
answers where the value at a path stands. Duplicate keys, keys that are no text, tags that would build objects, merge
keys and aliases are problems, not surprises.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from awslab.content.problem import Problem

Path_ = Sequence[str | int]
_PLAIN = (str, int, float, bool, dt.date, type(None))


class Document:
    """A YAML file: its data, its problems, and the position of everything in it."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = str(file)
        self._text = text
        self.problems: list[Problem] = []
        self.root: yaml.Node | None = None
        self.data: Any = None
        self._visited_nodes: set[yaml.Node] = set()
        loader = yaml.CSafeLoader(text)
        try:
            self.root = loader.get_single_node()
            if self.root is not None:
                self.data = self._plain(loader, self.root)
        except yaml.MarkedYAMLError as error:
            self._add_yaml_error(error)
        except yaml.reader.ReaderError as error:
            before = text[: error.position]
            column = len(before) - (before.rfind("\n") + 1) + 1
            self.problems.append(
                Problem(
                    self.file,
                    before.count("\n") + 1,
                    column,
                    f"a character that YAML does not allow: {error.reason}",
                )
            )
        finally:
            loader.dispose()

    def position(self, path: Path_) -> tuple[int, int]:
        """Return line and column, from 1, of the value at the path, or of the nearest thing around it that exists."""
        node = self.root
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return _position(node)

    def key_position(self, path: Path_) -> tuple[int, int]:
        """Return line and column, from 1, of the last key of the path rather than of its value."""
        node = self.root
        for step in path[:-1]:
            node = _child(node, step) or node
        if isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                if key.value == path[-1]:
                    return _position(key)
        return self.position(path)

    def add(self, path: Path_, sentence: str, *, at_key: bool = False) -> None:
        """Note a problem at the path."""
        line, column = self.key_position(path) if at_key and path else self.position(path)
        self.problems.append(Problem(self.file, line, column, sentence))

    def _add_yaml_error(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and error.problem and "end of stream" in error.problem:
            mark = error.context_mark  # where the quote was opened, rather than the end of the file
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.problems.append(Problem(self.file, line, column, f"this is not YAML: {_explanation(error, self._text)}"))

    def _plain(self, loader: yaml.CSafeLoader, node: yaml.Node) -> Any:
        if node in self._visited_nodes:
            # an alias may multiply a small file into a huge value, or make a value contain itself
            self._add_at(node, "this value is used again by an alias (*name); write it out where it is needed")
            return None
        self._visited_nodes.add(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(loader, node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(loader, item) for item in node.value]
        return self._scalar(loader, node)

    def _mapping(self, loader: yaml.CSafeLoader, node: yaml.MappingNode) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                self._add_at(key, f"the key “{getattr(key, 'value', '…')}” must be plain text; put it in quotes")
            elif key.value in mapping:
                self._add_at(key, f"the key “{key.value}” stands here twice; keep one of them")
            else:
                mapping[key.value] = self._plain(loader, value)
        return mapping

    def _scalar(self, loader: yaml.CSafeLoader, node: yaml.Node) -> Any:
        try:
            value = loader.construct_object(node)
        except yaml.MarkedYAMLError:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self._add_at(node, f"the tag {tag} is not allowed; remove it, and put text into quotes")
            return None
        except ValueError as error:
            self._add_at(node, f"this value cannot be read: {error}; put it into quotes when it is text")
            return None
        if not isinstance(value, _PLAIN):
            self._add_at(
                node,
                f"{node.tag} is not allowed here: write text in quotes, a number, a date, true, false or null",
            )
            return None
        return value

    def _add_at(self, node: yaml.Node, sentence: str) -> None:
        line, column = _position(node)
        self.problems.append(Problem(self.file, line, column, sentence))


def _explanation(error: yaml.MarkedYAMLError, text: str) -> str:
    """Return what YAML's parser says in words that tell what to change."""
    mark, problem = error.problem_mark, str(error.problem)
    if mark is not None and text.splitlines()[mark.line : mark.line + 1] and _character(text, mark) == "\t":
        return "a tab stands here; indent with spaces"
    for words, explanation in _EXPLANATIONS.items():
        if words in problem:
            return explanation
    return f"{problem} ({error.context})" if error.context else problem


def _character(text: str, mark: yaml.Mark) -> str:
    return text.splitlines()[mark.line][mark.column : mark.column + 1]


_EXPLANATIONS = {
    "unexpected end of stream": "a quote is opened here and not closed",
    "mapping values are not allowed": "a “: ” stands in this text; put the text into quotes",
    "did not find expected key": "a key and a value must stand here, indented like the keys above",
    "did not find expected '-' indicator": "a member of the list must stand here, indented like the “-” above",
    "did not find expected ',' or": "a bracket is opened before this and not closed, or a comma is missing",
    "could not find expected ':'": "a key stands before this without a “:”",
    "found character that cannot start any token": "text that begins with this character must be in quotes",
}
"""By words of YAML's parser, what the mistake usually is."""


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step]  # type: ignore[no-any-return]  # types-PyYAML leaves node values untyped
    return None


def _position(node: yaml.Node | None) -> tuple[int, int]:
    if node is None:
        return 1, 1
    return node.start_mark.line + 1, node.start_mark.column + 1
