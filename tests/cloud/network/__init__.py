"""Tests of the packet tracer."""
