"""Writing a procedure in the browser: a draft, part by part, until it is published."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.kernel.ids import new_key
from guol.people.api import act_of, names_of, viewer_of
from guol.procedures.actions.drafts import (
    begin_draft,
    drop_draft,
    publish_draft,
    save_draft,
)
from guol.procedures.events import Version
from guol.procedures.forms import NewForm, PartForm, PressForm, TextForm
from guol.procedures.forms.parts import (
    OF,
    PARTS,
    Part,
    change_told,
    part_of,
    parts_in,
    row_typed,
    rows_shown,
    with_key,
)
from guol.procedures.gateways.exchange import Read, exported, imported, written_out
from guol.procedures.permits import AUTHORITY
from guol.procedures.queries import version
from guol.procedures.queries.drafts import (
    DraftCard,
    Examined,
    before_of,
    changes_of,
    draft,
    drafts,
    examined,
    newest_of,
    told_plainly,
)
from guol.procedures.rules.drafting import (
    CodeTaken,
    begun,
    rows_of,
    with_row,
    with_rows,
)
from guol.procedures.rules.flaws import Flaw
from guol.procedures.views.naming import say_why, words_of
from guol.web.words import say

NEW, SAVE, MORE, GONE = "moi", "luu", "them", "xoa"


@require_http_methods(["GET", "HEAD", "POST"])
def drafts_page(request: HttpRequest) -> HttpResponse:
    """Show the drafts that are open; begin one of a new procedure, or from a text."""
    by = _administrator(request)
    new, text = NewForm(), TextForm()
    status = 200
    if request.method == "POST" and "text" in request.POST:
        text = TextForm(request.POST, request.FILES)
        if text.is_valid() and (read := _read(text)).version:
            key = _begin(text.cleaned_data["key"], read.version, by)
            return redirect("procedures:draft", key)
        status = 422
    elif request.method == "POST":
        new = NewForm(request.POST)
        if new.is_valid():
            code, today = new.cleaned_data["code"], legal_day(utc_now())
            if newest_of(code) is None:
                told = begun(code, today + timedelta(days=1))
                begin_draft(new.cleaned_data["key"], told, by=by, at=utc_now())
                return redirect("procedures:draft", new.cleaned_data["key"])
            new.add_error("code", say(CodeTaken(code=code)))
        status = 422
    found = drafts()
    names = names_of(each.saved_by for each in found)
    context = {
        "drafts": [(each, names.get(each.saved_by, "")) for each in found],
        "new": new,
        "text": text,
    }
    return render(request, "procedures/drafts.html", context, status=status)


@require_POST
def begin_from(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft of the next version from the one published last."""
    by, form, of = _administrator(request), PressForm(request.POST), newest_of(code)
    if of is None or not form.is_valid():
        raise Http404
    tomorrow = legal_day(utc_now()) + timedelta(days=1)
    since = max(tomorrow, of.valid_from + timedelta(days=1))
    of = replace(of, valid_from=since)
    return redirect("procedures:draft", _begin(form.cleaned_data["key"], of, by))


@require_safe
def draft_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a draft: what is wrong with it, its parts, and what can be done with it."""
    _administrator(request)
    card = _known(key)
    found = examined(card)
    context = {
        "draft": card,
        "flaws": _flaws(card, found),
        "parts": _parts(card, found),
        "try_url": _try_url(card),
        "by": names_of([card.saved_by]).get(card.saved_by, ""),
        "crumbs": _crumbs(card),
    }
    return render(request, "procedures/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_part(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Write a part that is no list."""
    by, card, part = _administrator(request), _known(key), _part(slug, is_list=False)
    before = card.told.get(part.place) if part.place else card.told
    row = dict(before) if isinstance(before, Mapping) else {}
    if request.method != "POST":
        return _form_page(request, card, part, row, prefix=part.place)
    row = row_typed(part, request.POST, row)
    told = {**card.told, part.place: row} if part.place else row
    if no := _saved(request, card, told, by):
        return _form_page(request, card, part, row, prefix=part.place, refused=no)
    return _after(request, card, part, told)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_row(request: HttpRequest, key: str, slug: str, place: str) -> HttpResponse:
    """Write a row of a list, add one, move it or take it out."""
    by, card, part = _administrator(request), _known(key), _part(slug, is_list=True)
    rows = rows_of(card.told, part.place)
    number = None if place == NEW else int(place) - 1 if place.isdigit() else -1
    if number is not None and not 0 <= number < len(rows):
        raise Http404
    before = {} if number is None else rows[number]
    at = len(rows) if number is None else number
    prefix = f"{part.place}.{at}"
    if request.method != "POST":
        return _form_page(request, card, part, before, prefix=prefix, rows=rows, number=number)
    row = row_typed(part, request.POST, before)
    if request.POST.get("di") == GONE and number is not None:
        rows = [each for each in rows if each is not before]
    else:
        others = [each for each in rows if each is not before]
        row = with_key(part, row, others)
        wanted = request.POST.get("place", "")
        rows = with_row(rows, number, row, place=int(wanted) if _is_place(wanted) else at + 1)
    told = with_rows(card.told, part.place, rows)
    if no := _saved(request, card, told, by):
        return _form_page(
            request, card, part, row, prefix=prefix, rows=rows, number=number, refused=no
        )
    return _after(request, card, part, told, place=prefix)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_text(request: HttpRequest, key: str) -> HttpResponse:
    """Write the whole draft as text; what cannot be read is said with its line."""
    by, card = _administrator(request), _known(key)
    typed = {"text": written_out(card.told), "seen": card.seen}
    form, status = TextForm(initial=typed), 200
    if request.method == "POST":
        form, status = TextForm(request.POST, request.FILES), 422
        if form.is_valid() and (read := _read(form)).version:
            no = _saved(request, card, _told(read.version), by)
            if no is None:
                return redirect("procedures:draft", card.key)
            form.add_error(None, no)
    context = {
        "draft": card,
        "form": form,
        "flaws": () if form.is_bound else _flaws(card, examined(card)),
        "crumbs": _crumbs(card),
    }
    return render(request, "procedures/draft_text.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_publish(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a draft changes, and publish it."""
    _administrator(request)
    card = _known(key, is_open=request.method != "POST")
    found, form, status = examined(card), PressForm(initial={"seen": card.seen}), 200
    if request.method == "POST":
        form, status = PressForm(request.POST), 422
        if form.is_valid():
            act = act_of(request, key=form.cleaned_data["key"], desk=AUTHORITY)
            try:
                publish_draft(act, card.key, seen=form.cleaned_data["seen"])
            except (Refused, Conflict) as no:
                form.refuse(no)
            else:
                messages.success(request, _("It is published."))
                return redirect("procedures:published", card.code)
    context = {
        "draft": card,
        "form": form,
        "version": found.version,
        "flaws": _flaws(card, found),
        "unsure": [part.title for part in parts_in(found.version.unverified)]
        if found.version
        else (),
        "changes": _changes(card),
        "before": newest_of(card.code),
        "crumbs": _crumbs(card),
    }
    return render(request, "procedures/draft_publish.html", context, status=status)


@require_POST
def draft_drop(request: HttpRequest, key: str) -> HttpResponse:
    """Let go of a draft."""
    _administrator(request)
    drop_draft(_known(key).key, at=utc_now())
    messages.success(request, _("The draft is gone. What is published stays as it is."))
    return redirect("procedures:drafts")


@require_safe
def draft_file(request: HttpRequest, key: str) -> HttpResponse:
    """Give a draft as a file."""
    _administrator(request)
    card = _known(key)
    return _file(written_out(card.told), f"{card.code}-draft")


@require_safe
def published(request: HttpRequest, code: str) -> HttpResponse:
    """Show the versions of a procedure that were published, each as a file too."""
    _administrator(request)
    of = newest_of(code)
    if of is None:
        raise Http404
    context = {"version": of, "is_coming": of.valid_from > legal_day(utc_now())}
    return render(request, "procedures/published.html", context)


@require_safe
def version_file(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Give a published version as a file: for people who write text, for other provinces."""
    del request
    try:
        of = version(f"{code}@{number}")
    except LookupError:
        raise Http404 from None
    return _file(exported(of), of.key.replace("@", "-"))


def _administrator(request: HttpRequest) -> str:
    """Return who writes. Raises ``PermissionDenied`` for those of other desks."""
    viewer = viewer_of(request)
    if viewer.post_at(AUTHORITY) is None:
        raise PermissionDenied
    return viewer.person


def _known(key: str, *, is_open: bool = True) -> DraftCard:
    card = draft(key)
    if card is None or (is_open and card.is_ended):
        raise Http404
    return card


def _part(slug: str, *, is_list: bool) -> Part:
    part = OF.get(slug)
    if part is None or part.is_list is not is_list:
        raise Http404
    return part


def _begin(key: str, of: Version, by: str) -> str:
    begin_draft(key, _told(of), base=of.key, by=by, at=utc_now())
    return key


def _told(of: Version) -> dict[str, Any]:
    told = told_plainly(of)
    told.pop("key", None)
    return told


def _read(form: TextForm) -> Read:
    """Return what the text tells; all that is wrong with it stands on the form."""
    sent = form.cleaned_data["file"]
    text = form.cleaned_data["text"]
    if sent:
        text = sent.read().decode("utf-8", errors="replace")
    read = imported(text)
    for flaw in read.flaws:
        line, sentence = read.line_of(flaw.place), say(flaw.reason)
        form.add_error(
            "text",
            _("Line %(line)s: %(why)s") % {"line": line, "why": sentence} if line else sentence,
        )
    return read


def _saved(
    request: HttpRequest, card: DraftCard, told: Mapping[str, Any], by: str
) -> str | None:
    """Save the draft; return why not."""
    typed = request.POST.get("seen", "")
    seen = int(typed) if _is_place(typed) else 0
    try:
        save_draft(card.key, told, seen=seen, by=by, at=utc_now())
    except (Refused, Conflict) as no:
        return say(no.reason)
    return None


def _is_place(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 7  # noqa: PLR2004  no list is longer


def _after(
    request: HttpRequest,
    card: DraftCard,
    part: Part,
    told: Mapping[str, Any],
    *,
    place: str = "",
) -> HttpResponse:
    """Lead on: to a row more, back to the page where something is wrong, or to the draft."""
    wish = request.POST.get("di", SAVE)
    if wish == MORE:
        return redirect("procedures:draft_row", card.key, part.slug, NEW)
    if wish != GONE:
        found = examined(_known(card.key))
        for flaw in found.flaws:
            its, number, _what = part_of(flaw.place)
            if its is part and (not place or f"{part.place}.{number}" == place):
                return redirect(_place_url(card, flaw))
    del told
    return redirect("procedures:draft", card.key)


def _form_page(
    request: HttpRequest,
    card: DraftCard,
    part: Part,
    row: Mapping[str, Any],
    *,
    prefix: str,
    rows: list[dict[str, Any]] | None = None,
    number: int | None = None,
    refused: str = "",
) -> HttpResponse:
    is_new = part.is_list and number is None
    count = 0 if rows is None else len(rows) + is_new
    words = words_of(card.told, row=row)
    form = PartForm(
        part,
        row,
        of=words,
        key=new_key(),
        seen=card.seen,
        places=count,
        place=count if is_new or number is None else number + 1,
    )
    form.full_clean()
    if refused:
        form.add_error(None, refused)
    elif not is_new:
        for what, sentence in _beside(card, part, prefix):
            form.say_beside(what, sentence)
    boxes = [form[name] for name in form.fields if name not in {"key", "seen"}]
    context = {
        "draft": card,
        "part": part,
        "form": form,
        "boxes": boxes,
        "is_new": is_new,
        "name": "" if is_new or not part.is_list else part.shown(row, words)[0],
        "crumbs": _crumbs(card, str(part.one if part.is_list else part.title)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "procedures/draft_part.html", context, status=status)


def _beside(card: DraftCard, part: Part, prefix: str) -> Iterable[tuple[str, str]]:
    words = words_of(card.told)
    for flaw in examined(card).flaws:
        its, number, what = part_of(flaw.place)
        place = f"{part.place}.{number}" if part.is_list else part.place
        if its is part and place == prefix:
            name = what or getattr(flaw.reason, "what", "")
            yield name, say_why(flaw, words)


def _flaws(card: DraftCard, found: Examined) -> list[dict[str, Any]]:
    """Return what is wrong: where to correct it, in which line of the text, and why."""
    read = imported(written_out(card.told)) if found.flaws else None
    words = words_of(card.told) if found.flaws else {}
    return [
        {
            "url": _place_url(card, flaw),
            "name": _place_name(flaw),
            "line": read.line_of(flaw.place) if read else 0,
            "why": say_why(flaw, words),
        }
        for flaw in found.flaws
    ]


def _changes(card: DraftCard) -> list[tuple[str, str, str]]:
    words = words_of(card.told, before_of(card))
    return [change_told(each, words) for each in changes_of(card)]


def _parts(card: DraftCard, found: Examined) -> list[dict[str, Any]]:
    """Return each part with its rows, and how it stands: to be corrected, to be checked."""
    words = words_of(card.told)
    unsure = found.version.unverified if found.version else ()
    return [
        {
            "part": part,
            "rows": rows_shown(part, card.told, words) if part.is_list else (),
            "wrong": _wrong(found, part),
            "is_unsure": (part.place or "certainty") in unsure,
        }
        for part in PARTS
    ]


def _wrong(found: Examined, part: Part) -> int:
    return sum(part_of(flaw.place)[0] is part for flaw in found.flaws)


def _place_url(card: DraftCard, flaw: Flaw) -> str:
    part, number, _what = part_of(flaw.place)
    if part.is_list and number.isdigit():
        return reverse("procedures:draft_row", args=[card.key, part.slug, int(number) + 1])
    if part.is_list:
        return reverse("procedures:draft_row", args=[card.key, part.slug, NEW])
    return reverse("procedures:draft_part", args=[card.key, part.slug])


def _place_name(flaw: Flaw) -> str:
    part, number, _what = part_of(flaw.place)
    return f"{part.title} {int(number) + 1}" if number.isdigit() else str(part.title)


def _try_url(card: DraftCard) -> str:
    """Return where a draft is tried, nothing where no room does that."""
    try:
        return reverse("onestop:try_draft", args=[card.key])
    except NoReverseMatch:
        return ""


def _crumbs(card: DraftCard, here: str = "") -> list[tuple[str, str]]:
    name = card.name or card.code
    found = [(_("Drafts"), reverse("procedures:drafts"))]
    if not here:
        return [*found, (name, "")]
    return [*found, (name, reverse("procedures:draft", args=[card.key])), (here, "")]


def _file(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)
