"""Protection of small numbers: the cell key method (docs/protection.md).

Every count that leaves the store is the true count plus a small noise, looked up in a fixed table by the count
and by the sum of the record keys of exactly the rows counted. The same group therefore always shows the same
number, wherever and however often it is asked for.
"""

from jamstalld.protect.keys import KEY_RANGE, Keys, fingerprint, keys_of, read_salt
from jamstalld.protect.lattice import MAX_FACTORS, refuse_crossed, refuse_outside
from jamstalld.protect.noise import DEFAULT_THRESHOLD, PUBLIC, Noise, check_threshold, noise_for

__all__ = [
    "DEFAULT_THRESHOLD",
    "KEY_RANGE",
    "MAX_FACTORS",
    "PUBLIC",
    "Keys",
    "Noise",
    "check_threshold",
    "fingerprint",
    "keys_of",
    "noise_for",
    "read_salt",
    "refuse_crossed",
    "refuse_outside",
]
