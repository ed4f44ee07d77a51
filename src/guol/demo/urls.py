"""Addresses of the demonstration."""

from django.urls import path

from guol.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.demo, name="demo"),
    path("gio/", views.set_time, name="clock"),
    path("hop-thu/", views.mailbox_page, name="mailbox"),
]
