"""The clock once more, slowly and by other means: a walk, minute by minute.

Nothing of the engine is used here: no code, no value. Time is a whole number of minutes since
midnight of FIRST in Vietnam; an office is one byte a minute. It follows the text of
docs/decisions/ADR-0009, and is right by being too simple to be wrong.
"""

from datetime import date, timedelta

FIRST = date(2025, 10, 1)
DAYS = 1_100
DAY = 24 * 60
CALENDAR_UNITS = ("d", "months")


class Office:
    """Which minutes an office is open."""

    def __init__(self, weeks, days):
        """``weeks``: pairs of first day and seven lists of (opens, closes), oldest first."""
        self.open = bytearray(DAYS * DAY)
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            week = [hours for first, hours in weeks if first <= day][-1]
            told = days.get(day, "usual")
            sessions = week[day.weekday()]
            if told in {"off", "closed"}:
                sessions = []
            elif told == "make_up":
                sessions = longest(week)
            for opens, closes in sessions:
                for minute in range(opens, closes):
                    self.open[number * DAY + minute] = 1
        self.worked = [any(self.open[n * DAY : (n + 1) * DAY]) for n in range(DAYS)]

    def first_open(self, minute):
        while not self.open[minute]:
            minute += 1
        return minute

    def closing(self, day):
        minute = (day + 1) * DAY - 1
        while not self.open[minute]:
            minute -= 1
        return minute + 1

    def worked_day(self, day):
        while not self.worked[day]:
            day += 1
        return day

    def spent(self, begin, end):
        return sum(self.open[begin:end])


def longest(week):
    found = []
    for sessions in week:
        if sum(c - o for o, c in sessions) > sum(c - o for o, c in found):
            found = sessions
    return found


def day_of(minute):
    return minute // DAY


def walk_months(day, months):
    """Walk on to the same day of the month, some months later; the last one if it has none."""
    wanted = (FIRST + timedelta(days=day)).day
    for _ in range(months):
        day += 1
        while (FIRST + timedelta(days=day)).day != 1:
            day += 1
    while (FIRST + timedelta(days=day)).day != wanted:
        tomorrow = FIRST + timedelta(days=day + 1)
        if tomorrow.day == 1:
            break
        day += 1
    return day


def walk_parts(parts, begin, office):
    """Return the minute in which lengths of time end, and the calendar day they count to."""
    minute, day, is_day = begin, day_of(begin), False
    for unit, number in parts:
        if unit == "wh":
            if is_day:
                minute = office.closing(office.worked_day(day))
            minute = walk_hours(minute, number, office)
            day, is_day = day_of(minute), False
        else:
            day, is_day = walk_days(day, unit, number, office), True
    if is_day:
        return office.closing(office.worked_day(day)), day
    return minute, day


def walk_hours(minute, hours, office):
    left = hours * 60
    while left:
        left -= office.open[minute]
        minute += 1
    return minute


def walk_days(day, unit, number, office):
    if unit == "months":
        return walk_months(day, number)
    for _ in range(number):
        day = office.worked_day(day + 1) if unit == "wd" else day + 1
    return day


def open_since(stops):
    """Split stops: those that end, and since when the clock stands still for good."""
    still = min((since for since, until in stops if until is None), default=None)
    if still is None:
        return list(stops), None
    while True:
        touching = [
            s for s, until in stops if until is not None and until >= still and s < still
        ]
        if not touching:
            break
        still = min(touching)
    return [each for each in stops if each[1] is not None and each[1] < still], still


class Walk:
    """A count under way, one minute after the other."""

    def __init__(self, office, stops):
        self.office, self.stops = office, stops
        self.still = bytearray(DAYS * DAY)
        for since, until in stops:
            self.still[since:until] = b"\1" * (until - since)

    def begin(self, minute, end):
        """Count from ``minute`` on to an end: due minute, calendar day, whether in days."""
        due, raw, self.in_days = end
        self.start = minute
        if not self.in_days:
            self.left = self.office.spent(minute, due)
            return
        self.left = raw - day_of(minute)
        self.stands = []  # both ends of a stretch, moved to when the office is open
        for since, until in self.stops:
            stood = self.office.first_open(max(since, minute))
            went_on = self.office.first_open(until)
            if stood < went_on:
                self.stands.append((stood, went_on, until))

    def is_over(self, minute):
        """Tell whether the end is this minute; if not, let it pass."""
        if minute < self.start:
            return False
        if self.in_days:
            return self._is_over_in_days(minute)
        if self.left and self.office.open[minute] and not self.still[minute]:
            self.left -= 1
            return False
        return not self.left

    def _is_over_in_days(self, minute):
        is_midnight = minute % DAY == 0 and minute > self.start
        if is_midnight and not any(s < minute <= u for s, u, _ in self.stands):
            self.left = max(0, self.left - 1)
        if self.left or self.office.open[minute] or not self.office.open[minute - 1]:
            return False
        if self.office.closing(day_of(minute)) != minute:
            return False
        return not any(s < minute < u for s, u, _ in self.stands)

    def anchor(self, minute):
        """Return from where what is left is laid out: a stretch not over does not count."""
        stood = minute
        while stood and self.still[stood - 1]:
            stood -= 1
        if stood < minute:
            stood = max(stood, self.start)
            if self.in_days:
                stood = self.office.first_open(stood)
            if stood < minute:
                return stood
        elif self.in_days:
            later = [u for _, u, until in self.stands if until < minute < u]
            return max([minute, self.start, *later])
        return max(minute, self.start)

    def postpone(self, minute, until):
        """Take a later day; tell whether it was taken."""
        anchor = self.anchor(minute)
        if self.in_days:
            raw = day_of(anchor) + self.left
            due = self.office.closing(self.office.worked_day(raw))
        else:
            due, left = anchor, self.left
            while left:
                left -= self.office.open[due]
                due += 1
        if not minute < due < until:
            return False
        if self.in_days:
            self.left = max(0, day_of(until) - day_of(anchor))
        else:
            self.left = self.office.spent(anchor, until)
        return True


def work_out(case):
    """Return due minute, standstill, stage ends and pace of a case."""
    ended, still = open_since(stops_of(case))
    start, due = walk_whole(case, ended, still)
    return {
        "due": due,
        "start": start,
        "still": still,
        "stages": walk_stages(case, ended, start, due),
        "pace": pace(case, case["office"], start, due, still),
    }


def counted(case):
    return [each for each in case["stages"] if each["counted"]]


def limit_of(case):
    """Return the limit that holds for the case, None where its stages alone are limited."""
    limit, verify = case["limit"], case["verify"]
    day = FIRST + timedelta(days=day_of(case["base"]))
    for short in case["shortened"]:
        if short["area"] in case["areas"] and short["from"] <= day < short["to"]:
            limit, verify = short["limit"], short["verify"] or verify
            break
    return verify if case["verified"] and verify else limit


def stops_of(case):
    """Return the stretches in which the clock stands still, as they were told."""
    stops = [
        (ask["at"], ask["given"])
        for ask in case["asks"]
        if ask["stage"] == "appraisal" and ask["effect"] != "none"
    ]
    for kind, since, until in case["excluded"]:
        for name, channels, most in case["exclusions"]:
            if name == kind and (not channels or case["channel"] in channels):
                ends = [until] if until is not None else []
                ends += [since + most * DAY] if most is not None else []
                stops.append((since, min(ends, default=None)))
    return stops


def begun(case, walk, base):
    """Let a walk begin: in office hours, and before the cut-off where there is one."""
    office, limit = case["office"], limit_of(case)
    first = limit[0] if limit else counted(case)[0]["limit"][0]
    minute = office.first_open(base)
    has_cut = first == "same_day" or case["cut_all"]
    if has_cut and minute % DAY >= case["cut_off"]:
        minute = office.first_open((day_of(minute) + 1) * DAY)
    if limit:
        parts = [limit] + [(u, n) for flag, u, n in case["localities"] if flag in case["flags"]]
        due, raw = walk_parts(parts, minute, office)
        in_days = limit[0] in CALENDAR_UNITS and all(u != "wh" for u, _ in parts)
    else:
        due, raw, in_days = minute, None, False
        for stage in counted(case):
            own = case["offices"].get(stage["agency"], office)
            due, _ = walk_parts([stage["limit"]], due, own)
        due = office.closing(office.worked_day(day_of(due)))
    walk.begin(minute, (due, raw, in_days))


def walk_whole(case, ended, still):
    """Walk from the beginning to the end; return where it counted from, and the end."""
    anew = {
        ask["given"]
        for ask in case["asks"]
        if ask["stage"] == "appraisal" and ask["effect"] == "restart"
    }
    told = {at for _, at, _ in case["postponed"]}
    walk, minute, apologised = Walk(case["office"], ended), case["base"], False
    begun(case, walk, minute)
    while not walk.is_over(minute):
        minute += 1
        if still is not None and minute > still:
            continue
        if minute in told:
            apologised = postponed_at(case, walk, minute, apologised)
        if minute in anew:
            begun(case, walk, minute)
    return walk.start, minute


def postponed_at(case, walk, minute, apologised):
    """Take what was told in this minute; an apology is taken once."""
    for kind, at, until in case["postponed"]:
        if at == minute and not (kind == "apologised" and apologised):
            taken = walk.postpone(minute, until)
            apologised = apologised or (taken and kind == "apologised")
    return apologised


def walk_stages(case, ended, start, due):
    """Return where the parts of the agencies end; none ends after the whole."""
    minute, found = start, []
    for stage in counted(case):
        own = case["offices"].get(stage["agency"], case["office"])
        if stage["key"] in case["entered"]:
            minute = own.first_open(max(case["entered"][stage["key"]], start))
        end, raw = walk_parts([stage["limit"]], minute, own)
        part = Walk(own, ended)
        part.begin(minute, (end, raw, stage["limit"][0] in CALENDAR_UNITS))
        while not part.is_over(minute):
            minute += 1
        minute = min(minute, due)
        found.append(minute)
    return found


def pace(case, office, start, due, still):
    now = case["now"]
    end = case["ended"] or still or now
    if end > due:
        return "overdue"
    if len(case["asks"]) > 1:
        return "asked_twice"
    if case["ended"] or still or now < start:
        return "on_time"
    whole = office.spent(start, due)
    spent = office.spent(start, now)
    return "soon" if 4 * spent >= 4 * whole - min(4 * 480, whole) else "on_time"
