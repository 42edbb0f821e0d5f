"""Jämställd: see, discuss and close differences between women and men in municipal social services."""

__version__ = "0.1.0"
