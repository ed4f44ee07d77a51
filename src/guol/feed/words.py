"""Sentences for what the log says of itself: what, why, what to do next."""

from django.utils.translation import gettext_lazy as _

from guol.feed import events, reasons
from guol.kernel.room import Fact

SENTENCES: dict[Fact, object] = {
    reasons.Moved: _(
        "Somebody acted on this matter while your page was open. Read it again, then decide;"
        " what you typed is kept below."
    ),
    reasons.NotHolder: _(
        "This matter does not lie with your desk now, so nothing was changed. It lies with"
        " %(holder)s; ask them, or wait until they hand it over."
    ),
    reasons.NotAtHome: _(
        "The desk %(desk)s works on another machine, so nothing was changed here. Do it there."
    ),
    reasons.NeedsUpdate: _(
        "This machine needs its update before it can change this matter: another machine wrote"
        " something newer. You can read it; ask the technician for the update."
    ),
    reasons.Frozen: _(
        "This machine was put back from a copy and waits for what it wrote after that. Older"
        " matters can be read but not changed until then; new ones are taken in as always."
    ),
    reasons.Disputed: _(
        "Two contradicting hand-overs of this matter are known, so nobody may change it. Tell"
        " the technician; the superior agency settles it."
    ),
    reasons.Erased: _("This matter was erased when its time of keeping ended."),
    reasons.NoSuchMatter: _(
        "There is no such matter here. Look the number up again, or search by name."
    ),
    reasons.AuthorityOnly: _("Only the superior desk may do this, not %(desk)s. Ask it."),
    reasons.NothingToSettle: _(
        "There is no act outside custody with the mark %(outside)s. Somebody has settled it."
    ),
    reasons.NumberTaken: _(
        "The act carries the number %(number)s, which has been given to another one since. Do"
        " it anew under a number of its own, and reject this one."
    ),
    reasons.SeriesClosed: _(
        "The numbers of %(series)s are closed until this machine has back what it numbered"
        " before. Let the head of the office state the last number in the paper register."
    ),
    reasons.NumberBehind: _(
        "%(series)s cannot go on behind %(number)s: %(drawn)s was given already. State the last"
        " number that stands in the paper register; what has no series here is not stated."
    ),
    events.NodeFounded: _("The machine %(node)s took up its work."),
    events.IncarnationOpened: _(
        "The machine %(node)s was put back from a copy and goes on as number %(incarnation)s."
    ),
    events.AuthorityNamed: _("%(desk)s became the authority (term %(term)s)."),
    events.DeskOpened: _("The desk %(desk)s was opened."),
    events.StandbyNamed: _("%(standby)s stands in for %(desk)s while it is out of contact."),
    events.HomeGiven: _("The desk %(desk)s moved to the machine %(node)s."),
    events.HomeTaken: _("The superior moved the desk %(desk)s to the machine %(node)s."),
    events.CustodyGiven: _("Handed over to %(to)s."),
    events.CustodyTaken: _("The superior took the matter and gave it to %(to)s."),
    events.OutsideActAdopted: _("An act done outside custody was let count."),
    events.OutsideActRejected: _("An act done outside custody was rejected: %(why)s"),
    events.StreamErased: _("The matter was erased: %(why)s"),
}
