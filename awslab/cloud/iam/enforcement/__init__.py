"""Calls held to the policies of the sandbox, asked by the gateway before a call is answered."""
