"""Views, and what is planted in the sample municipality: it must be seen whatever the noise is."""

SALTS = ("66" * 32, "77" * 32, "88" * 32)
