"""The outside of execution environments: which one runs an invocation, and what becomes of it."""
