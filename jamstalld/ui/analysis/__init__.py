"""The dialogue beside a view: what the group writes, judges and finishes, and where it is read again."""
