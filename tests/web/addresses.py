"""Pages that end as pages may end, and the shell around them."""

from dataclasses import dataclass
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.urls import include, path

from guol.kernel.errors import Conflict, Reason, Refused
from guol.web.words import Busy


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYours(Reason):
    """A reason that is about who asks."""

    about_rights: ClassVar[bool] = True


busy_times = [0]


def refused(request):
    raise Refused(Busy())


def not_yours(request):
    raise Refused(NotYours())


def conflict(request):
    raise Conflict(Busy())


def busy(request):
    if busy_times[0]:
        busy_times[0] -= 1
        raise OperationalError("database is locked")
    files = "".join(file.read().decode() for file in request.FILES.values())
    return HttpResponse(request.POST.get("name", "") + files)


def broken(request):
    raise RuntimeError("a bug")


def gone(request):
    raise Http404


def forbidden(request):
    raise PermissionDenied


def read_only(request):
    return HttpResponseNotAllowed(["GET"])


def form(request):
    return HttpResponse(request.POST.get("name", ""))


urlpatterns = [
    *(
        path(f"{view.__name__}/", view)
        for view in (
            refused,
            not_yours,
            conflict,
            busy,
            broken,
            gone,
            forbidden,
            read_only,
            form,
        )
    ),
    path("", include("guol.web.urls")),
]
handler400 = "guol.web.views.bad_request"
handler403 = "guol.web.views.forbidden"
handler404 = "guol.web.views.not_found"
handler500 = "guol.web.views.broken"
