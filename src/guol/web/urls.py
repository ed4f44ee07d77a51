"""Addresses of the shell."""

from django.urls import path

from guol.web import outbox, views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("tim/", views.search, name="search"),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("tro-giup/", views.help_pages, name="help"),
    path("tro-giup/<slug:page>/", views.help_page, name="help_page"),
    path("demo/thanh-phan/", views.gallery, name="gallery"),
    path("cho-gui/", outbox.waiting, name="waiting"),
    path("cho-gui/the/", outbox.credentials, name="credentials"),
    path("sw.js", outbox.worker, name="worker"),
    path("d/<slug:mark>", outbox.dictionary, name="dictionary"),
    path("s/<slug:mark>/<path:name>", views.asset, name="asset"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
