"""What guards may look at: moto's state, read in process, through the façades of the rooms that it belongs to."""

from __future__ import annotations

import sys
from typing import Any

from moto.backends import get_backend

from awslab.cloud.autoscaling.state import ScalingState
from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.ec2.state import Subnet
from awslab.cloud.elbv2.state import BalancerRecord, ElbState
from awslab.cloud.iam.entities import Role
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.stored import StoredFunction
from awslab.cloud.s3.moto_buckets import Buckets
from awslab.cloud.s3.state import Bucket


class State:
    """Read access to the backends of one account; nothing is changed through it."""

    def __init__(self, account_id: str) -> None:
        self.account_id = account_id

    def role(self, arn: str) -> Role | None:
        """IAM's role of that ARN, None when there is none."""
        return Identities(self.account_id).role(arn)

    def function(self, arn: str) -> StoredFunction | None:
        """Lambda's function that the ARN (with or without a qualifier) names, None when there is none."""
        return StoredFunctions(self.account_id).of_arn(arn)

    def subnet(self, subnet_id: str, region: str) -> Subnet | None:
        """EC2's subnet of that id, None when there is none."""
        return self.ec2(region).subnet(subnet_id)

    def ec2(self, region: str) -> Ec2State:
        """EC2 and VPC of a region."""
        return Ec2State(self.backend("ec2", region))

    def has_instance_profile(self, *, name: str = "", arn: str = "") -> bool:
        """Whether IAM has an instance profile of that name or ARN."""
        return Identities(self.account_id).has_instance_profile(name, arn)

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
        return Identities(self.account_id).has_certificate(arn)

    def load_balancers(self, region: str) -> list[BalancerRecord]:
        """Application, Network and Gateway Load Balancers of a region."""
        return self.elb(region).load_balancers() if "moto.elbv2.models" in sys.modules else []

    def functions(self, region: str) -> list[StoredFunction]:
        """Lambda's functions of a region, as they are now."""
        return StoredFunctions(self.account_id).of_region(region)

    def bucket(self, name: str) -> Bucket | None:
        """S3's bucket of that name, None when there is none."""
        return Buckets(self.account_id).bucket(name)

    def backend(self, service: str, region: str) -> Any:
        """moto's backend of a regional service (boto3's name)."""
        return get_backend(service)[self.account_id][region]  # type: ignore[call-overload]
