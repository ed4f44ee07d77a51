"""Facts of the one-stop shop.

Streams: ``dossier/<key>`` for one request; ``supplement/<key>`` for what a citizen brings
later, because only the holder writes to the dossier itself. A dossier's printed number is
given at acceptance and is not its stream: what is lodged online has no number yet.
"""

from dataclasses import dataclass
from datetime import date, datetime

from guol.kernel.blob import Blob
from guol.kernel.event import Event
from guol.kernel.series import Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks (người nộp), as stated; ``person`` is the key of somebody the house knows.

    ``paper`` is the number of the identity paper, which many have not.
    """

    name: str
    person: str = ""
    paper: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer on the form: the field's name in the version, its label then, the text."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperGiven:
    """One paper of the dossier (giấy tờ): a file, or what was laid on the counter.

    ``kind`` is the national code: 0 original, 1 copy, 2 electronic. ``held_in`` is the dossier
    from which the agency holds the file already, empty for one that was brought; it was first
    given in on the day ``held_since``.
    """

    name: str
    kind: int = 0
    count: int = 1
    file_name: str = ""
    blob: Blob | None = None
    held_in: str = ""
    held_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a dossier stands: its step, whose turn it is, at which desk, until when."""

    step: str = ""
    role: str = ""
    desk: str = ""
    what: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """A step that was done (bước), with what the procedure allowed for it."""

    step: str
    role: str
    what: str
    since: datetime
    due: datetime | None = None
    minutes_used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One line of why a dossier is due when it is: a rule and the values it used."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something a supplement request asks for, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Names of answers and of papers that decide what a dossier costs and which way it goes."""

    answers: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierLodged(Event):
    """Somebody asked for something under one procedure (nộp hồ sơ).

    Place of help (``helper``), of reception (``receiving``, a desk) and decision
    (``competent``, an agency's desk) are three facts. ``secret_hash`` recognises the secret
    that the applicant holds. ``answer_due`` is when a dossier lodged online must be answered;
    ``happened_on`` the day from which the applicant's own time limit counts. What one household
    brought at one time names the same ``visit``.

    A leg of a linked bundle names the dossier it belongs to (``parent``) and which part of it
    it is; it has its number from the beginning, drawn with that of its parent.

    ``deliver_to`` is the address to which the result is wished by post, empty for the counter.
    ``deciding`` names the answers and papers on which fee, limit and way depend under this
    version; None where that takes all of them.
    """

    version: str
    procedure: str
    applicant: Applicant
    about: str
    fields: tuple[Given, ...]
    papers: tuple[PaperGiven, ...]
    receiving: str
    receiving_unit: str
    competent: str
    channel: int
    reference: str
    secret_hash: str
    helper: str = ""
    wishes: str = ""
    place: Place = Place()
    answer_due: datetime | None = None
    happened_on: date | None = None
    parent: str = ""
    leg: str = ""
    number: str = ""
    drawn: Drawn | None = None
    visit: str = ""
    deliver_to: str = ""
    deciding: Deciding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAccepted(Event):
    """A clerk found the dossier complete, numbered it and promised a moment (tiếp nhận).

    ``skipped`` are steps that the dossier does not go; ``case`` names the case whose limit it
    falls under, empty for the usual one.
    ``reception`` tells why ``received_at`` is not the hour of the act: ``parked``, the intake
    was put aside and counts from the hour of coming; ``pad``, it was written on paper in a
    power cut. Empty where they are the same.

    For a leg of a bundle: the legs before it are done, and its own clock starts; ``fed`` is
    what their results give to it.
    ``pad_number`` is the number of the paper that was written in a power cut.
    ``counted_from`` is the instant from which the limit counts where that is another than
    ``received_at``. ``localities`` are the hard places that add time.
    """

    number: str
    drawn: Drawn
    received_at: datetime
    due: datetime
    explanation: tuple[Explained, ...]
    form_set: str
    place: Place
    taken: tuple[StepTaken, ...] = ()
    fee_vnd: int = 0
    fee_ground: str = ""
    papers: tuple[PaperGiven, ...] = ()
    fee_paper: str = ""
    skipped: tuple[str, ...] = ()
    case: str = ""
    parent: str = ""
    fed: tuple[Given, ...] = ()
    reception: str = ""
    counted_from: datetime | None = None
    localities: tuple[str, ...] = ()
    pad_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsTaken(Event):
    """One person did one or more steps on end and passed the dossier on (chuyển xử lý)."""

    taken: tuple[StepTaken, ...]
    place: Place
    note: str = ""
    assigned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideNumberAwaited(Event):
    """What was to be entered in another system was entered; its number is waited for."""

    system: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideNumberReceived(Event):
    """An officer typed the number that the other system gave, and its place in the book."""

    system: str
    number: str
    book: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequested(Event):
    """The dossier waits for what is missing (yêu cầu bổ sung).

    ``stage`` is ``entry`` (nothing accepted, no clock runs) or ``appraisal``; ``effect`` tells
    what it does to the clock: ``pause``, ``restart`` or ``none``.
    """

    request: str
    stage: str
    effect: str
    wanted: tuple[Wanted, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementGiven(Event):
    """The applicant brought what was asked for; the dossier's holder looks at it next."""

    dossier: str
    request: str
    papers: tuple[PaperGiven, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAccepted(Event):
    """What was missing is there, and the clock runs again (nhận bổ sung).

    ``due`` is the new promise, None where none was made yet; ``supplement`` is empty when the
    papers were laid on the counter. ``given_at`` is when the applicant brought them.
    """

    request: str
    supplement: str = ""
    papers: tuple[PaperGiven, ...] = ()
    place: Place = Place()
    due: datetime | None = None
    answer_due: datetime | None = None
    explanation: tuple[Explained, ...] = ()
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRefused(Event):
    """The dossier is not taken, or not taken further; the reason is given (từ chối)."""

    reason: str
    way_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeSettled(Event):
    """What the dossier costs was paid, or forgone on a named ground (thu lệ phí).

    ``receipt`` is the receipt's stream; ``paper`` what was seen that proves the ground.
    """

    amount_vnd: int
    receipt: str = ""
    ground: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierDecided(Event):
    """A leader signed the result (ký duyệt); ``document`` is what was signed."""

    taken: tuple[StepTaken, ...]
    place: Place
    document: Blob | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReturned(Event):
    """The result was handed over against a name (trả kết quả).

    ``how`` is ``counter``, ``post`` or ``electronic``; ``relation``, ``paper`` (of identity)
    and ``authorisation`` (its number and day) are filled in when somebody else came for it;
    ``papers`` holds the scan of the authorisation.

    What goes by post counts as returned on the day the ``carrier`` took it (``sent_on``):
    from then on the office cannot do more. Our choice, unverified: no text on it was read.
    """

    receiver: str
    how: str
    taken: tuple[StepTaken, ...]
    relation: str = ""
    paper: str = ""
    authorisation: str = ""
    papers: tuple[PaperGiven, ...] = ()
    carrier: str = ""
    tracking: str = ""
    sent_on: date | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPrintedAgain(Event):
    """A lost receipt was printed again after the person was recognised (in lại).

    The counter that received the dossier does it at any time. While it does not hold it, it
    writes into a stream of its own, ``reprint/<key>``, that names the ``dossier``.
    """

    times: int
    checked: str
    dossier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierWithdrawn(Event):
    """The applicant took the dossier back before it was decided (rút hồ sơ)."""

    reason: str
