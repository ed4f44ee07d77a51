"""Facts of the catalogue and of the working calendar, and the values they carry."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date

from guol.kernel.event import Event

SAME_DAY, WORKING_DAYS, WORKING_HOURS, CALENDAR_DAYS = "same_day", "wd", "wh", "d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a procedure's form.

    ``kind``: text, person_name, partial_date, date, choice, number or citizen_number.
    ``choices`` are pairs of value and label. ``certainty`` says whether the law was read.
    """

    name: str
    label: str
    section: str = ""
    gloss: str = ""
    kind: str = "text"
    hint: str = ""
    initial: str = ""
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    certainty: str = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredPaper:
    """A paper that belongs to a dossier (thành phần hồ sơ), and how many of it."""

    name: str
    original: int = 0
    copy: int = 0
    is_shown_only: bool = False
    is_form: bool = False
    when: str = ""

    @property
    def is_brought(self) -> bool:
        """Whether the applicant adds it; the form itself is filled in on the page."""
        return not (self.is_form or self.is_shown_only)

    @property
    def is_required(self) -> bool:
        """Whether nobody goes without it; a condition in words is judged by a person."""
        return not self.when

    @property
    def kind(self) -> int:
        """The national code of the copy handed in: 0 original, 1 copy."""
        return 0 if self.original or self.is_shown_only else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A length of time as the law states it: value and unit (wd, wh, d or same_day)."""

    value: int = 0
    unit: str = SAME_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFee:
    """A fee that is counted by pages of the original, in đồng, for each copy."""

    first_two_vnd: int
    further_vnd: int
    most_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What a procedure costs, in đồng; None where the amount is not known.

    ``copy_vnd`` is for one extract more; ``note`` names the text that sets the amount.
    """

    amount_vnd: int | None = None
    copy_vnd: int | None = None
    pages: PageFee | None = None
    per: str = ""
    exempt: str = ""
    note: str = ""
    certainty: str = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way through the offices, and the minutes allowed for it."""

    step: str
    role: str
    what: str
    working_minutes: int | None = None
    note: str = ""

    @property
    def working_hours(self) -> float | None:
        """The time allowed in hours, None where it is not counted."""
        return None if self.working_minutes is None else self.working_minutes / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One procedure within a linked bundle (liên thông), at an agency of its own.

    ``code`` is the procedure's own, empty where it is not in the catalogue; ``after`` names
    the legs that must be finished first, so legs with the same ``after`` run side by side.
    """

    key: str
    what: str
    agency: str
    agency_name: str = ""
    code: str = ""
    limit: Time | None = None
    verify_limit: Time | None = None
    after: tuple[str, ...] = ()
    certainty: str = "unverified"

    @property
    def limit_text(self) -> str:
        """The limit as the law says it, in Vietnamese."""
        return text_of_limit(self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One published version of an administrative procedure (thủ tục hành chính).

    A dossier keeps the version it was received under. ``competence`` are the kinds of
    agencies it travels through, ``agencies`` their names; both are empty where nobody is known
    to be competent. ``route`` is "ours", or names the system that decides. ``outside_number``
    names a number that another system gives.
    """

    key: str
    code: str
    name: str
    field: str
    valid_from: date
    valid_to: date | None = None
    competence: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    papers: tuple[RequiredPaper, ...] = ()
    fields: tuple[Field, ...] = ()
    limit: Time | None = None
    verify_limit: Time | None = None
    fee: Fee = column(default_factory=Fee)
    duty_days: int | None = None
    duty_fields: tuple[str, ...] = ()
    subject_fields: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    result: str = ""
    result_template: str = ""
    outside_number: str = ""
    route: str = "ours"
    form_set: str = "2018"
    is_in_person: bool = False
    condition: str = ""
    channels: str = ""
    certainty: str = "unverified"
    steps_kind: str = ""
    sources: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether it can be lodged here: it has questions and a way through the offices."""
        return bool(self.fields and self.steps)

    @property
    def is_verified(self) -> bool:
        """Whether all of it was held against its source: row, questions and steps."""
        told = [self.certainty, *(each.certainty for each in self.fields)]
        return set(told) == {"seen"} and self.steps_kind in {"", "source"}

    @property
    def is_fee_for_late_only(self) -> bool:
        """Whether only those pay who come after their own time (Civil Status Law, Art. 11)."""
        return bool(self.duty_days and self.fee.amount_vnd)

    @property
    def verify_limit_text(self) -> str:
        """The limit that replaces the usual one when another agency must be asked."""
        return text_of_limit(self.verify_limit)

    @property
    def limit_text(self) -> str:
        """The limit as the law says it, in Vietnamese, for forms."""
        return text_of_limit(self.limit)

    def answer_text(self, name: str, value: str) -> str:
        """Return an answer as people read it: the label of a choice, else what was typed."""
        for each in self.fields:
            if each.name == name:
                return dict(each.choices).get(value, value)
        return value

    def subject_of(self, answers: Mapping[str, str]) -> str:
        """Return whom or what the dossier is about, from its answers."""
        return ", ".join(filter(None, (answers.get(name, "") for name in self.subject_fields)))


_TEXTS = {
    SAME_DAY: "trong ngày làm việc; nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo",
    WORKING_DAYS: "{} ngày làm việc",
    WORKING_HOURS: "{} giờ làm việc",
    CALENDAR_DAYS: "{} ngày",
}


def text_of_limit(limit: Time | None) -> str:
    """Return a limit as the law says it, in Vietnamese, for pages and forms; "" for none."""
    return _TEXTS[limit.unit].format(limit.value) if limit else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureVersionPublished(Event):
    """A version of a procedure was published, whole, and takes the place of ``replaces``."""

    version: Version
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDayConfirmed(Event):
    """An officer confirmed a day off or a make-up day, with the source that orders it."""

    day: date
    kind: str
    name: str
    source: str
    certainty: str
