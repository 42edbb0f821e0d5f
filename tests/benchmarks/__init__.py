"""Measurements of speed, as ratios within one run: ``python -m tests.benchmarks.view_cost``."""
