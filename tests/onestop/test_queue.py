"""The queue of a counter: who is next, who calls whom, what the hall sees."""

import gzip
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from guol.kernel.clock import legal_day
from guol.kernel.errors import Conflict, Refused
from guol.kernel.ids import new_key
from guol.kernel.worktime import ORDINARY_HOURS
from guol.onestop.actions import queue as verbs
from guol.onestop.actions.queue import Press, Wish
from guol.onestop.actions.slips import make_ticket
from guol.onestop.models.queue import QueueDay, Ticket, Window, WindowPress
from guol.onestop.queries.parking import parked_at
from guol.onestop.queries.queue import queue_of, ticket
from guol.onestop.rules import queue as rules
from guol.onestop.rules.queue import (
    ABSENT,
    CLOSED,
    DONE,
    ENDED,
    INFORMATION,
    LODGE,
    MOST_IN_A_ROW,
    MOST_WAITING,
    RESULT,
    STEPS_BACK,
    Queue,
    TicketCard,
    WindowCard,
    line,
    next_of,
    run_after,
    wait_for,
    why_no_ticket,
)
from guol.onestop.rules.reasons import (
    NobodyAtWindow,
    QueueClosed,
    QueueFull,
    TicketsTooFast,
    WindowShut,
    WindowTaken,
)
from tests.onestop.given import BIRTH
from tests.onestop.test_parking import typed
from tests.onestop.world import COUNTER, MONDAY, OTHER_COUNTER, a_colleague, sign_in_as

DAY = legal_day(MONDAY)
MINUTE = timedelta(minutes=1)
KIOSK = f"/lay-so/{COUNTER}/"
WINDOW = "/mot-cua/goi-so/"
PAGE_BYTES = 8_192
_keys = count(1)


def a_card(turn, **changes):
    given = {"key": f"t-{turn}", "desk": COUNTER, "day": DAY, "turn": turn, "topic": LODGE}
    return TicketCard(**given | {"taken_at": MONDAY} | changes)


def cards(flags):
    """Tickets in the order of their turns; True for one that comes first."""
    return [a_card(turn, is_priority=flag) for turn, flag in enumerate(flags, start=1)]


def a_window(number=1, **changes):
    given = {"number": number, "person": f"p-{number}", "opened_on": DAY, "is_paused": False}
    return WindowCard(**given | {"presses": 1} | changes)


# ── the rules ────────────────────────────────────────────────────────────────────────────

flags = st.lists(st.booleans(), max_size=30)
spans = st.lists(st.integers(0, 7200).map(lambda s: timedelta(seconds=s)), max_size=40)


@given(flags, st.integers(0, 5), st.integers(0, 9))
def test_everybody_who_waits_is_called_once(waiting, run, calls):
    told = line(cards(waiting), run=run, calls=calls)
    assert sorted(each.turn for each in told) == list(range(1, len(waiting) + 1))


@given(flags)
def test_among_equals_the_lower_number_comes_first(waiting):
    told = line(cards(waiting), run=0, calls=0)
    for flag in (True, False):
        turns = [each.turn for each in told if each.is_priority is flag]
        assert turns == sorted(turns)


@given(flags, st.integers(0, 5))
def test_never_more_priorities_in_a_row_than_may_be_while_another_waits(waiting, run):
    rest = cards(waiting)
    while called := next_of(rest, run=run, calls=0):
        if called.is_priority and run >= MOST_IN_A_ROW:
            assert all(each.is_priority for each in rest)
        rest.remove(called)
        run = run_after(run, called)


@given(st.integers(0, 12), st.integers(0, 5))
def test_nobody_waits_for_ever_however_many_priorities_come(before, run):
    """Before each call another elder comes in; the last of the others is called too."""
    rest, turns = cards([False] * (before + 1)), count(100)
    for calls in range((before + 1) * (MOST_IN_A_ROW + 1)):
        rest.append(a_card(next(turns), is_priority=True))
        called = next_of(rest, run=run, calls=calls)
        rest.remove(called)
        run = run_after(run, called)
    assert all(each.is_priority for each in rest)


def test_priorities_come_first_then_one_of_the_others():
    told = line(cards([False, False, True, True, True]), run=0, calls=0)
    assert [each.turn for each in told] == [3, 4, 1, 5, 2]


@given(st.lists(st.booleans(), min_size=STEPS_BACK, max_size=12), st.booleans())
def test_who_did_not_come_is_called_after_three_others(others, is_priority):
    gone = a_card(99, is_priority=is_priority, state="called", window=1)
    back = rules.after_absence(gone, calls=7, at=MONDAY)
    told = line([*cards(others), back], run=0, calls=7)
    assert told.index(back) >= STEPS_BACK


def test_who_did_not_come_and_is_alone_is_called_at_once():
    back = rules.after_absence(a_card(1, state="called"), calls=1, at=MONDAY)
    assert next_of([back], run=0, calls=1) == back


def test_the_second_time_it_ends():
    once = rules.after_absence(a_card(1, state="called"), calls=1, at=MONDAY)
    twice = rules.after_absence(replace(once, state="called"), calls=5, at=MONDAY)
    assert (twice.state, twice.ended, twice.ended_at) == (ENDED, ABSENT, MONDAY)


@given(st.integers(0, 98), spans, st.integers(1, 9))
def test_a_wait_is_a_stretch_of_whole_fives(before, services, windows):
    wait = wait_for(before, services, windows)
    assert 0 <= wait.least <= wait.most
    assert wait.least % 5 == wait.most % 5 == 0
    assert wait.most > 0


@given(st.integers(0, 50), spans, st.integers(1, 8))
def test_more_before_wait_longer_and_more_windows_shorter(before, services, windows):
    wait = wait_for(before, services, windows)
    assert wait_for(before + 1, services, windows).most >= wait.most
    assert wait_for(before, services, windows + 1).most <= wait.most


def test_without_a_window_no_wait_is_told():
    assert wait_for(3, [], 0) is None


def test_the_wait_is_measured_as_soon_as_enough_were_served():
    ten = timedelta(minutes=10)
    assert wait_for(2, [ten] * 4, 1).measured == 0
    assert (wait_for(2, [ten] * 5, 1).least, wait_for(2, [ten] * 5, 1).most) == (20, 30)


@given(st.lists(st.integers(0, 36_000), max_size=400))
def test_one_finger_cannot_empty_the_roll(seconds):
    queue = Queue(desk=COUNTER, day=DAY, windows=(a_window(),))
    begin = MONDAY - timedelta(hours=1)
    for turn, second in enumerate(sorted(seconds), start=1):
        at = begin + timedelta(seconds=second % 3_600)
        if why_no_ticket(queue, ORDINARY_HOURS, at, from_here=0) is None:
            queue = replace(queue, tickets=(*queue.tickets, a_card(turn, taken_at=at)))
    assert len(queue.tickets) <= MOST_WAITING


@pytest.mark.parametrize(
    ("changes", "from_here", "reason"),
    [
        ({"is_ended": True}, 0, QueueClosed()),
        ({"day": DAY - timedelta(days=1)}, 0, QueueClosed()),
        ({}, rules.MOST_FROM_ONE_PLACE, TicketsTooFast()),
        ({"tickets": tuple(cards([False] * 3))}, 0, TicketsTooFast()),
        (
            {"tickets": tuple(a_card(n, taken_at=MONDAY - 30 * MINUTE) for n in range(1, 100))},
            0,
            QueueFull(most=MOST_WAITING),
        ),
        ({}, 0, None),
    ],
)
def test_why_no_ticket_is_given(changes, from_here, reason):
    queue = Queue(**{"desk": COUNTER, "day": DAY, "windows": (a_window(),)} | changes)
    assert why_no_ticket(queue, ORDINARY_HOURS, MONDAY, from_here=from_here) == reason


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"),
    [(6, 29, False), (6, 30, True), (16, 59, True), (17, 0, False)],
)
def test_tickets_are_given_from_an_hour_before_opening(hour, minute, is_open):
    at = MONDAY.replace(hour=hour, minute=minute) - timedelta(hours=7)
    queue = Queue(desk=COUNTER, day=DAY)
    assert rules.is_open(queue, ORDINARY_HOURS, at) is is_open
    assert not rules.is_open(queue, (), at)
    assert rules.is_open(replace(queue, windows=(a_window(),)), (), at)


# ── the verbs ────────────────────────────────────────────────────────────────────────────


def take(desk=COUNTER, at=MONDAY, key=None, **wish):
    wish = Wish(**{"topic": LODGE} | wish)
    key = key or f"ticket-{next(_keys)}"
    given = {"desk": desk, "at": at, "sessions": ORDINARY_HOURS}
    return verbs.take_ticket(key, wish, **given)


def some(number, **wish):
    """So many people who came in the last hours, ten minutes apart."""
    keys = [take(at=MONDAY - 10 * MINUTE * (number - n), **wish) for n in range(number)]
    return [ticket(key, COUNTER).name for key in keys]


def presses(person, desk=COUNTER):
    own = queue_of(desk, DAY).window_of(person)
    return own.presses if own else 0


def a_press(person="p-1", desk=COUNTER, at=MONDAY, **changes):
    given = {"key": f"press-{next(_keys)}", "desk": desk, "person": person, "at": at}
    return Press(**given | {"seen": presses(person, desk)} | changes)


def sit(number=1, person=None):
    verbs.open_window(a_press(person or f"p-{number}"), number=number)


def call(person="p-1", **changes):
    """Call the next; return the number that was called, empty for none."""
    key = verbs.call_next(a_press(person, **changes))
    return ticket(key, COUNTER).name if key else ""


@pytest.mark.django_db
@pytest.mark.db
class TestVerbs:
    def test_numbers_count_by_day_and_letters_say_what_for(self):
        take()
        take(topic=RESULT)
        key = take(topic=INFORMATION)
        assert ticket(key, COUNTER).name == "C003"
        tomorrow = take(at=MONDAY + timedelta(days=1))
        assert ticket(tomorrow, COUNTER).name == "A001"

    def test_the_same_form_gets_the_same_number(self):
        assert take(key="k") == take(key="k") == "k"
        assert Ticket.objects.count() == 1

    def test_counters_do_not_share_a_queue(self):
        take()
        key = take(desk=OTHER_COUNTER)
        assert ticket(key, OTHER_COUNTER).turn == 1
        assert ticket(key, COUNTER) is None

    def test_a_call_ends_with_the_one_before(self):
        some(2)
        sit()
        assert [call(), call(), call()] == ["A001", "A002", ""]
        assert {each.ended for each in queue_of(COUNTER, DAY).tickets} == {DONE}

    def test_a_press_sent_again_calls_nobody_else(self):
        some(2)
        sit()
        press = a_press()
        assert verbs.call_next(press) == verbs.call_next(press)
        assert queue_of(COUNTER, DAY).calls == 1

    def test_a_page_that_is_no_longer_true_does_nothing(self):
        some(2)
        sit()
        press = a_press()
        call()
        with pytest.raises(Conflict):
            verbs.call_next(replace(press, key="another"))
        with pytest.raises(Conflict):
            verbs.call_next(a_press("nobody"))
        assert queue_of(COUNTER, DAY).calls == 1

    def test_elders_first_but_never_three_in_a_row(self):
        some(2)
        for minute in range(4):
            take(at=MONDAY + minute * MINUTE, is_priority=True)
        sit()
        assert [call() for _ in range(6)] == ["A003", "A004", "A001", "A005", "A006", "A002"]

    def test_who_does_not_come_goes_three_back_once(self):
        some(5)
        sit()
        assert call() == "A001"
        verbs.mark_absent(a_press())
        assert [call() for _ in range(4)] == ["A002", "A003", "A004", "A001"]
        key = verbs.mark_absent(a_press())
        assert ticket(key, COUNTER).ended == ABSENT
        assert [call(), call()] == ["A005", ""]

    def test_called_again_a_number_stands_first(self):
        some(1)
        sit()
        call()
        key = verbs.call_again(a_press(at=MONDAY + MINUTE))
        assert ticket(key, COUNTER).called_at == MONDAY + MINUTE

    def test_sent_on_it_waits_for_that_window_alone(self):
        some(3)
        sit(1)
        sit(2)
        assert call("p-1") == "A001"
        verbs.send_on(a_press("p-1"), number=2)
        assert [call("p-1"), call("p-2")] == ["A002", "A001"]

    def test_sent_on_to_a_window_that_pauses_it_is_anybodys(self):
        some(1)
        sit(1)
        sit(2)
        call("p-1")
        verbs.send_on(a_press("p-1"), number=2)
        verbs.pause(a_press("p-2"), is_paused=True)
        assert call("p-1") == "A001"

    @pytest.mark.parametrize("number", [1, 7])
    def test_nobody_is_sent_where_nobody_calls(self, number):
        some(1)
        sit()
        call()
        with pytest.raises(Refused) as no:
            verbs.send_on(a_press(), number=number)
        assert no.value.reason == WindowShut(number=number)

    @pytest.mark.parametrize(
        "verb", [verbs.call_again, verbs.mark_absent, verbs.take_in, verbs.finish]
    )
    def test_without_anybody_there_nothing_can_be_done(self, verb):
        sit()
        with pytest.raises(Refused) as no:
            verb(a_press())
        assert no.value.reason == NobodyAtWindow()
        assert not WindowPress.objects.filter(key__startswith="press").exclude(ticket="")

    def test_a_window_is_one_clerks_until_it_pauses(self):
        sit(1, "p-1")
        with pytest.raises(Refused) as no:
            sit(1, "p-2")
        assert no.value.reason == WindowTaken(number=1)
        verbs.pause(a_press("p-1"), is_paused=True)
        sit(1, "p-2")
        assert queue_of(COUNTER, DAY).window_of("p-2").number == 1
        assert queue_of(COUNTER, DAY).window_of("p-1") is None

    def test_who_changes_the_window_leaves_nobody_standing(self):
        some(1)
        sit(1)
        call()
        sit(2, "p-1")
        assert queue_of(COUNTER, DAY).open_windows == (2,)
        assert queue_of(COUNTER, DAY).at(1) is None

    def test_a_call_ends_a_pause(self):
        some(1)
        sit()
        verbs.pause(a_press(), is_paused=True)
        assert call() == "A001"
        assert queue_of(COUNTER, DAY).open_windows == (1,)

    def test_the_end_of_the_queue_sends_home_who_waits(self):
        some(2)
        sit()
        call()
        verbs.end_queue(a_press())
        ended = [each.ended for each in queue_of(COUNTER, DAY).tickets]
        assert ended == [DONE, CLOSED]
        with pytest.raises(Refused):
            take()
        sit()
        assert take()

    def test_a_new_day_begins_without_a_queue_and_forgets_the_week_before(self):
        some(1)
        sit()
        call()
        later = MONDAY + timedelta(days=8)
        take(at=later)
        assert [each.turn for each in queue_of(COUNTER, legal_day(later)).tickets] == [1]
        assert queue_of(COUNTER, legal_day(later)).open_windows == ()
        assert not queue_of(COUNTER, DAY).tickets
        assert not WindowPress.objects.exists()
        assert QueueDay.objects.count() == 1

    def test_what_is_measured_is_from_the_call_to_the_end(self):
        some(1)
        sit()
        call()
        verbs.take_in(a_press(at=MONDAY + MINUTE))
        verbs.finish(a_press(at=MONDAY + 9 * MINUTE))
        assert queue_of(COUNTER, DAY).services == (9 * MINUTE,)


# ── two at the same moment ───────────────────────────────────────────────────────────────

RACE = "race-motcua"


@contextmanager
def shared_with_threads(tmp_path):
    """A database that threads share as processes do: on SQLite a copy in a file."""
    told, before = connection.settings_dict, connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        place = tmp_path / "race.sqlite3"
        connection.ensure_connection()
        place.write_bytes(connection.connection.serialize())
        told["NAME"] = place
    try:
        yield
    finally:
        told["NAME"] = before


@pytest.fixture
def open_to_threads(db, tmp_path):
    """A database shared with threads.

    The test itself stands in a transaction that they do not see. What they write is really
    written, so a thread takes it out again at the end.
    """
    with shared_with_threads(tmp_path):
        try:
            yield
        finally:
            assert at_once(forget_the_race) == [None]


def forget_the_race():
    for table in (Ticket, Window, QueueDay, WindowPress):
        table.objects.filter(desk=RACE).delete()


def at_once(*deeds):
    """Do these at the same moment, each in a thread of its own; return what came of them."""
    gate, came = Barrier(len(deeds)), {}

    def run(place, deed):
        try:
            gate.wait(10)
            came[place] = deed()
        except Exception as wrong:  # noqa: BLE001  whatever it was is told to the test
            came[place] = wrong
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(deeds)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    return [came[place] for place in range(len(deeds))]


@pytest.mark.django_db
@pytest.mark.db
def test_two_windows_that_call_at_once_never_call_the_same(open_to_threads):
    windows, rounds = 4, 6

    def prepare():
        for n in range(windows * rounds):
            take(RACE, MONDAY - MINUTE * n, is_priority=n % 3 == 0)
        for number in range(1, windows + 1):
            verbs.open_window(a_press(f"p-{number}", RACE), number=number)

    assert at_once(prepare) == [None]
    called = []
    for seen in range(1, rounds + 1):
        called += at_once(
            *(
                lambda n=n, seen=seen: verbs.call_next(
                    Press(key=f"r-{seen}-{n}", desk=RACE, person=f"p-{n}", seen=seen, at=MONDAY)
                )
                for n in range(1, windows + 1)
            )
        )
    assert len(set(called)) == len(called) == windows * rounds
    assert all(isinstance(each, str) and each for each in called)


@pytest.mark.django_db
@pytest.mark.db
def test_the_same_press_twice_at_once_is_one_call(open_to_threads):
    def prepare():
        for n in range(3):
            take(RACE, MONDAY - MINUTE * n)
        verbs.open_window(a_press("p-1", RACE), number=1)

    at_once(prepare)
    press = Press(key="twice", desk=RACE, person="p-1", seen=1, at=MONDAY)
    came = at_once(*[lambda: verbs.call_next(press)] * 4)
    assert len(set(came)) == 1
    assert isinstance(came[0], str)


@pytest.mark.django_db
@pytest.mark.db
def test_tickets_taken_at_once_have_numbers_of_their_own(open_to_threads):
    keys = [f"at-once-{n}" for n in range(3)]
    came = at_once(*(lambda key=key: take(RACE, key=key) for key in keys * 2))
    assert sorted(came) == sorted(keys * 2)
    told = at_once(lambda: [each.turn for each in queue_of(RACE, DAY).tickets])
    assert told == [[1, 2, 3]]


# ── the pages ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clerk(client, house):
    return sign_in_as(client, house.clerk)


def opened(client, number=1):
    """The clerk's window, opened on its page."""
    client.post(f"{WINDOW}mo/", {"key": new_key(), "number": number})
    return client


def press(client, deed, **values):
    """Press a button of the window as the page shows it."""
    own = client.get(WINDOW).context["own"]
    data = {"key": new_key(), "seen": own.presses if own else ""}
    return client.post(f"{WINDOW}{deed}/", data | values)


def at_kiosk(client, **values):
    return client.post(KIOSK, {"key": new_key(), "viec": LODGE, "dien": ""} | values)


def text_of(answer):
    return answer.content.decode()


@pytest.mark.django_db
class TestHall:
    @pytest.mark.usefixtures("house")
    def test_without_a_window_there_is_no_kiosk_and_no_screen(self, client):
        for page in (KIOSK, f"{KIOSK}man-hinh/", "/lay-so/khong-co/", f"{KIOSK}phieu/x/"):
            assert client.get(page).status_code == 404
        assert at_kiosk(client).status_code == 404

    def test_a_number_is_taken_in_two_touches_without_a_name(self, clerk, client):
        opened(clerk)
        client.cookies.clear()
        assert "?viec=lodge&amp;linh_vuc=H%E1%BB%99%20t%E1%BB%8Bch" in text_of(
            client.get(KIOSK)
        )
        page = client.get(KIOSK, {"viec": LODGE, "linh_vuc": "Hộ tịch"})
        assert 'name="dien" value="elder"' in text_of(page)
        key = re.search(r'name="key" value="(\w+)"', text_of(page))[1]
        sent = {"key": key, "viec": LODGE, "linh_vuc": "Hộ tịch", "dien": "elder"}
        answer, again = client.post(KIOSK, sent), client.post(KIOSK, sent)
        assert answer.status_code == again.status_code == 303
        assert answer.url == again.url == f"{KIOSK}phieu/{key}/?ve=1"
        text = text_of(client.get(answer.url))
        for word in ("A001", "Hộ tịch", "ưu tiên", "Người tiếp theo", "phỏng chừng"):
            assert word in text
        assert (Ticket.objects.get().is_priority, Ticket.objects.get().field) == (
            True,
            "Hộ tịch",
        )

    @pytest.mark.parametrize(
        "wrong", [{"viec": "x"}, {"viec": ""}, {"dien": "x"}, {"key": ""}, {"key": "a/b"}]
    )
    def test_what_no_button_says_gives_no_number(self, clerk, wrong):
        opened(clerk)
        assert at_kiosk(clerk, **wrong).status_code == 422
        assert not Ticket.objects.exists()

    def test_a_field_that_there_is_not_is_none(self, clerk):
        opened(clerk)
        at_kiosk(clerk, linh_vuc="<b>x</b>")
        assert Ticket.objects.get().field == ""

    def test_a_finger_that_does_not_stop_is_answered_in_a_sentence(self, clerk):
        opened(clerk)
        status = [at_kiosk(clerk).status_code for _ in range(5)]
        assert status == [303, 303, 303, 422, 422]
        text = text_of(at_kiosk(clerk))
        assert "Số đang được lấy nhanh hơn người đến" in text

    def test_one_device_has_so_many_in_a_quarter_of_an_hour(self, clerk, clock_at):
        opened(clerk)
        for n in range(rules.MOST_FROM_ONE_PLACE + 1):
            clock_at(MONDAY + timedelta(seconds=20 * n))
            status = at_kiosk(clerk).status_code
        assert status == 422

    def test_after_the_end_no_numbers_are_given(self, clerk):
        opened(clerk)
        press(clerk, "het")
        assert "Lúc này chưa phát số" in text_of(clerk.get(KIOSK))
        assert at_kiosk(clerk).status_code == 422

    def test_the_screen_shows_who_is_called_where(self, clerk, client):
        opened(clerk, 3)
        at_kiosk(clerk)
        at_kiosk(clerk, viec=RESULT)
        press(clerk, "goi")
        client.cookies.clear()
        answer = client.get(f"{KIOSK}man-hinh/")
        text = text_of(answer)
        assert 'aria-label="A001, cửa 3"' in text
        assert "<b>B002</b>" in text
        assert answer.headers["Refresh"] == "10"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Refresh" not in client.get(f"{KIOSK}man-hinh/?dung=1").headers

    def test_a_ticket_follows_its_turn(self, clerk):
        opened(clerk)
        page = at_kiosk(clerk).url.partition("?")[0]
        assert clerk.get(page).headers["Refresh"] == "30"
        assert "Refresh" not in clerk.get(f"{page}?dung=1").headers
        press(clerk, "goi")
        assert 'aria-label="A001, cửa 1"' in text_of(clerk.get(page))
        press(clerk, "xong")
        assert "đã hết lượt" in text_of(clerk.get(page))

    def test_yesterdays_number_is_over(self, clerk, clock_at):
        opened(clerk)
        page = at_kiosk(clerk).url
        clock_at(MONDAY + timedelta(days=1))
        assert "đã hết lượt" in text_of(clerk.get(page))

    def test_the_kiosk_goes_back_to_its_beginning(self, clerk):
        opened(clerk)
        page = at_kiosk(clerk).url
        assert clerk.get(page).headers["Refresh"] == f"30;url={KIOSK}"
        assert clerk.get(f"{KIOSK}?viec=lodge").headers["Refresh"] == f"60;url={KIOSK}"

    def test_the_hall_speaks_the_language_of_its_address_and_keeps_no_cookie(
        self, clerk, client
    ):
        opened(clerk)
        client.cookies.clear()
        first = client.get(KIOSK)
        assert 'href="?tieng=en"' in text_of(first)
        english = client.get(KIOSK, {"tieng": "en"})
        assert "What do you come for?" in text_of(english)
        assert "?viec=result&amp;tieng=en" in text_of(english)
        assert english.headers["Refresh"] == f"60;url={KIOSK}"
        asked = client.get(KIOSK, {"viec": RESULT, "tieng": "en"})
        assert 'name="tieng" value="en"' in text_of(asked)
        number = at_kiosk(client, viec=RESULT, tieng="en")
        page = client.get(number.url)
        assert "Your number" in text_of(page)
        assert page.headers["Refresh"] == f"30;url={KIOSK}"  # the next one finds it as it was
        screen = client.get(f"{KIOSK}man-hinh/?tieng=en")
        assert "Nobody is called yet" in text_of(screen)
        assert "?dung=1&amp;tieng=en" in text_of(screen)
        assert "Bà con" in text_of(client.get(KIOSK, {"tieng": "<b>"}))
        assert set(client.cookies) <= {"csrftoken"}

    def test_pages_of_the_hall_are_small_and_short_in_reads(
        self, clerk, client, django_assert_max_num_queries
    ):
        opened(clerk)
        some(8)
        some(2, is_priority=True)
        client.cookies.clear()
        key = Ticket.objects.latest("turn").key
        pages = ("", "?viec=lodge", "man-hinh/", f"phieu/{key}/")
        for page in pages:
            client.get(KIOSK + page)
            with django_assert_max_num_queries(6):
                answer = client.get(KIOSK + page)
            assert "<script" not in text_of(answer)
            assert len(gzip.compress(answer.content)) < PAGE_BYTES

    @pytest.mark.needs("pdftotext")
    @pytest.mark.usefixtures("house")
    def test_the_slip_bears_number_and_wait_and_no_name(self, words_of):
        sit()
        card = ticket(take(field="Hộ tịch", is_priority=True), COUNTER)
        words = words_of(make_ticket(card, 2, wait_for(2, [], 1), at=MONDAY))
        for told in ("A001", "Hộ tịch", "ƯU TIÊN", "còn 2 người", "10 đến 45 phút", "La Êê"):
            assert told in words

    def test_the_slip_comes_as_a_file(self, clerk):
        opened(clerk)
        page = at_kiosk(clerk).url.partition("?")[0]
        assert clerk.get(f"{page}pdf/")["Content-Type"] == "application/pdf"


@pytest.mark.django_db
class TestWindow:
    def test_the_clerk_calls_and_takes_in(self, clerk):
        opened(clerk)
        at_kiosk(clerk, linh_vuc="Hộ tịch")
        at_kiosk(clerk, viec=RESULT)
        assert press(clerk, "goi").url == WINDOW
        assert "A001" in text_of(clerk.get(WINDOW))
        answer = press(clerk, "nhan")
        assert answer.url.startswith("/mot-cua/tiep-nhan/?phieu=")
        text = text_of(clerk.get(answer.url, follow=True))
        assert "Số thứ tự A001" in text
        press(clerk, "goi")
        assert press(clerk, "nhan").url == "/mot-cua/?ds=to_return"

    def test_put_aside_the_next_is_called(self, clerk):
        opened(clerk)
        at_kiosk(clerk)
        at_kiosk(clerk)
        press(clerk, "goi")
        number = press(clerk, "nhan").url.partition("=")[2]
        page = f"/mot-cua/tiep-nhan/{BIRTH}/"
        text = text_of(clerk.get(f"{page}?phieu={number}"))
        assert f'name="phieu" value="{number}"' in text
        sent = typed(di="tam-goi", phieu=number)
        answer, again = clerk.post(page, sent), clerk.post(page, sent)
        assert answer.url == again.url == WINDOW
        assert [each.name for each in parked_at([COUNTER])] == ["A Lăng Thị Bưới"]
        here = clerk.get(WINDOW).context["here"]
        assert (here.name, here.state) == ("A002", "called")

    def test_put_aside_without_a_number_calls_nobody(self, clerk):
        opened(clerk)
        at_kiosk(clerk)
        clerk.post(f"/mot-cua/tiep-nhan/{BIRTH}/", typed(di="tam-goi", phieu="x"))
        assert clerk.get(WINDOW).context["here"] is None

    def test_pressed_twice_it_is_one_call(self, clerk):
        opened(clerk)
        at_kiosk(clerk)
        at_kiosk(clerk)
        data = {"key": new_key(), "seen": clerk.get(WINDOW).context["own"].presses}
        first, second = (clerk.post(f"{WINDOW}goi/", data) for _ in range(2))
        assert first.status_code == second.status_code == 303
        assert clerk.get(WINDOW).context["here"].name == "A001"

    def test_an_old_page_is_told_so(self, clerk):
        opened(clerk)
        assert clerk.post(f"{WINDOW}goi/", {"key": "k", "seen": 0}).status_code == 409

    def test_a_window_that_is_taken_is_said_and_others_go_on(self, clerk, client):
        opened(clerk)
        colleague = a_colleague("Hiên Thị Lan", "lan", COUNTER, "one_stop", "Công chức một cửa")
        sign_in_as(client, colleague)
        answer = client.post(f"{WINDOW}mo/", {"key": new_key(), "number": 1})
        assert answer.status_code == 422
        assert "Đồng nghiệp đang gọi số ở cửa 1" in text_of(answer)
        assert client.post(f"{WINDOW}mo/", {"key": "x", "number": "0"}).status_code == 422
        opened(client, 2)
        assert client.get(WINDOW).context["own"].number == 2

    def test_pause_resume_send_on_and_absent_are_buttons(self, clerk):
        opened(clerk)
        sit(2, "p-2")
        at_kiosk(clerk)
        press(clerk, "goi")
        text = text_of(clerk.get(WINDOW))
        for deed in ("goi-lai", "vang", "nhan", "xong", "nghi", "chuyen", "het"):
            assert f'action="{WINDOW}{deed}/"' in text
        assert press(clerk, "goi-lai").status_code == 303
        assert press(clerk, "chuyen", number=2).status_code == 303
        assert "chuyển sang cửa 2" in text_of(clerk.get(WINDOW))
        assert press(clerk, "nghi").status_code == 303
        assert "đang tạm nghỉ" in text_of(clerk.get(WINDOW))
        assert press(clerk, "tiep").status_code == 303

    def test_a_deed_that_there_is_not_is_answered(self, clerk):
        assert clerk.post(f"{WINDOW}khong-co/", {"key": "k"}).status_code == 404

    @pytest.mark.parametrize("who", ["officer", "technician", "leader"])
    def test_who_does_not_take_in_calls_nobody(self, client, house, who):
        sign_in_as(client, getattr(house, who))
        assert client.get(WINDOW).status_code == 403
        assert client.post(f"{WINDOW}goi/", {"key": "k"}).status_code == 403

    @pytest.mark.usefixtures("house")
    def test_a_stranger_calls_nobody(self, client):
        assert client.get(WINDOW).status_code == 403
        assert client.post(f"{WINDOW}goi/", {"key": "k"}).status_code == 403

    def test_another_counter_has_another_queue(self, clerk, client, house):
        opened(clerk)
        at_kiosk(clerk)
        sign_in_as(client, house.far_clerk)
        opened(client)
        assert clerk.get(WINDOW).context["rows"] == []
        assert call_on(client) is None

    def test_the_counter_leads_to_the_window(self, client, house):
        sign_in_as(client, house.clerk)
        assert f'href="{WINDOW}"' in text_of(client.get("/mot-cua/"))
        sign_in_as(client, house.officer)
        assert f'href="{WINDOW}"' not in text_of(client.get("/mot-cua/"))

    def test_the_window_is_small_and_short_in_reads(self, clerk, django_assert_max_num_queries):
        opened(clerk)
        some(12)
        clerk.get(WINDOW)
        with django_assert_max_num_queries(4):
            answer = clerk.get(WINDOW)
        assert len(gzip.compress(answer.content)) < PAGE_BYTES
        data = {"key": new_key(), "seen": answer.context["own"].presses}
        with django_assert_max_num_queries(18):
            clerk.post(f"{WINDOW}goi/", data)


def call_on(client):
    press(client, "goi")
    return client.get(WINDOW).context["here"]
