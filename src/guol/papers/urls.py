"""Addresses of papers."""

from django.urls import path

from guol.papers import http

app_name = "papers"
urlpatterns = [
    path("tep/", http.arrivals, name="arrivals"),
    path("tep/<slug:key>/", http.one_arrival, name="arrival"),
]
