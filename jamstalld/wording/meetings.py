"""What the pages say of meetings: how long they take, what has been written and voted, and the time that is left."""

from __future__ import annotations

from jamstalld.wording.numbers import NBSP, counted, number

_HOUR = 60
NO_DAY = "dag inte bestämd"
PRESENT_HELP = "Står i minnesanteckningarna. Skriv namn ur den egna gruppen, aldrig klienters."


def present_text(written: str) -> str:
    """Say who took part: in one line, on however many it was written."""
    return f"Närvarande: {', '.join(line.strip() for line in written.splitlines() if line.strip())}"


def length_text(minutes: int) -> str:
    """Write how long something takes.

    >>> length_text(1), length_text(60), length_text(210)
    ('1 minut', '1 timme', '3 timmar 30 minuter')
    """
    hours, rest = divmod(minutes, _HOUR)
    parts = [counted(hours, "timme", "timmar")] if hours else []
    if rest or not hours:
        parts.append(counted(rest, "minut", "minuter"))
    return " ".join(parts)


def sum_line(points: int, meeting: int) -> str:
    """Say how long the points take together, and how that stands to the length of the meeting, all in minutes.

    Parameters
    ----------
    meeting
        0 where its length is not set.
    """
    if not points:
        return "Ingen punkt har någon tid än."
    together = f"Punkterna tar {length_text(points)}"
    if not meeting:
        return f"{together}."
    if points == meeting:
        return f"{together}, lika länge som mötet."
    left = meeting - points
    rest = f"{length_text(left)} är kvar att fylla" if left > 0 else f"{length_text(-left)} för mycket"
    return f"{together}. Mötet är {length_text(meeting)}: {rest}."


def timer_text(seconds: int, minutes: int) -> str:
    """Say how much is left of a point's time, or how far beyond it one is; the browser goes on counting.

    Parameters
    ----------
    seconds
        How long the point has been on the screen.
    minutes
        How long it may take; 0 for no limit.

    >>> timer_text(63, 5), timer_text(312, 5), timer_text(63, 0)
    ('3:57 kvar', '0:12 över tiden', '1:03')
    """
    if not minutes:
        return _clock(seconds)
    left = minutes * 60 - seconds
    return f"{_clock(left)} kvar" if left >= 0 else f"{_clock(-left)} över tiden"


def written_line(contributions: int, writers: int, voters: int) -> str:
    """Say how much has been written, by how many, and how many have voted."""
    if not contributions:
        return "Inget är skrivet än."
    written = f"{number(contributions)} bidrag från {counted(writers, 'deltagare', 'deltagare')}"
    return f"{written}. {number(voters)} har röstat." if voters else f"{written}."


def dots_text(dots: int) -> str:
    """Write how many dots something has, ``"1 prick"``."""
    return counted(dots, "prick", "prickar")


def more_line(more: int) -> str:
    """Say that there are more than what is shown."""
    return f"och {number(more)} till"


def part_line(shown: int, rows: int) -> str:
    """Say that a picture has room for a part of the rows."""
    return f"Bilden visar de {number(shown)} rader av {number(rows)} som säger mest."


def spaced(code: str) -> str:
    """Write a code so that it is easy to read aloud and to type: two halves on one line, ``"K7M 2SV"``."""
    return f"{code[:3]}{NBSP}{code[3:]}"


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
