"""From a question to a View: ask the store, compare, put into words."""
