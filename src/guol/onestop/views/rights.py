"""Before anybody fills in a form: whether they have a right to it, and what it takes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guol.kernel.clock import legal_day, utc_now
from guol.onestop.forms import RightsForm
from guol.onestop.queries.trial import tried
from guol.onestop.words import say_line
from guol.procedures.api import calendar, facts_of, rights, version_to_lodge


@require_http_methods(["GET", "HEAD", "POST"])
def check_rights(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the few questions on which it depends; tell what holds, and what to do if not."""
    now = utc_now()
    today = legal_day(now)
    of = version_to_lodge(code, today)
    if of is None or not of.requirements:
        raise Http404
    form = RightsForm(request.POST or None, version=of, today=today)
    context = {
        "version": of,
        "form": form,
        "crumbs": [(_("Procedures"), "/thu-tuc/"), (of.name, f"/thu-tuc/{of.code}/")],
    }
    status = 200
    if form.is_bound and form.is_valid():
        answers = form.answers()
        context["told"] = rights(of, facts_of(of, answers, today))
        context["trial"] = trial = tried(of, answers, now, calendar())
        context["explanation"] = [say_line(each) for each in trial.explanation]
    elif form.is_bound:
        status = 422
    return render(request, "onestop/rights.html", context, status=status)
