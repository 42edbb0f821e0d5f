"""The page *Ladda upp*: files checked, their columns understood, and loaded."""
