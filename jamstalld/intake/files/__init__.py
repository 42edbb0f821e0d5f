"""The file itself: what sort it is, whether it can be opened safely, its sheets."""
