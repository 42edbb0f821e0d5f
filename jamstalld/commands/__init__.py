"""Commands that have modules of their own, and what they share with those in ``cli.py``."""
