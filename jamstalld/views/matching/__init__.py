"""Whether interventions match needs equally well for women and for men."""

from jamstalld.views.matching.build import matching
from jamstalld.views.matching.model import NEEDS, Matching, MatchingRequest, SameNeed, matching_to_json

__all__ = ["NEEDS", "Matching", "MatchingRequest", "SameNeed", "matching", "matching_to_json"]
