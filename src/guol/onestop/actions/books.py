"""Registers: opened, written into, closed, locked; certification and civil status."""

from dataclasses import dataclass

from guol.feed.api import append, draw_number, once
from guol.kernel.act import Act
from guol.kernel.blob import Blob
from guol.kernel.clock import legal_day, local
from guol.kernel.errors import Reason, Refused
from guol.kernel.ids import new_key
from guol.onestop.actions.matter import Matter, hand_of, matter_of
from guol.onestop.events.books import (
    CertificationVoided,
    CivilEntryMade,
    CivilEntryNoted,
    CopyCertified,
    RegisterBookClosed,
    RegisterBookLocked,
    RegisterBookOpened,
)
from guol.onestop.gateways import kinds_brought, wordings_brought
from guol.onestop.permits import may_enter, may_keep_books
from guol.onestop.queries.books import (
    BookCard,
    certification,
    civil_entry,
    entries_of,
    entry_of,
    notes_beside,
    register_book,
    register_in,
    registers_counted,
    written_in,
)
from guol.onestop.rules.books import (
    CERTIFICATION,
    CLOSED,
    COPY_KIND,
    LONGEST_REASON,
    BookKeepersOnly,
    EnteredBefore,
    NoBookForIt,
    NoteMissing,
    NothingToEnter,
    NotWhatWasAsked,
    NumberVoidedBefore,
    RegisterKind,
    RegisterNotClosed,
    RegisterNotOpen,
    RegisterStillOpen,
    SignerMissing,
    UnknownRegister,
    Wording,
    book_name,
    fault_of_certification,
    fault_of_wording,
    is_written_at,
    kind_for,
    kind_on,
    kinds_for,
    medium_of,
    say_wording,
    wording_on,
    written_day,
)
from guol.onestop.rules.reasons import GroundUnproven
from guol.payments.api import take_cash, take_transfer
from guol.people.api import StaffMember, agency
from guol.procedures.api import charge, facts_of, version_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody wants certified: in which case, for whom, what, how much of it.

    ``blob`` is the file of an electronic copy. ``fee_ground`` forgoes the fee, on the paper
    seen (``fee_paper``). ``dossier`` is the stream of the dossier that asks for it, if one
    does; the fee is then that of the dossier.
    """

    case: str
    requester: str
    what: str
    pages: int = 1
    copies: int = 1
    requester_paper: str = ""
    interpreter: str = ""
    language: str = ""
    fee_ground: str = ""
    fee_paper: str = ""
    blob: Blob | None = None
    file_name: str = ""
    dossier: str = ""


@once
def open_register(
    act: Act, kind: str, *, roles: frozenset[str], is_outside: bool = False
) -> str:
    """Open the register of a kind for the year of the act; returns its stream.

    Raises ``Refused`` for others than the keepers of books, for a kind that is not kept, and
    while one of the same kind and year is open.
    """
    _keeper(act, roles)
    day = legal_day(act.at)
    known = kind_on(kinds_brought(), kind, day)
    if known is None:
        raise Refused(UnknownRegister())
    if in_use := register_in(act.desk, kind, day.year):
        raise Refused(RegisterStillOpen(book=in_use.name))
    place = 1 + registers_counted(act.desk, kind, day.year)
    stream = f"book/{act.desk}/{kind}/{day.year}/{place}"
    opened = RegisterBookOpened(
        act=act,
        stream=stream,
        family=known.family,
        kind=kind,
        year=day.year,
        name=book_name(place, day.year, known.symbol),
        title=known.name,
        is_outside=is_outside,
    )
    append(opened, seen=0)
    return stream


@once
def close_register(
    act: Act, stream: str, *, roles: frozenset[str], seen: int, why: str = ""
) -> str:
    """Close a register: its last number and its count are noted, nothing new comes in."""
    _keeper(act, roles)
    book = _book(act, stream)
    if not book.is_open:
        raise Refused(RegisterNotOpen(book=book.name))
    entries, last = written_in(book)
    closed = RegisterBookClosed(
        act=act, stream=stream, last=last, entries=entries, why=why[:LONGEST_REASON]
    )
    append(closed, seen=seen)
    return stream


@once
def lock_register(
    act: Act, stream: str, *, roles: frozenset[str], seen: int, signer: StaffMember | None
) -> str:
    """Lock a closed register under the name of the leader who signed its count."""
    _keeper(act, roles)
    book = _book(act, stream)
    if book.state != CLOSED:
        raise Refused(RegisterNotClosed(book=book.name))
    signed = _signer(signer)
    locked = RegisterBookLocked(
        act=act,
        stream=stream,
        entries=book.entries,
        signer=signed.person,
        signer_name=signed.name,
        signer_title=signed.title,
    )
    append(locked, seen=seen)
    return stream


@once
def certify(
    act: Act, request: Request, *, roles: frozenset[str], signer: StaffMember | None
) -> str:
    """Certify under the next number of the register of the year; returns its stream.

    One act, one number, as many copies as asked for. Raises ``Refused`` for others than the
    keepers of books, without an open register, for what the wording needs and lacks, and for a
    dossier that asks for something else.
    """
    _keeper(act, roles)
    day = legal_day(act.at)
    wording = wording_on(wordings_brought(), request.case, day)
    if wording is None:
        raise Refused(UnknownRegister())
    if fault := _fault(request, wording):
        raise Refused(fault)
    if request.dossier:
        _check_asked(act, request.dossier, wording.kind)
    signed = _signer(signer)
    book = _open_book(act, wording.kind)
    drawn = draw_number(book.stream, is_gapless=True)
    stream = f"certification/{new_key()}"
    certified = CopyCertified(
        act=act,
        stream=stream,
        book=book.stream,
        book_name=book.name,
        number=drawn,
        day=day,
        kind=wording.kind,
        case=request.case,
        requester=request.requester,
        requester_paper=request.requester_paper,
        what=request.what,
        pages=request.pages,
        copies=request.copies if wording.kind == COPY_KIND else 1,
        wording_title=wording.title,
        wording=say_wording(
            wording,
            _told(act, request, signed) | {"number": str(drawn), "book": book.name},
        ),
        certainty=wording.certainty,
        signer=signed.person,
        signer_name=signed.name,
        signer_title=signed.title,
        medium=medium_of(request.case),
        interpreter=request.interpreter if wording.asks_for("interpreter") else "",
        language=request.language if wording.asks_for("language") else "",
        fee_vnd=0 if request.fee_ground or request.dossier else _fee(request, wording, act),
        fee_ground=request.fee_ground,
        fee_paper=request.fee_paper if request.fee_ground else "",
        blob=request.blob,
        file_name=request.file_name if request.blob else "",
        dossier=request.dossier,
    )
    append(certified, seen=0)
    return stream


@once
def void_certification(
    act: Act, stream: str, *, roles: frozenset[str], seen: int, why: str
) -> str:
    """Void a certification that was written wrongly; its number is never used again."""
    _keeper(act, roles)
    card = certification(stream)
    if card is None or card.desk != act.desk:
        raise LookupError(stream)
    if card.voided_why:
        raise Refused(NumberVoidedBefore())
    if not why.strip():
        raise Refused(NoteMissing())
    voided = CertificationVoided(act=act, stream=stream, why=why[:LONGEST_REASON])
    append(voided, seen=seen)
    return stream


@once
def pay_certification(
    act: Act, stream: str, *, roles: frozenset[str], bank_line: str = "", medium: str = ""
) -> str:
    """Take what a certification costs; returns the key of the receipt."""
    _keeper(act, roles)
    card = certification(stream)
    if card is None or card.desk != act.desk:
        raise LookupError(stream)
    paid = {
        "matter": stream,
        "matter_number": card.name,
        "payer": card.requester,
        "ground": card.what,
        "medium": medium,
    }
    if bank_line:
        return take_transfer(act, amount_vnd=card.fee_vnd, bank_line=bank_line, **paid)
    return take_cash(act, amount_vnd=card.fee_vnd, **paid)


@once
def enter_in_book(
    act: Act,
    dossier: str,
    *,
    roles: frozenset[str],
    outside_number: str = "",
    outside_page: str = "",
) -> str:
    """Enter the event of a dossier into its register of civil status; returns the entry.

    A dossier that stands in two registers is entered into one after the other. Raises
    ``Refused`` for others than the officer of the deciding desk, before the dossier is decided
    on, when it was entered before, and without an open register.
    """
    matter = matter_of(dossier)
    if not may_enter(matter.card, hand_of(act, roles)):
        raise Refused(BookKeepersOnly())
    before = entries_of(dossier)
    kinds = _kinds_of(matter, act)
    kind = next((each for each in kinds if each.kind not in {x.kind for x in before}), None)
    if before and kind is None:
        raise Refused(EnteredBefore(number=before[0].name))
    if kind is None or not is_written_at(matter.card.business) or matter.lacks_number:
        raise Refused(NothingToEnter(number=matter.card.name))
    book = _open_book(act, kind.kind)
    made = _entry(
        act,
        matter,
        book,
        is_further=bool(before),
        personal_number=matter.card.outside_number,
        outside_number=outside_number,
        outside_page=outside_page,
    )
    append(made, seen=0)
    return made.stream


def entry_with_number(
    act: Act, matter: Matter, *, number: str, outside: str
) -> list[CivilEntryMade]:
    """Return the entry that comes with the number of another system; none without a register.

    A register that is not open, or whose series is closed after a restore, holds nobody up:
    the entry is made later.
    """
    kinds = _kinds_of(matter, act)
    if not kinds or entry_of(matter.card.stream):
        return []
    try:
        book = _open_book(act, kinds[0].kind)
        return [_entry(act, matter, book, personal_number=number, outside_number=outside)]
    except Refused:
        return []


@once
def note_beside_entry(
    act: Act, stream: str, *, roles: frozenset[str], seen: int, what: str, ground: str
) -> str:
    """Note a change beside an entry, on the paper that orders it; the entry stays."""
    _keeper(act, roles)
    card = civil_entry(stream)
    if card is None or card.desk != act.desk:
        raise LookupError(stream)
    if not (what.strip() and ground.strip()):
        raise Refused(NoteMissing())
    noted = CivilEntryNoted(
        act=act,
        stream=stream,
        place=1 + len(notes_beside((stream,)).get(stream, ())),
        what=what,
        ground=ground,
        day=legal_day(act.at),
    )
    append(noted, seen=seen)
    return stream


def _keeper(act: Act, roles: frozenset[str]) -> None:
    if not may_keep_books(hand_of(act, roles)):
        raise Refused(BookKeepersOnly())


def _book(act: Act, stream: str) -> BookCard:
    book = register_book(stream, is_locked=True)
    if book is None or book.desk != act.desk:
        raise LookupError(stream)
    return book


def _open_book(act: Act, kind: str) -> BookCard:
    """Return the open register of the year, held until the act is done."""
    year = legal_day(act.at).year
    found = register_in(act.desk, kind, year)
    book = register_book(found.stream, is_locked=True) if found else None
    if book is None or not book.is_open:
        known = kind_on(kinds_brought(), kind, legal_day(act.at))
        raise Refused(NoBookForIt(name=known.name if known else kind, year=year))
    return book


def _signer(signer: StaffMember | None) -> StaffMember:
    if signer is None:
        raise Refused(SignerMissing())
    return signer


def _check_asked(act: Act, dossier: str, kind: str) -> None:
    """Refuse a dossier that asks for another kind of certification, or is not worked on."""
    card = matter_of(dossier).card
    if act.desk not in {card.receiving, card.competent}:
        raise LookupError(dossier)
    known = kind_for(kinds_brought(), card.procedure, legal_day(act.at), family=CERTIFICATION)
    if known is None or known.kind != kind or not is_written_at(card.business):
        raise Refused(NotWhatWasAsked(number=card.name))


def _fault(request: Request, wording: Wording) -> Reason | None:
    if request.fee_ground and not request.fee_paper.strip():
        return GroundUnproven()
    return fault_of_certification(
        case=request.case,
        requester=request.requester,
        what=request.what,
        pages=request.pages,
        copies=request.copies,
        has_file=request.blob is not None,
    ) or fault_of_wording(wording, request.interpreter, request.language)


def _told(act: Act, request: Request, signer: StaffMember) -> dict[str, str]:
    """Return what a wording may name."""
    served, at = agency(act.desk), local(act.at)
    return {
        "day": written_day(at.date()),
        "hour": f"{at:%H} giờ {at:%M} phút",
        "place": served.area_name if served else "",
        "requester": request.requester,
        "paper": request.requester_paper,
        "signer": signer.name,
        "signer_title": signer.title,
        "interpreter": request.interpreter,
        "language": request.language,
    }


def _fee(request: Request, wording: Wording, act: Act) -> int:
    """Return what it costs by the formula of its procedure, else as stands with the wording.

    What the procedure asks beside pages and copies stands as its form begins.
    """
    day = legal_day(act.at)
    known = kind_on(kinds_brought(), wording.kind, day)
    of = version_on(known.procedures[0], day) if known and known.procedures else None
    if of is None:
        return wording.fee_vnd
    told = {each.name: each.initial for each in of.fields if each.initial}
    told |= {"pages": str(request.pages), "copies": str(request.copies)}
    return charge(of, facts_of(of, told, day)).amount_vnd or 0


def _kinds_of(matter: Matter, act: Act) -> tuple[RegisterKind, ...]:
    return kinds_for(kinds_brought(), matter.card.procedure, legal_day(act.at))


def _entry(
    act: Act,
    matter: Matter,
    book: BookCard,
    *,
    personal_number: str,
    outside_number: str = "",
    outside_page: str = "",
    is_further: bool = False,
) -> CivilEntryMade:
    card, day = matter.card, legal_day(act.at)
    return CivilEntryMade(
        act=act,
        stream=f"civil/{card.key}-{book.kind}" if is_further else f"civil/{card.key}",
        book=book.stream,
        book_name=book.name,
        kind=book.kind,
        year=book.year,
        day=day,
        dossier=card.stream,
        dossier_number=card.name,
        subject=card.about or card.applicant,
        applicant=card.applicant,
        number=None if book.is_outside else draw_number(book.stream, is_gapless=True),
        personal_number=personal_number,
        outside_number=outside_number,
        outside_page=outside_page,
    )
