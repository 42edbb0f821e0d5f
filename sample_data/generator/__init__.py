"""The generator of the sample data: an invented municipality, and public tables typed from their sources."""
