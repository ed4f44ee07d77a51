"""Every address of the product."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("guol.onestop.urls")),  # first: most presses are at a counter
    path("", include("guol.web.urls")),
    path("", include("guol.people.urls")),
    path("", include("guol.procedures.urls")),
    path("", include("guol.papers.urls")),
    path("", include("guol.payments.urls")),
    path("demo/", include("guol.demo.urls")),
]

handler400 = "guol.web.views.bad_request"
handler403 = "guol.web.views.forbidden"
handler404 = "guol.web.views.not_found"
handler500 = "guol.web.views.broken"
