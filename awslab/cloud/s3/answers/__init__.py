"""Calls of S3 that are answered here."""
