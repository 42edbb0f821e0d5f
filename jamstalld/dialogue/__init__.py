"""The dialogue: what a group writes, judges, decides and does about what it sees."""
