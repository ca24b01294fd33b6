"""Deciding about a request (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

from awslab.sandbox.child.iam.decision import Decision
from awslab.sandbox.child.iam.policies import Policies
from awslab.sandbox.child.iam.request import AccessRequest


def evaluate(request: AccessRequest, policies: Policies) -> Decision:
    """Whether the request is allowed under these policies, and by what. Raises nothing."""
    raise NotImplementedError
