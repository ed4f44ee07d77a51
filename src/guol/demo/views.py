"""Pages of the demonstration; elsewhere they do not exist."""

from collections.abc import Callable
from functools import wraps
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guol.demo.actions import move_clock
from guol.demo.forms import ClockForm
from guol.demo.queries import demo_accounts
from guol.demo.rules import PASSWORD
from guol.kernel.clock import local, utc_now
from guol.notices.api import mailbox

View = Callable[..., HttpResponse]


def _in_demonstration(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: object) -> HttpResponse:
        if not settings.GUOL_DEMO:
            raise Http404
        return view(request, **kwargs)

    return answer


@_in_demonstration
@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Whom a visitor may be, what time it is, which messages were sent."""
    return _page(request, ClockForm(initial=_now()))


@_in_demonstration
@require_POST
def set_time(request: HttpRequest) -> HttpResponse:
    """Set the clock of the demonstration."""
    form = ClockForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    move_clock(**form.values())
    return redirect("demo:demo")


@_in_demonstration
@require_safe
def mailbox_page(request: HttpRequest) -> HttpResponse:
    """Every message that the demonstration sent to nobody."""
    return render(request, "demo/mailbox.html", {"mails": mailbox(limit=50)})


def _page(request: HttpRequest, form: ClockForm, *, status: int = 200) -> HttpResponse:
    accounts = groupby(demo_accounts(), key=lambda each: each.where)
    context = {
        "form": form,
        "places": [(where, list(found)) for where, found in accounts],
        "password": PASSWORD,
        "now": utc_now(),
    }
    return render(request, "demo/demo.html", context, status=status)


def _now() -> dict[str, object]:
    here = local(utc_now())
    return {"day": here.date(), "hour": f"{here:%H:%M}"}
