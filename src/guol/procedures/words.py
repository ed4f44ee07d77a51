"""Sentences of the catalogue: what was published, what is wrong with an answer, why a day."""

from django.utils.translation import gettext_lazy as _

from guol.kernel.room import Fact
from guol.procedures import events, rules
from guol.procedures.gateways import exchange
from guol.procedures.rules import (
    answers,
    drafting,
    flaws,
    language,
    sound_clock,
    sound_legs,
    soundness,
)

SENTENCES: dict[Fact, object] = {
    events.ProcedureVersionPublished: _("A version of a procedure was published."),
    events.CalendarDayConfirmed: _("%(day)s was confirmed in the calendar: %(name)s."),
    events.AgencyClosed: _("%(agency)s is closed from %(first)s to %(last)s: %(name)s."),
    events.AgencyReopened: _("%(agency)s works from %(first)s to %(last)s after all."),
    events.AgencyHoursSet: _("%(agency)s has new hours from %(valid_from)s on."),
    rules.NoSuchPeriod: _(
        "From %(first)s to %(last)s is no closure: it ends before it begins, or lasts longer "
        "than three months. Correct the days."
    ),
    rules.NoSuchHours: _(
        "These are no hours of an office: there are none, they overlap, or end before they "
        "begin. Correct them."
    ),
    rules.NotClosed: _(
        "From %(first)s to %(last)s the agency is not closed, so there is nothing to open"
        " again. Look at the days above."
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
    answers.AnswerMissing: _("“%(label)s” is missing. Please fill it in."),
    answers.AnswerTooLong: _("“%(label)s” is longer than %(most)s signs. Please shorten it."),
    answers.NotTwelveDigits: _(
        "“%(label)s” needs 12 digits, as on the card; “%(typed)s” has others. Leave it empty"
        " if there is none yet."
    ),
    answers.NoSuchDay: _("“%(typed)s” is no day of the calendar. Write it as 12/06/2025."),
    answers.NoSuchPartialDay: _(
        "“%(typed)s” is no day of the calendar. Write what is known: 1948, 3/1948."
    ),
    answers.NotYet: _(
        "“%(label)s” cannot be a day still to come, and “%(typed)s” is. Please check the year."
    ),
    answers.NoSuchChoice: _("“%(typed)s” is not in the list of “%(label)s”. Choose again."),
    answers.NoWholeNumber: _(
        "“%(label)s” needs a whole number from %(least)s to %(most)s; “%(typed)s” is none."
    ),
    answers.NoTelephone: _(
        "“%(typed)s” cannot be called. Write the telephone number in digits, as 0905123456."
    ),
    answers.NoMailAddress: _(
        "“%(typed)s” is no e-mail address. It looks like ten@example.vn; please check it."
    ),
    language.NotReadable: _(
        "“%(typed)s” cannot be read from sign %(at)s on (“%(found)s”). Compare it with the"
        " examples beside the form."
    ),
    language.TooLarge: _(
        "“%(typed)s…” is too long or too deeply nested to be followed. Divide it into several"
        " rules."
    ),
    flaws.NothingThere: _(
        "The procedure has no %(what)s yet, and without it nobody could lodge it. Add it."
    ),
    soundness.StepWithoutAgency: _(
        "Step %(step)s has no agency that does it. Name the agency, or the one that decides."
    ),
    soundness.StepElsewhere: _(
        "Step %(step)s is at “%(agency)s”, and the procedure does not go there. Add that agency"
        " to the way, or choose another."
    ),
    soundness.StepWithoutPost: _("Step %(step)s names no post that does it. Choose one."),
    soundness.UnknownPost: _(
        "Step %(step)s names the post “%(role)s”, which is in no list. Choose another."
    ),
    flaws.UnknownAgency: _("No kind of agency is called “%(agency)s”. Choose another."),
    soundness.TooManyHours: _(
        "The steps together take %(hours)s working hours, and the procedure may take"
        " %(limit)s. Shorten a step, or correct the limit."
    ),
    flaws.UnknownUnit: _(
        "Nothing is counted in “%(unit)s”. Use wd (working days), wh (working hours), d (days)"
        " or same_day."
    ),
    flaws.NotPositive: _("“%(what)s” cannot be %(value)s. Write a larger number."),
    flaws.NamedTwice: _(
        "“%(name)s” is there twice, so no rule could tell which is meant. Rename one of them."
    ),
    flaws.NameNotUsable: _(
        "“%(name)s” cannot be a key: it begins with a small letter, has small letters, digits"
        " and _ only, and is no word of the rules."
    ),
    soundness.DependsOnItself: _(
        "Question “%(name)s” is asked only after it was answered itself, so never. Let it"
        " depend on another question."
    ),
    soundness.DependsOnLater: _(
        "Question “%(name)s” depends on “%(other)s”, which is asked after it. Move that one"
        " before it."
    ),
    flaws.DependsOnNothing: _(
        "“%(rule)s” asks about “%(other)s”, and there is no such question, paper or group."
        " Correct the name."
    ),
    soundness.AsksForNothing: _(
        "“%(name)s” is named here, and the form has no such question. Choose another."
    ),
    soundness.NeverAnswered: _(
        "“%(rule)s” waits for the answer “%(value)s”, which is not in the list of choices."
    ),
    soundness.UnknownKind: _("Question “%(name)s” is of no known kind: “%(kind)s”."),
    soundness.ChoicesMissing: _(
        "Question “%(name)s” needs at least two different choices, without ; and quotation"
        " marks."
    ),
    soundness.KnownOfNobody: _(
        "Question “%(name)s” would take over “%(known)s”, which is known of nobody."
    ),
    flaws.BoundsCrossed: _("In “%(name)s” the least is more than the most. Swap them."),
    soundness.TermsTooNew: _(
        "The rules are written for a newer program (terms %(terms)s). Update this machine"
        " first."
    ),
    sound_clock.NotInTheList: _("“%(value)s” is in no list here. Choose again."),
    sound_clock.NoHourOfADay: _(
        "%(minute)s minutes after midnight is no hour. Write it as 15:00."
    ),
    sound_clock.StageElsewhere: _(
        "Stage “%(stage)s” is at “%(agency)s”, and the procedure does not go there. Add that"
        " agency to the way, or choose another."
    ),
    sound_clock.ApplicantsTimeCounted: _(
        "Stage “%(stage)s” is the applicant's own time, which no limit counts. Take the tick"
        " out."
    ),
    sound_clock.StagesTooLong: _(
        "The stages together take %(hours)s working hours, and the procedure may take"
        " %(limit)s. Shorten a stage, or correct the limit."
    ),
    sound_clock.NotShorter: _(
        "In %(area)s it would take %(hours)s working hours, and the limit that it shortens is"
        " %(limit)s. Correct one of them."
    ),
    sound_legs.LegWithoutAgency: _("Leg “%(leg)s” has no agency that does it. Choose one."),
    sound_legs.LegOfNoProcedure: _(
        "Leg “%(leg)s” is of the procedure “%(code)s”, which the catalogue does not have."
        " Choose another, or tick that this catalogue does not have it."
    ),
    sound_legs.LegIsABundle: _(
        "Leg “%(leg)s” is the bundle “%(code)s”; a leg is one procedure. Choose that one."
    ),
    sound_legs.LegWaitsForItself: _(
        "Leg “%(leg)s” waits for itself, so it would never begin. Take that tick out."
    ),
    sound_legs.LegWaitsForNothing: _(
        "Leg “%(leg)s” waits for “%(other)s”, and there is no such leg. Correct what it waits"
        " for."
    ),
    sound_legs.LegsInACircle: _(
        "Leg “%(leg)s” waits for one that never ends before it. Correct what it waits for."
    ),
    sound_legs.LegTooLong: _(
        "Leg “%(leg)s” ends after %(hours)s working hours, with those it waits for, and the"
        " whole may take %(limit)s. Shorten a leg, or correct the limit."
    ),
    sound_legs.AnsweredByNothing: _(
        "Leg “%(leg)s” takes over “%(name)s”, and the one form has no such question. Choose"
        " another, or add the question."
    ),
    sound_legs.AnswersNothing: _(
        "Leg “%(leg)s” would get an answer to “%(name)s”, and its own form has no such"
        " question. Take it out."
    ),
    sound_legs.AnsweredTwice: _(
        "Leg “%(leg)s” gets two answers to “%(name)s”. Take one of them out."
    ),
    sound_legs.FixedToNothing: _(
        "“%(name)s” would always be answered “%(value)s”, which is not in its list. Choose"
        " again."
    ),
    sound_legs.NeededNotAsked: _(
        "Leg “%(leg)s” needs an answer to “%(name)s”, and it would get none. Let it be asked,"
        " or say what answers it."
    ),
    sound_legs.LegGetsNothing: _(
        "Leg “%(leg)s” has no form of its own, and nothing says which answers it gets. Tick"
        " those that its agency needs."
    ),
    drafting.DraftChanged: _(
        "Somebody else saved “%(name)s” meanwhile. What you typed stands here still: open the"
        " draft in another window, compare, and save again what is yours."
    ),
    drafting.DraftEnded: _(
        "“%(name)s” was published or let go meanwhile. Copy what you typed, and begin a new"
        " draft from the version in force."
    ),
    drafting.DraftUnsound: _(
        "%(count)s things in the draft contradict themselves. Open the draft, and correct each"
        " of those that it lists."
    ),
    drafting.CodeTaken: _(
        "There is a procedure “%(code)s” already. Open its page and write its next version."
    ),
    exchange.NoYaml: _("The text cannot be read as YAML from line %(line)s on. Correct it."),
    exchange.TooLong: _("The text is longer than %(most)s signs. No procedure needs so much."),
    exchange.NotThere: _("“%(what)s” is missing here. Write it."),
    exchange.NobodyKnows: _("“%(what)s” means nothing here. Remove it, or correct its name."),
    exchange.WrongShape: _("“%(found)s” cannot stand here: wanted is %(wanted)s."),
}
