"""A form with files, over several tries: files that arrived once are kept.

A browser forgets chosen files when a form comes back. So each file is kept as it arrives, and
the form names it by an unguessable key; the next try brings the key instead of the file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from guol.kernel.clock import utc_now
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.onestop.actions import Lodging
from guol.onestop.events import PaperGiven
from guol.onestop.forms import PAPER, LodgeForm
from guol.papers.api import Upload, bind_uploads, refusal_of, take_upload, uploads
from guol.people.api import PersonCard, person, viewer_of
from guol.procedures.api import Field, Requirement, Version, unmet
from guol.web.words import say

KEPT, CAME = "kept-", "came-"  # shown by the form before; sent ahead of this one
MOST_PAGES = 30  # of one paper


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file that arrived, as the form shows it on its next try."""

    slot: str
    label: str
    key: str
    name: str
    size: int


class Filling:
    """One try at a procedure's form, with its files."""

    def __init__(
        self,
        request: HttpRequest,
        form: LodgeForm,
        of: Version,
        typed: QueryDict | None = None,
    ) -> None:
        self._request = request
        self._typed = request.POST if typed is None else typed
        self._form = form
        self._of = of
        self._uploads: dict[str, Upload] = {}
        self._take()

    def is_complete(self, *, papers_wanted: bool = True) -> bool:
        """Whether all that must be there is there; what is not is said beside its field."""
        over = {each.place for each in self._form.taken_over()}
        for place, paper in enumerate(self._of.papers):
            slot = f"{PAPER}{place}"
            box = self._form.fields.get(slot)
            is_wanted = papers_wanted and box is not None and box.required
            is_there = slot in self._uploads or place in over
            if is_wanted and not is_there and slot not in self._form.errors:
                self._form.add_error(
                    slot, _("“%(paper)s” is missing. Choose its file.") % {"paper": paper.name}
                )
        if self._form.asking.new:
            self._form.add_error(
                None,
                _("Your answers lead to further questions. Please look at the form again."),
            )
        if papers_wanted and self._form.is_valid():  # at the counter a clerk judges
            for each in self.unmet():
                if each.is_binding:
                    self._form.add_error(None, each.otherwise or each.label)
        return self._form.is_valid()

    def lodging(self) -> Lodging:
        """Return what is asked for."""
        form = self._form
        about = self._of.subject_of({each.name: each.value for each in form.answers()})
        return Lodging(
            procedure=self._of.code,
            applicant=form.asker(viewer_of(self._request).person if self._is_own else ""),
            competent=form.cleaned_data["competent"],
            fields=form.answers(),
            papers=self.papers(),
            about=about[:200],
            helper=form.cleaned_data.get("helper", ""),
            deliver_to=form.cleaned_data.get("deliver_to", ""),
        )

    def papers(self) -> tuple[PaperGiven, ...]:
        """Return the papers: files, what is held already, what was laid on the counter."""
        given, over = [], self._form.taken_over()
        for place, paper in enumerate(self._of.papers):
            upload = self._uploads.get(f"{PAPER}{place}")
            if upload:
                given.append(
                    PaperGiven(name=paper.name, kind=2, file_name=upload.name, blob=upload.blob)
                )
            elif held := [each for each in over if each.place == place]:
                given += [each.given() for each in held]
            elif not self._is_own and str(place) in self._form.cleaned_data.get("laid", ()):
                given.append(PaperGiven(name=paper.name, kind=paper.kind))
        return tuple(given)

    def unmet(self) -> tuple[Requirement, ...]:
        """Return what the applicant lacks, as far as the form can tell."""
        return unmet(self._of, self._form.facts(each.name for each in self.papers()))

    def hidden(self) -> list[tuple[str, str]]:
        """Return everything that was sent and kept, to be sent again by the review page."""
        sent = [
            (name, value)
            for name, values in self._typed.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "di"} and not name.startswith((KEPT, CAME))
        ]
        return sent + [(KEPT + slot, each.key) for slot, each in self._uploads.items()]

    @property
    def _is_own(self) -> bool:
        return "channel" not in self._form.fields

    def _take(self) -> None:
        """Keep the files that came, find those that came before."""
        slots = {f"{PAPER}{place}": each.name for place, each in enumerate(self._of.papers)}
        owner = owner_of(self._typed)
        before = {slot: self._typed.get(KEPT + slot, "") for slot in slots}
        ahead = {slot: self._typed.getlist(CAME + slot)[:MOST_PAGES] for slot in slots}
        told = [*before.values(), *(key for keys in ahead.values() for key in keys)]
        known = {each.key: each for each in uploads(list(filter(None, told)), owner=owner)}
        kept = []
        for slot, label in slots.items():
            for slip in (*ahead[slot], before[slot]):
                if slip not in known:
                    _say_refusal(slip, self._form, slot)
            pages = [known[key] for key in ahead[slot] if key in known]
            if len(pages) < len(ahead[slot]):  # with a page that is missing it is not whole
                pages = []
                self._say_missing(slot)
            upload = self._arrived(slot, owner) or self._bound(slot, pages, owner)
            upload = upload or known.get(before[slot])
            if upload is None:
                continue
            self._uploads[slot] = upload
            kept.append(kept_file(slot, label, upload))
        self._form.kept = kept

    def _arrived(self, slot: str, owner: str) -> Upload | None:
        """Return the paper that came: one file, or its pages put together."""
        files: list[Any] = self._request.FILES.getlist(slot)[:MOST_PAGES]
        if not files or slot not in self._form.fields:
            return None
        now = utc_now()
        try:
            pages = [take_upload(each, owner=owner, at=now) for each in files]
        except Refused as no:  # with a page that is missing the paper is not whole
            self._form.add_error(slot, say(no.reason))
            return None
        return self._bound(slot, pages, owner)

    def _say_missing(self, slot: str) -> None:
        """Say that a file did not come, where nothing else was said of it."""
        box = self._form.fields.get(slot)
        if box is not None and slot not in self._form.errors:
            no = _("Not all files came for “%(paper)s”. Choose them again.")
            self._form.add_error(slot, no % {"paper": box.label})

    def _bound(self, slot: str, pages: list[Upload], owner: str) -> Upload | None:
        """Return the pages of a paper as one file, None where there are none."""
        if not pages:
            return None
        try:
            return bind_uploads(pages, owner=owner, at=utc_now())
        except Refused as no:
            self._form.add_error(slot, say(no.reason))
            return None


def known_of(request: HttpRequest) -> Callable[[Field], str]:
    """Return what a form may take over from what the house knows of whoever looks."""
    viewer = viewer_of(request)
    card = person(viewer.person) if viewer.person else None
    return lambda field: _taken_over(field, card) if card and field.known else ""


def _taken_over(field: Field, card: PersonCard) -> str:
    value = str(getattr(card.particulars, field.known))
    if not field.options:
        return value
    return field.in_code(value) if field.in_code(value) in dict(field.options) else ""


def asker_known(request: HttpRequest) -> dict[str, str]:
    """Return what is known of whoever asks, for the boxes that every form has."""
    viewer = viewer_of(request)
    card = person(viewer.person) if viewer.person else None
    if card is None:
        return {"applicant": viewer.name}
    known = card.particulars
    return {
        "applicant": known.name,
        "paper": known.citizen_number,
        "address": known.address,
        "phone": known.phone,
        "email": known.email,
    }


def owner_of(typed: QueryDict) -> str:
    """Return what a browser proves its waiting files by: the key of the form it has open.

    It is unguessable, made for this one form, and stays the same over its tries; so nothing
    has to be remembered about somebody who only tries.
    """
    return typed.get("key", "")[:64] or new_key()


def kept_file(slot: str, label: str, upload: Upload) -> KeptFile:
    """Return a kept file as a form shows it."""
    return KeptFile(
        slot=slot, label=label, key=upload.key, name=upload.name, size=upload.blob.size
    )


def taken(request: HttpRequest, form: Any, name: str, *, most: int) -> tuple[Upload, ...]:
    """Return the files of one box, new ones and kept ones; a bad one is said on the form."""
    owner, now = owner_of(request.POST), utc_now()
    before = [*request.POST.getlist(KEPT + name), *request.POST.getlist(CAME + name)][:most]
    found = list(uploads(before, owner=owner))
    for slip in before:
        _say_refusal(slip, form, name)
    arrived: list[Any] = request.FILES.getlist(name)[:most]
    for file in arrived:
        try:
            found.append(take_upload(file, owner=owner, at=now))
        except Refused as no:
            form.add_error(name, say(no.reason))
    form.kept = [kept_file(name, each.name, each) for each in found]
    return tuple(found[:most])


def _say_refusal(slip: str, form: Any, name: str) -> None:
    """Say beside a box why its file, which came in pieces, was not taken."""
    if no := refusal_of(slip):
        form.add_error(name, say(no))
