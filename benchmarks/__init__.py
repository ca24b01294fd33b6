"""Ratios against baselines that run in the same minute on the same machine: `python -m benchmarks`."""
