"""Every form filled in, for both circulars: for tests, for figures, for looking at."""

from guol.papers.rules import form_number

SETS = ("2018", "2025")
SEAL = "HTTPS://MOTCUA.NAMGIANG.EXAMPLE.VN/KIEM-TRA/" + "AB234567" * 24
HEAD = {
    "agency": "Bộ phận tiếp nhận và trả kết quả xã La Êê",
    "superior": "UBND xã La Êê",
    "competent": "UBND xã La Êê",
    "number": "000.02.99.H47-250630-0012",
    "reference": "NOP-7F3K-22AA-9C01",
    "procedure": "Đăng ký khai sinh",
    "procedure_code": "1.001193",
    "applicant": "Bh'riu Thị Pơ Loong",
    "about": "A Viết Minh",
    "address": "Thôn Pà Ooi, xã La Êê",
    "phone": "0905 123 456",
    "email": "poloong@example.vn",
    "received_at": "14:20 30/06/2025",
    "due": "17:00 30/06/2025",
    "hotline": "0235 3840 001",
    "place_and_date": "La Êê, ngày 30 tháng 6 năm 2025",
    "foot": "000.02.99.H47-250630-0012 · Xã La Êê",
    "printed_at": "14:21 30/06/2025",
    "site": "motcua.namgiang.example.vn/tra-cuu/",
    "check_site": "motcua.namgiang.example.vn/kiem-tra/",
}
ROW = {
    "step": "B4",
    "what": "Thẩm định, dự thảo kết quả, ghi sổ",
    "giver": "UBND xã La Êê",
    "person": "Zơ Râm Thị Bích",
    "taker": "UBND xã La Êê",
    "taker_role": "Chủ tịch",
    "at": "14:25 30/06/2025",
    "result": "Trước hạn",
    "note": "",
}
LINE = {
    "number": "000.02.99.H47-250630-0012",
    "procedure": "Đăng ký khai sinh",
    "applicant": "A Viết Minh",
    "address": "Thôn Pà Ooi, xã La Êê",
    "contact": "0905 123 456",
    "competent": "UBND xã La Êê",
    "received_at": "14:20 30/06/2025",
    "due": "17:00 30/06/2025",
    "passed_at": "14:25 30/06/2025",
    "ended_at": "16:10 30/06/2025",
    "returned_at": "16:30 30/06/2025",
    "how": "Tại quầy",
    "receiver": "Bh'riu Thị Pơ Loong",
}
PAPERS = [
    {"name": "Giấy chứng sinh", "kind": "Bản chính", "count": 1},
    {"name": "Giấy chứng nhận kết hôn của cha mẹ", "kind": "Bản sao", "count": 1},
    {"name": "Căn cước công dân của người đi khai sinh", "kind": "Bản điện tử", "count": 1},
]
WANTED = [
    {"name": "Giấy chứng sinh", "reason": "Ảnh mờ, không đọc được ngày sinh"},
    {"name": "Văn bản ủy quyền", "reason": "Chưa có trong hồ sơ"},
]
LETTER = {
    "issuer": "UBND xã La Êê",
    "paper_number": "03",
    "field": "Hộ tịch",
    "signer_role": "Thủ trưởng cơ quan",
    "signer": "Pơ Loong Hạnh",
}
DOSSIER = {
    "number": "000.02.99.H47-250630-0012",
    "procedure": "Đăng ký khai sinh",
    "about": "A Viết Minh",
    "competent": "UBND xã La Êê",
    "papers": PAPERS,
    "due": "17:00 30/06/2025",
    "fee_text": "không thu",
    "secret": "K7M2-9QXA-4T",
}
OF_THE_LAW = {
    "receipt": {
        "papers": PAPERS,
        "clerk": "A Lăng Hùng",
        "link": "https://motcua.namgiang.example.vn/tra-cuu/m/NOP-7F3K-22AA-9C01/K7M29QXA4T/",
        "secret": "K7M2-9QXA-4T",
        "limit": "trong ngày làm việc; nhận sau 15 giờ thì trả vào ngày làm việc tiếp theo",
        "why": [
            "Hồ sơ được tiếp nhận lúc 14:20 30/06/2025. (D13)",
            "Kết quả trả ngay trong ngày làm việc đó. (D1)",
            "Vậy hẹn trả kết quả lúc 17:00 30/06/2025.",
        ],
    },
    "supplement": {"wanted": WANTED, "officer": "A Lăng Hùng", "effect": "pause"},
    "refusal": {
        "reason": "Trẻ đã được đăng ký khai sinh tại UBND xã Chơ Chun ngày 12/03/2025.",
        "way_on": "Xin cấp bản sao trích lục tại bất kỳ bộ phận một cửa nào.",
        "officer": "A Lăng Hùng",
    },
    "apology": LETTER
    | {
        "reason": "Đường vào xã bị sạt lở, giấy tờ gốc chưa chuyển tới nơi giải quyết.",
        "new_due": "17:00 07/07/2025",
    },
    "stop": LETTER
    | {
        "reason": "Người nộp hồ sơ không bổ sung giấy tờ sau khi đã được yêu cầu.",
        "way_on": "Nộp lại hồ sơ khi đã có đủ giấy tờ.",
        "stopped_at": "16:00 30/06/2025",
    },
    "control_slip": {"rows": [ROW] * 7},
    "ledger": {
        "rows": [LINE] * 8,
        "first": "01/06/2025",
        "last": "30/06/2025",
        "clerk": "A Lăng Hùng",
    },
}
OUR_OWN = {
    "reminder": {},
    "ticket": {
        "number": "A012",
        "what": "Hộ tịch",
        "is_priority": True,
        "taken_at": "08:05 30/06/2025",
        "before": "Trước bà con còn 4 người.",
        "wait": "20 đến 35 phút",
        "doubt": "Ước từ 14 lượt phục vụ hôm nay và 2 cửa đang mở. Đây không phải lời hẹn: "
        "gặp hồ sơ khó hoặc có người thuộc diện ưu tiên thì lâu hơn.",
        "link": "https://motcua.namgiang.example.vn/lay-so/u20698.1-motcua/phieu/" + "a1" * 16,
    },
    "visit_receipt": {
        "dossiers": [
            DOSSIER,
            DOSSIER
            | {"procedure": "Đăng ký thường trú", "number": "000.02.99.H47-250630-0013"},
            DOSSIER | {"procedure": "Cấp thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi"},
        ],
        "clerk": "A Lăng Hùng",
    },
    "visit_reminder": {
        "dossiers": [
            DOSSIER,
            DOSSIER
            | {"procedure": "Đăng ký thường trú", "number": "000.02.99.H47-250630-0013"},
        ]
    },
    "receipt_pad": {
        "numbers": [f"000.02.99.H47-P250630-{number:04d}" for number in range(1, 6)],
    },
    "fee_receipt": {
        "number": "0000012",
        "book": "2025",
        "payer": HEAD["applicant"],
        "matter_number": HEAD["number"],
        "amount": "10.000 đồng",
        "amount_in_words": "Mười nghìn đồng",
        "taken_at": "14:20 30/06/2025",
        "clerk": "A Lăng Hùng",
        "voided": "",
    },
    "result": {
        "result": "Giấy xác nhận tình trạng hôn nhân",
        "sources": ["Luật Hộ tịch 60/2014/QH13", "Nghị định 123/2015/NĐ-CP, Điều 21-23"],
        "fields": {"a": "A Viết Minh", "b": "Đăng ký kết hôn với Bh'nướch Thị Lan"},
        "labels": {"a": "Họ tên", "b": "Mục đích sử dụng"},
        "signer": "Zơ Râm Nhía",
        "signer_role": "Chủ tịch",
    },
    "birth_certificate": {
        "fields": {"a": "A Viết Minh"},
        "labels": {"a": "Họ tên"},
        "outside_number": "0" * 12,
    },
}


def filled(form: str, form_set: str = "2018") -> dict[str, object]:
    """What stands in a form of one of the circulars."""
    values = OF_THE_LAW.get(form)
    if values is None:
        values = OUR_OWN[form]
    number = form_number(form_set, "receipt" if form == "visit_receipt" else form)
    return HEAD | {"form_set": form_set, "form_number": number, "seal": SEAL} | values
