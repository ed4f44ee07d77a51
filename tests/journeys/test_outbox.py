"""No line, half a line, another's turn: what was pressed is neither lost nor done twice."""

import sqlite3
from contextlib import closing, suppress

import pytest
from playwright.sync_api import Error

from bench.badline import BadProxy, Chaos

pytestmark = [pytest.mark.journey, pytest.mark.heavy]
BIRTH = "/thu-tuc/1.001193/nop/"
CHAOS = Chaos(cut_upload=0.3, drop_answer=0.3, seed=5)
WAIT_MS = 30_000
FORMS = "guol.all().then(all => all.map(({k, s, to, me}) => ({k, s, to, me})))"


@pytest.fixture
def line(served):
    """A line that breaks most forms on their way."""
    with BadProxy(int(served.rpartition(":")[2]), chaos=CHAOS) as proxy:
        yield proxy


@pytest.fixture
def district(served_data):
    """What the district's database answers."""

    def ask(statement):
        with closing(sqlite3.connect(served_data / "guol.sqlite3", timeout=30)) as database:
            return database.execute(statement).fetchall()

    return ask


@pytest.fixture
def phone(chromium, line):
    context = chromium.new_context(viewport={"width": 360, "height": 640}, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(line.url + "/")
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.goto(line.url + "/thu-tuc/")
    yield page
    context.close()


def until(page, condition, *, tries=150):
    """Look every 0.2 s whether something has come about in the browser.

    It may come about on the page that follows: one that goes just then is no answer.
    """
    for _ in range(tries):
        with suppress(Error):
            if page.evaluate(condition):
                return
        page.wait_for_timeout(200)
    raise AssertionError(f"never: {condition}; {page.evaluate(FORMS)}")


def reach(page, address, *, tries=10):
    """Go there; a page that is still on its way may come between, so perhaps once more."""
    for _ in range(tries - 1):
        with suppress(Error):
            page.goto(address)
            return
    page.goto(address)


def sign_in(page, login):
    """A sign-in is no form that waits: over such a line it is pressed again."""
    demo = "/".join(page.url.split("/")[:3]) + "/demo/"
    page.goto(demo)
    while not page.url.endswith("/mot-cua/"):
        with suppress(Error):
            page.goto(demo)
            page.locator(f"button:text-is('{login}')").click()
        page.wait_for_load_state()
    until(page, "guol.who().then(who => !!who.key)")


def opened(page, line):
    """Open the form that waits; where the line breaks just then, it waits on: once more."""
    for _ in range(10):
        until(page, "guol.flush() && guol.all().then(all => all[0].s != 'wait')")
        page.goto(line.url + "/cho-gui/")
        page.locator("button[value=open]").click()
        with suppress(Error):
            page.wait_for_url("**/nop/", timeout=5_000)
            return
    raise AssertionError(f"never opened: {page.evaluate(FORMS)}")


def fill_birth(page, child):
    page.select_option("[name=competent]", index=1)
    page.evaluate(
        """child => {
            document.querySelector('[name=f-child_name]').value = child;
            document.querySelector('main form').noValidate = true;
        }""",
        child,
    )


def test_a_form_pressed_without_a_line_is_kept_and_comes_back(phone, line):
    sign_in(phone, "motcua.thanhmy")
    phone.goto(line.url + BIRTH)
    fill_birth(phone, "Hôih Thử")
    phone.context.set_offline(True)
    phone.locator("main form button").first.click()
    phone.wait_for_url("**/cho-gui/")
    phone.locator("#waiting").get_by_text("Đã lưu; sẽ gửi ngay khi có kết nối.").wait_for()
    assert phone.inner_text("#out b") == "1"

    # Kept on the device, and readable to nobody who looks at the device.
    kept = phone.evaluate(
        "guol.all().then(all => new TextDecoder().decode(all[0].b).includes('Hôih'))"
    )
    assert kept is False

    # The page seen before is there, too, and says that it is old.
    phone.goto(line.url + BIRTH)
    assert phone.is_visible("#old")
    keys = "guol.all().then(all => [all[0].k, document.querySelector('main [name=key]').value])"
    assert len(set(phone.evaluate(keys))) == 2  # another act, if it is filled in again
    phone.goto(line.url + "/khong-mo-bao-gio/")
    assert phone.inner_text("h1") == "Đang chờ gửi"

    # With a line it goes by itself. Something has to be put right: that is said beside it.
    phone.context.set_offline(False)
    opened(phone, line)
    assert phone.input_value("[name=f-child_name]") == "Hôih Thử"


def test_who_signs_out_is_warned_and_leaves_nothing(phone, line):
    sign_in(phone, "motcua.thanhmy")
    phone.goto(line.url + BIRTH)
    fill_birth(phone, "Hôih Bỏ")
    phone.context.set_offline(True)
    phone.locator("main form button").first.click()
    phone.wait_for_url("**/cho-gui/")
    phone.context.set_offline(False)
    until(phone, "guol.flush() && guol.all().then(all => all[0].s != 'wait')")
    phone.goto(line.url + "/mot-cua/")
    until(phone, "!document.getElementById('out').hidden")
    asked = []
    phone.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    phone.get_by_role("button", name="Đăng xuất").click()
    assert "chưa gửi được" in asked[0]
    assert len(phone.evaluate(FORMS)) == 1
    phone.once("dialog", lambda dialog: dialog.accept())
    with suppress(Error), phone.expect_navigation():  # its answer, too, may be lost on the way
        phone.get_by_role("button", name="Đăng xuất").click()
    reach(phone, line.url + "/cho-gui/")
    until(phone, "guol.all().then(all => !all.length)")
    until(phone, "guol.who().then(who => !who.key)")


def test_each_act_is_done_once_over_a_line_that_breaks_most(phone, line, district):
    sign_in(phone, "motcua.thanhmy")
    before = district("SELECT count(*) FROM people_person")[0][0]
    for number in range(6):
        phone.goto(line.url + "/nguoi/dang-ky/")
        fill_person(phone, number)
        phone.locator("main form button").first.click()
        phone.wait_for_load_state()
    until(phone, "guol.flush() && guol.all().then(all => all.every(one => one.s == 'done'))")
    broken = line.counters.uploads_cut + line.counters.answers_dropped
    assert broken >= 3
    assert district("SELECT count(*) FROM people_person")[0][0] == before + 6


def fill_person(page, number):
    page.fill("[name=name]", f"Hôih Một Lần {number}")
    page.evaluate("document.querySelector('main form').noValidate = true")


def test_who_signs_out_without_a_line_is_out_here_at_once_and_there_later(phone, line):
    sign_in(phone, "motcua.thanhmy")
    reach(phone, line.url + "/mot-cua/")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Đăng xuất").click()
    phone.locator("#left").wait_for()
    assert "Bạn đã đăng xuất trên máy này" in phone.inner_text("#left")
    reach(phone, line.url + "/mot-cua/")  # seen before, and no longer kept
    phone.locator("#left").wait_for()
    phone.context.set_offline(False)
    for _ in range(10):  # its answer, too, may be lost on the way
        reach(phone, line.url + "/mot-cua/")
        if phone.get_by_role("heading", name="Xin đăng nhập trước").is_visible():
            break
    assert phone.inner_text("h1") == "Xin đăng nhập trước"
    until(phone, "guol.who().then(who => !who.out)")
