"""The environment variables of a lab shell, by which the commands inside it find their lab."""

LAB_VARIABLE = "AWSLAB_LAB"
"""The id of the lab."""
SOCKET_VARIABLE = "AWSLAB_LAB_SOCKET"
"""The path of the Unix socket on which the shell waits for `awslab lab check`."""
