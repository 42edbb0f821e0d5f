"""Pictures of what the views hold, each with its description in words and its twin as a table.

Knows Altair, and neither Streamlit nor the database. Every function takes the palette it draws with.
"""

from jamstalld.charts.comparison import alt_text, comparison_chart, comparison_table
from jamstalld.charts.decomposition import Part, PartsPicture, parts_alt_text, parts_chart, parts_table
from jamstalld.charts.distribution import distribution_alt_text, distribution_chart, distribution_table
from jamstalld.charts.funnel import (
    FunnelPicture,
    funnel_alt_text,
    funnel_chart,
    funnel_finding,
    funnel_table,
    funnels_of,
)
from jamstalld.charts.gap_trend import Effort, GapPoint, gap_alt_text, gap_chart, gap_table
from jamstalld.charts.heat import HeatCell, heat_alt_text, heat_map, heat_table
from jamstalld.charts.hundred import hundred_alt_text, hundred_chart
from jamstalld.charts.theme import DARK, LIGHT, Palette, chart_config
from jamstalld.charts.trend import TrendPoint, trend_alt_text, trend_chart

__all__ = [
    "DARK",
    "LIGHT",
    "Effort",
    "FunnelPicture",
    "GapPoint",
    "HeatCell",
    "Palette",
    "Part",
    "PartsPicture",
    "TrendPoint",
    "alt_text",
    "chart_config",
    "comparison_chart",
    "comparison_table",
    "distribution_alt_text",
    "distribution_chart",
    "distribution_table",
    "funnel_alt_text",
    "funnel_chart",
    "funnel_finding",
    "funnel_table",
    "funnels_of",
    "gap_alt_text",
    "gap_chart",
    "gap_table",
    "heat_alt_text",
    "heat_map",
    "heat_table",
    "hundred_alt_text",
    "hundred_chart",
    "parts_alt_text",
    "parts_chart",
    "parts_table",
    "trend_alt_text",
    "trend_chart",
]
