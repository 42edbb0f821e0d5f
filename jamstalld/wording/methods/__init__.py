"""The methods as the page *Om metoden* tells of them, grouped by what a reader asks."""

from jamstalld.wording.methods.alike import ALIKE
from jamstalld.wording.methods.chance import CHANCE
from jamstalld.wording.methods.change import CHANGE
from jamstalld.wording.methods.limits import LIMITS
from jamstalld.wording.methods.model import MethodGroup, MethodText, unbroken
from jamstalld.wording.methods.scales import SCALES
from jamstalld.wording.methods.sizes import SIZES

GROUPS = (SIZES, CHANCE, SCALES, ALIKE, CHANGE, LIMITS)

__all__ = ["GROUPS", "MethodGroup", "MethodText", "unbroken"]
