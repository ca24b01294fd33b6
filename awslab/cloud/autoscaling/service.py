"""Amazon EC2 Auto Scaling.

moto keeps groups, launch configurations, hooks, policies and scheduled actions; it leaves launching and terminating to
this room, where groups live by the clock, 60 times faster than on AWS.

guards/       what AWS refuses: groups.py, launch_configurations.py, instances.py, hooks.py, policies.py, schedules.py
answers/      what moto lacks or does not keep apart: activities, membership (standby, detaching, terminating), hooks,
              policies, refreshes, notifications, types; calls.py finds the group and holds the lock
corrections/  groups.py: moto no longer launches; policies.py: ARNs and alarms of policies
life/         what happens by the clock
  scaling.py        the part: when groups are brought up to date, and the calls before and after which they are
  groups.py         one group: health, hooks, scaling in and out; leaving.py says who leaves first (pure)
  activities.py     what groups did, and why
  hooks.py          what instances wait for (pure)
  policy_execution.py  what policies do; policies.py computes capacities, tracking.py makes alarms (both pure)
  schedules.py      scheduled actions; cron.py says when they are due (pure)
  refreshes.py      instance refreshes
  notifications.py  whom groups tell what they did
state.py      what guards read; moto's records with the members that are used
moto_*.py     what touches moto: groups and launches, hooks, policies with their alarms, announcements
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="autoscaling",
    title="Amazon EC2 Auto Scaling",
    moto="autoscaling",
    woken_by=("cloudformation",),
    missing_code="ValidationError",
    denial=("AccessDenied", 403),
)
