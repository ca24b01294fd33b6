"""The manifest of Amazon EC2 and Amazon VPC.

moto keeps the resources and answers most calls. What is here:

guards/           what AWS refuses and moto accepts, a module for each kind of resource
  all_resources/  ids and tags of any kind; these guards come first
corrections/      what AWS accepts and moto fails on or half forgets
  states.py       instances start, stop and terminate by the clock (life/power.py has the times)
  launches.py, metadata_options.py, interfaces.py   RunInstances: launch templates, volumes, options, addresses
  defaults.py     what a new VPC comes with              groups.py   rules of security groups
  networks.py     NAT gateways, routes, peering, Elastic IP addresses
answers/          calls that moto lacks: detailed monitoring, the account's metadata options
life/             power.py, console.py, metadata_options.py compute (pure); launches.py hurries what a lab provides
edge/metadata/    the instance metadata service: `/_aws/imds/{instance}/latest/...`
state.py          EC2's resources as guards see them: protocols
moto_state.py     finds them; State.ec2(region) of a guard is its Ec2State
moto_ec2.py       moto's backend, its instances, and the default network; moto_launches.py, profiles and options
moto_filters.py   the documented filters                 moto_machine_images.py   moto's images, built once

Whether a packet gets through is worked out in awslab/cloud/network, which reads this room through `moto_network.py`.
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="ec2",
    title="Amazon EC2 and Amazon VPC",
    moto="ec2",
    woken_by=("autoscaling", "cloudformation"),
    edge="edge.metadata",
    edge_order=5,
    missing_code="InvalidParameterValue",
    denial=("UnauthorizedOperation", 403),
)
"""Amazon EC2 and Amazon VPC, as the sandbox has it."""
