from __future__ import annotations

import numpy as np
import pytest

from jamstalld.compare import representation_index

# Persons with an LSS intervention on 1 October 2021 (SCB, from Socialstyrelsen): women and men as published,
# and women's share in per cent to one decimal.
LSS = {
    "Rådgivning och stöd": (417, 352, 54.2),
    "Personlig assistans": (2202, 2746, 44.5),
    "Ledsagarservice": (2833, 3836, 42.5),
    "Kontaktperson": (7831, 9718, 44.6),
    "Avlösarservice": (1191, 2904, 29.1),
    "Korttidsvistelse": (3129, 5671, 35.6),
    "Korttidstillsyn": (1671, 2894, 36.6),
    "Boende för barn": (303, 569, 34.7),
    "Boende för vuxna": (12195, 17356, 41.3),
    "Daglig verksamhet": (16744, 23320, 41.8),
}
PERSONS = (31150, 45562)


def test_lss_as_published() -> None:
    women, men, percent = np.array(list(LSS.values())).T
    found = representation_index(women, men, *PERSONS)
    assert 100 * found.women_share == pytest.approx(percent, abs=0.05)
    assert 100 * found.base_women_share == pytest.approx(40.6, abs=0.05)
    assert found.index == pytest.approx(percent / 40.6, abs=0.003)


def test_index_is_1_where_women_are_as_common_as_in_the_base() -> None:
    assert representation_index(3, 9, 25, 75).index == 1


def test_nobody_counted_or_nobody_in_the_base_is_unknown() -> None:
    found = representation_index([0, 3, 2], [0, 4, 2], [10, 0, 0], [10, 0, 5])
    np.testing.assert_array_equal(found.women_share, [np.nan, 3 / 7, 0.5])
    np.testing.assert_array_equal(found.base_women_share, [0.5, np.nan, 0])
    assert np.isnan(found.index[:2]).all()
