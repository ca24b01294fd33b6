"""The form in which short answers are compared, by the check of an author's file and by the grade of an answer."""

from __future__ import annotations

import unicodedata


def folded(text: str, case_sensitive: bool) -> str:
    """Return the text in NFKC with runs of spaces made one, and without case unless `case_sensitive`."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return plain if case_sensitive else unicodedata.normalize("NFKC", plain.casefold())
