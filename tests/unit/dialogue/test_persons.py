"""What looks like a person in a running text is told of, and what does not is left alone."""

from __future__ import annotations

import time

import pytest

from jamstalld.dialogue.persons import PersonKind, Trace, persons_in
from jamstalld.wording.analyses import person_warning

PERSONS: list[tuple[str, PersonKind, str]] = [
    ("Personnummer 850214-1234 står i akten.", "identity", "850214-1234"),
    ("19850214-1234 fick avslag.", "identity", "19850214-1234"),
    ("Se 8502141234.", "identity", "8502141234"),
    ("Nummer 850214-XXXX.", "identity", "850214-XXXX"),
    ("Hon med 850214-12xx.", "identity", "850214-12xx"),
    ("Samordningsnummer 850274-1239.", "identity", "850274-1239"),
    ("T-nummer 850214-TF12", "identity", "850214-TF12"),
    ("Ring 070-123 45 67.", "phone", "070-123 45 67"),
    ("Ring 0701234567.", "identity", "0701234567"),
    ("Nås på +46 70 123 45 67.", "phone", "+46 70 123 45 67"),
    ("Nås på 090-12 34 56.", "phone", "090-12 34 56"),
    ("Skriv till anna.svensson@umea.se.", "email", "anna.svensson@umea.se"),
    ("Klienten Anna vill ha mer tid.", "name", "Anna"),
    ("I Annas ärende blev det fel.", "name", "Anna"),
    ("Annas ärende tog tid.", "name", "Anna"),
    ("I Lars ärende blev det fel.", "name", "Lars"),
    ("Mats ärende tog tid.", "name", "Mats"),
    ("Det var i Jonas utredning.", "name", "Jonas"),
    ("Vi läste Eva Anders klient.", "name", "Eva Anders"),
    ("Det var i Andreass utredning.", "name", "Andreas"),
    ("Anders Bergs beslut överklagades.", "name", "Anders Berg"),
    ("Brukaren heter Fatima.", "name", "Fatima"),
    ("brukare: Lisa Karlsson", "name", "Lisa Karlsson"),
    ("Vi såg det i Lisa Karlssons ärende.", "name", "Lisa Karlsson"),
    ("Ärendet gällande Johan är typiskt.", "name", "Johan"),
    ("Mamman, Karin, fick vänta.", "name", "Karin"),
    ("Handläggare Eva Berg avslog.", "name", "Eva Berg"),
    ("A.K. född 1985 fick avslag.", "born", "A.K. född 1985"),
    ("AK -85 fick avslag", "born", "AK -85"),
    ("A K f. 1985", "born", "A K f. 1985"),
    ("Kvinna född 1985-02-14.", "born", "född 1985-02-14"),
    ("född 850214", "born", "född 850214"),
    ("Johan (klient) fick mer.", "name", "Johan"),
    ("Hon heter Stina.", "name", "Stina"),
]
NOBODY = [
    "Kvinnor får oftare avslag än män.",
    "Vi gick igenom 20250301 års beslut.",
    "Perioden 2025-03-01 till 2025-06-30.",
    "Kvartal 1 2025 hade vi 1 131 beslut.",
    "Vad skiljer klienterna i Norr från Söder?",
    "Många ärenden saknar behovsnivå.",
    "Svåra ärenden tar tid. Varje ärende ska ha en plan.",
    "Kvinnors ärenden handläggs av färre.",
    "Enhetens ärende är litet.",
    "Ärenden i Lifecare saknar mål.",
    "Brukare i Umeå fick oftare bifall.",
    "Kvinnor födda 1985 eller senare.",
    "Skillnaden är 9 procentenheter (2–16).",
    "Av 100 kvinnor fick 54 bifall.",
    "LSS och SoL skiljer sig. Ärenden enligt LVM är få.",
    "Enligt 4 kap. 1 § SoL (2025:400).",
    "Klienten. Många av dem har väntat.",
    "Mannen är ofta den som söker.",
    "För kvinnan betyder det mindre tid.",
    "Vi frågar klienten om våld i alla utredningar.",
    "Beslut 2025/1234 togs upp.",
    "Dnr 2025-000123.",
    "I ärendet: Vad var behovet?",
    "Handläggaren i Enhet Norr.",
    "Ring 0771-524 524",
    "Kommunens beslut och nämndens ärende.",
    "Vi ska ta fram 12 000–15 000 kronor.",
    "Varje klient får samma frågor. Ett ärende kan ha flera insatser.",
    "Om klienten är kvinna frågar vi oftare.",
    "Hemtjänst 1 200 timmar 2025, 1 350 timmar 2026.",
    "Det är 85 procent. A och B skiljer sig.",
    "FREDA och ASI används. FoU 2021.",
    "Pojkens ärende",
    "Mål 850 000 kr 2026",
    "Han. Hon. De. Klienten, Kvinnan",
]


@pytest.mark.parametrize(("text", "kind", "words"), PERSONS, ids=[text for text, _, _ in PERSONS])
def test_a_person_is_told_of(text: str, kind: PersonKind, words: str) -> None:
    assert persons_in(text) == (Trace(kind, words),)


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_nobody_is_left_alone(text: str) -> None:
    assert persons_in(text) == ()


def test_several_are_told_of_in_order_and_each_once() -> None:
    text = "Klienten Anna, 850214-1234, nås på 070-123 45 67. Klienten Anna igen.\nA.K. (85) också, a.k@ume.se."
    assert [(trace.kind, trace.words) for trace in persons_in(text)] == [
        ("name", "Anna"),
        ("identity", "850214-1234"),
        ("phone", "070-123 45 67"),
        ("born", "A.K. (85)"),
        ("email", "a.k@ume.se"),
    ]


@pytest.mark.parametrize("part", ["a", "A", "1", "1 ", "Aa ", "Aa-", "070 ", "klient ", "a.b@", "A. ", "född "])
def test_a_long_text_is_looked_through_at_once(part: str) -> None:
    started = time.process_time()
    persons_in(part * (20_000 // len(part)))
    assert time.process_time() - started < 3


def test_the_warning_names_what_was_found() -> None:
    found = [(trace.kind, trace.words) for trace in persons_in("Ring klienten Anna på 070-123 45 67.")]
    assert person_warning(found) == (
        "Det här ser ut som ett namn på en person och ett telefonnummer: ”Anna” och ”070-123 45 67”. Skriv om så att "
        "ingen enskild person går att känna igen."
    )
    assert person_warning([]) == ""
