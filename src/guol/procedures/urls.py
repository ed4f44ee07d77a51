"""Addresses of the catalogue, and of its editor."""

from django.urls import path

from guol.procedures import views
from guol.procedures.views import days, editor

app_name = "procedures"
urlpatterns = [
    path("thu-tuc/", views.catalogue_page, name="catalogue"),
    path("thu-tuc/<str:code>/", views.procedure, name="procedure"),
    path("thu-tuc/<str:code>/phien-ban/", editor.published, name="published"),
    path("thu-tuc/<str:code>/phien-ban/<int:number>.yaml", editor.version_file, name="file"),
    path("thu-tuc/<str:code>/soan/", editor.begin_from, name="begin_from"),
    path("lich-lam-viec/co-quan/", days.agencies_page, name="calendar_agencies"),
    path("lich-lam-viec/co-quan/<str:key>/", days.agency_page, name="calendar_agency"),
    path("lich-lam-viec/<int:year>/", days.calendar_page, name="calendar"),
    path("lich-lam-viec/<int:year>/<int:month>/<int:day>/", days.day_page, name="day"),
    path("danh-muc/", editor.drafts_page, name="drafts"),
    path("danh-muc/<str:key>/", editor.draft_page, name="draft"),
    path("danh-muc/<str:key>/van-ban/", editor.draft_text, name="draft_text"),
    path("danh-muc/<str:key>/van-ban.yaml", editor.draft_file, name="draft_file"),
    path("danh-muc/<str:key>/cong-bo/", editor.draft_publish, name="draft_publish"),
    path("danh-muc/<str:key>/bo/", editor.draft_drop, name="draft_drop"),
    path("danh-muc/<str:key>/<slug:slug>/", editor.draft_part, name="draft_part"),
    path("danh-muc/<str:key>/<slug:slug>/<str:place>/", editor.draft_row, name="draft_row"),
]
