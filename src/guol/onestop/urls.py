"""Addresses of the one-stop shop."""

from django.urls import path, re_path

from guol.onestop.views import (
    checking,
    citizen,
    counter,
    dossier,
    following,
    paying,
    printing,
)

app_name = "onestop"
urlpatterns = [
    path("thu-tuc/<str:code>/nop/", citizen.lodge, name="lodge"),
    path("tra-cuu/", following.follow, name="follow"),
    path("tra-cuu/da-nop/", following.lodged, name="lodged"),
    path("tra-cuu/ho-so/", following.followed, name="followed"),
    path("tra-cuu/bo-sung/", following.answer, name="answer"),
    path("tra-cuu/giay/<slug:kind>/", following.follow_print, name="follow_print"),
    path("tra-cuu/le-phi/", paying.own_fee, name="own_fee"),
    path("tra-cuu/le-phi/pdf/", paying.own_fee_notice, name="own_fee_notice"),
    path("tra-cuu/bien-lai/<slug:receipt>/", paying.own_receipt, name="own_receipt"),
    path("tra-cuu/thoi/", following.forget, name="forget"),
    path("tra-cuu/cua-toi/<slug:key>/", following.follow_own, name="follow_own"),
    path("tra-cuu/m/<str:name>/<str:secret>/", following.follow_link, name="follow_link"),
    path("kiem-tra/", checking.check, name="check"),
    path("kiem-tra/khoa.json", checking.keys, name="check_keys"),
    path("kiem-tra/kiem_tra_giay.py", checking.program, name="check_program"),
    path("kiem-tra/<str:code>/", checking.check, name="check_code"),
    re_path(r"^KIEM-TRA/(?P<code>[A-Z2-7]+)/?$", checking.check),  # as QR codes bear it
    path("mot-cua/", counter.counter, name="counter"),
    path("mot-cua/tiep-nhan/", counter.intake, name="intake"),
    path("mot-cua/tiep-nhan/<str:code>/", counter.intake_of, name="intake_of"),
    path("mot-cua/so/", counter.register_page, name="register"),
    path("mot-cua/so/pdf/", counter.register_pdf, name="register_pdf"),
    path("mot-cua/sao-ke/", paying.statement, name="statement"),
    path("ho-so/<str:name>/", dossier.dossier, name="dossier"),
    path("ho-so/<slug:key>/ma-qr/", paying.fee_code, name="fee_code"),
    path("ho-so/<slug:key>/ma-qr/pdf/", paying.fee_notice, name="fee_notice"),
    path("ho-so/<slug:key>/bien-lai/<slug:receipt>/", paying.paid_receipt, name="fee_receipt"),
    path("ho-so/<slug:key>/giay/<slug:kind>/", printing.printed, name="print"),
    path("ho-so/<slug:key>/tep/<slug:digest>/", printing.attachment, name="attachment"),
    path("ho-so/<slug:key>/<slug:deed>/", dossier.press, name="press"),
]
