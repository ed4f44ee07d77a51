"""What tests of the one-stop shop begin with: dossiers at every stage, and every event.

The demonstration and the benchmarks may copy these.
"""

from datetime import UTC, datetime, timedelta

from guol.feed.api import number_of
from guol.kernel.series import Drawn
from guol.onestop.actions import (
    Decisions,
    Lodging,
    accept_dossier,
    decide_dossier,
    lodge_dossier,
    receive_number,
    request_supplement,
    return_result,
    take_in_dossier,
    take_steps,
)
from guol.onestop.events import (
    Applicant,
    DossierAccepted,
    DossierDecided,
    DossierLodged,
    DossierRefused,
    DossierWithdrawn,
    FeeSettled,
    Given,
    OutsideNumberAwaited,
    OutsideNumberReceived,
    PaperGiven,
    Place,
    ReceiptPrintedAgain,
    ResultReturned,
    StepsTaken,
    StepTaken,
    SupplementAccepted,
    SupplementGiven,
    SupplementRequested,
    Wanted,
)
from tests.acts import an_act
from tests.onestop.world import COMMITTEE, COUNTER, MONDAY
from tests.onestop.world import an_act as an_act_here

BIRTH = "1.001193"
NUMBER = "049226000123"
HOUR = timedelta(hours=1)
STREAM = "dossier/3f09ab127c55aa00"
NINE = datetime(2026, 4, 20, 2, tzinfo=UTC)


def an_applicant(**changes):
    given = {"name": "A Lăng Thị Bưới", "phone": "0905 000 111", "email": "buoi@example.vn"}
    return Applicant(**given | changes)


def some_answers(born="10/04/2026"):
    return (
        Given(name="child_name", label="Họ, chữ đệm, tên của trẻ", value="A Lăng Bh\u2019riu"),
        Given(name="child_born_on", label="Ngày sinh", value=born),
    )


def a_lodging(**changes):
    given = {
        "procedure": BIRTH,
        "applicant": an_applicant(),
        "competent": COMMITTEE,
        "fields": some_answers(),
        "papers": (PaperGiven(name="Giấy chứng sinh"),),
        "about": "A Lăng Bh\u2019riu",
    }
    return Lodging(**given | changes)


def a_lodged_dossier(at=MONDAY, **changes):
    """Lodged online, lying at the counter."""
    return lodge_dossier(an_act_here(at=at), a_lodging(**changes))


def an_accepted_dossier(house, at=MONDAY, **changes):
    """Accepted by the counter's clerk, not yet handed over."""
    stream = a_lodged_dossier(at=at, **changes)
    return press(accept_dossier, house.clerk, stream, at=at)


def a_dossier_taken_in(staff, at=MONDAY, *, decisions=None, **changes):
    """Lodged and accepted at a counter in one act."""
    return take_in_dossier(
        staff.act(at=at),
        a_lodging(**changes),
        roles=staff.roles,
        decisions=decisions or Decisions(),
    )


def a_dossier_to_assign(house, at=MONDAY, **changes):
    stream = an_accepted_dossier(house, at=at, **changes)
    return press(take_steps, house.clerk, stream, at=at)


def a_dossier_to_appraise(house, at=MONDAY, **changes):
    stream = a_dossier_to_assign(house, at=at, **changes)
    return press(take_steps, house.head, stream, at=at, assigned=house.officer.person)


def a_dossier_waiting(house, at=MONDAY, **changes):
    """Asked for a supplement at appraisal."""
    stream = a_dossier_to_appraise(house, at=at, **changes)
    wanted = (Wanted(name="Giấy chứng sinh", reason="Ảnh mờ, không đọc được"),)
    return press(request_supplement, house.officer, stream, at=at, wanted=wanted)


def a_dossier_to_sign(house, at=MONDAY, number=NUMBER, **changes):
    stream = a_dossier_to_appraise(house, at=at, **changes)
    press(receive_number, house.officer, stream, at=at, number=number)
    press(take_steps, house.officer, stream, at=at)
    return press(take_steps, house.head, stream, at=at)


def a_dossier_to_return(house, at=MONDAY, **changes):
    return press(
        decide_dossier, house.leader, a_dossier_to_sign(house, at=at, **changes), at=at
    )


def a_returned_dossier(house, at=MONDAY, **changes):
    stream = a_dossier_to_return(house, at=at, **changes)
    return press(return_result, house.clerk, stream, at=at, receiver=an_applicant().name)


def press(verb, staff, stream, *, at=MONDAY, act=None, seen=None, **values):
    """One act of one official on a dossier as it is now."""
    return verb(
        act or staff.act(at=at),
        stream,
        seen=number_of(stream) if seen is None else seen,
        roles=staff.roles,
        **values,
    )


def a_place(**changes):
    given = {
        "step": "B2",
        "role": "one_stop",
        "desk": COUNTER,
        "what": "Quét, chuyển hồ sơ",
        "due": NINE + HOUR,
    }
    return Place(**given | changes)


def a_step(**changes):
    given = {"step": "B1", "role": "one_stop", "what": "Tiếp nhận", "since": NINE}
    return StepTaken(**given | changes)


def lodged(**changes):
    given = {
        "act": an_act(),
        "stream": STREAM,
        "version": "1.001193@1",
        "procedure": BIRTH,
        "applicant": an_applicant(),
        "about": "A Lăng Bh\u2019riu",
        "fields": some_answers(),
        "papers": (PaperGiven(name="Giấy chứng sinh"),),
        "receiving": COUNTER,
        "receiving_unit": "000.02.99.H47",
        "competent": COMMITTEE,
        "channel": 1,
        "reference": "NOP-3F09-AB12-7C55",
        "secret_hash": "00" * 16,
        "place": a_place(step="B1", what="Tiếp nhận"),
    }
    return DossierLodged(**given | changes)


def accepted(**changes):
    given = {
        "act": an_act(),
        "stream": STREAM,
        "number": "000.02.99.H47-260420-0001",
        "drawn": Drawn(series=f"dossier/{COUNTER}/2026-04-20#1", number=1),
        "received_at": NINE,
        "due": NINE + 8 * HOUR,
        "explanation": (),
        "form_set": "2018",
        "place": a_place(),
        "taken": (a_step(),),
    }
    return DossierAccepted(**given | changes)


def steps_taken(**changes):
    given = {
        "act": an_act(),
        "stream": STREAM,
        "taken": (a_step(step="B2"),),
        "place": a_place(step="B3", role="section_head", desk=COMMITTEE),
    }
    return StepsTaken(**given | changes)


def number_awaited(**changes):
    return OutsideNumberAwaited(
        **{"act": an_act(), "stream": STREAM, "system": "Hộ tịch"} | changes
    )


def number_received(**changes):
    given = {"act": an_act(), "stream": STREAM, "system": "Hộ tịch", "number": NUMBER}
    return OutsideNumberReceived(**given | changes)


def supplement_requested(**changes):
    given = {
        "act": an_act(),
        "stream": STREAM,
        "request": "r-1",
        "stage": "appraisal",
        "effect": "pause",
        "wanted": (Wanted(name="Giấy chứng sinh", reason="Ảnh mờ"),),
    }
    return SupplementRequested(**given | changes)


def supplement_given(**changes):
    given = {
        "act": an_act(),
        "stream": "supplement/1",
        "dossier": STREAM,
        "request": "r-1",
        "papers": (PaperGiven(name="Giấy chứng sinh", kind=2),),
    }
    return SupplementGiven(**given | changes)


def supplement_accepted(**changes):
    given = {
        "act": an_act(),
        "stream": STREAM,
        "request": "r-1",
        "place": a_place(step="B4", role="justice_officer", desk=COMMITTEE),
        "due": NINE + 12 * HOUR,
    }
    return SupplementAccepted(**given | changes)


def refused(**changes):
    given = {"act": an_act(), "stream": STREAM, "reason": "Không thuộc thẩm quyền của xã"}
    return DossierRefused(**given | changes)


def fee_settled(**changes):
    given = {"act": an_act(), "stream": STREAM, "amount_vnd": 10_000, "receipt": "receipt/1"}
    return FeeSettled(**given | changes)


def decided(**changes):
    given = {
        "act": an_act(),
        "stream": STREAM,
        "taken": (a_step(step="B6", role="leader"),),
        "place": a_place(step="B7", role="clerk_and_one_stop"),
    }
    return DossierDecided(**given | changes)


def returned(**changes):
    given = {
        "act": an_act(),
        "stream": STREAM,
        "receiver": "A Lăng Thị Bưới",
        "how": "counter",
        "taken": (a_step(step="B7", role="clerk_and_one_stop"),),
    }
    return ResultReturned(**given | changes)


def printed_again(**changes):
    given = {"act": an_act(), "stream": STREAM, "times": 1, "checked": "CCCD 049180000001"}
    return ReceiptPrintedAgain(**given | changes)


def withdrawn(**changes):
    return DossierWithdrawn(
        **{"act": an_act(), "stream": STREAM, "reason": "Chuyển nơi ở"} | changes
    )
