"""Measuring actions again: whether what an action was to change has moved, in which direction, and how surely."""

from jamstalld.views.following.build import follow
from jamstalld.views.following.model import Followed, FollowVerdict, followed_to_json
from jamstalld.views.following.planning import followable, quarters_ahead, smallest_change

__all__ = [
    "FollowVerdict",
    "Followed",
    "follow",
    "followable",
    "followed_to_json",
    "quarters_ahead",
    "smallest_change",
]
