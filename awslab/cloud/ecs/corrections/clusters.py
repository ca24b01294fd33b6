"""ECS clusters: when they can be deleted."""

from __future__ import annotations

from moto.ecs.exceptions import ECSException
from moto.ecs.models import EC2ContainerServiceBackend

from awslab.cloud.ecs.entities import Cluster, EcsBackend
from awslab.cloud.gateway.corrections import Original, correct


@correct(EC2ContainerServiceBackend, "delete_cluster")
def clusters_in_use_stay(original: Original, backend: EcsBackend, cluster_str: str) -> Cluster:
    """Refuse to delete a cluster with services, tasks or container instances; the sentences are in many public reports.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html (Errors)
    """
    cluster = backend._get_cluster(cluster_str)
    if any(
        service.cluster_arn == cluster.arn and service.status != "INACTIVE" for service in backend.services.values()
    ):
        raise ECSException(
            "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."
        )
    if any(task.last_status != "STOPPED" for task in list(backend.tasks.get(cluster.name, {}).values())):
        raise ECSException("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.")
    if backend.container_instances.get(cluster.name):
        raise ECSException(
            "ClusterContainsContainerInstancesException",
            "The Cluster cannot be deleted while Container Instances are active or draining.",
        )
    deleted_cluster: Cluster = original(backend, cluster_str)
    return deleted_cluster
