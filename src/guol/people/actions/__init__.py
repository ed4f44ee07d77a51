"""Verbs of people; each that writes to the log answers with the key of its matter."""

from guol.people.actions.accounts import (
    SignedIn,
    change_password,
    choose_post,
    close_account,
    create_account,
    forgive_failures,
    note_seen,
    renew_sign_ins,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from guol.people.actions.agencies import (
    define_agency_kind,
    define_area,
    define_level,
    end_agency,
    end_area,
    found_agency,
    rename_agency,
)
from guol.people.actions.persons import correct_person, register_person
from guol.people.actions.posts import (
    assign_post,
    create_post,
    end_delegation,
    end_post,
    give_delegation,
    leave_post,
)
from guol.people.actions.units import found_units

__all__ = [
    "SignedIn",
    "assign_post",
    "change_password",
    "choose_post",
    "close_account",
    "correct_person",
    "create_account",
    "create_post",
    "define_agency_kind",
    "define_area",
    "define_level",
    "end_agency",
    "end_area",
    "end_delegation",
    "end_post",
    "forgive_failures",
    "found_agency",
    "found_units",
    "give_delegation",
    "leave_post",
    "note_seen",
    "register_person",
    "rename_agency",
    "renew_sign_ins",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
]
