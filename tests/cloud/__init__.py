"""Tests of the AWS that answers."""
