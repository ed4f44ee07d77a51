"""A dossier in words: facts, timeline, control slip, steps, why it is due when it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guol.feed.api import Recorded
from guol.feed.events import CustodyGiven, CustodyTaken
from guol.kernel.act import Official
from guol.kernel.event import Event
from guol.kernel.text import plain
from guol.onestop.events import (
    DossierAccepted,
    DossierDecided,
    DossierRefused,
    Explained,
    ResultReturned,
    StepsTaken,
    SupplementRequested,
)
from guol.onestop.events.correcting import DossierReopened, EntryCorrected, StepReturned
from guol.onestop.events.returning import CollectionReminded
from guol.onestop.events.timing import ApologyGiven, DossierStopped
from guol.onestop.rules.cards import DossierCard
from guol.onestop.rules.slip import SlipRow
from guol.onestop.rules.states import Business, Delivery
from guol.onestop.words import (
    BEGINNINGS,
    CHANNELS,
    FINANCIAL,
    MENDED_WORDS,
    REMINDED,
    role_of,
    said_corrections,
    said_note,
    said_receiver,
    say_line,
)
from guol.procedures.api import Version
from guol.web.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Who tells of one dossier: names of the people and desks in it."""

    card: DossierCard
    people: Mapping[str, str]
    desks: Mapping[str, str]

    def desk(self, key: str) -> str:
        """Return the name of a desk; a machine's own desk is the online one."""
        return _("Online") if key.endswith(".front") else self.desks.get(key, key)

    def author(self, event: Event) -> str:
        """Return who did it: name and desk of an official, else the applicant."""
        by = event.act.by
        if isinstance(by, Official):
            name = self.people.get(by.person, "")
            if by.on_behalf_of:
                name = _("%(name)s, on behalf of %(whom)s") % {
                    "name": name,
                    "whom": self.people.get(by.on_behalf_of, ""),
                }
            return ", ".join(filter(None, (name, self.desk(by.desk))))
        return self.card.applicant

    def facts(self, of: Version) -> list[tuple[str, Any]]:
        """Return the dossier's facts, as label and value; what is empty is left out."""
        card = self.card
        rows = [
            (_("Procedure"), f"{of.name} ({of.code})"),
            (_("Applicant"), card.applicant),
            (_("Concerns"), card.about),
            (_("Telephone"), card.phone),
            (_("E-mail"), card.email),
            (_("Received by"), self.desk(card.receiving)),
            (_("Decided by"), self.desk(card.competent)),
            (_("Now with"), "" if card.returned_at else self.desk(card.holder)),
            (_("Officer"), self.people.get(card.assigned, "")),
            (_("Lodged"), f"{plain(card.lodged_at)}, {CHANNELS[card.channel]}"),
            (_("Accepted at"), plain(card.received_at) if card.received_at else ""),
            (_("Result due"), plain(card.due) if card.due else ""),
            (_("Answer due"), plain(card.answer_due) if card.answer_due else ""),
            (_("Number on the pad"), card.pad_number),
            (_("Fee"), self.fee() if card.number else ""),
            (of.outside_number, card.outside_number),
            (_("Wished by post to"), card.deliver_to),
            (_("Handed to"), card.receiver),
            (_("In the archive since"), plain(card.archived_at) if card.archived_at else ""),
        ]
        return [(label, value) for label, value in rows if value]

    def handed(self, events: Iterable[Event]) -> list[tuple[str, Any]]:
        """Return who took the result for the applicant, when it was somebody else."""
        told = [each for each in events if isinstance(each, ResultReturned)]
        who = said_receiver(told[-1]) if told and self.card.returned_at else ""
        label = _("Sent") if self.card.carrier else _("For the applicant came")
        return [(label, who)] if who else []

    def letter(self) -> str:
        """Return what became of the letter with the result; empty when none was sent."""
        if not self.card.carrier:
            return ""
        if self.card.delivery is Delivery.SENT:
            return _("on its way")
        return _("handed over by the post")

    def turn(self) -> str:
        """Say whose turn it is, to somebody for whom there is nothing to do."""
        card = self.card
        if card.business is Business.QUEUED:
            return _("This part begins when the parts before it are decided.")
        if not card.role:
            return _("This dossier is closed.")
        if card.is_waiting:
            return _("The applicant is asked for something; the clock stands still.")
        return _("Next is %(role)s, at %(desk)s.") % {
            "role": role_of(card.role),
            "desk": self.desk(card.desk),
        }

    def facts_for_applicant(
        self, of: Version, with_whom: str, events: Iterable[Event] = ()
    ) -> list[tuple[str, Any]]:
        """Return what an applicant reads: posts and desks, no names of officials.

        Of somebody who took the result for them it tells the relation, as it was noted.
        """
        card = self.card
        taken = [each for each in events if isinstance(each, ResultReturned)]
        relation = taken[-1].relation if taken and card.returned_at else ""
        is_open = card.ended_at is None and card.returned_at is None
        rows = [
            (_("Procedure"), of.name),
            (_("Concerns"), card.about),
            (_("Now with"), with_whom if is_open or card.delivery == "ready" else ""),
            (_("Lodged"), plain(card.lodged_at)),
            (_("Accepted at"), plain(card.received_at) if card.received_at else ""),
            (_("Answer due"), plain(card.answer_due) if card.answer_due else ""),
            (_("Result due"), plain(card.due) if card.due else ""),
            (_("Fee"), self.fee() if card.number else ""),
            (_("Returned"), plain(card.returned_at) if card.returned_at else ""),
            (_("Taken for you by"), relation),
            (_("Sent by"), f"{card.carrier}, {plain(card.sent_on)}" if card.sent_on else ""),
            (_("Tracking number"), card.tracking),
            (_("Letter"), self.letter()),
        ]
        return [(label, value) for label, value in rows if value]

    def fee(self) -> str:
        """Return what is owed, and how it stands."""
        card = self.card
        word = str(FINANCIAL[card.financial])
        return f"{card.fee_vnd:,} đ, {word}".replace(",", ".", 1) if card.fee_vnd else word

    def why(self, events: Iterable[Event]) -> list[str]:
        """Return, line by line, why the dossier is due when it is: what was said last."""
        lines: list[str] = []
        for event in events:
            told: tuple[Explained, ...] = getattr(event, "explanation", ())
            if told and told[0].code in BEGINNINGS:
                lines = []
            lines += [say_line(line) for line in told]
            if isinstance(event, DossierReopened) and event.due:
                lines.append(
                    _("It was closed from %(since)s to %(until)s; the promise is %(due)s.")
                    % {
                        "since": plain(event.closed_at),
                        "until": plain(event.act.at),
                        "due": plain(event.due),
                    }
                )
        return lines

    def timeline(self, told: Iterable[Recorded]) -> list[tuple[datetime, str, str]]:
        """Return what happened, the newest first."""
        return [self._item(each, each.event) for each in reversed([*told]) if each.event]

    def _item(self, each: Recorded, event: Event) -> tuple[datetime, str, str]:
        title = self._title(event)
        if not each.standing.counts:
            title = _("%(what)s (does not count: the desk did not hold the dossier)") % {
                "what": title
            }
        note = event.note if isinstance(event, StepsTaken | SupplementRequested) else ""
        if isinstance(event, ResultReturned):
            note = said_receiver(event)
        elif isinstance(event, CollectionReminded):
            note = f"{REMINDED.get(event.how, event.how)}: {event.note}"
        return event.act.at, title, ". ".join(filter(None, (self.author(event), note)))

    def _title(self, event: Event) -> str:
        if isinstance(event, CustodyGiven | CustodyTaken):
            return _("Handed over to %(desk)s") % {"desk": self.desk(event.to)}
        if isinstance(event, EntryCorrected):
            return f"{said_corrections(event.corrections)}. {say(event)}"
        if isinstance(event, StepsTaken | DossierDecided):
            done = ", ".join(f"{each.step} {each.what}" for each in event.taken)
            return f"{say(event)} {done}"
        return say(event)

    def slip_row(self, row: SlipRow) -> dict[str, Any]:
        """Return one row of the control slip."""
        result = {"early": (_("In time"), "good"), "late": (_("Late"), "bad")}.get(row.result)
        return {
            "step": row.step or MENDED_WORDS.get(row.kind, ""),
            "what": row.what,
            "giver": self.desk(row.desk),
            "person": self.people.get(row.person, ""),
            "taker": self.desk(row.to_desk) if row.to_desk else "",
            "taker_role": role_of(row.to_role) if row.to_role else "",
            "since": row.since,
            "at": row.at,
            "due": row.due,
            "result": result[0] if result else "",
            "kind": result[1] if result else "plain",
            "note": said_note(row),
        }

    def steps(self, of: Version, events: Iterable[Event]) -> list[tuple[str, str, str]]:
        """Return the way of the dossier: done, now, next."""
        done: dict[str, datetime] = {}
        for event in events:
            if isinstance(event, StepReturned | DossierReopened):
                later = event.place.step
                done = {step: at for step, at in done.items() if step < later}
            if isinstance(
                event, DossierAccepted | StepsTaken | DossierDecided | ResultReturned
            ):
                done |= {each.step: event.act.at for each in event.taken}
        items = []
        for step in of.steps:
            state = "next"
            note = role_of(step.role)
            if step.step in done:
                state, note = "done", plain(done[step.step])
            elif step.step == self.card.step:
                state = "now"
                if self.card.step_due:
                    note = _("%(role)s, until %(due)s") % {
                        "role": note,
                        "due": plain(self.card.step_due),
                    }
            items.append((state, f"{step.step}. {step.what}", note))
        return items

    def printed(
        self, of: Version, made: frozenset[str], events: Iterable[Event]
    ) -> list[tuple[str, str, bool]]:
        """Return the papers to print: title, address, whether it is made already."""
        card, kinds = self.card, {type(event) for event in events}
        papers = [
            ("receipt", _("Receipt (form 01)"), bool(card.number)),
            ("supplement", _("Supplement request (form 02)"), SupplementRequested in kinds),
            ("refusal", _("Refusal (form 03)"), DossierRefused in kinds),
            ("reminder", _("Reminder slip (80 mm)"), bool(card.number)),
            ("apology", _("Apology with a new day (form 04)"), ApologyGiven in kinds),
            ("stop", _("Stop notice"), DossierStopped in kinds),
            ("slip", _("Control slip"), bool(card.number)),
            ("copy", _("Copy sheet for the other system"), self._is_to_copy(of)),
            ("certificate", of.result, DossierDecided in kinds or bool(card.outside_number)),
        ]
        return [
            (
                title,
                reverse("onestop:print", args=[card.key, kind]),
                kind in made or kind in {"slip", "copy", "reminder"},
            )
            for kind, title, is_there in papers
            if is_there
        ]

    def _is_to_copy(self, of: Version) -> bool:
        return bool(of.outside_number) and self.card.business is Business.PROCESSING
