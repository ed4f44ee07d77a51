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

__all__ = [
    "account",
    "choose",
    "correct",
    "delegations",
    "end",
    "house",
    "password",
    "persons",
    "register",
    "show",
    "sign_in_page",
    "sign_out_all",
    "sign_out_page",
]
