"""Addresses of the one-stop shop."""

from django.urls import path

from guol.onestop.views import citizen, counter, dossier, following, printing

app_name = "onestop"
urlpatterns = [
    path("thu-tuc/<str:code>/nop/", citizen.lodge, name="lodge"),
    path("tra-cuu/", following.follow, name="follow"),
    path("tra-cuu/da-nop/", following.lodged, name="lodged"),
    path("tra-cuu/ho-so/", following.followed, name="followed"),
    path("tra-cuu/bo-sung/", following.answer, name="answer"),
    path("tra-cuu/giay/<slug:kind>/", following.follow_print, name="follow_print"),
    path("tra-cuu/thoi/", following.forget, name="forget"),
    path("tra-cuu/cua-toi/<slug:key>/", following.follow_own, name="follow_own"),
    path("tra-cuu/m/<str:name>/<str:secret>/", following.follow_link, name="follow_link"),
    path("mot-cua/", counter.counter, name="counter"),
    path("mot-cua/tiep-nhan/", counter.intake, name="intake"),
    path("mot-cua/tiep-nhan/<str:code>/", counter.intake_of, name="intake_of"),
    path("mot-cua/so/", counter.register_page, name="register"),
    path("mot-cua/so/pdf/", counter.register_pdf, name="register_pdf"),
    path("ho-so/<str:name>/", dossier.dossier, name="dossier"),
    path("ho-so/<slug:key>/giay/<slug:kind>/", printing.printed, name="print"),
    path("ho-so/<slug:key>/tep/<slug:digest>/", printing.attachment, name="attachment"),
    path("ho-so/<slug:key>/<slug:deed>/", dossier.press, name="press"),
]
