"""Who looks at money, and at which desk."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from guol.kernel.act import Act
from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Conflict, Refused
from guol.payments.permits import may_see_fees
from guol.payments.queries import PREFIX, FeeReceipt, fee_receipt
from guol.payments.rules import APPROVERS
from guol.people.api import StaffMember, Viewer, act_of, colleagues_of, viewer_of
from guol.web.forms import Form

Verb = Callable[[Act, dict[str, Any]], object]


class SeeOther(HttpResponseRedirect):
    """What follows a form that was taken: read the page, do not send the form again."""

    status_code = HTTPStatus.SEE_OTHER


def desks_of(request: HttpRequest) -> list[str]:
    """Return the desks whose receipts the viewer sees, the chosen first; others are refused."""
    viewer = viewer_of(request)
    chosen = viewer.post.desk if viewer.post else ""
    desks = {held.desk for held in viewer.posts if may_see_fees(_roles_at(viewer, held.desk))}
    if not desks:
        raise PermissionDenied
    return sorted(desks, key=lambda desk: (desk != chosen, desk))


def receipt_of(request: HttpRequest, key: str) -> FeeReceipt:
    """Return a receipt; one of another desk does not exist for whoever asks."""
    found = fee_receipt(PREFIX + key)
    if found is None or found.desk not in desks_of(request):
        raise Http404
    return found


def press(request: HttpRequest, form: Form, desk: str, verb: Verb) -> bool:
    """Do what a form asks for, at a desk; a no is said over the form, and False returned."""
    if not form.is_valid():
        return False
    act = act_of(request, key=form.cleaned_data["key"], desk=desk)
    try:
        verb(act, form.values())
    except (Refused, Conflict) as no:
        form.refuse(no)
        return False
    return True


def approvers_at(desk: str) -> tuple[StaffMember, ...]:
    """Return who may approve what this desk gives back: the leaders of its area's agencies."""
    staff = colleagues_of(desk, legal_day(utc_now()))
    return tuple(each for each in staff if each.role in APPROVERS)


def pdf(content: bytes, name: str) -> HttpResponse:
    """Return a paper to be looked at and printed; nobody keeps it on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _roles_at(viewer: Viewer, desk: str) -> set[str]:
    return {held.role for held in viewer.posts if held.desk == desk}
