"""Filling the demonstration district, through the same verbs as real use."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from random import Random

from guol.demo.gateways import birth_notice, is_filled, note_filled, set_clock
from guol.demo.queries import SHOWN
from guol.demo.rules import (
    ABOVE,
    CITIZENS,
    DAY,
    FIRST_MOMENT,
    OVER,
    PASSWORD,
    POSTS,
    Case,
    Fate,
    Invented,
    Post,
    account_name,
    born_on,
    cases,
    family_case,
    invent,
)
from guol.feed.api import found_node, number_of, store_blob, this_node
from guol.kernel.act import Act, Citizen, Official
from guol.kernel.clock import legal_day, machine_now
from guol.onestop.api import (
    Decisions,
    Lodging,
    Press,
    Wish,
    accept_dossier,
    call_next,
    decide_dossier,
    give_supplement,
    lodge_dossier,
    open_register,
    open_window,
    pay_fee,
    receive_number,
    refuse_dossier,
    request_supplement,
    return_result,
    take_in_dossier,
    take_steps,
    take_ticket,
    unpaid_fee,
)
from guol.onestop.events import Applicant, Given, PaperGiven, Wanted
from guol.payments.api import (
    drawer_must_hold,
    hand_over_drawer,
    name_payee,
    open_drawer,
    open_receipt_book,
    start_drawer,
)
from guol.people.api import (
    agencies,
    areas,
    create_account,
    create_post,
    found_units,
    register_person,
    renew_sign_ins,
    staff_of,
)
from guol.people.events import Particulars
from guol.procedures.api import calendar, import_catalogue, version_on

Say = Callable[[str], None]
BIRTH = "1.001193"
BIRTH_NOTICE = "Giấy chứng sinh"
MADE_AT_FIRST = 300
OFFICE_MINUTES = 22 * 8 * 60  # a month of office time before the first moment
SEED = 2021
BUSY = 7  # how much more the places have that visitors look at
AUTHORITY = "authority"
EARLIER = DAY.replace(year=2021)
QUEUE = tuple(
    Wish(topic=topic, field="Hộ tịch" if topic == "lodge" else "", is_priority=place in {6, 10})
    for place, topic in enumerate(["lodge", "result", "lodge", "information"] * 3)
)
CALLED = 7  # of them; the last of these stands at the window


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody in a post of the demonstration, ready to act."""

    person: str
    post: str
    desk: str
    role: str

    def act(self, at: datetime, key: str) -> Act:
        """Return an act of theirs."""
        by = Official(person=self.person, post=self.post, desk=self.desk)
        return Act(by=by, at=at, node=this_node(), key=key)


Team = dict[str, Colleague]


def fill_demonstration(say: Say, *, first: int = MADE_AT_FIRST) -> None:
    """Found the district, staff its communes, make its first dossiers; again, add nothing.

    Every act has a key of its own, so that after an interruption the rest is made, once.
    """
    moment = datetime.fromisoformat(FIRST_MOMENT)
    node = found_node(moment - timedelta(days=60), with_authority=True)

    def order(key: str) -> Act:
        by = Official(person="founder", post="founder", desk=AUTHORITY)
        return Act(by=by, at=moment - timedelta(days=50), node=node, key=f"demo/{key}")

    say("Areas and agencies of Nam Giang …")
    founded = found_units(order, day=DAY)
    say(f"  {founded} founded. The catalogue …")
    import_catalogue(order)
    if not is_filled():
        say("People and posts …")
        _staff(order)
        set_clock(moment - machine_now())
        say(f"{first} dossiers …")
        for commune, team in teams().items():
            _open_till(commune, team["one_stop"], moment - timedelta(days=45))
            _open_registers(commune, team, moment - timedelta(days=45))
        make_traffic(first, seed=SEED, say=say)
        _families(order, teams())
        for commune, team in teams().items():
            _hand_over(team["one_stop"], moment, f"demo/drawer/{commune}/last")
        _queue(teams()[SHOWN[0]]["one_stop"], moment)
        note_filled()


def make_traffic(number: int, *, seed: int, say: Say) -> int:
    """Make dossiers as people would, reproducibly; returns how many are new."""
    staff = teams()
    hours, moment = calendar(), datetime.fromisoformat(FIRST_MOMENT)
    start = moment - timedelta(days=31)
    span = int(hours.between(start, moment).total_seconds() // 60)
    communes = sorted(staff)
    shares = [BUSY if commune in SHOWN else 1 for commune in communes]
    drawn = cases(number, seed=seed, shares=shares, span_minutes=span)
    for place, case in enumerate(drawn, start=1):
        at = hours.after(start, timedelta(minutes=case.minutes_in))
        commune = communes[case.place]
        _Telling(case, commune, staff[commune], at, f"demo/{seed}/{number}/{place}").tell()
        if place % 50 == 0 or place == number:
            say(f"  {place} of {number}")
    return number


def teams() -> dict[str, Team]:
    """Return who works in each commune, by role; empty before anybody does."""
    found: dict[str, Team] = {}
    for card in agencies("commune_one_stop", day=DAY):
        team: Team = {}
        for desk in (card.desk, card.desk.replace("-motcua", "-ubnd")):
            for member in staff_of(desk, DAY):
                team[member.role] = Colleague(
                    person=member.person, post=member.post, desk=desk, role=member.role
                )
        if team:
            found[card.area] = team
    return found


def _open_till(commune: str, clerk: Colleague, at: datetime) -> None:
    """Open a book of receipts at a counter, and name the account that its fees go to."""
    open_receipt_book(
        clerk.act(at, f"demo/till/{commune}/book"),
        form="01BLP3-001",
        symbol="TD-25",
        book="01",
        first=1,
        last=5_000,
        source="Biên lai trình diễn",
    )
    name_payee(
        clerk.act(at, f"demo/till/{commune}/account"),
        bank="970405",
        bank_name="Agribank",
        account="4201" + "".join(each for each in commune if each.isdigit())[:6].zfill(9),
        owner="UBND xã (tài khoản trình diễn)",
        source="Tài khoản trình diễn, không có thật",
    )


def _open_registers(commune: str, team: Team, at: datetime) -> None:
    """Open the registers of the year: certification at the counter, civil status above it."""
    keepers = {"copy": "one_stop", "signature": "one_stop"}
    civil = ("birth", "marriage", "death", "change", "marital")
    keepers |= dict.fromkeys(civil, "justice_officer")
    for kind, role in keepers.items():
        act = team[role].act(at, f"demo/register/{commune}/{kind}")
        open_register(act, kind, roles=frozenset({role}))


def _queue(clerk: Colleague, moment: datetime) -> None:
    """Let a morning's queue stand at one counter: some were served, some wait."""
    sessions = calendar().sessions_on(legal_day(moment))
    before = [*range(9 * len(QUEUE), 0, -9)]  # minutes: when each of them came
    calls = [4 + 11 * place for place in range(CALLED)]
    window = {"desk": clerk.desk, "person": clerk.person}
    begin = moment - timedelta(minutes=before[0])
    open_window(Press(key="demo-window", seen=0, at=begin, **window), number=1)
    for minutes in sorted({*before, *calls}, reverse=True):
        at, key = moment - timedelta(minutes=minutes), f"demo-queue-{minutes}"
        if minutes in before:
            wish = QUEUE[before.index(minutes)]
            take_ticket(f"{key}-ticket", wish, desk=clerk.desk, at=at, sessions=sessions)
        if minutes in calls:
            seen = CALLED - calls.index(minutes)
            call_next(Press(key=f"{key}-call", seen=seen, at=at, **window))


def _start_day(clerk: Colleague, at: datetime, key: str) -> None:
    """Let the drawer of this day be open, and that of another handed over."""
    held = open_drawer(clerk.desk)
    if held and held.day == legal_day(at):
        return
    _hand_over(clerk, at, f"{key}/hand")
    start_drawer(clerk.act(at, f"{key}/open"), opening_vnd=0)


def _hand_over(clerk: Colleague, at: datetime, key: str) -> None:
    """Hand the open drawer over, with what its book says."""
    held = open_drawer(clerk.desk)
    if held:
        hand_over_drawer(
            clerk.act(at, key),
            held.stream,
            counted_vnd=drawer_must_hold(held),
            receiver="Kế toán xã",
            seen=number_of(held.stream),
        )


def _staff(order: Callable[[str], Act]) -> None:
    """Fill the posts of every commune, and give accounts to those whom visitors may be."""
    draw = Random(SEED)  # noqa: S311  reproducible on purpose
    taken: set[str] = set()

    def somebody() -> Invented:
        person = invent(draw, sex=draw.choice(("female", "male")))
        while person.name in taken:
            person = invent(draw)
        taken.add(person.name)
        return person

    for area in areas(day=DAY, level="commune"):
        for post in POSTS:
            here = replace(
                post, agency=f"{area.key}-{post.agency}", login=account_name(area.name, post)
            )
            _hire(order, here, area.key, somebody())
    for post in ABOVE:
        _hire(order, post, "", somebody())


def _hire(order: Callable[[str], Act], post: Post, home: str, person: Invented) -> None:
    someone = _admit(order, post.login, home, person)
    create_post(
        order(f"post/{post.login}"),
        role=post.role,
        agency_key=post.agency,
        title=post.title,
        valid_from=EARLIER,
        person=someone,
        desk=post.desk,
    )


def _admit(order: Callable[[str], Act], login: str, home: str, person: Invented) -> str:
    """Register somebody and give them an account; return the person's key."""
    someone = register_person(
        order(f"person/{login}"),
        Particulars(
            name=person.name, sex=person.sex, ethnic_group=person.ethnic, residence=home
        ),
        is_sure=True,
    )
    create_account(order(f"account/{login}"), login, password=PASSWORD, person=someone)
    return someone


def _families(order: Callable[[str], Act], staff: dict[str, Team]) -> None:
    """Let the citizens with an account have dossiers: one to add to, one done."""
    draw = Random(SEED + 1)  # noqa: S311  reproducible on purpose
    hours, moment = calendar(), datetime.fromisoformat(FIRST_MOMENT)
    for login, home in zip(CITIZENS, SHOWN, strict=True):
        parent = invent(draw, sex="female")
        someone = _admit(order, login, home, parent)
        for fate, days in ((Fate.RETURNED, 20), (Fate.WAITING, 1)):
            case = family_case(draw, parent, fate)
            at = hours.next_opening(moment - timedelta(days=days))
            key = f"demo/family/{login}/{fate}"
            _Telling(case, home, staff[home], at, key, person=someone).tell()


class _Telling:
    """One dossier from its beginning to where its fate leads."""

    def __init__(
        self, case: Case, commune: str, team: Team, at: datetime, key: str, *, person: str = ""
    ) -> None:
        self.case, self.commune, self.team, self.at, self.key = case, commune, team, at, key
        self.person = person
        self.hours = calendar()
        self.acts = 0
        self.stream = ""

    def tell(self) -> None:
        """Act by act, each some office minutes after the one before."""
        clerk = self.team["one_stop"]
        if self.case.is_online:
            by = Citizen(person=self.person)
            act = Act(by=by, at=self.at, node=this_node(), key=self._key())
            self.stream = lodge_dossier(act, self._lodging())
            if self.case.fate is Fate.LODGED:
                return
            self._later(25)
            if self.case.fate is Fate.REFUSED:
                self._press(
                    refuse_dossier,
                    clerk,
                    reason="Trẻ đã được đăng ký khai sinh tại xã khác.",
                    way_on="Có thể xin trích lục khai sinh tại bất kỳ Bộ phận Một cửa nào.",
                )
                return
            self._press(accept_dossier, clerk)
        else:
            act = clerk.act(self.at, self._key())
            self.stream = take_in_dossier(
                act, self._lodging(), roles=frozenset({clerk.role}), decisions=Decisions()
            )
        self._go_on(clerk)

    def _go_on(self, clerk: Colleague) -> None:
        fate, team = self.case.fate, self.team
        stages: list[tuple[Fate | None, Callable[[], None]]] = [
            (Fate.ACCEPTED, lambda: self._pass_on(clerk)),
            (Fate.ASSIGNED, self._assign),
            (Fate.WAITING, self._ask_if_fated),
            (Fate.APPRAISED, self._number),
            (Fate.TO_SIGN, self._to_sign),
            (None, lambda: self._press(decide_dossier, team["leader"])),
        ]
        if fate is Fate.REFUSED:
            self._press(
                refuse_dossier,
                clerk,
                reason="Không thuộc thẩm quyền của xã: cha mẹ cư trú ở tỉnh khác.",
            )
            return
        for stage, do in stages:
            if fate is stage and stage is not Fate.WAITING:
                return
            do()
            if stage is Fate.WAITING and fate in {Fate.WAITING, Fate.ANSWERED}:
                return
        if fate is not Fate.DECIDED:
            self._return(clerk)

    def _pass_on(self, clerk: Colleague) -> None:
        self._later(12)
        self._press(take_steps, clerk)

    def _assign(self) -> None:
        self._later(20)
        officer = self.team["justice_officer"]
        self._press(take_steps, self.team["section_head"], assigned=officer.person)

    def _ask_if_fated(self) -> None:
        if self.case.fate not in {Fate.WAITING, Fate.ANSWERED}:
            return
        self._later(30)
        wanted = (Wanted(name="Giấy chứng sinh", reason="Ảnh mờ, không đọc được ngày sinh."),)
        self._press(request_supplement, self.team["justice_officer"], wanted=wanted)
        if self.case.fate is Fate.ANSWERED:
            self._later(60)
            by = Citizen(person=self.person)
            act = Act(by=by, at=self.at, node=this_node(), key=self._key())
            words = "Tôi gửi lại ảnh chụp rõ hơn vào chiều nay tại quầy."
            give_supplement(act, self.stream, papers=(), words=words)

    def _number(self) -> None:
        self._later(70)
        digits = int.from_bytes(blake2b(self.key.encode(), digest_size=8).digest()) % 10**8
        number = f"0492{digits:08}"
        self._press(receive_number, self.team["justice_officer"], number=number)
        self._press(take_steps, self.team["justice_officer"])

    def _to_sign(self) -> None:
        self._later(20)
        self._press(take_steps, self.team["section_head"])
        self._later(15)

    def _return(self, clerk: Colleague) -> None:
        self._later(30)
        if unpaid_fee(self.stream):
            _start_day(clerk, self.at, f"{self.key}/drawer")
            self._press(pay_fee, clerk)
        self._press(return_result, clerk, receiver=self.case.parent.name)

    def _press(self, verb: Callable[..., str], who: Colleague, **values: object) -> None:
        self.acts += 1
        verb(
            who.act(self.at, self._key()),
            self.stream,
            seen=number_of(self.stream),
            roles=frozenset({who.role}),
            **values,
        )

    def _later(self, minutes: int) -> None:
        self.at = self.hours.after(self.at, timedelta(minutes=minutes))

    def _key(self) -> str:
        self.acts += 1
        return f"{self.key}/{self.acts}"

    def _lodging(self) -> Lodging:
        case, day = self.case, legal_day(self.at)
        version = version_on(BIRTH, day)
        labels = {each.name: each.label for each in version.fields} if version else {}
        told = {
            "relation": "mother" if case.parent.sex == "female" else "father",
            "child_name": case.child.name,
            "child_born_on": f"{born_on(case, day):%d/%m/%Y}",
            "child_sex": case.child.sex,
            "child_ethnic": case.child.ethnic,
            "child_nationality": "Việt Nam",
            "child_born_at": f"Thôn {case.village}, huyện Nam Giang",
            "child_origin": "Nam Giang, Quảng Nam",
            "mother_name" if case.parent.sex == "female" else "father_name": case.parent.name,
        }
        return Lodging(
            procedure=BIRTH,
            applicant=Applicant(
                name=case.parent.name,
                person=self.person,
                address=f"Thôn {case.village}",
                phone=case.phone,
                email="",
            ),
            competent=f"{self.commune}-ubnd",
            fields=tuple(
                Given(name=name, label=labels.get(name, name), value=value)
                for name, value in told.items()
            ),
            papers=(self._birth_notice(day),),
            about=case.child.name,
        )

    def _birth_notice(self, day: date) -> PaperGiven:
        """Return what is laid on the counter, or the photo that came over the line."""
        if not self.case.is_online or self.case.fate in OVER:
            return PaperGiven(name=BIRTH_NOTICE)
        photo = birth_notice(self.case, born_on(self.case, day))
        blob = store_blob(photo, "image/jpeg")
        return PaperGiven(name=BIRTH_NOTICE, kind=2, file_name="giay-chung-sinh.jpg", blob=blob)


def move_clock(at: datetime) -> None:
    """Set the demonstration's clock; whoever is signed in stays so."""
    set_clock(at - machine_now())
    renew_sign_ins(at)
