"""The packet tracer: does a packet get from here to there, and back, and who decides?

values.py      a network as plain values                  packets.py   what travels, and what a hop says
addresses.py   CIDR blocks, and addresses out of them     fixes.py     the smallest change that helps
groups.py      security groups                            acls.py      network ACLs
routes.py      route tables                               paths.py     the way of one packet, gateway by gateway
prerequisites.py   ends, gateways and connections in order  naming.py    the places that a name stands for
ends.py        `i-0abc:443`, `internet`, `web:80` ...      trace.py     from one end to the other
moto_network.py   the values, read from moto: the only file here that knows it; ECS, Lambda and load balancing
                  tell of theirs in their rooms' moto_network_ends.py
"""
