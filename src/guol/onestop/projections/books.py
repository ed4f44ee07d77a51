"""How facts of registers become rows."""

from guol.kernel.tables import Rows
from guol.onestop.events.books import (
    CertificationVoided,
    CivilEntryMade,
    CivilEntryNoted,
    CopyCertified,
    RegisterBookClosed,
    RegisterBookLocked,
    RegisterBookOpened,
)
from guol.onestop.models.books import Certification, CivilEntry, CivilNote, RegisterBook


def register_book_opened(event: RegisterBookOpened, rows: Rows) -> None:
    """Make the register's row."""
    rows.add(
        RegisterBook,
        event.stream,
        desk=event.act.desk,
        family=event.family,
        kind=event.kind,
        year=event.year,
        name=event.name,
        title=event.title,
        is_outside=event.is_outside,
        opened_at=event.act.at,
    )


def register_book_closed(event: RegisterBookClosed, rows: Rows) -> None:
    """Note that nothing new is written into it."""
    rows.change(
        RegisterBook,
        event.stream,
        state="closed",
        closed_at=event.act.at,
        closed_why=event.why,
        last=event.last,
        entries=event.entries,
    )


def register_book_locked(event: RegisterBookLocked, rows: Rows) -> None:
    """Note who signed its count."""
    rows.change(
        RegisterBook,
        event.stream,
        state="locked",
        locked_at=event.act.at,
        signer_name=event.signer_name,
        signer_title=event.signer_title,
    )


def copy_certified(event: CopyCertified, rows: Rows) -> None:
    """Write the certification into its register."""
    rows.add(
        Certification,
        event.stream,
        desk=event.act.desk,
        book=event.book,
        book_name=event.book_name,
        number=event.number.number,
        day=event.day,
        kind=event.kind,
        case=event.case,
        medium=event.medium,
        requester=event.requester,
        requester_paper=event.requester_paper,
        what=event.what,
        pages=event.pages,
        copies=event.copies,
        signer_name=event.signer_name,
        signer_title=event.signer_title,
        fee_vnd=event.fee_vnd,
        fee_ground=event.fee_ground,
        dossier=event.dossier,
        clerk=event.act.official,
        at=event.act.at,
    )


def certification_voided(event: CertificationVoided, rows: Rows) -> None:
    """Mark it; it keeps its number."""
    rows.change(Certification, event.stream, voided_why=event.why)


def civil_entry_made(event: CivilEntryMade, rows: Rows) -> None:
    """Write the entry into its register."""
    rows.add(
        CivilEntry,
        event.stream,
        desk=event.act.desk,
        book=event.book,
        book_name=event.book_name,
        number=event.number.number if event.number else None,
        kind=event.kind,
        year=event.year,
        day=event.day,
        dossier=event.dossier,
        dossier_number=event.dossier_number,
        subject=event.subject,
        applicant=event.applicant,
        personal_number=event.personal_number,
        outside_number=event.outside_number,
        outside_page=event.outside_page,
        officer=event.act.official,
        at=event.act.at,
    )


def civil_entry_noted(event: CivilEntryNoted, rows: Rows) -> None:
    """Write the note beside its entry."""
    rows.add(
        CivilNote,
        f"{event.stream}/{event.place}",
        place=event.place,
        what=event.what,
        ground=event.ground,
        day=event.day,
        officer=event.act.official,
        at=event.act.at,
    )
