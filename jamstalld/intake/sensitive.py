"""What may never be stored: names, addresses, telephone numbers, free text and what the law calls sensitive.

It is recognised by a column's header, and by what stands in the column. Names are recognised by header alone: no
pattern tells a person's name from that of a unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from jamstalld.dictionary import Variable
from jamstalld.intake.values.identity import is_identity_number, masked

IDENTITY = "identity"

# Kind → how it is told. In the order they are looked for: an e-mail address is no address.
KINDS: Mapping[str, str] = {
    IDENTITY: "personnummer",
    "email": "e-postadresser",
    "phone": "telefonnummer",
    "address": "adresser",
    "name": "namn på personer",
    "ethnicity": "etniskt ursprung",
    "religion": "religiös övertygelse",
    "sexuality": "sexuell läggning",
    "politics": "politiska åsikter",
    "union": "medlemskap i fackförening",
    "health": "uppgifter om hälsa",
    "text": "fritext",
}

_NR = r"n(?:umme)?r"
# Against headers in lower case with one space for all that is neither letter nor digit: "e-post" is "e post".
_HEADERS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(pattern)
    for kind, pattern in {
        IDENTITY: rf"\b\w*(?:person|pers|samordnings|identitets) ?{_NR}\b|\bpnr\b",
        "email": r"\be ?(?:post|mail)(?:adress(?:er)?)?\b|\b(?:mail|mejl)(?:adress(?:er)?)?\b",
        "phone": rf"\b(?:hem|mobil|arbets|jobb)?(?:telefon|tel|tfn) ?(?:{_NR})?\b|\bmobil ?{_NR}\b|^mobil$",
        "address": rf"\b\w*adress(?:en|er)?\b|\bgat(?:a|unamn)\b|\bpost(?:{_NR}|ort)\b|\blägenhets{_NR}\b"
        r"|\bfastighetsbeteckning\b",
        "name": r"\bnamn\b|\b(?:för|efter|mellan|tilltals|familje|person|klient|brukar|kund|patient|handläggar)namn\b"
        r"|\b(?:handläggare|socialsekreterare)\b",
        "ethnicity": r"\betni\w+|\bfolkgrupp\w*|\bhudfärg\b|\bras\b",
        "religion": r"\brelig\w+|\btrossamfund\b|\btro\b|\btrosuppfattning\b",
        "sexuality": r"\bsexuella? (?:läggning|orientering)\w*|\bsexualitet\b|\bhbtq\w*",
        "politics": r"\bpolitisk\w*|\bparti(?:tillhörighet|sympati)\w*",
        "union": r"\bfack(?:lig|förening|förbund|medlem)\w*",
        "health": r"\bdiagnos\w*|\bsjukdom\w*|\bhälsotillstånd\w*|\bmedicin(?:er|ering)?\b",
        "text": r"\bfri ?text\w*|\b\w*(?:kommentar(?:er)?|anteckning(?:ar)?|notering(?:ar)?)\b|\bjournal\w*",
    }.items()
}
# "Namn på enhet", "Utförarens telefon": of an organisation, not of a person.
CONTACTS = frozenset({"email", "phone", "address", "name"})
_ORGANISATION = re.compile(
    r"\b(?:enhet|grupp|insats|kommun|område|verksamhet|utförar|avdelning|boende|förvaltning|projekt|skol|aktivitet"
    r"|program|region|län|sektion)"
)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^\W\d_]{2,}")
# The same within a text: looked for from the @ on, since from every letter a long text would take hours.
_EMAIL_WITHIN = re.compile(r"(?<=[^@\s])@[^@\s]+\.[^\W\d_]{2,}")
_PHONE = re.compile(
    r"(?:(?:\+|00)46 ?(?:\(0\) ?)?[1-9]\d{0,2} ?-? ?|0(?:8|[1-9]\d{1,2})(?:[ /]| ?[-–] ?))\d[\d ]{4,9}|07[02369]\d{7}",
    re.ASCII,
)
_ADDRESS = re.compile(
    r"(?:.*[ ,])?(?:SE?-)?\d{3} ?\d{2} [^\W\d_]{2,}(?: [^\W\d_]+)*"
    r"|[^\d,]*(?:gatan|gata|vägen|väg|gränd|stigen|torget|allén|backen) \d+ ?[A-Z]?(?:,.*| lgh.*)?",
    re.IGNORECASE,
)
_VALUES = {"email": _EMAIL, "phone": _PHONE, "address": _ADDRESS}

_LONG, _MANY_WORDS, _MANY_TEXTS = 40, 5, 10


def kind_of_header(header: str, *, names: bool = True) -> str | None:
    """Tell which kind of sensitive content a header announces, if any.

    Parameters
    ----------
    names
        Whether "Namn" can mean a person's: in a table of counts it is what is counted.

    >>> kind_of_header("E-post"), kind_of_header("Namn på enhet"), kind_of_header("Telefonstöd")
    ('email', None, None)
    """
    plain = " ".join(re.sub(r"[\W_]+", " ", header.casefold()).split())
    for kind, pattern in _HEADERS.items():
        organisation = kind in CONTACTS and _ORGANISATION.search(plain)
        if pattern.search(plain) and not organisation and (names or kind != "name"):
            return kind
    return None


def kind_of_values(texts: Mapping[str, int]) -> str | None:
    """Tell which kind of sensitive content at least half of the cells hold, if any.

    Parameters
    ----------
    texts
        Filled cells → how many there are of each.
    """
    half = sum(texts.values()) / 2
    kinds: Counter[str] = Counter()
    for text, number in texts.items():
        kinds[_kind_of_text(text)] += number
    for kind in (IDENTITY, *_VALUES):
        if 0 < half <= kinds[kind]:
            return kind
    return "text" if is_free_text(texts) else None


def _kind_of_text(text: str) -> str:
    # 070123 4567 is a telephone number as well as a day: the check digit settles it.
    if is_identity_number(text) and not (_PHONE.fullmatch(text) and masked(text) == text):
        return IDENTITY
    return next((kind for kind, pattern in _VALUES.items() if pattern.fullmatch(text)), "")


def is_contact(text: str) -> bool:
    """Tell whether a text holds an e-mail address, or is a Swedish telephone number."""
    return _EMAIL_WITHIN.search(text) is not None or _PHONE.fullmatch(text) is not None


def is_long(text: str) -> bool:
    """Tell whether a text has many letters or words."""
    return len(text) > _LONG or text.count(" ") >= _MANY_WORDS - 1


def is_free_text(texts: Mapping[str, int], too_long: int = 0) -> bool:
    """Tell whether cells look like free text: at least half are long, and most of those found once only.

    Parameters
    ----------
    texts
        Filled cells → how many there are of each.
    too_long
        How many more there are that are longer than any category may be.
    """
    long = {text: number for text, number in texts.items() if is_long(text)}
    cells, different = sum(long.values()) + too_long, len(long) + too_long
    return different >= _MANY_TEXTS and different * 2 >= cells and cells * 2 >= sum(texts.values()) + too_long


def is_open_category(variable: Variable) -> bool:
    """Tell whether a variable keeps texts that are in no list."""
    return variable.type == "category" and (variable.codes is None or not variable.codes.closed)
