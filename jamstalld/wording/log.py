"""What the log calls the things that are done, and under which heading each belongs."""

from __future__ import annotations

from collections.abc import Mapping

from jamstalld.wording.numbers import counted
from jamstalld.wording.words import first_named

ACTIONS: Mapping[str, str] = {
    "loaded": "Inläst",
    "replaced": "Ersatt",
    "withdrawn": "Tillbakadragen",
    "restored": "Återställd",
    "database_restored": "Databasen återställd från en säkerhetskopia",
    "declared": "Egen uppgift tillagd",
    "removed": "Egen uppgift borttagen",
    "profiled": "Profil sparad",
    "forgotten": "Profil borttagen",
    "threshold": "Tröskel ändrad",
    "salt": "Salt bytt",
    "population": "Befolkning inläst",
    "depopulated": "Befolkning borttagen",
    "grouped": "Indelning gjord",
    "regrouped": "Indelning utökad",
    "ungrouped": "Indelning borttagen",
    "analysis_begun": "Analys påbörjad",
    "analysis_finalised": "Analys slutförd",
    "justified": "Bedömt om skillnaden är saklig",
    "cause_judged": "Orsak prövad",
    "action_added": "Åtgärd beslutad",
    "action_changed": "Åtgärd ändrad",
    "action_removed": "Åtgärd borttagen",
    "meeting_planned": "Möte planerat",
    "meeting_opened": "Möte öppnat",
    "meeting_closed": "Möte avslutat",
    "meeting_removed": "Möte borttaget",
    "prompt_changed": "Fråga i analysstödet ändrad",
    "challenge_picked": "Känd utmaning vald",
    "challenge_dropped": "Känd utmaning bortvald",
    "challenge_judged": "Känd utmaning bedömd",
    "challenge_added": "Egen utmaning tillagd",
    "challenge_removed": "Egen utmaning borttagen",
    "signed_in": "Inloggning",
    "turned_away": "Inloggning utan roll",
    "exported": "Fil hämtad",
}

GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "underlag": (
        "Underlag",
        ("loaded", "replaced", "withdrawn", "restored", "database_restored", "population", "depopulated"),
    ),
    "inläsning": ("Hur filer läses", ("declared", "removed", "profiled", "forgotten")),
    "indelningar": ("Indelningar", ("grouped", "regrouped", "ungrouped")),
    "skydd": ("Skydd av små tal", ("threshold", "salt")),
    "analyser": (
        "Analyser",
        ("analysis_begun", "analysis_finalised", "justified", "cause_judged", "prompt_changed"),
    ),
    "åtgärder": ("Åtgärder", ("action_added", "action_changed", "action_removed")),
    "möten": ("Möten", ("meeting_planned", "meeting_opened", "meeting_closed", "meeting_removed")),
    "utmaningar": (
        "Kända utmaningar",
        ("challenge_picked", "challenge_dropped", "challenge_judged", "challenge_added", "challenge_removed"),
    ),
    "åtkomst": ("Inloggningar och filer", ("signed_in", "turned_away", "exported")),
}
"""What a kind of line is called in the command → its heading, and what belongs there."""

GROUP_OF: Mapping[str, str] = {action: key for key, (_, actions) in GROUPS.items() for action in actions}
"""What was done → the kind of line it is."""

_FAULTS: Mapping[str, str] = {
    "changed": "Ändrade i efterhand",
    "unsealed": "Inskrivna av något annat än Jämställd",
    "missing": "Borttagna",
}
_MOST_NAMED = 10


def sealed_sentences(lines: int, mark: str, faults: Mapping[int, str]) -> list[str]:
    """Say whether a log is whole and, if it is not, which lines are wrong and what to do.

    Parameters
    ----------
    lines
        How many it has.
    mark
        What can be written down to recognise the log by later; empty where it has no line.
    faults
        Number of a line → "changed", "unsealed" or "missing".
    """
    if faults:
        named = {fault: [str(line) for line in sorted(faults) if faults[line] == fault] for fault in _FAULTS}
        return [
            "Loggen är inte hel.",
            *(f"{_FAULTS[fault]}: rad {first_named(found, _MOST_NAMED)}." for fault, found in named.items() if found),
            "Spara databasfilen som den är, och jämför med en säkerhetskopia.",
        ]
    if not lines:
        return ["Loggen är tom."]
    return [
        f"Loggen är hel: {counted(lines, 'rad', 'rader')}.",
        f"Märke att anteckna: {mark}. Det visar senare att raderna till dess är desamma: "
        f"jamstalld log verify --against {mark}",
    ]
