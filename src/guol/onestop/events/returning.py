"""Facts about results on their way to the applicant: called for, by post, kept."""

from dataclasses import dataclass
from datetime import date

from guol.kernel.event import Event
from guol.onestop.events import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionReminded(Event):
    """Somebody told the applicant that the result lies at the counter (nhắc nhận kết quả).

    ``how`` is ``phone``, ``message``, ``village`` or ``other``; ``times`` counts from 1.
    """

    how: str
    note: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultArchived(Event):
    """A result that nobody fetched went to the archive, with the reason (chuyển lưu trữ).

    It is kept there and still handed out; ``rule_days`` is the office's own rule then.
    """

    reason: str
    waited_days: int
    rule_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterArrived(Event):
    """The post says that the letter with the result was handed over (bưu gửi đã phát)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCameBack(Event):
    """The post brought the letter back; the result lies at the counter (chuyển hoàn)."""

    on: date
    reason: str
    place: Place
