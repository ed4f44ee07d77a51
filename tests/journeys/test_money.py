"""A morning of money and registers at the counter, as people walk it."""

import pytest

from tests.journeys.test_birth import PLACE, REFERENCE, a_scan, accept, fill_in, follow

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
LATE = "12/01/2025"  # more than sixty days before the day of the demonstration
FEE = "10.000 đ"
FEES = "/mot-cua/thu-phi/"


def lodge_late(citizen, child):
    """Lodge a late registration, which owes its fee; return reference and secret."""
    page = citizen.go("/thu-tuc/1.001193/nop/").page
    page.select_option("[name=competent]", label=PLACE)
    fill_in(page, child=child)
    page.fill("[name=f-child_born_on]", LATE)
    page.locator("input[type=file]").first.set_input_files(a_scan())
    page.locator("button[value=xem]").click()
    page.locator("button[value=gui]").click()
    page.wait_for_url("**/tra-cuu/da-nop/")
    return citizen.read(REFERENCE), page.locator(".panel b").nth(1).inner_text()


def an_accepted_late_one(walker, child):
    citizen = walker()
    reference, secret = lodge_late(citizen, child)
    return citizen, accept(walker().be("motcua.laee"), reference), secret


def unfold(page, summary):
    """Open a part of the page that is folded, if it is."""
    fold = page.locator("details", has=page.locator("summary", has_text=summary)).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def settle(clerk, number, **typed):
    """Settle the fee on the dossier's page."""
    page = clerk.go(f"/ho-so/{number}/").page
    unfold(page, "Phí, lệ phí phải nộp")
    form = page.locator("form[action$='/le-phi/']")
    if "ground" in typed:
        form.locator("[name=ground]").select_option(typed["ground"])
    form.locator("[name=paper]").fill(typed.get("paper", ""))
    form.locator("button").click()
    page.wait_for_load_state()


def open_the_drawer(clerk):
    page = clerk.go(FEES).page
    if page.locator("[name=opening_vnd]").count():
        page.fill("[name=opening_vnd]", "50.000")
        clerk.press("Mở quỹ")


def test_fees_by_cash_by_code_forgone_and_given_back_and_the_drawer_balances(walker):
    clerk = walker().be("motcua.laee")
    open_the_drawer(clerk)
    citizen, number, secret = an_accepted_late_one(walker, "Zơ Râm Hiên")
    follow(citizen, number, secret)
    citizen.go("/tra-cuu/le-phi/").see("fee-code")
    assert citizen.page.locator("svg").count() == 1
    code = citizen.read(r"(LP[0-9A-Z]+)")
    page = clerk.go("/mot-cua/sao-ke/").page
    page.fill("[name=text]", f"30/06/2025;FT-{clerk.size};+10.000;MBVCB {code} chuyen tien")
    clerk.press("Tìm khoản nộp")
    clerk.see("statement")
    assert number in clerk.text()
    clerk.press("Ghi nhận các khoản đủ tiền")
    clerk.see("booked")
    citizen.go("/tra-cuu/le-phi/").see("fee-paid")
    assert "Không còn khoản nào phải nộp." in citizen.text()

    _, second, _ = an_accepted_late_one(walker, "A Ting Lan")
    settle(clerk, second, ground="poor")
    clerk.see("exemption-without-paper")
    assert "giấy tờ chứng minh đã xem" in clerk.text()
    settle(clerk, second, ground="poor", paper="Giấy hộ nghèo số 12/2025")
    assert "Biên lai số" not in page.locator("aside").inner_text()

    _, third, _ = an_accepted_late_one(walker, "Cơ Lâu Mai")
    settle(clerk, third)
    clerk.see("cash-taken")
    assert page.get_by_role("link", name="Biên lai số").count() == 1
    clerk.go(FEES).see("day-of-fees")
    page.locator("tr", has_text=third).locator("a").first.click()
    page.wait_for_load_state()
    unfold(page, "Hoàn trả tiền")
    page.fill("[name=amount_vnd]", "4.000")
    page.locator("form[action$='/hoan/'] [name=why]").fill("Thu nhầm mức phí")
    page.select_option("[name=approver]", index=1)
    clerk.press("Hoàn trả")
    clerk.see("refund")
    assert "Thu nhầm mức phí" in clerk.text()

    page = clerk.go(FEES).page
    held = page.locator("#drawer").inner_text()
    page.fill("[name=counted_vnd]", held)
    page.fill("[name=receiver]", "Kế toán xã")
    clerk.press("Nộp quỹ")
    clerk.see("cash-book")
    assert held in clerk.text()
    assert clerk.fetch_pdf("In sổ quỹ").startswith(b"%PDF-")


def test_three_copies_are_certified_under_one_number(walker):
    clerk = walker().be("motcua.laee")
    open_the_drawer(clerk)
    page = clerk.go("/mot-cua/chung-thuc/").page
    clerk.see("certifying")
    page.fill("[name=requester]", "A Viết Nhứt")
    page.fill("[name=what]", "Bằng tốt nghiệp trung học phổ thông")
    page.fill("[name=pages]", "2")
    page.fill("[name=copies]", "3")
    if page.locator("[name=signer] option").count() > 1:
        page.select_option("[name=signer]", index=1)
    clerk.press("Chứng thực và lấy số")
    page.wait_for_url("**/chung-thuc/*/")
    clerk.see("certified")
    assert "12.000 đ" in clerk.text()
    assert "/2025-SCT/BS" in clerk.text()
    assert clerk.fetch_pdf("In lời chứng").startswith(b"%PDF-")
    page.locator("form[action$='/le-phi/'] button").click()
    page.wait_for_load_state()
    assert "Đã nộp" in clerk.text()
    page = clerk.go("/mot-cua/quyen-so/").page
    clerk.see("registers")
    page.get_by_role("link", name="Sổ chứng thực bản sao từ bản chính").click()
    page.wait_for_load_state()
    clerk.see("register")
    assert "A Viết Nhứt" in clerk.text()
    assert clerk.fetch_pdf("In các trang sổ").startswith(b"%PDF-")


def test_a_copy_that_a_dossier_asks_for_is_certified_from_its_page(walker):
    clerk = walker().be("motcua.laee")
    page = clerk.go("/mot-cua/tiep-nhan/2.000815/").page
    page.fill("[name=applicant]", "Pơ Loong Brao")
    page.fill("[name=phone]", "0905000111")
    page.fill("[name=f-document]", "Giấy phép lái xe")
    page.fill("[name=f-pages]", "3")
    page.fill("[name=f-copies]", "2")
    for box in page.locator("[name=laid]").all():
        box.check()
    page.locator("button[accesskey=s]").click()
    page.wait_for_url("**/ho-so/**")
    assert FEE in clerk.text()
    page.get_by_role("link", name="Chứng thực và lấy số").click()
    page.wait_for_url("**/chung-thuc/**")
    clerk.see("certifying-for-dossier")
    assert page.locator("[name=what]").input_value() == "Giấy phép lái xe"
    if page.locator("[name=signer] option").count() > 1:
        page.select_option("[name=signer]", index=1)
    clerk.press("Chứng thực và lấy số")
    page.wait_for_url("**/chung-thuc/*/")
    clerk.see("certified-for-dossier")
    assert "Chưa nộp" not in clerk.text()
    page.locator("main a[href^='/ho-so/']").click()
    page.wait_for_url("**/ho-so/**")
    clerk.see("dossier-certified")
    assert "/2025-SCT/BS" in clerk.text()


def test_an_entry_is_found_in_its_register_and_a_change_is_noted_beside_it(walker):
    officer = walker().be("tuphap.laee")
    page = officer.go("/mot-cua/quyen-so/").page
    officer.see("registers-of-civil-status")
    page.get_by_role("link", name="Sổ đăng ký khai sinh").click()
    page.wait_for_load_state()
    officer.see("register-of-births")
    line = page.locator("tbody tr").first
    number, name = line.locator("a").inner_text(), line.locator("td").nth(1).inner_text()
    page.fill("[name=tim]", name)
    officer.press("Tìm")
    page.get_by_role("link", name=number, exact=True).click()
    page.wait_for_url("**/ho-tich/**")
    page.fill("[name=what]", "Cải chính năm sinh của mẹ: 1996, không phải 1969")
    page.fill("[name=ground]", f"Quyết định 12/QĐ-UBND ngày 30/06/2025 ({officer.size})")
    officer.press("Ghi chú vào sổ")
    officer.see("entry-with-note")
    assert "Cải chính năm sinh của mẹ" in officer.text()
    page = officer.go("/mot-cua/quyen-so/birth-2025-1/").page
    officer.see("register-of-births-noted")
    assert "Cải chính năm sinh của mẹ" in officer.text()
    assert officer.fetch_pdf("In các trang sổ").startswith(b"%PDF-")
