"""Tests of Amazon EventBridge."""
