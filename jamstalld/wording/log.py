"""What the log calls the things that are done, and under which heading each belongs."""

from __future__ import annotations

from collections.abc import Mapping

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
}
"""What a kind of line is called in the command → its heading, and what belongs there."""

GROUP_OF: Mapping[str, str] = {action: key for key, (_, actions) in GROUPS.items() for action in actions}
"""What was done → the kind of line it is."""
