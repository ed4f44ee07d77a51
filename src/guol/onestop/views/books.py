"""Registers on screen: certification, civil status, their books and pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guol.feed.api import number_of, open_blob
from guol.kernel.act import Act
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.kernel.text import plain
from guol.onestop.actions import (
    Request,
    certify,
    close_register,
    enter_in_book,
    lock_register,
    make_certification_book,
    make_certified,
    make_civil_book,
    note_beside_entry,
    open_register,
    pay_certification,
    void_certification,
)
from guol.onestop.events.books import CopyCertified
from guol.onestop.forms import NumberFeeForm
from guol.onestop.forms.books import (
    CertifyForm,
    CloseBookForm,
    EnterForm,
    LockBookForm,
    NoteForm,
    OpenBookForm,
    VoidNumberForm,
)
from guol.onestop.gateways import kinds_brought, wordings_brought
from guol.onestop.permits import LEADERS, Hand, may_enter, may_keep_books
from guol.onestop.queries import document_of, history
from guol.onestop.queries import dossier as dossier_of
from guol.onestop.queries.books import (
    BookCard,
    CertificationCard,
    EntryCard,
    certification,
    certifications_lately,
    certified_for,
    civil_entry,
    entries_of,
    last_certifications,
    last_entries,
    notes_beside,
    register_book,
    registers_of,
    written_in,
)
from guol.onestop.queries.paying import certification_code, is_certification_paid
from guol.onestop.queries.versions import facts_in, lodged_of, version_of
from guol.onestop.rules.books import (
    CERTIFICATION,
    LONGEST_TITLE,
    cases_on,
    first_case_of,
    is_written_at,
    kind_for,
    kinds_for,
    kinds_on,
)
from guol.onestop.rules.cards import DossierCard
from guol.onestop.views.access import SeeOther, act_at, hands_of, official
from guol.onestop.views.filling import taken
from guol.onestop.views.printing import shown_pdf
from guol.onestop.words import BOOK_STATES, CASES, FINANCIAL
from guol.payments.api import receipts_of, transfer_order
from guol.people.api import StaffMember, colleagues_of, desk_name, names_of
from guol.web.forms import Form

BOOKS_A_PAGE = 10  # more than a counter opens in a year
GET_AND_POST = ["GET", "HEAD", "POST"]
STATE_KINDS = {"open": "good", "closed": "warn", "locked": "plain"}
Verb = Callable[[Act, frozenset[str]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Did:
    """What came of a form: the key of what was done, empty when nothing was."""

    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _AskedFor:
    """The dossier that asks for a certification, at whose desk, and what is known from it."""

    card: DossierCard
    desk: str
    known: dict[str, Any]


@require_http_methods(GET_AND_POST)
def certifying(request: HttpRequest) -> HttpResponse:
    """Certify something; show what was certified lately, or what is looked for."""
    hands, sought = _keepers(request), _sought(request)
    asked_for = _asked_for(request, hands)
    desk = asked_for.desk if asked_for else hands[0].desk
    form = CertifyForm(
        request.POST or None,
        request.FILES or None,
        leaders=leaders_at(desk),
        cases=cases_on(wordings_brought(), kinds_brought(), legal_day(utc_now())),
        has_own_fee=asked_for is None,
        initial=asked_for.known if asked_for else {},
    )
    status = 200
    if request.method == "POST":
        files = taken(request, form, "papers", most=1)

        def verb(act: Act, roles: frozenset[str]) -> str:
            file = files[0] if files else None
            asked = Request(
                **form.values(),
                blob=file.blob if file else None,
                file_name=file.name if file else "",
                dossier=asked_for.card.stream if asked_for else "",
            )
            return certify(act, asked, roles=roles, signer=form.cleaned_data["signer"])

        if did := _press(request, form, desk, verb):
            return SeeOther(reverse("onestop:certification", args=[did.key.rpartition("/")[2]]))
        status = 422
    context = {
        "desk": desk_name(desk),
        "form": form,
        "asked_for": asked_for.card if asked_for else None,
        "rows": certifications_lately([hand.desk for hand in hands], sought),
        "sought": sought,
        "crumbs": [*_way(), (_("Certification"), "")],
    }
    return render(request, "onestop/certifying.html", context, status=status)


@require_safe
def certified(request: HttpRequest, key: str) -> HttpResponse:
    """Show one certification: its wording, its papers, what it costs."""
    return _certification(request, _card(request, key))


@require_safe
def certified_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """Return the page with the wording, or the whole certified file."""
    card = _card(request, key)
    made = make_certified(card.stream, at=utc_now())
    with open_blob(made.digest) as content:
        return shown_pdf(content.read(), f"chung-thuc-{card.number}-{card.day:%Y}")


@require_POST
def void_number(request: HttpRequest, key: str) -> HttpResponse:
    """Void a certification that was written wrongly."""
    card, form = _card(request, key), VoidNumberForm(request.POST)
    if _press_on(request, form, card, void_certification):
        return SeeOther(reverse("onestop:certification", args=[key]))
    return _certification(request, card, void=form, status=422)


@require_POST
def pay_number(request: HttpRequest, key: str) -> HttpResponse:
    """Take what a certification costs."""
    card, form = _card(request, key), NumberFeeForm(request.POST)

    def verb(act: Act, roles: frozenset[str]) -> str:
        told = form.values()
        return pay_certification(
            act,
            card.stream,
            roles=roles,
            bank_line=told.get("bank_line", ""),
            medium=told["medium"],
        )

    if _press(request, form, card.desk, verb):
        return SeeOther(reverse("onestop:certification", args=[key]))
    return _certification(request, card, fee=form, status=422)


def _certification(
    request: HttpRequest, card: CertificationCard, *, status: int = 200, **failed: Any
) -> HttpResponse:
    told = [each.event for each in history(card.stream)]
    said = next((each for each in told if isinstance(each, CopyCertified)), None)
    if said is None:
        raise Http404
    is_due = bool(card.fee_vnd) and not card.voided_why and not is_certification_paid(card)
    people = names_of({card.clerk})
    rows = [
        (_("Certification number"), str(card.number)),
        (_("Register book"), card.book_name),
        (_("Day"), plain(card.day)),
        (_("What is certified"), str(CASES.get(card.case, said.wording_title))),
        (_("Who asks for it"), ", ".join(filter(None, (card.requester, card.requester_paper)))),
        (_("Paper or document"), card.what),
        (_("Pages of the original"), str(card.pages)),
        (_("Copies under this number"), str(card.copies)),
        (_("Signed by"), f"{card.signer_name}, {card.signer_title}"),
        (_("Written by"), people.get(card.clerk, "")),
        (_("Fee"), _fee_text(card, said, is_due=is_due)),
    ]
    order = (
        transfer_order(
            card.desk,
            number=certification_code(card),
            amount_vnd=card.fee_vnd,
            day=legal_day(utc_now()),
        )
        if is_due
        else None
    )
    context: dict[str, Any] = {
        "card": card,
        "said": said,
        "facts": [(label, value) for label, value in rows if value],
        "dossier": dossier_of(card.dossier) if card.dossier else None,
        "is_due": is_due,
        "order": order,
        "fee": NumberFeeForm(),
        "void": VoidNumberForm(initial={"seen": number_of(card.stream)}),
        "is_made": document_of(card.stream, "certified") is not None,
        "receipts": [
            (each.printed_number, each.id)
            for each in receipts_of(card.stream)
            if not each.voided_why
        ],
        "crumbs": [
            *_way(),
            (_("Certification"), reverse("onestop:certifying")),
            (str(card.number), ""),
        ],
    }
    page = "onestop/certification.html"
    return render(request, page, context | failed, status=status)


def _fee_text(card: CertificationCard, said: CopyCertified, *, is_due: bool) -> str:
    if said.fee_ground:
        return f"{FINANCIAL['waived']}: {said.fee_paper}"
    if not card.fee_vnd:
        return ""
    amount = f"{card.fee_vnd:,} đ".replace(",", ".")
    return f"{amount}, {FINANCIAL['due' if is_due else 'paid']}"


@require_http_methods(GET_AND_POST)
def registers(request: HttpRequest) -> HttpResponse:
    """Show the registers of the desk; open one."""
    hands = _keepers(request)
    desk, today = hands[0].desk, legal_day(utc_now())
    kinds = [(each.kind, each.name) for each in kinds_on(kinds_brought(), today)]
    form = OpenBookForm(request.POST or None, kinds=kinds)
    status = 200
    if request.method == "POST":

        def verb(act: Act, roles: frozenset[str]) -> str:
            return open_register(act, roles=roles, **form.values())

        if _press(request, form, desk, verb):
            return SeeOther(reverse("onestop:registers"))
        status = 422
    cards = registers_of(hand.desk for hand in hands)
    page = Paginator(cards, BOOKS_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "desk": desk_name(desk),
        "form": form,
        "page": page,
        "books": [
            {"card": each, "state": BOOK_STATES[each.state], "kind": STATE_KINDS[each.state]}
            for each in page
        ],
        "unverified": [each for each in kinds_brought() if each.certainty != "seen"],
        "crumbs": [*_way(), (_("Registers"), "")],
    }
    return render(request, "onestop/registers.html", context, status=status)


@require_safe
def register(request: HttpRequest, book: str) -> HttpResponse:
    """Show one register."""
    return _register(request, _book(request, book))


@require_safe
def register_pages(request: HttpRequest, book: str) -> HttpResponse:
    """Return the pages of one register as PDF."""
    card = _book(request, book)
    make = make_certification_book if card.is_of_certification else make_civil_book
    return shown_pdf(make(card, at=utc_now()), f"so-{card.id}")


@require_POST
def close_book(request: HttpRequest, book: str) -> HttpResponse:
    """Close a register."""
    card, form = _book(request, book), CloseBookForm(request.POST)
    if _press_on(request, form, card, close_register):
        return SeeOther(reverse("onestop:register_book", args=[book]))
    return _register(request, card, close=form, status=422)


@require_POST
def lock_book(request: HttpRequest, book: str) -> HttpResponse:
    """Lock a closed register under a leader's name."""
    card = _book(request, book)
    form = LockBookForm(request.POST, leaders=leaders_at(card.desk))
    if _press_on(request, form, card, lock_register):
        return SeeOther(reverse("onestop:register_book", args=[book]))
    return _register(request, card, lock=form, status=422)


def _register(
    request: HttpRequest, card: BookCard, *, status: int = 200, **failed: Any
) -> HttpResponse:
    sought, (entries, last) = _sought(request), written_in(card)
    rows = [
        (_("State"), str(BOOK_STATES[card.state])),
        (_("Opened"), plain(card.opened_at)),
        (_("Entries"), str(entries)),
        (_("Last number written"), str(last) if last else ""),
        (_("Closed"), plain(card.closed_at) if card.closed_at else ""),
        (_("Remark"), card.closed_why),
        (_("Locked"), plain(card.locked_at) if card.locked_at else ""),
        (_("Signed by"), ", ".join(filter(None, (card.signer_name, card.signer_title)))),
    ]
    is_civil = not card.is_of_certification
    certifications = () if is_civil else last_certifications(card.stream, sought)
    written = last_entries(card.stream, sought) if is_civil else ()
    notes = notes_beside(each.stream for each in written)
    seen = number_of(card.stream)
    context: dict[str, Any] = {
        "book": card,
        "desk": desk_name(card.desk),
        "facts": [(label, value) for label, value in rows if value],
        "certifications": certifications,
        "written": [(each, notes.get(each.stream, ())) for each in written],
        "sought": sought,
        "shown": len(certifications) + len(written),
        "is_part": not sought and len(certifications) + len(written) < entries,
        "close": CloseBookForm(initial={"seen": seen}),
        "lock": LockBookForm(initial={"seen": seen}, leaders=leaders_at(card.desk)),
        "crumbs": [
            *_way(),
            (_("Registers"), reverse("onestop:registers")),
            (card.name, ""),
        ],
    }
    return render(request, "onestop/register_book.html", context | failed, status=status)


@require_safe
def entry(request: HttpRequest, key: str) -> HttpResponse:
    """Show one entry of civil status, with the notes beside it."""
    return _entry(request, _entry_card(request, key))


@require_POST
def note(request: HttpRequest, key: str) -> HttpResponse:
    """Note a change beside an entry."""
    card, form = _entry_card(request, key), NoteForm(request.POST)
    if _press_on(request, form, card, note_beside_entry):
        return SeeOther(reverse("onestop:entry", args=[key]))
    return _entry(request, card, note=form, status=422)


def _entry(
    request: HttpRequest, card: EntryCard, *, status: int = 200, **failed: Any
) -> HttpResponse:
    notes = notes_beside((card.stream,)).get(card.stream, ())
    people = names_of({card.officer} | {each.officer for each in notes})
    rows = [
        (_("Number and year"), card.name),
        (_("Register book"), card.book_name),
        (_("Day"), plain(card.day)),
        (_("Concerns"), card.subject),
        (_("Personal number"), card.personal_number),
        (_("Applicant"), card.applicant),
        (_("Dossier"), card.dossier_number),
        (_("Written by"), people.get(card.officer, "")),
    ]
    context: dict[str, Any] = {
        "card": card,
        "facts": [(label, value) for label, value in rows if value],
        "notes": [(people.get(each.officer, ""), each) for each in notes],
        "note": NoteForm(initial={"seen": number_of(card.stream)}),
        "crumbs": [
            *_way(),
            (_("Registers"), reverse("onestop:registers")),
            (card.name or card.book_name, ""),
        ],
    }
    return render(request, "onestop/entry.html", context | failed, status=status)


@require_POST
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Enter the event of a dossier into its register, if that was not done with its number."""
    official(request)
    stream, form = f"dossier/{key}", EnterForm(request.POST)
    desk = request.POST.get("desk", "")

    def verb(act: Act, roles: frozenset[str]) -> str:
        return enter_in_book(act, stream, roles=roles, **form.values())

    if did := _press(request, form, desk, verb):
        return SeeOther(reverse("onestop:entry", args=[did.key.rpartition("/")[2]]))
    context = {"form": form, "key": key, "desk": desk}
    return render(request, "onestop/enter.html", context, status=422)


def in_registers(
    card: DossierCard, hands: tuple[Hand, ...], *, lacks_number: bool
) -> dict[str, Any]:
    """Return what a dossier led to in registers, and what the viewer may write of it there.

    ``enter`` is at which desk it may be entered, and the form for it; ``certify_url`` where it
    may be certified what it asks for.
    """
    today, procedure = legal_day(utc_now()), card.procedure
    if kind_for(kinds_brought(), procedure, today, family=CERTIFICATION):
        is_open = is_written_at(card.business) and any(
            hand.desk in {card.receiving, card.competent} and may_keep_books(hand)
            for hand in hands
        )
        url = reverse("onestop:certifying") + f"?ho-so={card.key}" if is_open else ""
        written = certified_for(card.stream)
        return {
            "certified": written,
            "is_certified": any(not each.voided_why for each in written),
            "certify_url": url,
        }
    kinds = kinds_for(kinds_brought(), procedure, today)
    if not kinds:
        return {}
    entries = entries_of(card.stream)
    is_whole = lacks_number or {each.kind for each in kinds} <= {each.kind for each in entries}
    is_open = is_written_at(card.business) and not is_whole
    desk = next((hand.desk for hand in hands if may_enter(card, hand)), "")
    return {"entries": entries, "enter": (desk, EnterForm()) if is_open and desk else None}


def leaders_at(desk: str) -> tuple[StaffMember, ...]:
    """Return who signs for a desk: the leaders of the agencies of its area."""
    staff = colleagues_of(desk, legal_day(utc_now()))
    return tuple(each for each in staff if each.role in LEADERS)


def _keepers(request: HttpRequest) -> list[Hand]:
    hands = [hand for hand in hands_of(official(request)) if may_keep_books(hand)]
    if not hands:
        raise PermissionDenied
    return hands


def _card(request: HttpRequest, key: str) -> CertificationCard:
    desks = {hand.desk for hand in _keepers(request)}
    card = certification(f"certification/{key}")
    if card is None or card.desk not in desks:
        raise Http404
    return card


def _asked_for(request: HttpRequest, hands: list[Hand]) -> _AskedFor | None:
    """Return the dossier that the address names; none there, or none of ours, is not found."""
    key = request.GET.get("ho-so", "")
    if not key:
        return None
    card = dossier_of(f"dossier/{key}")
    desks = [hand.desk for hand in hands]
    desk = next((x for x in desks if card and x in {card.receiving, card.competent}), "")
    if card is None or not desk:
        raise Http404
    today = legal_day(utc_now())
    kind = kind_for(kinds_brought(), card.procedure, today, family=CERTIFICATION)
    if kind is None:
        raise Http404
    told = facts_in(lodged_of(card.stream), version_of(card), today).answers
    counted = {name: told[name] for name in ("pages", "copies") if told.get(name)}
    known = {
        "case": first_case_of(wordings_brought(), kind.kind),
        "requester": card.applicant,
        "what": card.about[:LONGEST_TITLE],
    }
    return _AskedFor(card=card, desk=desk, known=known | counted)


def _sought(request: HttpRequest) -> str:
    return request.GET.get("tim", "").strip()[:100]


def _entry_card(request: HttpRequest, key: str) -> EntryCard:
    desks = {hand.desk for hand in _keepers(request)}
    card = civil_entry(f"civil/{key}")
    if card is None or card.desk not in desks:
        raise Http404
    return card


def _book(request: HttpRequest, book: str) -> BookCard:
    desks = [hand.desk for hand in _keepers(request)]
    path = "/".join(book.rsplit("-", 2))
    found = (register_book(f"book/{desk}/{path}") for desk in desks)
    card = next((each for each in found if each), None)
    if card is None:
        raise Http404
    return card


def _press_on(
    request: HttpRequest,
    form: Form,
    card: BookCard | CertificationCard | EntryCard,
    action: Callable[..., str],
) -> _Did | None:
    """Do with a register, or with what stands in it, what a form of its page asks for."""

    def verb(act: Act, roles: frozenset[str]) -> str:
        seen = form.cleaned_data["seen"]
        return action(act, card.stream, roles=roles, seen=seen, **form.values())

    return _press(request, form, card.desk, verb)


def _press(request: HttpRequest, form: Form, desk: str, verb: Verb) -> _Did | None:
    """Do what a form asks for; a no is said over the form, and None returned."""
    if not form.is_valid():
        return None
    act, roles = act_at(request, key=form.cleaned_data["key"], desk=desk)
    try:
        return _Did(key=verb(act, roles))
    except (Refused, Conflict) as no:
        form.refuse(no)
    except LookupError as unknown:
        raise Http404 from unknown
    return None


def _way() -> list[tuple[str, str]]:
    return [(_("One-stop counter"), reverse("onestop:counter"))]
