"""Money as people read it: whole đồng, in digits and in words."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu", " tỷ")
MOST_IN_WORDS = 10**12


def in_digits(amount_vnd: int) -> str:
    """Return an amount with its thousands apart.

    >>> in_digits(1250000)
    '1.250.000 đồng'
    """
    return f"{amount_vnd:,}".replace(",", ".") + " đồng"


def in_words(amount_vnd: int) -> str:
    """Return an amount in words, as receipts want it. Raises ``ValueError`` beyond billions.

    >>> in_words(10_000), in_words(1_005_015)
    ('Mười nghìn đồng', 'Một triệu không trăm lẻ năm nghìn không trăm mười lăm đồng')
    """
    if not 0 <= amount_vnd < MOST_IN_WORDS:
        raise ValueError(f"{amount_vnd} has no words here")
    groups, left = [], amount_vnd
    while left:
        left, group = divmod(left, 1000)
        groups.append(group)
    words = [
        _group(group, is_first=place == len(groups) - 1) + _GROUPS[place]
        for place, group in reversed(list(enumerate(groups)))
        if group
    ]
    text = " ".join(words) or _DIGITS[0]
    return text[0].upper() + text[1:] + " đồng"


def _group(number: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(number, 100)
    words = [] if is_first and not hundreds else [f"{_DIGITS[hundreds]} trăm"]
    if rest:
        words.append(_tens(rest, after_hundreds=bool(words)))
    return " ".join(words)


def _tens(number: int, *, after_hundreds: bool) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return f"lẻ {_DIGITS[ones]}" if after_hundreds else _DIGITS[ones]
    first = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return first
    last = {1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else "tư", 5: "lăm"}
    return f"{first} {last.get(ones, _DIGITS[ones])}"
