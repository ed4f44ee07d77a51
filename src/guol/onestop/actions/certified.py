"""Papers of registers: the page with the wording, the certified file, the pages of a book."""

from datetime import datetime
from typing import Any

from guol.feed.api import has_blob, open_blob
from guol.kernel.clock import local
from guol.kernel.money import in_digits
from guol.kernel.text import plain
from guol.onestop.actions.keeping import keep_document
from guol.onestop.actions.sealing import facts_of, sealed, signed
from guol.onestop.events.books import CertificationVoided, CopyCertified
from guol.onestop.queries import Made, document_at, history, is_made
from guol.onestop.queries.books import (
    BookCard,
    CertificationCard,
    certifications_in,
    certifications_named,
    entries_in,
    notes_beside,
    written_in,
)
from guol.onestop.words import GROUNDS
from guol.papers.api import Paper, digest_of, joined, typeset
from guol.people.api import agency, colleagues_of, desk_names, names_of

KIND = "certified"
PAGE, FILE = "certification", "certified_file"  # what the seals of both are for


def make_certified(stream: str, *, at: datetime) -> Made:
    """Return the page of a certification, or the whole certified file, made once.

    A voided one is another paper than before. Raises ``LookupError`` for none known here.
    """
    told = [each for each in history(stream) if each.standing.counts and each.event]
    certified = next((e.event for e in told if isinstance(e.event, CopyCertified)), None)
    if certified is None:
        raise LookupError(stream)
    last = told[-1]
    made = document_at(f"{last.origin}#{KIND}")
    if made is not None and has_blob(made.digest):
        return made
    voided = next((e.event for e in told if isinstance(e.event, CertificationVoided)), None)
    values = sealed(PAGE, page_values(certified, voided), at=certified.act.at)
    page = typeset("certification", values, at=certified.act.at)
    if certified.blob is not None:
        with open_blob(certified.blob.digest) as brought:
            whole = joined(brought.read(), page)
        page = signed(whole, FILE, number=values["number"], at=certified.act.at)
    return keep_document(last.origin, stream=stream, kind=KIND, content=page, at=at)


def certified_as(paper: Paper, *, digest: str = "") -> CertificationCard | None:
    """Return the certification to which a page or a file belongs by its seal, None for none.

    ``digest`` is that of the file. In another commune the same number may have been given on
    the same day, in a register of the same name.
    """
    number, _, book = paper.number.partition(", ")
    return next(
        (
            card
            for card in certifications_named(book, number, paper.day)
            if _is_of(card.stream, paper, digest)
        ),
        None,
    )


def _is_of(stream: str, paper: Paper, digest: str) -> bool:
    if paper.kind == FILE:
        return is_made(stream, KIND, digest)
    told = [each.event for each in history(stream) if each.standing.counts]
    voids = [None, *(each for each in told if isinstance(each, CertificationVoided))]
    return paper.facts in {
        digest_of(facts_of(PAGE, page_values(certified, voided)))
        for certified in told
        if isinstance(certified, CopyCertified)
        for voided in voids
    }


def make_certification_book(book: BookCard, *, at: datetime) -> bytes:
    """Return the pages of a register of certification."""
    return typeset(
        "certification_book",
        _cover(book, at)
        | {
            "rows": [
                {
                    "number": row.number,
                    "day": plain(row.day),
                    "requester": ", ".join(filter(None, (row.requester, row.requester_paper))),
                    "what": row.what,
                    "signer": f"{row.signer_name}, {row.signer_title}",
                    "copies": row.copies,
                    "pages": row.pages,
                    "fee": _digits(row.fee_vnd),
                    "note": _note(row),
                }
                for row in certifications_in(book.stream)
            ]
        },
        at=at,
    )


def make_civil_book(book: BookCard, *, at: datetime) -> bytes:
    """Return the pages of a register of civil status, each note beside its entry."""
    entries = entries_in(book.stream)
    notes = notes_beside(each.stream for each in entries)
    people = names_of({each.officer for each in entries})
    return typeset(
        "civil_book",
        _cover(book, at)
        | {
            "rows": [
                {
                    "number": row.name,
                    "day": plain(row.day),
                    "subject": row.subject,
                    "personal_number": row.personal_number,
                    "applicant": row.applicant,
                    "dossier": row.dossier_number,
                    "officer": people.get(row.officer, ""),
                    "notes": [
                        f"{plain(note.day)}: {note.what}. Căn cứ: {note.ground}."
                        for note in notes.get(row.stream, ())
                    ],
                }
                for row in entries
            ]
        },
        at=at,
    )


def page_values(told: CopyCertified, voided: CertificationVoided | None) -> dict[str, Any]:
    """Return what stands on the page with the wording."""
    return _head(_desk_of_signer(told)) | {
        "title": told.wording_title,
        "lines": list(told.wording),
        "what": told.what,
        "pages": told.pages,
        "copies": told.copies,
        "is_electronic": told.blob is not None,
        "original": told.blob.digest if told.blob else "",
        "signer_name": told.signer_name,
        "signer_title": told.signer_title,
        "requester": told.requester,
        "interpreter": told.interpreter,
        "signs": told.kind != "copy",
        "fee": in_digits(told.fee_vnd) if told.fee_vnd else "",
        "voided": voided.why if voided else "",
        "number": f"{told.number}, {told.book_name}",
    }


def _desk_of_signer(told: CopyCertified) -> str:
    """Return the desk of the leader who signed: theirs is the agency that certifies."""
    staff = colleagues_of(told.act.desk, told.day)
    return next((each.desk for each in staff if each.person == told.signer), told.act.desk)


def _cover(book: BookCard, at: datetime) -> dict[str, Any]:
    entries, last = written_in(book)
    return _head(book.desk) | {
        "title": book.title,
        "book": book.name,
        "year": book.year,
        "opened_at": plain(local(book.opened_at).date()),
        "closed_at": plain(local(book.closed_at).date()) if book.closed_at else "",
        "locked_at": plain(local(book.locked_at).date()) if book.locked_at else "",
        "signer_name": book.signer_name,
        "signer_title": book.signer_title,
        "entries": entries,
        "last": last,
        "printed_at": plain(at),
    }


def _head(desk: str) -> dict[str, Any]:
    served = agency(desk)
    above = served.parent if served else ""
    desks = desk_names({desk, above} - {""})
    return {"superior": desks.get(above, ""), "agency": desks.get(desk, desk)}


def _note(row: CertificationCard) -> str:
    ground = row.fee_ground
    told = [f"Hủy: {row.voided_why}" if row.voided_why else ""]
    told += [f"Miễn phí: {GROUNDS.get(ground, ground)}" if ground else ""]
    told += ["Phí thu theo hồ sơ" if row.dossier else ""]
    told += ["Bản điện tử" if row.medium == "electronic" else ""]
    return ". ".join(filter(None, told))


def _digits(amount_vnd: int) -> str:
    return f"{amount_vnd:,}".replace(",", ".")
