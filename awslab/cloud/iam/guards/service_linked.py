"""What IAM refuses about service-linked roles. Recorded from the real service (iam/test_iam.snapshot.json).

Services that are not listed are taken to allow a suffix.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html"
_WITHOUT_SUFFIX = frozenset(
    f"{name}.amazonaws.com"
    for name in (
        *("accountdiscovery.ssm", "acm", "appmesh", "autoscaling-plans", "backup", "batch"),
        *("cassandra.application-autoscaling", "cks.kms", "cloudtrail", "codestar-notifications", "config", "dms"),
        *("dms-fleet-advisor", "docdb-elastic", "ec2-instance-connect", "ec2.application-autoscaling", "ecr"),
        *("ecs", "eks", "eks-connector", "eks-fargate", "eks-nodegroup", "elasticache", "elasticbeanstalk"),
        *("elasticfilesystem", "elasticloadbalancing", "email.cognito-idp", "emr-containers", "emrwal", "fis"),
        *("grafana", "imagebuilder", "iotmanagedintegrations", "kafka", "kafkaconnect", "lakeformation", "lex"),
        *("lightsail", "m2", "memorydb", "mq", "mrk.kms", "notifications", "observability.aoss"),
        *("opensearchservice", "ops.apigateway", "ops.emr-serverless", "opsdatasync.ssm", "opsinsights.ssm"),
        *("pullthroughcache.ecr", "ram", "rds", "redshift", "replication.cassandra", "replication.ecr"),
        *("repository.sync.codeconnections", "resource-explorer-2", "rolesanywhere", "s3-outposts", "ses"),
        *("shield", "ssm", "ssm-incidents", "ssm-quicksetup", "sso", "vpcorigin.cloudfront", "waf", "wafv2"),
    )
)


@guard("iam", "CreateServiceLinkedRole", phase=Phase.COMBINATION, source=_GUIDE)
def service_takes_a_suffix(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse a suffix for a service that has one role in an account; most have."""
    service = str(request.parameters.get("AWSServiceName", ""))
    if not request.parameters.get("CustomSuffix") or service not in _WITHOUT_SUFFIX:
        return None
    return Refusal("InvalidInput", f"Custom suffix is not allowed for {service}", 400)
