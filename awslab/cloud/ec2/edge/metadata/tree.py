"""A tree of metadata: folders that can be listed, and values (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html#instance-metadata-returns
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Union
from urllib.parse import unquote

Node = Union["Folder", str, bytes, Callable[[], str]]
"""A folder, a value, or a function that makes the value when it is read."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Nodes by their names; None is one that this instance does not have."""

    children: Mapping[str, Node | None]
    listing_names: Mapping[str, str] = field(default_factory=dict)
    """Names that the listing gives in another form, as `0=my-key` for `0`."""

    def listing(self) -> str:
        """Return the sorted names on lines of their own, folders with a slash; no line feed after the last one."""
        present = sorted(name for name, node in self.children.items() if node is not None)
        return "\n".join(self.listing_names.get(name) or name + "/" * self._is_folder(name) for name in present)

    def _is_folder(self, name: str) -> bool:
        return isinstance(self.children[name], Folder)


def read(root: Folder, path: str) -> bytes | None:
    """Return the value at a path, or the listing of a folder; None when there is neither.

    A folder is listed with and without a slash at the end of its path; a value has none.
    """
    node: Node | None = root
    for name in (unquote(part) for part in path.rstrip("/").split("/") if part):
        node = node.children.get(name) if isinstance(node, Folder) else None
    if isinstance(node, Folder):
        return node.listing().encode()
    if node is None or path.endswith("/"):
        return None
    value = node() if callable(node) else node
    return value.encode() if isinstance(value, str) else value
