"""Every address of the product."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

# Address → package; design.md section 7. A package that has `urls` stands here once.
ROOMS = (
    ("", "guol.people.urls"),
    ("", "guol.procedures.urls"),
    ("", "guol.papers.urls"),
    ("", "guol.notices.urls"),
    ("", "guol.payments.urls"),
    ("", "guol.onestop.urls"),
    ("demo/", "guol.demo.urls"),
)


def _is_there(module: str) -> bool:
    package = module.rpartition(".")[0]
    return find_spec(package) is not None and find_spec(module) is not None


urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("guol.web.urls")),
    *(path(address, include(module)) for address, module in ROOMS if _is_there(module)),
]

handler400 = "guol.web.views.bad_request"
handler403 = "guol.web.views.forbidden"
handler404 = "guol.web.views.not_found"
handler500 = "guol.web.views.broken"
