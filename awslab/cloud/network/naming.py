"""From the name of an end to the places that it stands for (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from awslab.cloud.network.addresses import ANYWHERE, Address, Block, address, anywhere, block, corners, covers
from awslab.cloud.network.ends import End, EndError, Place, is_address
from awslab.cloud.network.values import Balancer, Function, Interface, Network

ANY_CLIENT = (32768, 65535)
"""The ephemeral ports of current systems: Linux up to 61000, Windows from 49152 on."""
AMAZON_LINUX = (32768, 61000)
AWS_ITSELF = (1024, 65535)
"""The ephemeral ports of load balancers and functions. All three:
https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports"""
_SERVICES = {"s3": "Amazon S3", "dynamodb": "Amazon DynamoDB"}


class Names:
    """Finds what names stand for in one network."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._cuts: tuple[str, ...] | None = None

    def end(self, name: str, near: tuple[str, ...], *, is_far: bool) -> End:
        """Return what a name stands for; an address is looked for in the VPCs `near`. Raises EndError for other names.

        `is_far` for the end that is connected to: of a block that is every interface in it, and not every host.
        """
        network = self._network
        if name.lower() == "internet":
            return End("the internet", ((self._internet(),),), ANY_CLIENT)
        if name.lower() in _SERVICES:
            return self._service(name.lower())
        if is_address(name):
            return self._addresses(block(name), name, near, is_far=is_far)
        if name.startswith("i-"):
            return self._instance(name, is_far=is_far)
        if name in network.interfaces:
            interface = network.interfaces[name]
            return End(interface.name, ((Place(interface.name, interface),),), AMAZON_LINUX)
        return self._by_name(name)

    def _by_name(self, name: str) -> End:
        network = self._network
        for balancer in network.balancers.values():
            if name.lower() in (balancer.name.lower(), balancer.arn.lower(), balancer.dns_name.lower()):
                return self._balancer(balancer)
        for function in network.functions.values():
            if name in (function.name, function.arn):
                return self._function(function)
        task = name.rpartition("/")[2]
        if task in network.tasks:
            interface = network.interfaces.get(network.tasks[task])
            if interface is None:
                raise EndError(f"The task {task} has no network interface of its own.")
            return End(interface.name, ((Place(interface.name, interface),),), AMAZON_LINUX)
        raise EndError(
            f"Nothing in {network.region} is called “{name}”: name the internet, an address or block, an instance, "
            "a network interface, a task, a load balancer, a function, s3 or dynamodb."
        )

    def _internet(self) -> Place:
        addresses = (anywhere(self.cuts(), 4), anywhere(self.cuts(), 6))
        return Place("any address on the internet", None, addresses, cidr=ANYWHERE[4])

    def _service(self, name: str) -> End:
        network = self._network
        list_name = f"com.amazonaws.{network.region}.{name}"
        lists = (prefix_list for prefix_list in network.prefix_lists.values() if prefix_list.name == list_name)
        cidrs = next((prefix_list.cidrs for prefix_list in lists), ())
        pieces = ((cidr, ip) for cidr in cidrs for ip in corners(block(cidr), self.cuts()))
        cases = tuple((Place(_SERVICES[name], None, (ip,), cidr=cidr),) for cidr, ip in pieces)
        if not cases:
            raise EndError(f"There is no prefix list {list_name} here.")
        return End(_SERVICES[name], cases, ANY_CLIENT)

    def _instance(self, id_: str, *, is_far: bool) -> End:
        network = self._network
        if id_ not in network.instances:
            raise EndError(f"There is no instance {id_} in {network.region}.")
        owned = (interface for interface in network.interfaces.values() if interface.owner == id_)
        interfaces = [interface for interface in owned if interface.kind == "instance"]
        if not interfaces:
            state = network.instances[id_]
            return End(id_, (), AMAZON_LINUX, f"{id_} is {state}: it has no network interface.")
        # it opens connections from its primary interface, and is reached at any
        places = tuple(Place(id_, interface) for interface in (interfaces if is_far else interfaces[:1]))
        return End(id_, (places,), AMAZON_LINUX)

    def _balancer(self, balancer: Balancer) -> End:
        public = str(anywhere(self.cuts(), 4)) if balancer.faces_internet else ""
        node = Interface(
            id=balancer.name,
            subnet="",
            addresses=(),
            groups=balancer.groups,
            public=public,
            owner=balancer.name,
            kind="balancer",
            state=balancer.state,
            listens=balancer.ports,
        )
        return End(balancer.name, tuple(self._nodes(balancer.name, balancer.subnets, node)), AWS_ITSELF)

    def _function(self, function: Function) -> End:
        if not function.subnets:
            raise EndError(f"The function {function.name} is in no VPC: none of your networks leads to it or from it.")
        node = Interface(function.name, "", (), function.groups, owner=function.name, kind="function", listens=())
        return End(function.name, tuple(self._nodes(function.name, function.subnets, node)), AWS_ITSELF)

    def _nodes(self, name: str, subnets: tuple[str, ...], node: Interface) -> Iterator[tuple[Place, ...]]:
        """Yield a node in each subnet, with any address there."""
        for id_ in subnets:
            for cidr in (cidr for cidr in self._network.subnets[id_].cidrs if block(cidr).version == 4):
                for ip in corners(block(cidr), self.cuts()):
                    yield (Place(name, replace(node, subnet=id_, addresses=(str(ip),)), cidr=cidr),)

    def _addresses(self, cidr: Block, text: str, near: tuple[str, ...], *, is_far: bool) -> End:
        if str(cidr) in ANYWHERE.values():
            place = replace(self._internet(), outside=(anywhere(self.cuts(), cidr.version),), cidr=str(cidr))
            return End("the internet", ((place,),), ANY_CLIENT)
        if cidr.num_addresses == 1:
            return End(text, ((self._address(text, near, is_far=is_far),),), ANY_CLIENT)
        inside = tuple(self._inside(cidr, near)) if is_far else ()
        if inside:
            return End(text, tuple((Place(interface.name, interface),) for interface in inside), AMAZON_LINUX)
        cases = tuple((place,) for place in self._hosts(cidr, near, is_far=is_far))
        if not cases:
            raise EndError(f"No subnet has addresses in {text}.")
        return End(text, cases, ANY_CLIENT)

    def _address(self, text: str, near: tuple[str, ...], *, is_far: bool) -> Place:
        ip = address(text.partition("/")[0])
        holder = self._network.holder(str(ip), near)
        if holder is not None:
            return Place(f"{ip} ({holder.name})" if holder.owner else str(ip), holder, aim=ip)
        interfaces = self._network.interfaces.values()
        public = next((interface for interface in interfaces if interface.public == str(ip)), None)
        if public is not None:
            return Place(f"{ip} ({public.name})", public, aim=ip)
        subnet = self._subnet(ip, near)
        if subnet and not is_far:
            return Place(str(ip), _host(str(ip), subnet))
        return Place(str(ip), None, (ip,))

    def _hosts(self, cidr: Block, near: tuple[str, ...], *, is_far: bool) -> Iterator[Place]:
        """Yield one host for each piece of a CIDR block: in a subnet, or outside of the VPCs."""
        inner = [vpc_cidr for vpc in near for vpc_cidr in self._network.vpcs[vpc].cidrs]
        borders = (subnet_cidr for subnet in self._network.subnets.values() for subnet_cidr in subnet.cidrs)
        for ip in corners(cidr, (*self.cuts(), *borders, *inner)):
            subnet = self._subnet(ip, near)
            if subnet and not is_far:
                yield Place(str(cidr), _host(str(ip), subnet), cidr=str(cidr))
            elif not any(covers(vpc_cidr, ip) for vpc_cidr in inner) or is_far:
                yield Place(str(cidr), None, (ip,), cidr=str(cidr))

    def _inside(self, cidr: Block, near: tuple[str, ...]) -> Iterator[Interface]:
        for interface in self._network.interfaces.values():
            addresses = map(address, interface.addresses)
            if self._network.vpc_of(interface) in near and any(ip in cidr for ip in addresses):
                yield interface

    def _subnet(self, ip: Address, near: tuple[str, ...]) -> str:
        """Return the id of the subnet of these VPCs that an address lies in; empty when there is none."""
        for vpc in near:
            for subnet in self._network.subnets.values():
                if subnet.vpc == vpc and any(covers(cidr, ip) for cidr in subnet.cidrs):
                    return subnet.id
        return ""

    def cuts(self) -> tuple[str, ...]:
        """Return every CIDR block that a rule, an entry, a route or a prefix list names."""
        if self._cuts is None:
            self._cuts = tuple(_blocks(self._network))
        return self._cuts


def _host(address_: str, subnet: str) -> Interface:
    return Interface(address_, subnet, (address_,), None, kind="host")


def _blocks(network: Network) -> set[str]:
    rules = {rule.cidr for group in network.groups.values() for rule in (*group.inbound, *group.outbound) if rule.cidr}
    entries = {rule.cidr for acl in network.acls.values() for rule in (*acl.inbound, *acl.outbound)}
    routes = {route.destination for table in network.tables.values() for route in table.routes}
    lists = {cidr for prefix_list in network.prefix_lists.values() for cidr in prefix_list.cidrs}
    public = {f"{interface.public}/32" for interface in network.interfaces.values() if interface.public}
    return rules | entries | {route for route in routes if not route.startswith("pl-")} | lists | public
