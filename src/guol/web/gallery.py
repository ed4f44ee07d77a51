"""Something of everything, to look at. What it says is made up."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from guol.web.forms import DayField, Form, PartsField

KINDS = [("moi", "Đăng ký mới"), ("lai", "Đăng ký lại"), ("sao", "Cấp bản sao trích lục")]
WRONG = {"w-key": "k", "w-born_0": "31", "w-born_1": "2", "w-born_2": "2026"}
PAPERS = [("cs", "Giấy chứng sinh"), ("kh", "Giấy chứng nhận kết hôn"), ("cc", "Căn cước")]


class Sample(Form):
    """One field of each kind."""

    name = forms.CharField(
        label="Họ, chữ đệm, tên của trẻ",
        help_text="Viết đúng như muốn ghi trong giấy khai sinh.",
    )
    number = forms.CharField(
        label="Số định danh của người yêu cầu",
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    born = PartsField(label="Ngày sinh của trẻ", help_text="Ví dụ: 24 11 2026")
    due = DayField(label="Ngày cấp giấy chứng sinh", help_text="Ví dụ: 24/11/2026")
    kind = forms.ChoiceField(label="Bạn cần việc gì?", choices=KINDS, widget=forms.RadioSelect)
    papers = forms.MultipleChoiceField(
        label="Giấy tờ mang theo", choices=PAPERS, widget=forms.CheckboxSelectMultiple
    )
    place = forms.ChoiceField(
        label="Nơi nhận kết quả", choices=[("", "Chọn một nơi"), ("zuoih", "Xã Zuôih")]
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    scan = forms.FileField(label="Ảnh chụp giấy chứng sinh", help_text="JPEG, PNG hoặc PDF.")
    sure = forms.BooleanField(label="Tôi cam đoan những điều khai trên là đúng sự thật")


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Return the example content of every component."""
    pages = Paginator([str(number) for number in range(60)], 20)
    return {
        "form": Sample(),
        "wrong": Sample(WRONG, prefix="w"),
        "page": pages.get_page(request.GET.get("trang", "2")),
        "crumbs": [("Một cửa", "/"), ("Hồ sơ 24-0007", "")],
        "rows": [
            ("Người nộp", "Zơ Râm Bh'riu"),
            ("Thủ tục", "Đăng ký khai sinh (1.001193)", ("/", "Sửa")),
            ("Hẹn trả", "15:00 ngày 24/11/2026"),
        ],
        "steps": [
            ("done", "Tiếp nhận hồ sơ", "Một cửa xã Zuôih, 08:10"),
            ("now", "Kiểm tra, ghi sổ hộ tịch", "Công chức tư pháp, hộ tịch, còn 3 giờ"),
            ("next", "Ký giấy khai sinh", "Lãnh đạo UBND xã"),
            ("next", "Trả kết quả", ""),
        ],
        "events": [
            (datetime(2026, 11, 24, 1, 10, tzinfo=UTC), "Nhận hồ sơ", "Bh'nướch Thị Mai"),
            (datetime(2026, 11, 24, 2, 40, tzinfo=UTC), "Chuyển cán bộ tư pháp", ""),
        ],
        "figures": [
            (12, "hồ sơ đang chờ", "/", ""),
            (3, "đến hạn hôm nay", "/", "warn"),
            (1, "quá hạn", "/", "bad"),
            ("98 %", "đúng hạn tháng này", "", "good"),
        ],
        "tasks": [
            ("Tờ khai đăng ký khai sinh", "/", "Đủ", "good", ""),
            (
                "Giấy chứng sinh",
                "/",
                "Thiếu trang 2",
                "bad",
                "Bản chính hoặc văn bản thay thế.",
            ),
            ("Ảnh căn cước", "", "Không bắt buộc", "plain", ""),
        ],
        "dossiers": [
            ("H48.24-0007", "Zơ Râm Bh'riu", "15:00 24/11/2026", "Đến hạn hôm nay", "warn"),
            ("H48.24-0003", "A Viết Thị Chơ", "15:00 23/11/2026", "Quá hạn 1 ngày", "bad"),
            ("H48.24-0001", "Nguyễn Văn An", "15:00 27/11/2026", "Còn hạn", "good"),
        ],
    }
