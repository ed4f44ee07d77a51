"""Addresses of money at the counter."""

from django.urls import path

from guol.payments.views import books, day, receipts

app_name = "payments"
urlpatterns = [
    path("mot-cua/thu-phi/", day.fees, name="fees"),
    path("mot-cua/thu-phi/mo-quy/", day.start, name="start"),
    path("mot-cua/thu-phi/quy/", day.drawers, name="drawers"),
    path("mot-cua/thu-phi/quy/<int:place>/", day.cash_book, name="cash_book"),
    path("mot-cua/thu-phi/quy/<int:place>/pdf/", day.cash_book_paper, name="cash_book_pdf"),
    path("mot-cua/thu-phi/quy/<int:place>/nop/", day.hand_over, name="hand_over"),
    path("mot-cua/thu-phi/bang-ke/", day.period, name="period"),
    path("mot-cua/thu-phi/bang-ke/csv/", day.period_csv, name="period_csv"),
    path("mot-cua/thu-phi/quyen/", books.books, name="books"),
    path("mot-cua/thu-phi/quyen/<slug:book>/dong/", books.close, name="close"),
    path("mot-cua/thu-phi/tai-khoan/", books.account, name="account"),
    path("mot-cua/thu-phi/<slug:key>/", receipts.receipt, name="receipt"),
    path("mot-cua/thu-phi/<slug:key>/pdf/", receipts.receipt_pdf, name="receipt_pdf"),
    path("mot-cua/thu-phi/<slug:key>/huy/", receipts.void, name="void"),
    path("mot-cua/thu-phi/<slug:key>/hoan/", receipts.refund, name="refund"),
]
