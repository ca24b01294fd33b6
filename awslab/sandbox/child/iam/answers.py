"""What the sandbox itself answers for IAM, STS and Access Analyzer, since moto does not."""

from __future__ import annotations

from collections.abc import Sequence

from awslab.sandbox.child.extension import Extension
from awslab.sandbox.child.iam.moto_user_boundaries import UserBoundaries
from awslab.sandbox.child.iam.simulate import Simulator
from awslab.sandbox.child.iam.simulate_decoding import MessageDecoder
from awslab.sandbox.child.iam.simulate_validation import PolicyValidator


def extensions() -> Sequence[Extension]:
    """The gateway's extensions for permissions; they hold no state."""
    return [Simulator(), MessageDecoder(), PolicyValidator(), UserBoundaries()]
