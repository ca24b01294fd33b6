"""What guards may look at: moto's state, read in process."""

from __future__ import annotations

import sys
from typing import Any

from moto.backends import get_backend

from awslab.cloud.autoscaling.state import ScalingState
from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.ec2.state import Subnet
from awslab.cloud.elbv2.state import ElbState
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.stored import StoredFunction
from awslab.cloud.s3.moto_buckets import Buckets
from awslab.cloud.s3.state import Bucket


class State:
    """Read access to the backends of one account; nothing is changed through it."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id

    def role(self, arn: str) -> Any | None:
        """IAM's role of that ARN, None when there is none."""
        return next((role for role in self._global("iam").roles.values() if role.arn == arn), None)

    def function(self, arn: str) -> StoredFunction | None:
        """Lambda's function that the ARN (with or without a qualifier) names, None when there is none."""
        return StoredFunctions(self.account_id).of_arn(arn)

    def subnet(self, subnet_id: str, region: str) -> Subnet | None:
        """EC2's subnet of that id, None when there is none."""
        return self.ec2(region).subnet(subnet_id)

    def ec2(self, region: str) -> Ec2State:
        """EC2 and VPC of a region."""
        return Ec2State(self.backend("ec2", region))

    def instance_profile(self, *, name: str = "", arn: str = "") -> Any | None:
        """IAM's instance profile of that name or ARN, None when there is none."""
        profiles = list(self._global("iam").instance_profiles.values())
        return next(
            (profile for profile in profiles if (name and profile.name == name) or (arn and profile.arn == arn)), None
        )

    def elb(self, region: str) -> ElbState:
        """Elastic Load Balancing in a region, without the classic one."""
        return ElbState(self.backend("elbv2", region))

    def scaling(self, region: str) -> ScalingState:
        """Auto Scaling in a region."""
        return ScalingState(self.backend("autoscaling", region))

    def has_certificate(self, arn: str, region: str) -> bool:
        """Whether IAM or Certificate Manager has a certificate of that ARN."""
        if ":acm:" in arn:
            has_acm = "moto.acm.models" in sys.modules
            return has_acm and arn in self.backend("acm", region)._certificates
        return any(certificate.arn == arn for certificate in list(self._global("iam").certificates.values()))

    def load_balancers(self, region: str) -> list[Any]:
        """Application, Network and Gateway Load Balancers of a region."""
        if "moto.elbv2.models" not in sys.modules:
            return []
        return list(self.backend("elbv2", region).load_balancers.values())

    def functions(self, region: str) -> list[StoredFunction]:
        """Lambda's functions of a region, as they are now."""
        return StoredFunctions(self.account_id).of_region(region)

    def bucket(self, name: str) -> Bucket | None:
        """S3's bucket of that name, None when there is none."""
        return Buckets(self.account_id).bucket(name)

    def backend(self, service: str, region: str) -> Any:
        """moto's backend of a regional service (boto3's name)."""
        return get_backend(service)[self.account_id][region]  # type: ignore[call-overload]

    def _global(self, service: str) -> Any:
        return get_backend(service)[self.account_id]["aws"]  # type: ignore[call-overload]
