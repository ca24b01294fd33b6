"""What the sandbox itself answers for IAM, STS and Access Analyzer, since moto does not."""

from __future__ import annotations

from collections.abc import Sequence

from awslab.cloud.gateway.extension import Extension
from awslab.cloud.iam.answers.decoding import MessageDecoder
from awslab.cloud.iam.answers.simulate import Simulator
from awslab.cloud.iam.answers.validation import PolicyValidator
from awslab.cloud.iam.moto_user_boundaries import UserBoundaries


def extensions() -> Sequence[Extension]:
    """The gateway's extensions for permissions; they hold no state."""
    return [Simulator(), MessageDecoder(), PolicyValidator(), UserBoundaries()]
