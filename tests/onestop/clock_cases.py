"""Random cases of the clock, for the engine and for the slow reference alike."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from guol.kernel.worktime import DayKind, Session, WorkCalendar
from guol.onestop.rules.clock import (
    Ask,
    Calendars,
    Entered,
    Excluded,
    Facts,
    Postponed,
    clock_of,
)
from guol.procedures.events import (
    Exclusion,
    Locality,
    Shortened,
    Stage,
    Time,
    Timing,
    Version,
)
from tests.onestop import clock_reference as slow

MIDNIGHT = datetime(2025, 9, 30, 17, tzinfo=UTC)  # 0:00 of FIRST in Vietnam
ORDINARY = [[(450, 690), (810, 1020)]] * 5 + [[], []]
EARLY = [[(420, 690), (780, 990)]] * 5 + [[], []]
SIX_DAYS = [[(450, 690), (810, 1020)]] * 5 + [[(450, 690)], []]
SHORT_FRIDAYS = [[(450, 690), (810, 1020)]] * 4 + [[(450, 690)], [], []]
WEEKS = (ORDINARY, ORDINARY, EARLY, SIX_DAYS, SHORT_FRIDAYS)
TOLD = {  # the turn of 2026 with its swap, Tết, the days of April, a swap in August
    date(2026, 1, 1): "off",
    date(2026, 1, 2): "off",
    date(2026, 1, 10): "make_up",
    **{date(2026, 2, 16) + timedelta(days=n): "off" for n in range(5)},
    date(2026, 4, 27): "off",
    date(2026, 4, 30): "off",
    date(2026, 5, 1): "off",
    date(2026, 8, 22): "make_up",
    date(2026, 8, 31): "off",
    date(2026, 9, 1): "off",
    date(2026, 9, 2): "off",
}
KINDS = ("post", "publication", "tax", "expertise")
FLAGS = ("remote", "redo", "mountain")
STAGES = ("u1", "u2", "u3")
UNITS = ("wd", "wd", "wd", "wd", "wh", "wh", "d", "d", "months", "same_day", "same_day")


def calendars(rng, number=10):
    """Return some offices, each as a byte a minute and as our calendar."""
    return [_calendar(rng) for _ in range(number)]


def _calendar(rng):
    weeks = [(slow.FIRST, rng.choice(WEEKS))]
    if rng.random() < 0.4:
        weeks.append((date(2026, rng.randint(1, 12), 15), rng.choice(WEEKS)))
    days = dict(TOLD)
    for _ in range(rng.randint(0, 6)):
        first = slow.FIRST + timedelta(days=rng.randint(20, 500))
        for more in range(rng.randint(1, 4)):
            days[first + timedelta(days=more)] = rng.choice(
                ["closed", "off", "usual", "make_up"]
            )
    ours = WorkCalendar(
        week=_week(weeks[0][1]),
        changes=tuple((first, _week(week)) for first, week in weeks[1:]),
        days={day: DayKind(kind) for day, kind in days.items()},
        names=dict.fromkeys(days, "Tết"),
    )
    return slow.Office(weeks, days), ours


def _week(week):
    return tuple(
        tuple(Session(opens=opens, closes=closes) for opens, closes in sessions)
        for sessions in week
    )


def a_limit(rng, units=UNITS):
    unit = rng.choice(units)
    most = {"wd": 6, "wh": 40, "d": 12, "months": 2, "same_day": 1}[unit]
    most *= rng.choice([1, 1, 4]) if unit in {"wd", "d"} else 1
    return unit, (0 if unit == "same_day" else rng.randint(1, most))


def a_case(rng: Random, offices):
    """Return a case: whole numbers of minutes and plain words."""
    office, ours = rng.choice(offices)
    base = rng.randint(30, 400) * slow.DAY + rng.randrange(slow.DAY)
    if rng.random() < 0.15:  # on the edges of the day
        edge = rng.choice([450, 690, 810, 899, 900, 901, 1020])
        base = base // slow.DAY * slow.DAY + edge
    has_stages = rng.random() < 0.25
    stages = [
        {
            "key": key,
            "agency": key,
            "limit": a_limit(rng, ("wd", "wd", "wh", "d")),
            "counted": rng.random() < 0.85,
        }
        for key in STAGES[: rng.randint(2, 3)]
    ]
    stages = stages if has_stages and any(each["counted"] for each in stages) else []
    limit = None if stages and rng.random() < 0.4 else a_limit(rng)
    case = {
        "office": office,
        "ours": ours,
        "offices": {},
        "their": {},
        "base": base,
        "channel": rng.choice([1, 2, 3]),
        "limit": limit,
        "verify": a_limit(rng) if rng.random() < 0.3 else None,
        "verified": rng.random() < 0.4,
        "stages": stages,
        "cut_off": 900,
        "cut_all": rng.random() < 0.15,
        "localities": [(flag, *a_limit(rng, ("wd", "d", "wh"))) for flag in FLAGS],
        "flags": {flag for flag in FLAGS if rng.random() < 0.12},
        "exclusions": [
            (kind, rng.choice([(), (2,), (1, 3)]), rng.choice([None, None, 5, 15]))
            for kind in KINDS
            if rng.random() < 0.7
        ],
        "areas": {"p"} if rng.random() < 0.5 else {"q"},
        "shortened": [],
        "entered": {},
        "asks": [],
        "excluded": [],
        "postponed": [],
        "ended": None,
    }
    for key in STAGES:
        if rng.random() < 0.5:
            case["offices"][key], case["their"][key] = rng.choice(offices)
    if rng.random() < 0.2:
        first = slow.FIRST + timedelta(days=rng.randint(0, 300))
        case["shortened"].append(
            {
                "area": "p",
                "limit": a_limit(rng),
                "verify": a_limit(rng) if rng.random() < 0.3 else None,
                "from": first,
                "to": first + timedelta(days=rng.randint(50, 400)),
            }
        )
    if not limit:
        case["verify"], case["shortened"] = None, []
    _what_happened(rng, case)
    return case


def _what_happened(rng, case):
    spread = rng.choice([2, 10, 40]) * slow.DAY

    def later(most=spread):
        return case["base"] + 1 + rng.randrange(most)

    _interruptions(rng, case, later)
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        at = later()
        day = case["office"].worked_day(at // slow.DAY + rng.randint(0, 40))
        kind = rng.choice(["agreed", "apologised"])
        case["postponed"].append((kind, at, case["office"].closing(day)))
    moments = [ask["given"] for ask in case["asks"]] + [at for _, at, _ in case["postponed"]]
    if len(set(moments)) < len(
        moments
    ):  # two things in one minute: nothing says which is first
        case["postponed"].clear()
    for stage in case["stages"]:
        if rng.random() < 0.4:
            case["entered"][stage["key"]] = later()
    case["now"] = later(2 * spread)
    if rng.random() < 0.3:
        case["ended"] = later(2 * spread)


def _interruptions(rng, case, later):
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
        at = later()
        is_open = rng.random() < 0.12
        case["asks"].append(
            {
                "stage": rng.choice(["entry", "appraisal", "appraisal", "appraisal"]),
                "effect": rng.choice(["pause", "pause", "restart", "none"]),
                "at": at,
                "given": None if is_open else at + 1 + rng.randrange(12 * slow.DAY),
            }
        )
    for _ in range(rng.choice([0, 0, 0, 1, 2])):
        since = later()
        until = None if rng.random() < 0.15 else since + 1 + rng.randrange(20 * slow.DAY)
        case["excluded"].append((rng.choice(KINDS), since, until))


def instant(minute):
    return None if minute is None else MIDNIGHT + timedelta(minutes=minute)


def minute_of(at):
    return None if at is None else (at - MIDNIGHT) // timedelta(minutes=1)


def _time(limit):
    return None if limit is None else Time(unit=limit[0], value=limit[1])


def version_of(case):
    """Return the case's procedure as the catalogue publishes it."""
    return Version(
        key="x@1",
        code="x",
        name="x",
        field="x",
        valid_from=slow.FIRST,
        limit=_time(case["limit"]),
        verify_limit=_time(case["verify"]),
        timing=Timing(
            stages=tuple(
                Stage(
                    key=each["key"],
                    agency=each["agency"],
                    limit=_time(each["limit"]),
                    is_counted=each["counted"],
                )
                for each in case["stages"]
            ),
            exclusions=tuple(
                Exclusion(kind=kind, channels=channels, most_days=most)
                for kind, channels, most in case["exclusions"]
            ),
            localities=tuple(
                Locality(flag=flag, more=Time(unit=unit, value=number))
                for flag, unit, number in case["localities"]
            ),
            shortened=tuple(
                Shortened(
                    area=each["area"],
                    limit=_time(each["limit"]),
                    verify_limit=_time(each["verify"]),
                    valid_from=each["from"],
                    valid_to=each["to"],
                )
                for each in case["shortened"]
            ),
            cut_off_minute=case["cut_off"],
            is_cut_off_for_all=case["cut_all"],
        ),
    )


def facts_of(case):
    """Return what happened to the case's dossier."""
    return Facts(
        received_at=instant(case["base"]),
        channel=case["channel"],
        asks=tuple(
            Ask(
                stage=each["stage"],
                effect=each["effect"],
                at=instant(each["at"]),
                given_at=instant(each["given"]),
            )
            for each in case["asks"]
        ),
        verified_at=instant(case["base"] + 1) if case["verified"] else None,
        entered=tuple(
            Entered(stage=key, at=instant(at)) for key, at in case["entered"].items()
        ),
        excluded=tuple(
            Excluded(kind=kind, since=instant(since), until=instant(until))
            for kind, since, until in case["excluded"]
        ),
        localities=frozenset(case["flags"]),
        areas=frozenset(case["areas"]),
        postponed=tuple(
            Postponed(kind=kind, at=instant(at), until=instant(until))
            for kind, at, until in case["postponed"]
        ),
        ended_at=instant(case["ended"]),
    )


def worked_out(case):
    """Return what the engine says of a case, in the words of the reference."""
    clock = clock_of(
        version_of(case),
        facts_of(case),
        Calendars(answering=case["ours"], stages=case["their"]),
    )
    return {
        "due": minute_of(clock.due),
        "start": minute_of(clock.started_at),
        "still": minute_of(clock.waits_since),
        "stages": [minute_of(each.due) for each in clock.stages],
        "pace": clock.pace(instant(case["now"])).value,
    }
