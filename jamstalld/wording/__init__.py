"""Plain Swedish: sentences, numbers and dates as they are read in a meeting."""
