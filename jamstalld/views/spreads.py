"""What scales and means share: how the women and the men of a row are written."""

from __future__ import annotations

from jamstalld.views.elements import shown
from jamstalld.views.laying_out import Answers, Counts
from jamstalld.views.model import Group


def spread_groups(counts: Counts, answers: Answers) -> list[tuple[Group, Group]]:
    """Write the women and the men of every row: how many answered, and how many gave each answer."""
    protected = counts.noise.protects

    def group(at: int, sex: int) -> Group:
        return Group(
            n=shown(int(counts.n[at, sex]), protected),
            count=None,
            share=None,
            low=None,
            high=None,
            missing=shown(int(counts.missing[at, sex]), protected),
            distribution=tuple(shown(int(count), protected) for count in answers.rows[at, :, sex]),
        )

    return [(group(at, 0), group(at, 1)) for at in range(len(counts.n))]
