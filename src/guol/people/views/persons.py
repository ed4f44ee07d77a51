"""Persons, for officials: look up, register, put right."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.people.actions import correct_person, register_person
from guol.people.forms import CorrectionForm, PersonForm, SearchForm
from guol.people.permits import AUTHORITY_DESK
from guol.people.queries import PersonCard, act_of, areas, find_persons, person, viewer_of
from guol.people.queries.persons import MOST_FOUND
from guol.people.views.doors import for_officials


@require_safe
@for_officials
def persons(request: HttpRequest) -> HttpResponse:
    """Look persons up by name or number."""
    form = SearchForm(request.GET if "tim" in request.GET else None)
    asked = form.cleaned_data["tim"] if form.is_valid() else ""
    found = find_persons(asked)
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "is_cut": len(found) == MOST_FOUND,
        "most": MOST_FOUND,
    }
    return render(request, "people/persons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def register(request: HttpRequest) -> HttpResponse:
    """Register a person at the counter."""
    form = PersonForm(request.POST or None, areas=areas(day=legal_day(utc_now())))
    if form.is_valid():
        act = act_of(request, key=form.cleaned_data["key"])
        try:
            key = register_person(act, form.particulars(), is_sure=form.cleaned_data["is_sure"])
        except (Refused, Conflict) as no:
            form.refuse(no)
        else:
            return redirect("people:person", key)
    return render(request, "people/register.html", {"form": form}, status=form.status)


@require_safe
@for_officials
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is known of a person."""
    found = person(key)
    if found is None:
        raise Http404
    context = {
        "person": found,
        "rows": _rows(found),
        "may_order": viewer_of(request).post_at(AUTHORITY_DESK) is not None,
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Put the particulars of a person right."""
    found = person(key)
    if found is None:
        raise Http404
    form = CorrectionForm(
        request.POST or None,
        areas=areas(day=legal_day(utc_now())),
        initial={**PersonForm.initial_of(found.particulars), "seen": found.seen},
    )
    if form.is_valid():
        act = act_of(request, key=form.cleaned_data["key"])
        try:
            correct_person(
                act,
                key,
                form.particulars(),
                why=form.cleaned_data["why"],
                is_sure=form.cleaned_data["is_sure"],
                seen=form.cleaned_data["seen"],
            )
        except (Refused, Conflict) as no:
            form.refuse(no)
        else:
            return redirect("people:person", key)
    context = {"form": form, "person": found}
    return render(request, "people/correct.html", context, status=form.status)


def _rows(found: PersonCard) -> list[tuple[str, str]]:
    """Return what is known, a line each; what is not known is left out."""
    given = found.particulars
    sexes = {"male": _("Male"), "female": _("Female"), "other": _("Other")}
    lines = [
        (_("Other names"), ", ".join(given.other_names)),
        (_("Date of birth"), str(given.born)),
        (_("Sex"), sexes.get(given.sex, "")),
        (_("Ethnic group"), given.ethnic_group),
        (_("Nationality"), given.nationality),
        (_("Citizen's number"), given.citizen_number),
        (_("Residence"), found.place),
        (_("Telephone"), given.phone),
        (_("E-mail"), given.email),
    ]
    return [(label, value) for label, value in lines if value]
