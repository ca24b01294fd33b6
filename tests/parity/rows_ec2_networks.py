"""VPC: networks, subnets, network ACLs, peering and endpoints. Codes: the errors page; words: public reports."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_ENTRY = _API + "API_CreateNetworkAclEntry.html"
_PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"
_GATEWAY = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
refused = partial(row, source=_ERRORS, status=400)


@row(
    "vpc-six",
    "A sixth VPC in a region",
    "VpcLimitExceeded",
    message="The maximum number of VPCs has been reached.",
    source=_QUOTAS,
)
def six_vpcs(aws: Aws) -> Call:
    for number in range(4):
        ec2.vpc(aws, f"10.{number}.0.0/16")
    return lambda: aws.ec2.create_vpc(CidrBlock="10.9.0.0/16")


@refused("vpc-large", "CreateVpc 10.0.0.0/8", "InvalidVpc.Range")
def vpc_too_large(aws: Aws) -> Call:
    return lambda: aws.ec2.create_vpc(CidrBlock="10.0.0.0/8")


@row("vpc-ok-host-bits", "CreateVpc 10.0.5.5/16, which is made 10.0.0.0/16", WORKS, source=_API + "API_CreateVpc.html")
def vpc_with_host_bits(aws: Aws) -> Call:
    made = aws.ec2.create_vpc(CidrBlock="10.0.5.5/16")["Vpc"]
    assert made["CidrBlock"] == "10.0.0.0/16"
    return lambda: aws.ec2.create_subnet(VpcId=made["VpcId"], CidrBlock="10.0.3.7/24")


@refused(
    "vpc-del-igw",
    "DeleteVpc with an internet gateway",
    "DependencyViolation",
    message="The vpc 'vpc-.+' has dependencies and cannot be deleted.",
)
def vpc_with_a_gateway(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    ec2.gateway(aws, vpc)
    return lambda: aws.ec2.delete_vpc(VpcId=vpc)


@refused("vpc-del-sg", "DeleteVpc with a security group of one's own", "DependencyViolation")
def vpc_with_a_group(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    ec2.group(aws, vpc)
    return lambda: aws.ec2.delete_vpc(VpcId=vpc)


@refused(
    "subnet-del-used",
    "DeleteSubnet with an instance in it",
    "DependencyViolation",
    message="The subnet 'subnet-.+' has dependencies and cannot be deleted.",
)
def subnet_with_an_instance(aws: Aws) -> Call:
    subnet = ec2.subnet(aws, ec2.vpc(aws))
    ec2.launch(aws, SubnetId=subnet)
    return lambda: aws.ec2.delete_subnet(SubnetId=subnet)


def _subnet(aws: Aws, block: str, **more: Any) -> Call:
    vpc = ec2.vpc(aws)
    return lambda: aws.ec2.create_subnet(VpcId=vpc, CidrBlock=block, **more)


@refused("subnet-small", "CreateSubnet 10.0.0.0/29", "InvalidSubnet.Range", message="The CIDR '10.0.0.0/29' is invalid")
def subnet_too_small(aws: Aws) -> Call:
    return _subnet(aws, "10.0.0.0/29")


@refused("subnet-outside", "CreateSubnet outside the VPC's range", "InvalidSubnet.Range")
def subnet_outside(aws: Aws) -> Call:
    return _subnet(aws, "10.1.0.0/24")


@refused("subnet-overlap", "CreateSubnet over another subnet", "InvalidSubnet.Conflict")
def subnets_overlap(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    ec2.subnet(aws, vpc)
    return lambda: aws.ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/20")


@refused("subnet-zone", "CreateSubnet in another region's zone", "InvalidParameterValue")
def subnet_in_another_region(aws: Aws) -> Call:
    return _subnet(aws, "10.0.1.0/24", AvailabilityZone="eu-west-1a")


def _entry(aws: Aws, operation: str = "create", **given: Any) -> Call:
    acl = ec2.acl(aws, ec2.vpc(aws))
    ports = {"PortRange": {"From": 80, "To": 80}, "CidrBlock": "0.0.0.0/0"}
    asked = {"NetworkAclId": acl, "RuleNumber": 100, "Protocol": "6", "RuleAction": "allow", "Egress": False} | ports
    asked = {name: value for name, value in (asked | given).items() if value is not None}
    return lambda: getattr(aws.ec2, f"{operation}_network_acl_entry")(**asked)


@row("acl-number", "CreateNetworkAclEntry with rule number 32767", "InvalidParameterValue", source=_ENTRY)
def rule_number_of_aws(aws: Aws) -> Call:
    return _entry(aws, RuleNumber=32767)


@row("acl-number-zero", "CreateNetworkAclEntry with rule number 0", "InvalidParameterValue", source=_ENTRY)
def rule_number_zero(aws: Aws) -> Call:
    return _entry(aws, RuleNumber=0)


@refused("acl-dup", "CreateNetworkAclEntry with a number that is taken", "NetworkAclEntryAlreadyExists")
def rule_number_twice(aws: Aws) -> Call:
    call = _entry(aws)
    call()
    return call


@row("acl-noports", "CreateNetworkAclEntry of TCP without ports", "MissingParameter", source=_ENTRY)
def entry_without_ports(aws: Aws) -> Call:
    return _entry(aws, PortRange=None)


@row("acl-norange", "CreateNetworkAclEntry without a range", "MissingParameter", source=_ENTRY)
def entry_without_range(aws: Aws) -> Call:
    return _entry(aws, CidrBlock=None)


@refused("acl-protocol", "CreateNetworkAclEntry of protocol http", "InvalidParameterValue")
def entry_of_no_protocol(aws: Aws) -> Call:
    return _entry(aws, Protocol="http")


@refused("acl-replace", "ReplaceNetworkAclEntry of an entry that does not exist", "InvalidNetworkAclEntry.NotFound")
def no_such_entry(aws: Aws) -> Call:
    return _entry(aws, "replace")


@row("acl-21", "A 21st inbound entry", "NetworkAclEntryLimitExceeded", source=_QUOTAS)
def one_entry_too_many(aws: Aws) -> Call:
    acl = ec2.acl(aws, ec2.vpc(aws))
    asked = {"NetworkAclId": acl, "Protocol": "-1", "RuleAction": "deny", "Egress": False}
    for number in range(1, 21):
        aws.ec2.create_network_acl_entry(RuleNumber=number, CidrBlock=f"10.0.{number}.0/24", **asked)
    return lambda: aws.ec2.create_network_acl_entry(RuleNumber=21, CidrBlock="10.0.21.0/24", **asked)


@refused("acl-del-default", "DeleteNetworkAcl of the default ACL", "InvalidParameterValue")
def default_acl(aws: Aws) -> Call:
    acl = aws.ec2.describe_network_acls(Filters=[{"Name": "default", "Values": ["true"]}])["NetworkAcls"][0]
    return lambda: aws.ec2.delete_network_acl(NetworkAclId=acl["NetworkAclId"])


@refused("acl-del-used", "DeleteNetworkAcl that a subnet has", "DependencyViolation")
def acl_in_use(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    acl, subnet = ec2.acl(aws, vpc), ec2.subnet(aws, vpc)
    found = aws.ec2.describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [subnet]}])
    old = next(each for each in found["NetworkAcls"][0]["Associations"] if each["SubnetId"] == subnet)
    name = old["NetworkAclAssociationId"]
    aws.ec2.replace_network_acl_association(AssociationId=name, NetworkAclId=acl)
    return lambda: aws.ec2.delete_network_acl(NetworkAclId=acl)


@row(
    "peering-overlap",
    "AcceptVpcPeeringConnection of VPCs whose ranges overlap (its status is failed)",
    "InvalidStateTransition",
    source=_PEERING,
)
def peers_that_overlap(aws: Aws) -> Call:
    asked = {"VpcId": ec2.vpc(aws), "PeerVpcId": ec2.vpc(aws)}
    name = aws.ec2.create_vpc_peering_connection(**asked)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    found = aws.ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[name])["VpcPeeringConnections"]
    assert found[0]["Status"]["Code"] == "failed"
    return lambda: aws.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=name)


@row("peering-twice", "A second peering connection of two VPCs", "VpcPeeringConnectionAlreadyExists", source=_PEERING)
def peers_twice(aws: Aws) -> Call:
    asked = {"VpcId": ec2.vpc(aws), "PeerVpcId": ec2.default_vpc(aws)}
    aws.ec2.create_vpc_peering_connection(**asked)
    return lambda: aws.ec2.create_vpc_peering_connection(**asked)


@row("endpoint-gateway-sqs", "CreateVpcEndpoint of type Gateway for SQS", "InvalidParameter", source=_GATEWAY)
def gateway_endpoint_of_another_service(aws: Aws) -> Call:
    asked = {"VpcId": ec2.vpc(aws), "ServiceName": "com.amazonaws.us-east-1.sqs"}
    return lambda: aws.ec2.create_vpc_endpoint(**asked)


@row("endpoint-gateway-twice", "A second gateway endpoint in a route table", "RouteAlreadyExists", source=_GATEWAY)
def gateway_endpoint_twice(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    asked = {"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": [ec2.table(aws, vpc)]}
    aws.ec2.create_vpc_endpoint(**asked)
    return lambda: aws.ec2.create_vpc_endpoint(**asked)


@refused("endpoint-zone", "An interface endpoint with two subnets of a zone", "DuplicateSubnetsInSameZone")
def endpoint_with_two_subnets_of_a_zone(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    subnets = [ec2.subnet(aws, vpc, f"10.0.{number}.0/24") for number in (1, 2)]
    asked = {"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.sqs", "VpcEndpointType": "Interface"}
    return lambda: aws.ec2.create_vpc_endpoint(SubnetIds=subnets, **asked)


@row(
    "endpoint-dns",
    "A private DNS name for an interface endpoint in a VPC without DNS host names",
    "InvalidParameter",
    source="https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
)
def endpoint_without_dns(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    asked = {"VpcId": vpc, "ServiceName": "com.amazonaws.us-east-1.sqs", "VpcEndpointType": "Interface"}
    return lambda: aws.ec2.create_vpc_endpoint(PrivateDnsEnabled=True, SubnetIds=[ec2.subnet(aws, vpc)], **asked)
