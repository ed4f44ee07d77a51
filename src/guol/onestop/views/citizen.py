"""Lodging a dossier online: fill in, check, send."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.onestop.actions import lodge_dossier
from guol.onestop.forms import HELD, LodgeForm
from guol.onestop.forms.asking import FIELD
from guol.onestop.queries import name_of
from guol.onestop.queries.held import held_of_person
from guol.onestop.views.filling import Filling, asker_known, known_of
from guol.onestop.views.following import remember
from guol.people.api import act_of, agencies, viewer_of
from guol.procedures.api import Version, version_to_lodge
from guol.web.words import say

CHECK, SEND = "xem", "gui"


@require_http_methods(["GET", "HEAD", "POST"])
def lodge(request: HttpRequest, code: str) -> HttpResponse:
    """Fill in a procedure's form, check it, send it. Nothing typed is ever lost."""
    today = legal_day(utc_now())
    of = version_to_lodge(code, today)
    if of is None or not of.is_online or not of.fields:
        raise Http404
    places = [
        (each.key, each.name)
        for kind in of.competence[:1]
        for each in agencies(kind, day=today)
    ]
    held = held_of_person(viewer_of(request).person, of, today)
    if request.method != "POST":
        form = LodgeForm(
            version=of,
            agencies=places,
            today=today,
            held=held,
            known=known_of(request),
            initial=asker_known(request),
        )
        return _form_page(request, of, form)
    form = LodgeForm(
        request.POST, request.FILES, version=of, agencies=places, today=today, held=held
    )
    wish = request.POST.get("di", CHECK)
    filling = Filling(request, form, of)
    if wish not in {CHECK, SEND}:
        form.errors.clear()
        return _form_page(request, of, form)
    if not filling.is_complete():
        return _form_page(request, of, form, status=422)
    if wish == CHECK:
        return _review_page(request, of, form, filling, dict(places))
    act = act_of(request, key=form.cleaned_data["key"], desk="")
    try:
        stream = lodge_dossier(act, filling.lodging())
    except (Refused, Conflict) as no:
        form.add_error(None, say(no.reason))
        return _form_page(request, of, form, status=422)
    return remember(stream, to="onestop:lodged")


def _form_page(
    request: HttpRequest, of: Version, form: LodgeForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "version": of,
        "form": form,
        "crumbs": [(_("Procedures"), "/thu-tuc/"), (of.name, f"/thu-tuc/{of.code}/")],
    }
    return render(request, "onestop/lodge.html", context, status=status)


def _review_page(
    request: HttpRequest,
    of: Version,
    form: LodgeForm,
    filling: Filling,
    places: dict[str, str],
) -> HttpResponse:
    told: list[tuple[str, list[tuple[Any, str]]]] = []
    answers = {FIELD + each.name: each.value for each in form.answers()}
    for section in form.sections:
        rows = []
        for bound in section.fields:
            value = form.cleaned_data.get(bound.name)
            if not value or bound.name in {HELD, *request.FILES}:
                continue
            if bound.name == "competent":
                value = places[value]
            value = answers.get(bound.name, value)
            rows.append((bound.label, value))
        if rows:
            told.append((section.title, rows))
    context = {
        "version": of,
        "told": told,
        "papers": [
            {
                "name": each.name,
                "file_name": each.file_name,
                "size": each.blob.size,
                "held_in": name_of(each.held_in) if each.held_in else "",
                "held_since": each.held_since,
            }
            for each in filling.papers()
            if each.blob
        ],
        "unmet": filling.unmet(),
        "hidden": filling.hidden(),
        "back": reverse("onestop:lodge", args=[of.code]),
    }
    return render(request, "onestop/review.html", context)
