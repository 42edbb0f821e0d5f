"""The participants of a meeting, on their own phones: plain pages on which they write and vote, and no numbers."""
