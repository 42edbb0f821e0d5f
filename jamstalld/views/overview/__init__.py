"""The quarter at a glance: how many, what differs most, what is alike, what has moved, what says nothing yet."""

from jamstalld.views.overview.build import overview
from jamstalld.views.overview.model import Few, Finding, Look, Overview, Size
from jamstalld.views.overview.sizes import UNIT_COLUMNS

__all__ = ["UNIT_COLUMNS", "Few", "Finding", "Look", "Overview", "Size", "overview"]
