"""Pictures of a View, each with its description in words and its twin as a table.

Knows Altair, and neither Streamlit nor the database. Every function takes the palette it draws with.
"""

from jamstalld.charts.comparison import alt_text, comparison_chart, comparison_table
from jamstalld.charts.hundred import hundred_alt_text, hundred_chart
from jamstalld.charts.theme import DARK, LIGHT, Palette, chart_config
from jamstalld.charts.trend import TrendPoint, trend_alt_text, trend_chart

__all__ = [
    "DARK",
    "LIGHT",
    "Palette",
    "TrendPoint",
    "alt_text",
    "chart_config",
    "comparison_chart",
    "comparison_table",
    "hundred_alt_text",
    "hundred_chart",
    "trend_alt_text",
    "trend_chart",
]
