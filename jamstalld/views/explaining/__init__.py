"""Can the difference be explained? A difference between women and men, taken apart by what else tells them apart."""

from jamstalld.views.explaining.build import KINDS, explain
from jamstalld.views.explaining.model import Explanation, Factor, Part, Stratum, explanation_to_json

__all__ = ["KINDS", "Explanation", "Factor", "Part", "Stratum", "explain", "explanation_to_json"]
