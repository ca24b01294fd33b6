"""Which parameter says which resource is meant: for the variables in the ARNs of the reference (pure).

A variable that is not listed is named by the parameter of the same name, or its plural.
"""

from __future__ import annotations

from collections.abc import Mapping

ANYWHERE = (
    *("ResourceArn", "resourceArn", "ResourceARN", "ResourceArns", "ResourceName", "Resource"),
    "PolicySourceArn",
)
"""Where an ARN of any type may stand: operations on tags, policies, simulations."""

_MEMBERS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "autoscaling": {"GroupFriendlyName": ("AutoScalingGroupName", "AutoScalingGroupNames")},
    "cloudformation": {"StackName": ("StackName",), "ChangeSetName": ("ChangeSetName",)},
    "dynamodb": {
        "BackupName": ("BackupArn",),
        "ExportName": ("ExportArn",),
        "ImportName": ("ImportArn",),
        "StreamLabel": ("StreamArn",),
    },
    "ec2": {
        "AllocationId": ("AllocationId", "AllocationIds"),
        "DhcpOptionsId": ("DhcpOptionsId", "DhcpOptionsIds"),
        "ImageId": ("ImageId", "ImageIds"),
        "KeyPairName": ("KeyName", "KeyNames"),
        "NaclId": ("NetworkAclId", "NetworkAclIds"),
        "PlacementGroupName": ("GroupName",),
        "SecurityGroupId": ("GroupId", "GroupIds", "SecurityGroupId", "SecurityGroupIds", "Groups"),
        "VpcPeeringConnectionId": ("VpcPeeringConnectionId", "VpcPeeringConnectionIds"),
    },
    "ecr": {"RepositoryName": ("repositoryName", "repositoryNames")},
    "ecs": {
        "CapacityProviderName": ("capacityProvider", "capacityProviders", "name"),
        "ClusterName": ("cluster", "clusterName", "clusters"),
        "ContainerInstanceId": ("containerInstance", "containerInstances"),
        "ServiceName": ("service", "serviceName", "services"),
        "TaskDefinitionFamilyName": ("taskDefinition", "family", "taskDefinitions"),
        "TaskId": ("task", "tasks"),
        "TaskSetId": ("taskSet", "taskSets"),
    },
    "elasticloadbalancing": {
        "ListenerId": ("ListenerArn", "ListenerArns"),
        "ListenerRuleId": ("RuleArn", "RuleArns"),
        "LoadBalancerId": ("LoadBalancerArn", "LoadBalancerArns"),
        "LoadBalancerName": ("LoadBalancerArn", "LoadBalancerArns", "LoadBalancerName", "Name"),
        "TargetGroupId": ("TargetGroupArn", "TargetGroupArns"),
        "TargetGroupName": ("TargetGroupArn", "TargetGroupArns", "Name"),
    },
    "events": {
        "ArchiveName": ("ArchiveName",),
        "ConnectionName": ("Name", "ConnectionArn"),
        "ApiDestinationName": ("Name",),
        "EventBusName": ("EventBusName", "Name"),
        "RuleName": ("Rule", "Name"),
    },
    "iam": {
        "CertificateNameWithPath": ("ServerCertificateName",),
        "GroupNameWithPath": ("GroupName",),
        "InstanceProfileNameWithPath": ("InstanceProfileName",),
        "MfaTokenIdWithPath": ("SerialNumber", "VirtualMFADeviceName"),
        "OidcProviderName": ("OpenIDConnectProviderArn",),
        "PolicyNameWithPath": ("PolicyArn", "PolicyName"),
        "RoleNameWithPath": ("RoleName", "RoleArn"),
        "SamlProviderName": ("SAMLProviderArn", "Name"),
        "UserNameWithPath": ("UserName",),
    },
    "kms": {"Alias": ("AliasName",), "KeyId": ("KeyId", "TargetKeyId")},
    "lambda": {
        "CodeSigningConfigId": ("CodeSigningConfigArn",),
        "FunctionName": ("FunctionName",),
        "LayerVersion": ("VersionNumber", "Arn"),
    },
    "logs": {
        "LogGroupName": ("logGroupName", "logGroupIdentifier", "logGroupNames", "logGroupIdentifiers", "logGroupArn"),
    },
    "secretsmanager": {"SecretId": ("SecretId", "Name")},
    "sns": {"TopicName": ("TopicArn", "TargetArn", "SubscriptionArn", "Name")},
    "sqs": {"QueueName": ("QueueUrl", "QueueName", "SourceArn")},
    "ssm": {
        "DocumentName": ("DocumentName", "Name"),
        "InstanceId": ("InstanceId", "InstanceIds", "Target"),
        "ParameterNameWithoutLeadingSlash": ("Name", "Names", "Path"),
    },
    "states": {
        "ActivityName": ("activityArn", "name"),
        "ExecutionId": ("executionArn",),
        "StateMachineAliasName": ("stateMachineAliasArn",),
        "StateMachineName": ("stateMachineArn", "name"),
    },
    "sts": {"FederatedUserName": ("Name",), "RoleNameWithPath": ("RoleArn",)},
}
"""By the service's prefix: variable → parameters that may hold it, or an ARN that says it."""


def members(service: str, variable: str) -> tuple[str, ...]:
    """Return the parameters that may hold a variable, in the order in which they are to be tried."""
    return _MEMBERS.get(service, {}).get(variable, (variable, f"{variable}s"))
