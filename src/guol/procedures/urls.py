"""Addresses of the catalogue."""

from django.urls import path

from guol.procedures import views

app_name = "procedures"
urlpatterns = [
    path("thu-tuc/", views.catalogue_page, name="catalogue"),
    path("thu-tuc/<str:code>/", views.procedure, name="procedure"),
    path("lich-lam-viec/<int:year>/", views.calendar_page, name="calendar"),
]
