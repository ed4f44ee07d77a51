"""Sentences for the facts and reasons of people: what, why, what to do next."""

from django.utils.translation import gettext_lazy as _

from guol.kernel.room import Fact
from guol.people import events, rules

SENTENCES: dict[Fact, object] = {
    rules.AuthorityDeskOnly: _(
        "Areas, agencies, posts and accounts are ordered by the authority alone. Ask it to do"
        " this."
    ),
    rules.OfficialsOnly: _(
        "Only an official registers persons. Sign in with your post, or go to a counter."
    ),
    rules.AreaUnknown: _("There is no area %(area)s. Choose one from the list."),
    rules.AgencyUnknown: _("There is no agency %(agency)s. Choose one from the list."),
    rules.PersonUnknown: _(
        "Nobody is registered under this key. Look the person up, or register them."
    ),
    rules.PostUnknown: _("There is no such post. Choose one from the list."),
    rules.Ended: _("%(name)s has ended on %(on)s, so nothing was changed."),
    rules.EndBeforeBeginning: _(
        "The end would lie before the beginning on %(valid_from)s. Choose a later day."
    ),
    rules.NameUnreadable: _(
        "“%(name)s” cannot be kept as a name: write at least one letter, as on the person's"
        " papers."
    ),
    rules.CitizenNumberWrong: _(
        "A citizen's number has %(digits)s digits; “%(number)s” cannot be one. Read it off the"
        " card again, or leave it empty if there is none."
    ),
    rules.CitizenNumberTaken: _(
        "%(name)s is registered under the number %(number)s already. If it is the same person,"
        " use that record; if you have checked the card and it is another, tick the box below."
    ),
    rules.BornInFuture: _("%(born)s is still to come. Check the date of birth."),
    rules.BornTooLongAgo: _("%(born)s is too long ago. Check the date of birth."),
    rules.SexUnknown: _("Choose the sex from the list."),
    rules.PostHeld: _("%(name)s is in the post “%(title)s”. Let them leave it first."),
    rules.PostEmpty: _("Nobody is in the post “%(title)s” on that day."),
    rules.NotYourPost: _(
        "Only whoever holds a post lets another act in it. Choose one of your own posts."
    ),
    rules.NoSubDelegation: _(
        "You act under a delegation yourself, and it must not be passed on. Ask whoever gave it"
        " to you."
    ),
    rules.NotToYourself: _("You cannot delegate to yourself. Choose a colleague."),
    rules.NotAnOfficial: _(
        "%(name)s holds no post today, so cannot act for you. Choose a colleague."
    ),
    rules.BeginsInPast: _(
        "A delegation cannot begin in the past (%(valid_from)s). Let it begin today."
    ),
    rules.TooLong: _(
        "A delegation lasts a year at most, until %(valid_to)s. Choose an earlier day; you can"
        " give it anew then."
    ),
    rules.LoginUnreadable: _(
        "“%(login)s” cannot be a login name. Use 3 to 64 small letters, digits, dots or"
        " hyphens."
    ),
    rules.LoginTaken: _("Another person signs in as “%(login)s”. Choose another login name."),
    rules.PasswordTooShort: _(
        "The password is too short. Take at least %(least)s characters; a few words are easy"
        " to remember."
    ),
    rules.PasswordTooLong: _("The password is too long. Take at most %(most)s characters."),
    rules.PasswordCommon: _(
        "This password is among the first that anybody would try. Take another, such as a few"
        " words that only you put together."
    ),
    rules.PasswordTellsLogin: _(
        "The password must not contain your login name. Take another one."
    ),
    rules.SignInWrong: _(
        "Login name and password do not match. Type both again; if you forgot the password,"
        " ask the technician of your agency."
    ),
    rules.SignInTooOften: _(
        "Signing in failed so often that the next try has to wait %(seconds)s seconds. Wait,"
        " then try again; on the device you always use you need not wait for the mistakes of"
        " others."
    ),
    rules.PasswordWrong: _("The present password is not right. Type it again."),
    events.LevelDefined: _("The level “%(name)s” was put on the list."),
    events.AgencyKindDefined: _("The kind of agency “%(name)s” was put on the list."),
    events.AreaDefined: _("%(name)s was put on the list of areas."),
    events.AreaEnded: _("The area %(area)s ended on %(on)s."),
    events.AgencyFounded: _("%(name)s was founded."),
    events.AgencyRenamed: _("The agency is now called %(name)s."),
    events.AgencyEnded: _("The agency %(agency)s ended on %(on)s."),
    events.PersonRegistered: _("%(particulars)s was registered."),
    events.PersonCorrected: _("The particulars of %(particulars)s were put right."),
    events.PostCreated: _("The post “%(title)s” was made."),
    events.PostAssigned: _("Somebody took up the post from %(valid_from)s."),
    events.PostLeft: _("The holder left the post; %(on)s is the first day without them."),
    events.PostEnded: _("The post was abolished from %(on)s."),
    events.DelegationGiven: _(
        "Somebody may act in the post from %(valid_from)s until before %(valid_to)s."
    ),
    events.DelegationEnded: _("The delegation ended on %(on)s."),
}

ROLES: dict[str, object] = {
    "applicant": _("Applicant"),
    "one_stop": _("One-stop counter"),
    "section_head": _("Head of section"),
    "justice_officer": _("Justice and civil status officer"),
    "social_officer": _("Culture and social affairs officer"),
    "officer": _("Officer in charge"),
    "chair": _("Chair"),
    "leader": _("Chair or vice chair"),
    "clerk": _("Registry clerk"),
    "administrator": _("Administrator of the system"),
    "clerk_and_one_stop": _("Registry clerk and one-stop counter"),
    "disability_council": _("Disability council"),
    "steering_committee": _("Steering committee"),
    "peoples_committee": _("People's committee"),
    "land_officer": _("Land officer"),
    "mediation_council": _("Mediation council"),
    "police_officer": _("Police officer for residence"),
    "police_chief": _("Chief of police"),
    "school_officer": _("School officer"),
    "school_head": _("Head of school"),
}
HELD = (
    "one_stop",
    "section_head",
    "justice_officer",
    "social_officer",
    "officer",
    "clerk",
    "leader",
    "chair",
    "administrator",
)
"""The roles that one person's post may have; the others stand for several, or for none."""
