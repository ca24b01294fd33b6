"""Reading a policy document (pure)."""

from __future__ import annotations

from typing import Literal

from awslab.sandbox.child.iam.document import Document

DocumentUse = Literal["identity", "trust", "resource"]


class MalformedPolicyError(ValueError):
    """A document that IAM does not take; the message is AWS's, for `MalformedPolicyDocument`."""


def parse_policy(text: str, use: DocumentUse = "resource") -> Document:
    """Read a document, cached by its text. Raises MalformedPolicyError."""
    raise NotImplementedError
