"""Rows: collected, checked, derived, and the account of what became of each."""
