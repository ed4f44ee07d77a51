"""Which forms the law has on a day, and the numbers that it prints on them.

Two circulars give one paper different numbers, and one number different papers: 05 was the
control slip and is the stop notice. So a form is named by its purpose, and its number is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Purpose(StrEnum):
    """What a form of the one-stop shop is for."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    CONTROL_SLIP = "control_slip"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSet:
    """The forms of one circular: from when, their numbers, and how far they are known.

    A purpose that is missing in ``numbers`` has no form in this circular; the paper is then
    the agency's own. ``layouts`` tells for each form whether its text was ``seen`` (filled in
    examples of public agencies), or stands by its name only (``unverified``).
    """

    key: str
    source: str
    valid_from: date
    certainty: str
    numbers: Mapping[str, str]
    layouts: Mapping[str, str]


SEEN, UNVERIFIED = "seen", "unverified"
FORM_SETS = (
    FormSet(
        key="2018",
        source="Thông tư 01/2018/TT-VPCP",
        valid_from=date(2018, 11, 23),
        certainty=UNVERIFIED,  # the day of signing; the article on its force was not read
        numbers={
            Purpose.RECEIPT: "01",
            Purpose.SUPPLEMENT: "02",
            Purpose.REFUSAL: "03",
            Purpose.APOLOGY: "04",
            Purpose.CONTROL_SLIP: "05",
            Purpose.LEDGER: "06",
        },
        layouts={
            Purpose.RECEIPT: SEEN,
            Purpose.SUPPLEMENT: SEEN,
            Purpose.REFUSAL: UNVERIFIED,
            Purpose.APOLOGY: SEEN,
            Purpose.CONTROL_SLIP: SEEN,
            Purpose.LEDGER: UNVERIFIED,
        },
    ),
    FormSet(
        key="2025",
        source="Thông tư 03/2025/TT-VPCP, Phụ lục I",
        valid_from=date(2025, 9, 15),
        certainty=SEEN,  # names and numbers of the seven forms, and the day, in public reports
        numbers={
            Purpose.RECEIPT: "01",
            Purpose.SUPPLEMENT: "02",
            Purpose.REFUSAL: "03",
            Purpose.APOLOGY: "04",
            Purpose.STOP: "05",
            Purpose.CONTROL_SLIP: "06",
            Purpose.LEDGER: "07",
        },
        layouts=dict.fromkeys(Purpose, UNVERIFIED),
    ),
)
_BY_KEY = {each.key: each for each in FORM_SETS}


def form_set_for(stated: str, day: date) -> str:
    """Return the key of the set that a paper of ``day`` follows.

    ``stated`` is the set for which a procedure's version was written; a later circular that is
    in force on the day takes its place, an earlier one does not.

    >>> form_set_for("2018", date(2025, 6, 30)), form_set_for("2018", date(2025, 9, 15))
    ('2018', '2025')
    >>> form_set_for("2025", date(2025, 7, 1)), form_set_for("", date(2017, 1, 1))
    ('2025', '2018')
    """
    in_force = [each.key for each in FORM_SETS if each.valid_from <= day]
    known = [each.key for each in FORM_SETS if each.key in {*in_force, stated}]
    return known[-1] if known else FORM_SETS[0].key


def form_number(key: str, purpose: str) -> str:
    """Return the number printed on a form, empty where the circular has no such form.

    >>> form_number("2018", "control_slip"), form_number("2025", "control_slip")
    ('05', '06')
    >>> form_number("2018", "stop"), form_number("2018", "certificate")
    ('', '')
    """
    return _BY_KEY[key].numbers.get(purpose, "")
