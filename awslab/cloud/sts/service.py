"""AWS STS: temporary credentials, and who calls.

answers.py        credentials and callers that moto does not know: keys of this sandbox's learner, examiner and roles
guards/roles.py   what STS refuses about AssumeRole before it asks whether the role may be assumed

Whether a role may be assumed is decided in iam/ (enforcement); which keys there are is known to gateway/keys.py.
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="sts",
    title="AWS STS",
    moto="sts",
    denial=("AccessDenied", 403),
)
