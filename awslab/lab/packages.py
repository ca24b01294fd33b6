"""Lambda's deployment packages made of source text, as CloudFormation makes them of its inline `ZipFile`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

_PACKAGE, _MODULE = "ZipFile", "index.py"


def with_packages(value: Any) -> Any:
    """Return the parameters with each text at a key `ZipFile`, at any depth, as a zip archive that holds `index.py`.

    The handler of a function whose source defines `handler` is then `index.handler`.
    """
    if isinstance(value, Mapping):
        return {
            key: _archive(member) if key == _PACKAGE and isinstance(member, str) else with_packages(member)
            for key, member in value.items()
        }
    if isinstance(value, list):
        return [with_packages(member) for member in value]
    return value


def _archive(source: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # a fixed date: the same source makes the same archive, and so the same CodeSha256
        archive.writestr(zipfile.ZipInfo(_MODULE, date_time=(2020, 1, 1, 0, 0, 0)), source)
    return buffer.getvalue()
