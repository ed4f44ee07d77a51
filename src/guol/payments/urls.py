"""Addresses of money at the counter."""

from django.urls import path

from guol.payments import views

app_name = "payments"
urlpatterns = [
    path("mot-cua/thu-phi/", views.fees, name="fees"),
    path("mot-cua/thu-phi/<slug:key>/", views.receipt, name="receipt"),
]
