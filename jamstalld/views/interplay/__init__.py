"""Interplay: always sex, never sex alone. The gap in every group that two or three variables tell apart."""

from jamstalld.views.interplay.build import interplay
from jamstalld.views.interplay.model import Alike, Interplay, InterplayRequest, interplay_to_json

__all__ = ["Alike", "Interplay", "InterplayRequest", "interplay", "interplay_to_json"]
