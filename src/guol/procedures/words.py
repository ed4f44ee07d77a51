"""Sentences of the catalogue: what was published, what is wrong with an answer, why a day."""

from django.utils.translation import gettext_lazy as _

from guol.kernel.room import Fact
from guol.procedures import events, rules

SENTENCES: dict[Fact, object] = {
    events.ProcedureVersionPublished: _("A version of a procedure was published."),
    events.CalendarDayConfirmed: _("%(day)s was confirmed in the calendar: %(name)s."),
    rules.NoLimitKnown: _(
        "The catalogue does not say how long “%(name)s” may take, so no day can be promised."
        " Tell the administrator of the catalogue."
    ),
    rules.SuperiorOnly: _(
        "Only the superior desk changes the catalogue and the calendar. Send it your proposal."
    ),
    rules.VersionKnown: _(
        "“%(key)s” is published already, and what is published is never rewritten. Give the"
        " new version the next number."
    ),
    rules.BeginsTooEarly: _(
        "“%(key)s” must come into force after %(before)s, when the version before it did."
        " Give it a later day."
    ),
    rules.EndsBeforeItBegins: _(
        "“%(key)s” would end before it begins, so nobody could use it. Correct its days."
    ),
    rules.NoSuchKindOfDay: _(
        "“%(kind)s” is nothing a day can be. Say that it is off, worked to make up, or closed."
    ),
    rules.AnswerMissing: _("“%(label)s” is missing. Please fill it in."),
    rules.NotTwelveDigits: _(
        "“%(label)s” needs 12 digits, as on the card; “%(typed)s” has others. Leave it empty"
        " if there is none yet."
    ),
    rules.NoSuchDay: _("“%(typed)s” is no day of the calendar. Write it as 12/06/2025."),
    rules.NoSuchChoice: _("“%(typed)s” is not in the list of “%(label)s”. Choose again."),
    rules.NoWholeNumber: _("“%(label)s” needs a whole number up to 999; “%(typed)s” is none."),
}

EXPLANATIONS: dict[str, object] = {
    "received": _("The dossier was received at %(v0)s."),
    "closed_then": _("The office was closed then: the time runs from %(v0)s."),
    "limit_same_day": _("The result is due on the same working day."),
    "after_cut_off": _(
        "It came at 15:00 or later, so it is due on the next working day, %(v0)s."
    ),
    "limit_wd": _("The procedure may take %(v0)s working days; the first day does not count."),
    "limit_wh": _("The procedure may take %(v0)s working hours."),
    "limit_d": _("The procedure may take %(v0)s calendar days."),
    "day_off": _("%(v0)s is no working day, so the next one counts, %(v1)s."),
    "due": _("So the result is due at %(v0)s."),
}
"""Codes of the lines by which a due day is explained."""
