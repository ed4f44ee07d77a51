"""Areas and agencies, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guol.kernel.clock import legal_day, utc_now
from guol.people.forms import LookForm
from guol.people.queries import tree_on


@require_safe
def house(request: HttpRequest) -> HttpResponse:
    """Show areas and their agencies as of a day."""
    form = LookForm(request.GET or None)
    form.is_valid()
    asked = getattr(form, "cleaned_data", {})
    day = asked.get("ngay") or legal_day(utc_now())
    tree = tree_on(day, text=asked.get("tim", ""))
    return render(request, "people/house.html", {"form": form, "day": day, "tree": tree})
