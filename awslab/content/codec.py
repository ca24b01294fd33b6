"""Content records to bytes and back, for the cache and for the sandbox processes.

Pickle is fast and knows every record; reading it is restricted to our own records and a few plain types, so bytes
from elsewhere can build nothing else (docs/decisions/0004-content-cache.md).
"""

from __future__ import annotations

import io
import pickle
from typing import Any

from awslab.content import model

_PLAIN = {("datetime", "date"), ("datetime", "datetime")}


class _RecordUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("awslab.content.model") and not name.startswith("_"):
            return getattr(model, name)
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not a content record")


def freeze(value: Any) -> bytes:
    """Return bytes from which `thaw` makes an equal value; the value consists of content records and plain data."""
    return pickle.dumps(value, protocol=5)


def thaw(frozen: bytes) -> Any:
    """Return the value that `freeze` turned into these bytes.

    Raises pickle.UnpicklingError for bytes that are damaged or that would build anything but content records.
    """
    try:
        return _RecordUnpickler(io.BytesIO(frozen)).load()
    except (
        EOFError,
        AttributeError,
        IndexError,
        TypeError,
        ValueError,
        KeyError,
        UnicodeDecodeError,
    ) as damaged:
        raise pickle.UnpicklingError(str(damaged)) from damaged
