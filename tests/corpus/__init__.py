"""Synthetic files with one trap each, and exactly what is to become of each."""

from tests.corpus import headers, kinds, people, tables, texts, values
from tests.corpus.model import Case

CASES: tuple[Case, ...] = (
    *kinds.CASES,
    *texts.CASES,
    *headers.CASES,
    *tables.CASES,
    *values.CASES,
    *people.CASES,
)
