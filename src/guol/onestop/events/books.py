"""Facts of registers: certification (chứng thực) and civil status (hộ tịch).

Streams: ``book/<desk>/<kind>/<year>/<n>`` for a register, ``certification/<key>`` for one
certification, ``civil/<key of the dossier>`` for one entry of civil status.
"""

from dataclasses import dataclass
from datetime import date

from guol.kernel.blob import Blob
from guol.kernel.event import Event
from guol.kernel.series import Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBookOpened(Event):
    """A register was opened for a year (mở sổ).

    Where the national registry is the book, ``is_outside`` and ours holds its number and page.
    """

    family: str
    kind: str
    year: int
    name: str
    title: str
    is_outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBookClosed(Event):
    """Nothing new is written into a register (đóng sổ); ``last`` is its last number."""

    last: int
    entries: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBookLocked(Event):
    """A leader signed and sealed a closed register with its count (khóa sổ)."""

    entries: int
    signer: str
    signer_name: str
    signer_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyCertified(Event):
    """Something was certified under one number of a register (chứng thực).

    One act, one number: ``copies`` of the same original. ``wording`` is what stands under it
    (lời chứng), as said then; ``blob`` is the file of a certified electronic copy.
    """

    book: str
    book_name: str
    number: Drawn
    day: date
    kind: str
    case: str
    requester: str
    what: str
    pages: int
    copies: int
    wording_title: str
    wording: tuple[str, ...]
    certainty: str
    signer: str
    signer_name: str
    signer_title: str
    medium: str = "paper"
    requester_paper: str = ""
    interpreter: str = ""
    language: str = ""
    fee_vnd: int = 0
    fee_ground: str = ""
    fee_paper: str = ""
    blob: Blob | None = None
    file_name: str = ""
    dossier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationVoided(Event):
    """A certification was written wrongly; its number stays, as void (hủy số chứng thực)."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CivilEntryMade(Event):
    """An event of civil status was entered into its register (ghi vào sổ hộ tịch).

    ``number`` is its number in our own register; where the national registry is the book it is
    None, and ``outside_number`` and ``outside_page`` say where the entry stands there.
    """

    book: str
    book_name: str
    kind: str
    year: int
    day: date
    dossier: str
    dossier_number: str
    subject: str
    applicant: str
    number: Drawn | None = None
    personal_number: str = ""
    outside_number: str = ""
    outside_page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CivilEntryNoted(Event):
    """A change was noted beside an entry, which stays as it is (ghi chú); its ``place``-th."""

    place: int
    what: str
    ground: str
    day: date
