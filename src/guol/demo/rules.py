"""Whom the demonstration invents, and how its dossiers fare. Pure; drawn from a seed.

Names are put together from family and given names usual among Cơ Tu, Giẻ Triêng and Kinh
people; nobody real is meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from guol.kernel.text import fold

FIRST_MOMENT = "2025-06-30T09:30:00+07:00"
"""When the demonstration begins: the last morning of the district."""
DAY = date(2025, 6, 30)
PASSWORD = "nha-guol-nam-giang"  # noqa: S105  of the demonstration, shown on its pages

CO_TU = (
    "A Lăng",
    "Zơ Râm",
    "Pơ Loong",
    "Bh'riu",
    "Bh'nướch",
    "Tơ Ngôl",
    "Cơ Lâu",
    "A Ting",
    "Hốih",
)
GIE_TRIENG = ("Kring", "Zơ Nông", "Y Thơ", "A Viết", "Hiên", "Brôl")
KINH = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng")
GIVEN_WOMEN = (
    "Thị Bưới",
    "Thị Nhá",
    "Thị Hồng",
    "Thị Mai",
    "Thị Bích",
    "Thị Hạnh",
    "Thị Lan",
    "Thị Đào",
)
GIVEN_MEN = ("Nhứt", "Sơn", "Hùng", "Vương", "Minh", "Đức", "Tuấn", "Thanh", "Nghĩa", "A")
KINH_WOMEN = ("Thị Hà", "Thị Thu", "Thị Kim Oanh", "Thị Ngọc")
KINH_MEN = ("Văn Kỹ", "Đình Phúc", "Quốc Bảo", "Hữu Lộc")
VILLAGES = ("Pà Ooi", "A Liêng", "Bến Giằng", "Công Tơ Rơn", "Đắc Ốc", "Pring", "La Bơ", "Vinh")
ETHNIC = {"co_tu": CO_TU, "gie_trieng": GIE_TRIENG, "kinh": KINH}


LEFT_LYING = 0.08  # share of what is under way that lies longer than it should
LATELY_MINUTES = 150  # office time in which what is under way came


class Fate(StrEnum):
    """How far a dossier of the demonstration has come."""

    LODGED = "lodged"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    APPRAISED = "appraised"
    TO_SIGN = "to_sign"
    DECIDED = "decided"
    RETURNED = "returned"
    WAITING = "waiting"
    ANSWERED = "answered"
    REFUSED = "refused"


SHARES = {
    Fate.RETURNED: 52,
    Fate.DECIDED: 8,
    Fate.TO_SIGN: 6,
    Fate.APPRAISED: 5,
    Fate.ASSIGNED: 5,
    Fate.ACCEPTED: 6,
    Fate.LODGED: 6,
    Fate.WAITING: 5,
    Fate.ANSWERED: 2,
    Fate.REFUSED: 5,
}


OVER = frozenset({Fate.RETURNED, Fate.REFUSED, Fate.DECIDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that is filled: in each commune, or once; ``agency`` is its key or its ending."""

    role: str
    login: str
    agency: str
    title: str
    desk: str = ""


POSTS = (
    Post(role="one_stop", login="motcua", agency="motcua", title="Công chức Bộ phận Một cửa"),
    Post(
        role="section_head",
        login="phutrach",
        agency="ubnd",
        title="Phụ trách bộ phận chuyên môn",
    ),
    Post(
        role="justice_officer",
        login="tuphap",
        agency="ubnd",
        title="Công chức Tư pháp - Hộ tịch",
    ),
    Post(
        role="social_officer",
        login="vanhoa",
        agency="ubnd",
        title="Công chức Văn hóa - Xã hội",
    ),
    Post(role="leader", login="lanhdao", agency="ubnd", title="Phó Chủ tịch UBND"),
    Post(role="chair", login="chutich", agency="ubnd", title="Chủ tịch UBND"),
    Post(role="clerk", login="vanthu", agency="ubnd", title="Văn thư"),
)


ABOVE = (
    Post(role="chair", login="chutich.huyen", agency="ng-ubnd", title="Chủ tịch UBND huyện"),
    Post(
        role="leader", login="lanhdao.huyen", agency="ng-ubnd", title="Phó Chủ tịch UBND huyện"
    ),
    Post(role="clerk", login="vanthu.huyen", agency="ng-vp", title="Văn thư"),
    Post(
        role="administrator",
        login="quantri.huyen",
        agency="ng-vp",
        title="Quản trị hệ thống",
        desk="authority",
    ),
    Post(
        role="one_stop",
        login="motcua.huyen",
        agency="ng-motcua",
        title="Công chức Bộ phận Một cửa huyện",
    ),
    Post(role="section_head", login="truong.tuphap", agency="ng-tuphap", title="Trưởng phòng"),
    Post(role="officer", login="tuphap.huyen", agency="ng-tuphap", title="Chuyên viên"),
    Post(role="section_head", login="truong.laodong", agency="ng-ldtbxh", title="Trưởng phòng"),
    Post(role="officer", login="laodong.huyen", agency="ng-ldtbxh", title="Chuyên viên"),
    Post(role="section_head", login="truong.taichinh", agency="ng-tckh", title="Trưởng phòng"),
    Post(role="officer", login="taichinh.huyen", agency="ng-tckh", title="Chuyên viên"),
    Post(role="section_head", login="truong.giaoduc", agency="ng-gddt", title="Trưởng phòng"),
    Post(role="officer", login="giaoduc.huyen", agency="ng-gddt", title="Chuyên viên"),
    Post(
        role="police_officer",
        login="canbo.congan",
        agency="u20698.1-congan",
        title="Cán bộ Công an",
    ),
    Post(
        role="police_chief",
        login="truong.congan",
        agency="u20698.1-congan",
        title="Trưởng Công an xã",
    ),
    Post(role="officer", login="baohiem.huyen", agency="ng-bhxh", title="Chuyên viên"),
    Post(role="leader", login="giamdoc.bhxh", agency="ng-bhxh", title="Giám đốc"),
)
"""Posts above the communes; the administrator works at the authority's desk."""

ADMINISTRATOR = "administrator"
CITIZENS = ("nguoidan.laee", "nguoidan.thanhmy")
"""Accounts of people who are no officials, one in each place that visitors look at."""

KINDS = ("xã", "thị trấn", "phường")


def account_name(place: str, post: Post) -> str:
    """Return the login name of a post's holder: what they do, and where.

    >>> account_name("Xã La Êê", POSTS[0]), account_name("Thị trấn Thạnh Mỹ", POSTS[4])
    ('motcua.laee', 'lanhdao.thanhmy')
    """
    short = fold(place)
    for kind in KINDS:
        short = short.removeprefix(f"{fold(kind)} ")
    return f"{post.login}.{short.replace(' ', '')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A person who does not exist."""

    name: str
    ethnic: str
    sex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One dossier to be: who asks, for which child, where, how it comes and how far it goes."""

    place: int
    parent: Invented
    child: Invented
    born_days_before: int
    minutes_in: int
    is_online: bool
    fate: Fate
    phone: str
    village: str


def invent(draw: Random, *, ethnic: str = "", sex: str = "") -> Invented:
    """Draw a person: ethnic group, sex and a name that fits."""
    ethnic = ethnic or draw.choices(("co_tu", "gie_trieng", "kinh"), (6, 3, 1))[0]
    sex = sex or draw.choice(("female", "male"))
    given: Sequence[str] = {
        (True, "female"): KINH_WOMEN,
        (True, "male"): KINH_MEN,
        (False, "female"): GIVEN_WOMEN,
        (False, "male"): GIVEN_MEN,
    }[ethnic == "kinh", sex]
    return Invented(
        name=f"{draw.choice(ETHNIC[ethnic])} {draw.choice(given)}", ethnic=ethnic, sex=sex
    )


def cases(
    number: int, *, seed: int, shares: Sequence[int], span_minutes: int
) -> tuple[Case, ...]:
    """Draw so many dossiers, the oldest first; the same seed gives the same ones.

    ``shares`` is how much each commune gets, ``span_minutes`` the office time they fall in.
    What is still under way came last, so that little is overdue.
    """
    draw = Random(seed)  # noqa: S311  reproducible on purpose
    found = []
    for _ in range(number):
        fate = draw.choices(list(SHARES), list(SHARES.values()))[0]
        is_over = fate in OVER
        reach = (
            span_minutes
            if is_over or draw.random() < LEFT_LYING
            else min(span_minutes, LATELY_MINUTES)
        )
        minutes_in = span_minutes - draw.randrange(max(1, reach))
        parent = invent(draw)
        found.append(
            Case(
                place=draw.choices(range(len(shares)), shares)[0],
                parent=parent,
                child=invent(draw, ethnic=parent.ethnic),
                born_days_before=draw.choice((9, 14, 20, 31, 45, 58, 75, 200)),
                minutes_in=minutes_in,
                is_online=fate is Fate.LODGED or draw.random() < 0.4,  # noqa: PLR2004
                fate=fate,
                phone=f"0905 {draw.randrange(100, 999)} {draw.randrange(100, 999)}",
                village=draw.choice(VILLAGES),
            )
        )
    return tuple(sorted(found, key=lambda case: case.minutes_in))


def family_case(draw: Random, parent: Invented, fate: Fate) -> Case:
    """Draw a dossier that this parent lodges online."""
    return Case(
        place=0,
        parent=parent,
        child=invent(draw, ethnic=parent.ethnic),
        born_days_before=21,
        minutes_in=0,
        is_online=True,
        fate=fate,
        phone=f"0905 {draw.randrange(100, 999)} {draw.randrange(100, 999)}",
        village=draw.choice(VILLAGES),
    )


def born_on(case: Case, received_on: date) -> date:
    """Return the child's day of birth."""
    return received_on - timedelta(days=case.born_days_before)
