"""Meetings: planned, led, and shown on a large screen."""
