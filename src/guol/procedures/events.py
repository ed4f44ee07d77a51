"""Facts of the catalogue and of the working calendar, and the values they carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date

from guol.kernel.event import Event
from guol.kernel.terms import ALWAYS, CHOSEN, NOT_KNOWN, VERSION, Condition, Formula, chosen

SAME_DAY, WORKING_DAYS, WORKING_HOURS, CALENDAR_DAYS = "same_day", "wd", "wh", "d"
MONTHS = "months"
PAUSE, RESTART, NONE = "pause", "restart", "none"  # what a supplement does to the clock
ARRIVAL, POSTMARK = "arrival", "postmark"  # from when the post counts
SEEN, UNVERIFIED = "seen", "unverified"  # held against the text of the law, or not yet
POSTED, PUBLISHED, TAXED, ASSESSED = "post", "publication", "tax", "expertise"
APPLICANT = "applicant"  # who has a stage that is the applicant's own time
EXCLUDED = (POSTED, PUBLISHED, TAXED, ASSESSED)
"""For what the law leaves time out of a limit."""
THREE_O_CLOCK = 15 * 60  # Decree 61/2018/NĐ-CP: what comes later runs from the next day


KINDS_OF_FIELD = (
    "text",
    "long_text",
    "person_name",
    "partial_date",
    "date",
    "choice",
    "choices",
    "number",
    "money",
    "yes_no",
    "phone",
    "email",
    "citizen_number",
    "place",
)
KNOWN_OF_PERSON = (
    "name",
    "born",
    "sex",
    "ethnic_group",
    "nationality",
    "citizen_number",
    "address",
    "phone",
    "email",
)
"""What a form may take over from what is known of the person who asks."""
YES_NO = (("yes", "Có"), ("no", "Không"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of a procedure's form.

    ``kind`` is one of ``KINDS_OF_FIELD``; ``choices`` are pairs of value and label. It is
    asked only ``when`` its condition holds, and must be answered if it ``is_required`` and
    ``required_when`` holds. ``group`` is the repeating group it stands in, ``known`` what of
    the person it takes over. A day that ``is_past`` is not in the future; ``least`` and
    ``most`` bound a number. ``certainty`` says whether the law was read, ``source`` which.
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
    when: Condition = ALWAYS
    required_when: Condition = ALWAYS
    group: str = ""
    known: str = ""
    is_past: bool = False
    least: int | None = None
    most: int | None = None
    certainty: str = "unverified"
    source: str = ""

    def in_words(self, value: str) -> str:
        """Return an answer as people read it: labels of what was chosen, else as typed."""
        if not self.options:
            return value
        words = dict(self.options)
        if value in words:
            return words[value]
        return f"{CHOSEN} ".join(words.get(each, each) for each in chosen(value))

    def in_code(self, words: str) -> str:
        """Return the value of an answer that the log keeps in words."""
        codes = {label: value for value, label in self.options}
        if not codes or words in codes:
            return codes.get(words, words)
        return f"{CHOSEN} ".join(codes.get(each, each) for each in chosen(words))

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen; nothing for a question that is answered freely."""
        return YES_NO if self.kind == "yes_no" else self.choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that are asked again for each of several: members, children, extracts."""

    name: str
    label: str
    least: int = 1
    most: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something without which nobody has a right to the result (điều kiện).

    ``label`` says it, ``otherwise`` what to do where it does not hold. Asked before the form is
    filled in; where it is ``is_binding``, nothing is lodged online against it.
    """

    name: str
    label: str
    when: Condition
    otherwise: str = ""
    is_binding: bool = False
    certainty: str = "unverified"
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A ground on which the fee is not taken, and the paper that has to be seen for it.

    ``ground`` is a key of its own; where the form cannot tell ``when``, a clerk says it.
    """

    ground: str
    label: str
    when: Condition = ALWAYS
    paper: str = ""
    certainty: str = "unverified"
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A length of time as the law states it: value and unit (wd, wh, d, months, same_day)."""

    value: int = 0
    unit: str = SAME_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredPaper:
    """A paper that belongs to a dossier (thành phần hồ sơ), and how many of it.

    ``key`` names it in conditions. ``applies`` says who needs it; ``when`` says the same in
    words, and where only words are known, a person judges. One that the agency holds from an
    earlier dossier need not be brought again, unless it ``is_for_one_request``, being written
    for that alone; ``valid`` is how long it counts after it was given out, None without end.
    """

    name: str
    original: int = 0
    copy: int = 0
    is_shown_only: bool = False
    is_form: bool = False
    when: str = ""
    key: str = ""
    applies: Condition = ALWAYS
    certainty: str = ""
    source: str = ""
    is_for_one_request: bool = False
    valid: Time | None = None

    @property
    def is_brought(self) -> bool:
        """Whether the applicant adds it; the form itself is filled in on the page."""
        return not (self.is_form or self.is_shown_only)

    @property
    def is_required(self) -> bool:
        """Whether nobody goes without it; a condition in words is judged by a person."""
        return not self.when and self.applies == ALWAYS

    @property
    def kind(self) -> int:
        """The national code of the copy handed in: 0 original, 1 copy."""
        return 0 if self.original or self.is_shown_only else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the limit at one agency (chặng); ``agency`` is the kind that does it.

    One that is not counted is the applicant's own time, outside the limit.
    """

    key: str
    agency: str
    limit: Time
    name: str = ""
    is_counted: bool = True
    certainty: str = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Time that the limit leaves out (thời gian không tính): post, publication, tax, expertise.

    ``channels`` are those it holds for, empty for all; ``most_days`` ends it by itself.
    """

    kind: str
    what: str = ""
    channels: tuple[int, ...] = ()
    most_days: int | None = None
    certainty: str = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality:
    """Time that the law adds for a hard place or case (gia hạn theo địa bàn)."""

    flag: str
    more: Time
    what: str = ""
    source: str = ""
    certainty: str = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortened:
    """A limit that a province made shorter, for agencies in ``area``, from a day to a day."""

    area: str
    limit: Time
    verify_limit: Time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    certainty: str = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How the clock of a procedure runs, beyond its limit.

    ``entry_effect`` and ``appraisal_effect`` say what a supplement asked for at that stage
    does. ``agreement`` is the extension that the text names for large cases.
    """

    stages: tuple[Stage, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    localities: tuple[Locality, ...] = ()
    shortened: tuple[Shortened, ...] = ()
    entry_effect: str = NONE
    appraisal_effect: str = PAUSE
    cut_off_minute: int = THREE_O_CLOCK
    is_cut_off_for_all: bool = False
    postal_start: str = ARRIVAL
    agreement: Time | None = None


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
    ``formula`` is what is taken, where it is more than the amount alone; ``exempt`` says in
    words who pays nothing, ``exemptions`` so that it can be asked.
    """

    amount_vnd: int | None = None
    copy_vnd: int | None = None
    pages: PageFee | None = None
    per: str = ""
    exempt: str = ""
    note: str = ""
    certainty: str = "unverified"
    formula: Formula = NOT_KNOWN
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A case in which another limit holds: it replaces the usual one."""

    case: str
    when: Condition
    limit: Time | None = None
    verify_limit: Time | None = None
    certainty: str = "unverified"
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the way through the offices, and the minutes allowed for it.

    ``agency`` is the kind of agency that does it, empty for the one that decides; a step whose
    ``when`` does not hold is skipped.
    """

    step: str
    role: str
    what: str
    working_minutes: int | None = None
    note: str = ""
    agency: str = ""
    when: Condition = ALWAYS
    certainty: str = ""
    source: str = ""
    needs_original: bool = False

    @property
    def working_hours(self) -> float | None:
        """The time allowed in hours, None where it is not counted."""
        return None if self.working_minutes is None else self.working_minutes / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One procedure within a linked bundle (liên thông), at an agency of its own.

    ``code`` is the procedure's own, empty where nobody knows it; one that ``is_outside`` is not
    in this catalogue, and its leg has neither form nor steps here. ``after`` names the legs
    that must be finished first, so legs with the same ``after`` run side by side.

    ``answers`` say what the leg takes over from the one form of the bundle: pairs of a question
    of the leg's own form and the question of the bundle's form that answers it, an answer that
    is always the same between quotation marks, or nothing where it is not asked in a bundle.
    ``papers`` are those of the one list, by key or name, that it gets beyond its own.
    ``handed_certainty`` is that of both, ``handed_source`` the text that says so.
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
    is_outside: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    papers: tuple[str, ...] = ()
    handed_certainty: str = "unverified"
    handed_source: str = ""

    @property
    def is_handed(self) -> bool:
        """Whether it is told what the leg takes over."""
        return bool(self.answers or self.papers)

    @property
    def limit_text(self) -> str:
        """The limit as the law says it, in Vietnamese."""
        return text_of_limit(self.limit)


NOTHING_TOLD = Fee()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One published version of an administrative procedure (thủ tục hành chính).

    A dossier keeps the version it was received under. ``competence`` are the kinds of
    agencies it travels through, ``agencies`` their names; both are empty where nobody is known
    to be competent. ``route`` is "ours", or names the system that decides. ``outside_number``
    names a number that another system gives. ``terms`` is the set of terms its conditions are
    written in; ``doubts`` say what in it was not held against the law, and why. ``ways`` are
    those in which it may lawfully be lodged: online, counter, post, visit.
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
    timing: Timing = column(default_factory=Timing)
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
    groups: tuple[Group, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    branches: tuple[Branch, ...] = ()
    doubts: tuple[str, ...] = ()
    ways: tuple[str, ...] = ("online", "counter", "post")
    terms: int = VERSION

    @property
    def is_ready(self) -> bool:
        """Whether it can be lodged here: it has questions and a way through the offices.

        A bundle has those of its legs.
        """
        return bool(self.legs or (self.fields and self.steps))

    @property
    def is_online(self) -> bool:
        """Whether it can be lodged from home."""
        return self.is_ready and "online" in self.ways

    @property
    def is_verified(self) -> bool:
        """Whether all of it was held against its source."""
        return not self.unverified

    @property
    def unverified(self) -> tuple[str, ...]:
        """The parts in which something was not held against its source, in their order.

        The row itself is ``certainty``; papers and steps without a word of their own have that
        of the row, steps also what ``steps_kind`` says of all. A fee of which nothing is told
        claims nothing.
        """
        steps = [each.certainty for each in self.steps]
        clock, fee = self.timing, self.fee
        told: dict[str, list[str]] = {
            "certainty": [self.certainty],
            "doubts": [UNVERIFIED] if self.doubts else [],
            "fields": [each.certainty for each in self.fields],
            "papers": [each.certainty or SEEN for each in self.papers],
            "requirements": [each.certainty for each in self.requirements],
            "steps": [each or SEEN for each in steps] + _of_pattern(self.steps_kind, steps),
            "timing.stages": [each.certainty for each in clock.stages],
            "timing.exclusions": [each.certainty for each in clock.exclusions],
            "timing.localities": [each.certainty for each in clock.localities],
            "timing.shortened": [each.certainty for each in clock.shortened],
            "branches": [each.certainty for each in self.branches],
            "fee": [] if fee == NOTHING_TOLD else [fee.certainty],
            "fee.exemptions": [each.certainty for each in fee.exemptions],
            "legs": [each.certainty for each in self.legs]
            + [each.handed_certainty for each in self.legs if each.is_handed],
        }
        return tuple(part for part, words in told.items() if set(words) - {SEEN})

    @property
    def is_fee_by_day(self) -> bool:
        """Whether the fee is one amount that those who come in time do not pay."""
        return self.fee.formula == NOT_KNOWN

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
        asked = name.partition(".")[0]
        for each in self.fields:
            if each.name == asked:
                return each.in_words(value)
        return value

    def subject_of(self, answers: Mapping[str, str]) -> str:
        """Return whom or what the dossier is about, from its answers."""
        return ", ".join(filter(None, (answers.get(name, "") for name in self.subject_fields)))


def _of_pattern(kind: str, steps: Sequence[str]) -> list[str]:
    """Return the doubt about steps that follow a pattern, unless each says where it is from."""
    return [] if kind in {"", "source"} or (steps and all(steps)) else [UNVERIFIED]


_TEXTS = {
    SAME_DAY: "trong ngày làm việc; nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo",
    WORKING_DAYS: "{} ngày làm việc",
    WORKING_HOURS: "{} giờ làm việc",
    CALENDAR_DAYS: "{} ngày",
    MONTHS: "{} tháng",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyClosed(Event):
    """One agency does not work from ``first`` to ``last``: a flood, a move (nghỉ đột xuất)."""

    agency: str
    first: date
    last: date
    name: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyReopened(Event):
    """An agency works from ``first`` to ``last`` after all: the closure was wrong, or ended."""

    agency: str
    first: date
    last: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyHoursSet(Event):
    """An agency has hours of its own from a day on (giờ làm việc).

    ``week`` are seven days, Monday first, each with its sessions as minutes after midnight.
    """

    agency: str
    valid_from: date
    week: tuple[tuple[tuple[int, int], ...], ...]
    source: str
