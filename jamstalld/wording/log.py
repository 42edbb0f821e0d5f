"""What the log calls the things that are done."""

from __future__ import annotations

from collections.abc import Mapping

ACTIONS: Mapping[str, str] = {
    "loaded": "Inläst",
    "replaced": "Ersatt",
    "withdrawn": "Tillbakadragen",
    "restored": "Återställd",
    "declared": "Egen uppgift tillagd",
    "removed": "Egen uppgift borttagen",
    "profiled": "Profil sparad",
    "forgotten": "Profil borttagen",
    "threshold": "Tröskel ändrad",
    "salt": "Salt bytt",
    "population": "Befolkning inläst",
    "depopulated": "Befolkning borttagen",
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
