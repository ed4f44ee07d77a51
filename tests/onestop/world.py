"""Two communes, each with its committee and its counter, and the people who work there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import count

from guol.feed.api import found_node, this_node
from guol.kernel.act import Act, Citizen, Official
from guol.people.actions import sign_in
from guol.people.actions.accounts import Attempt
from guol.people.actions.agencies import AgencyFacts, AreaFacts, define_area, found_agency
from guol.people.api import create_account, create_post, register_person
from guol.people.events import Particulars
from guol.procedures.actions import versions_brought
from guol.procedures.api import forget_kept, publish_version
from tests.payments.till import open_till

MONDAY = datetime(2026, 4, 20, 2, tzinfo=UTC)  # 09:00 in Vietnam, an ordinary day
LONG_AGO = date(2021, 1, 1)
PASSWORD = "mây phủ núi Bà Nà"
COUNTER, COMMITTEE = "u1-motcua", "u1-ubnd"
OTHER_COUNTER, OTHER_COMMITTEE = "u2-motcua", "u2-ubnd"
_keys = count(1)


@dataclass(frozen=True)
class Staff:
    """A person in a post: how they act and sign in."""

    person: str
    post: str
    desk: str
    login: str
    roles: frozenset[str]

    def act(self, at=MONDAY, **changes):
        by = Official(person=self.person, post=self.post, desk=self.desk)
        return an_act(by=by, at=at, **changes)


@dataclass(frozen=True)
class House:
    """Everybody who works in the two communes."""

    clerk: Staff
    head: Staff
    officer: Staff
    leader: Staff
    far_clerk: Staff
    technician: Staff


def an_act(by=None, at=MONDAY, **changes):
    given = {"node": this_node(), "key": f"act-{next(_keys)}"} | changes
    return Act(by=by or Citizen(), at=at, **given)


@cache
def birth():
    """The version of the birth registration that the product brings."""
    return next(each for each in versions_brought() if each.code == "1.001193")


def an_order():
    return an_act(by=Official(person="founder", post="founder", desk="authority"))


def found_house():
    forget_kept()
    found_node(MONDAY, with_authority=True)
    for key, name, unit in (
        ("u1", "Xã La Êê", "000.02.99.H47"),
        ("u2", "Xã Chơ Chun", "000.03.99.H47"),
    ):
        define_area(an_order(), key, name=name, level="commune", facts=AreaFacts(unit_id=unit))
        found_agency(
            an_order(),
            f"{key}-ubnd",
            name=f"UBND {name[0].lower()}{name[1:]}",
            kind="commune_pc",
            area_key=key,
        )
        found_agency(
            an_order(),
            f"{key}-motcua",
            name=f"Bộ phận tiếp nhận và trả kết quả {name[0].lower()}{name[1:]}",
            kind="commune_one_stop",
            area_key=key,
            facts=AgencyFacts(parent=f"{key}-ubnd", unit_id=unit),
        )
    publish_version(an_order(), birth())
    clerk = a_colleague(
        "Bh\u2019nướch Thị Mai", "mai", COUNTER, "one_stop", "Công chức một cửa"
    )
    open_till(clerk.act)
    return House(
        clerk=clerk,
        head=a_colleague("Zơ Râm Nhứt", "nhut", COMMITTEE, "section_head", "Phụ trách bộ phận"),
        officer=a_colleague(
            "A Viết Sơn", "son", COMMITTEE, "justice_officer", "Công chức tư pháp - hộ tịch"
        ),
        leader=a_colleague("Pơ Loong Hạnh", "hanh", COMMITTEE, "leader", "Phó Chủ tịch UBND"),
        far_clerk=a_colleague(
            "Tơ Ngôl Bích", "bich", OTHER_COUNTER, "one_stop", "Công chức một cửa"
        ),
        technician=a_colleague(
            "Nguyễn Văn Kỹ", "van.ky", COUNTER, "administrator", "Quản trị viên"
        ),
    )


def a_colleague(name, login, desk, role, title):
    """A person with a post and an account."""
    person = register_person(an_order(), Particulars(name=name), is_sure=True)
    post = create_post(
        an_order(),
        role=role,
        agency_key=desk,
        title=title,
        valid_from=LONG_AGO,
        person=person,
    )
    create_account(an_order(), login, password=PASSWORD, person=person)
    return Staff(person=person, post=post, desk=desk, login=login, roles=frozenset({role}))


def sign_in_as(client, staff, at=MONDAY):
    """Let the browser be signed in, without the page for it."""
    signed = sign_in(Attempt(login=staff.login, password=PASSWORD), at=at)
    client.cookies["vao"] = signed.token
    return client
