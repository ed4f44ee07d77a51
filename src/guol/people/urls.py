"""Addresses of people."""

from django.urls import path

from guol.people import views

app_name = "people"
urlpatterns = [
    path("dang-nhap/", views.sign_in_page, name="sign_in"),
    path("dang-xuat/", views.sign_out_page, name="sign_out"),
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/chuc-vu/", views.choose, name="choose"),
    path("tai-khoan/mat-khau/", views.password, name="password"),
    path("tai-khoan/thoat-het/", views.sign_out_all, name="sign_out_all"),
    path("tai-khoan/uy-quyen/", views.delegations, name="delegations"),
    path("tai-khoan/uy-quyen/<slug:key>/", views.end, name="end_delegation"),
    path("nguoi/", views.persons, name="persons"),
    path("nguoi/dang-ky/", views.register, name="register"),
    path("nguoi/<slug:key>/", views.show, name="person"),
    path("nguoi/<slug:key>/sua/", views.correct, name="correct"),
    path("nguoi/<slug:key>/cong-tac/", views.employment, name="employment"),
    path("nguoi/<slug:key>/cong-tac/giao/", views.employ, name="employ"),
    path("nguoi/<slug:key>/cong-tac/thoi/<slug:held>/", views.dismiss, name="dismiss"),
    path("nguoi/<slug:key>/cong-tac/tai-khoan/", views.open_account, name="open_account"),
    path("nguoi/<slug:key>/cong-tac/dong/", views.shut_account, name="shut_account"),
    path("co-quan/", views.house, name="house"),
    path("co-quan/<str:key>/", views.office, name="office"),
]
