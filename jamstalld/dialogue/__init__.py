"""The dialogue: what a group writes down about what it sees."""
