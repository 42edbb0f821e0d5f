"""What the columns of an unknown file probably mean, and profiles of the sources that are known."""
