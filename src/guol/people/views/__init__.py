"""Pages of people."""

from guol.people.views.accounts import (
    account,
    choose,
    delegations,
    end,
    password,
    sign_in_page,
    sign_out_all,
    sign_out_page,
)
from guol.people.views.persons import correct, persons, register, show
from guol.people.views.places import house
from guol.people.views.staffing import (
    dismiss,
    employ,
    employment,
    office,
    open_account,
    shut_account,
)

__all__ = [
    "account",
    "choose",
    "correct",
    "delegations",
    "dismiss",
    "employ",
    "employment",
    "end",
    "house",
    "office",
    "open_account",
    "password",
    "persons",
    "register",
    "show",
    "shut_account",
    "sign_in_page",
    "sign_out_all",
    "sign_out_page",
]
