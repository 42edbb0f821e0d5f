"""From a table of inhabitants by age and sex, as official statistics come, to counts of women and men.

It is public, so nothing of it is protected and nothing is dropped. The whole table is read or none of it: with an
age left out women's share of the inhabitants would be another one.
"""

from jamstalld.intake.population.ages import Ages, parse_ages
from jamstalld.intake.population.model import CheckedPopulation, Inhabitants
from jamstalld.intake.population.reading import read_population

__all__ = ["Ages", "CheckedPopulation", "Inhabitants", "parse_ages", "read_population"]
