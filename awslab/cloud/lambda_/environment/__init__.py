"""The inside of an execution environment: the process that runs a function's code."""
