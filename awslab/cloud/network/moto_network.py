"""One sweep over an account's region, made into plain values: EC2's network, and what other services have in it.

This is the engine's one module that knows moto. Dictionaries are copied: other threads change them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from awslab.cloud.ec2.moto_ec2 import backend, instances
from awslab.cloud.ecs.moto_network_ends import task_states
from awslab.cloud.elbv2.moto_network_ends import load_balancers
from awslab.cloud.lambda_.moto_network_ends import functions
from awslab.cloud.network.values import (
    Acl,
    AclRule,
    GatewayEndpoint,
    Group,
    GroupRule,
    Interface,
    NatGateway,
    Network,
    Peering,
    PrefixList,
    Route,
    RouteTable,
    Subnet,
    Vpc,
)

if TYPE_CHECKING:
    from moto.ec2.models import (
        EC2Backend,
        elastic_network_interfaces,
        managed_prefixes,
        nat_gateways,
        network_acls,
        route_tables,
        security_groups,
        subnets,
        vpcs,
    )

_PROTOCOLS = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": "-1", "none": "-1", "": "-1"}


def gather(account_id: str, region: str) -> Network:
    """Return the network of an account's region as it is now."""
    ec2 = backend(account_id, region)
    groups = {id_: _group(group) for vpc in list(ec2.groups.values()) for id_, group in list(vpc.items())}
    default_groups = {group.vpc: group.id for group in groups.values() if group.name == "default"}
    states = task_states(account_id, region)
    return Network(
        region=region,
        vpcs={id_: Vpc(id_, _blocks_of_vpc(vpc)) for id_, vpc in list(ec2.vpcs.items())},
        subnets=_subnets(ec2),
        tables={id_: _table(table) for id_, table in list(ec2.route_tables.items())},
        acls={id_: _acl(acl) for id_, acl in list(ec2.network_acls.items())},
        groups=groups,
        interfaces=_interfaces(ec2, states),
        internet_gateways=_internet_gateways(ec2),
        egress_only_gateways={id_: one.vpc_id for id_, one in list(ec2.egress_only_internet_gateways.items())},
        nat_gateways={id_: _nat_gateway(gateway) for id_, gateway in list(ec2.nat_gateways.items())},
        peerings={
            id_: Peering(id_, peering.vpc.id, peering.peer_vpc.id, peering._status.code)
            for id_, peering in list(ec2.vpc_pcxs.items())
        },
        endpoints=_gateway_endpoints(ec2),
        prefix_lists={id_: _prefix_list(entries) for id_, entries in list(ec2.managed_prefix_lists.items())},
        instances={instance.id: instance.state for instance in instances(account_id, region)},
        tasks={id_: interface for id_, (interface, _) in states.items()},
        balancers=load_balancers(account_id, region, default_groups),
        functions=functions(account_id, region),
    )


def _blocks_of_vpc(vpc: vpcs.VPC) -> tuple[str, ...]:
    associations = (*vpc.get_cidr_block_association_set(ipv6=False), *vpc.get_cidr_block_association_set(ipv6=True))
    return tuple(one["cidr_block"] for one in associations if one["cidr_block_state"]["state"] != "disassociated")


def _subnets(ec2: EC2Backend) -> dict[str, Subnet]:
    """Return the subnets with their route table and network ACL: their own, or the VPC's main and default one.

    https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html
    """
    route_tables, network_acls = list(ec2.route_tables.values()), list(ec2.network_acls.values())
    tables = {subnet: table.id for table in route_tables for subnet in table._associations.values()}
    main_tables = {table.vpc_id: table.id for table in route_tables if table.main_association_id}
    acls = {association.subnet_id: acl.id for acl in network_acls for association in acl._associations.values()}
    default_acls = {acl.vpc_id: acl.id for acl in network_acls if acl.default}
    return {
        subnet.id: Subnet(
            subnet.id,
            subnet.vpc_id,
            _blocks_of_subnet(subnet),
            tables.get(subnet.id) or main_tables[subnet.vpc_id],
            acls.get(subnet.id) or default_acls[subnet.vpc_id],
        )
        for zone in list(ec2.subnets.values())
        for subnet in list(zone.values())
    }


def _blocks_of_subnet(subnet: subnets.Subnet) -> tuple[str, ...]:
    associations = subnet.ipv6_cidr_block_associations.values()
    associated = [one for one in associations if one["ipv6CidrBlockState"]["State"] == "associated"]
    return tuple(filter(None, (subnet.cidr_block, *(one["ipv6CidrBlock"] for one in associated))))


def _internet_gateways(ec2: EC2Backend) -> dict[str, str]:
    """Return the VPC that each internet gateway is attached to, empty without one."""
    gateways = list(ec2.internet_gateways.items())
    attachments = {id_: getattr(gateway, "vpc", None) for id_, gateway in gateways}
    return {id_: vpc.id if vpc else "" for id_, vpc in attachments.items()}


def _gateway_endpoints(ec2: EC2Backend) -> dict[str, GatewayEndpoint]:
    return {
        id_: GatewayEndpoint(id_, endpoint.vpc_id, endpoint.service_name, endpoint.state)
        for id_, endpoint in list(ec2.vpc_end_points.items())
        if (endpoint.vpc_endpoint_type or "Gateway").lower() == "gateway"
    }


def _table(table: route_tables.RouteTable) -> RouteTable:
    return RouteTable(table.id, tuple(map(_route, table.routes)))


def _route(route: route_tables.Route) -> Route:
    prefix_list = route.destination_prefix_list
    destination = (
        route.destination_cidr_block
        or route.destination_ipv6_cidr_block
        or (prefix_list.id if prefix_list is not None else "")
    )
    target = (
        route.gateway_id
        or route.nat_gateway_id
        or route.vpc_peering_connection_id
        or route.egress_only_internet_gateway_id
        or route.transit_gateway_id
        or route.network_interface_id
        or route.instance_id
        or route.carrier_gateway_id
        or ""
    )
    return Route(destination, target)


def _acl(acl: network_acls.NetworkAcl) -> Acl:
    entries = sorted(acl.network_acl_entries, key=lambda entry: int(entry.rule_number))
    return Acl(
        acl.id,
        tuple(_entry(entry) for entry in entries if not _is_true(entry.egress)),
        tuple(_entry(entry) for entry in entries if _is_true(entry.egress)),
    )


def _entry(entry: network_acls.NetworkAclEntry) -> AclRule:
    protocol = _protocol(entry.protocol)
    is_icmp = protocol.startswith("icmp")
    pair = (entry.icmp_type, entry.icmp_code) if is_icmp else (entry.port_range_from, entry.port_range_to)
    first, last = (-1 if end is None else int(end) for end in pair)
    block = entry.cidr_block or entry.ipv6_cidr_block or ""
    return AclRule(int(entry.rule_number), entry.rule_action == "allow", protocol, block, first, last)


def _is_true(value: object) -> bool:
    return str(value).lower() == "true"


def _protocol(text: object) -> str:
    name = str(text).lower()
    return _PROTOCOLS.get(name, name)


def _group(group: security_groups.SecurityGroup) -> Group:
    inbound, outbound = tuple(_rules(group.ingress_rules)), tuple(_rules(group.egress_rules))
    return Group(group.id, group.name, group.vpc_id or "", inbound, outbound)


def _rules(rules: list[security_groups.SecurityGroupRule]) -> Iterator[GroupRule]:
    for rule in list(rules):
        yield GroupRule(
            rule.id,
            _protocol(rule.ip_protocol),
            -1 if rule.from_port is None else int(rule.from_port),
            -1 if rule.to_port is None else int(rule.to_port),
            rule.cidr_ipv4 or rule.cidr_ipv6 or "",
            rule.source_group.get("GroupId", ""),
            rule.prefix_list_id or "",
        )


def _interfaces(ec2: EC2Backend, states: Mapping[str, tuple[str, str]]) -> dict[str, Interface]:
    nats = {gateway._eni.id for gateway in list(ec2.nat_gateways.values())}
    tasks = {interface: (task, state) for task, (interface, state) in states.items() if interface}
    interfaces = sorted(ec2.enis.copy().values(), key=lambda interface: int(interface.device_index or 0))
    return {
        interface.id: _interface(interface, tasks.get(interface.id), is_nat=interface.id in nats)
        for interface in interfaces
    }


def _interface(
    interface: elastic_network_interfaces.NetworkInterface, task: tuple[str, str] | None, *, is_nat: bool
) -> Interface:
    owner, kind, state = "", "interface", "running"
    if interface.instance is not None:
        owner, kind, state = interface.instance.id, "instance", interface.instance.state
    elif task is not None:
        owner, kind, state = task[0], "task", task[1]
    return Interface(
        id=interface.id,
        subnet=interface.subnet.id,
        addresses=tuple(_addresses(interface)),
        groups=None if is_nat else tuple(group.id for group in interface.group_set),
        public=interface.public_ip or "",
        owner=owner,
        kind="nat" if is_nat else kind,
        state=state,
    )


def _addresses(interface: elastic_network_interfaces.NetworkInterface) -> Iterator[str]:
    private = [str(address["PrivateIpAddress"]) for address in interface.private_ip_addresses]
    yield from dict.fromkeys((interface.private_ip_address or "", *private))
    for address in interface.ipv6_addresses:
        yield address["Ipv6Address"] if isinstance(address, dict) else str(address)


def _nat_gateway(gateway: nat_gateways.NatGateway) -> NatGateway:
    interface: elastic_network_interfaces.NetworkInterface = gateway._eni
    private, public = interface.private_ip_address or "", interface.public_ip or ""
    return NatGateway(gateway.id, gateway.subnet_id, private, public, str(gateway.state))


def _prefix_list(prefix_list: managed_prefixes.ManagedPrefixList) -> PrefixList:
    # AWS's own lists have no version
    entries = prefix_list.entries.get(prefix_list.version or 0) or next(reversed(prefix_list.entries.values()), ())
    return PrefixList(prefix_list.id, prefix_list.prefix_list_name or "", tuple(entry["Cidr"] for entry in entries))
