"""Numbers that another system gives.

Source: Luật Căn cước 26/2023/QH15, Điều 12: the personal identification number has 12 digits.
"""

import re

from guol.onestop.rules.reasons import NumberNotWhole

_PERSONAL = re.compile(r"\d{12}", re.ASCII)


def read_personal_number(typed: str) -> str | NumberNotWhole:
    """Return the twelve digits of what was typed; spaces and dots are let be.

    >>> read_personal_number("049 226 000 123")
    '049226000123'
    >>> read_personal_number("04922600012")
    NumberNotWhole(number='04922600012')
    """
    digits = re.sub(r"[\s.]", "", typed)
    return digits if _PERSONAL.fullmatch(digits) else NumberNotWhole(number=typed.strip())
