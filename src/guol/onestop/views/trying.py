"""Seeing and trying a draft: its form as a citizen gets it, and what comes of a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guol.kernel.clock import legal_day, utc_now
from guol.kernel.errors import Refused
from guol.kernel.terms import CHOSEN
from guol.kernel.text import plain
from guol.onestop.forms import TrialForm
from guol.onestop.forms.asking import FIELD, ROWS
from guol.onestop.queries.trial import LegTrial, Trial, tried
from guol.onestop.words import say_line
from guol.people.api import agencies, viewer_of
from guol.procedures.api import (
    DraftCard,
    Version,
    as_lodged,
    calendar,
    draft,
    drop_sample,
    examined,
    keep_sample,
    newest_of,
)
from guol.web.templatetags.guol import vnd

LONG = 60  # signs; a shorter outcome is told in both columns
AUTHORITY = "authority"
TRY, KEEP, DROP = "thu", "giu", "xoa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One thing that comes of a case: as the version in force has it, and the draft."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether the draft makes something else of it."""
        return self.before != self.after

    @property
    def is_told_once(self) -> bool:
        """Whether it is the same in both, and too long to be read twice."""
        return self.before == self.after and len(self.after) > LONG


@require_http_methods(["GET", "HEAD", "POST"])
def try_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Show a draft's form, and what comes of what is filled in; keep it as a case to try."""
    if viewer_of(request).post_at(AUTHORITY) is None:
        raise PermissionDenied
    card, of = _draft(key)
    wish = request.POST.get("di", "")
    sample = request.GET.get("mau", "")
    if wish == DROP:
        drop_sample(key, sample)
        return redirect("onestop:try_draft", key)
    form = _form(request, card, as_lodged(of, legal_day(utc_now())), sample)
    answers = {name: value for name, value in form.asking.facts.answers.items() if value}
    if wish == KEEP:
        try:
            keep_sample(key, form.name(), answers)
        except Refused as no:
            form.refuse(no)
        else:
            here = reverse("onestop:try_draft", args=[key])
            return redirect(f"{here}?{urlencode({'mau': form.name()})}")
    return _page(
        request, card, of, form, answers, is_tried=form.is_bound and not form.asking.growing
    )


def _draft(key: str) -> tuple[DraftCard, Version]:
    card = draft(key)
    found = examined(card) if card and not card.is_ended else None
    if card is None or found is None or found.version is None:
        raise Http404
    return card, found.version


def _form(request: HttpRequest, card: DraftCard, of: Version, sample: str) -> TrialForm:
    today = legal_day(utc_now())
    places = [
        (each.key, each.name)
        for kind in of.competence[:1]
        for each in agencies(kind, day=today)
    ]
    data: QueryDict | None = request.POST if request.method == "POST" else None
    held = dict(card.samples).get(sample)
    if data is None and held is not None:
        data = _as_sent(of, held, sample)
    return TrialForm(data, version=of, agencies=places, today=today)


def _as_sent(of: Version, answers: Mapping[str, str], name: str) -> QueryDict:
    """Return the answers of a kept case as a browser would send them."""
    sent = QueryDict(mutable=True)
    sent["sample"] = name
    several = {each.name for each in of.fields if each.kind == "choices"}
    for each, value in answers.items():
        asked, _dot, row = each.partition(".")
        if asked in several:
            sent.setlist(FIELD + each, [one.strip() for one in value.split(CHOSEN)])
        else:
            sent[FIELD + each] = value
        group = next((field.group for field in of.fields if field.name == asked), "")
        if row.isdigit() and group:
            rows = max(int(row), int(sent.get(ROWS + group, "1")))
            sent[ROWS + group] = str(rows)
    return sent


def _page(
    request: HttpRequest,
    card: DraftCard,
    of: Version,
    form: TrialForm,
    answers: Mapping[str, str],
    *,
    is_tried: bool,
) -> HttpResponse:
    at, hours, before = form.received_at(), calendar(), newest_of(of.code)
    now = tried(of, answers, at, hours)
    was = tried(before, answers, at, hours) if before else None
    context: dict[str, Any] = {
        "draft": card,
        "version": of,
        "before": before,
        "form": form,
        "is_tried": is_tried,
        "outcomes": _outcomes(was, now),
        "legs": _legs(was, now),
        "explanation": [say_line(each) for each in now.explanation],
        "samples": [(name, *_sums(tried(of, held, at, hours))) for name, held in card.samples],
        "sample": request.GET.get("mau", ""),
        "crumbs": [
            (_("Drafts"), reverse("procedures:drafts")),
            (card.name or card.code, reverse("procedures:draft", args=[card.key])),
            (_("See and try it"), ""),
        ],
    }
    return render(request, "onestop/trial.html", context)


def _outcomes(was: Trial | None, now: Trial) -> list[Outcome]:
    names = (
        (_("Fee"), _money),
        (_("Limit"), lambda one: one.limit),
        (_("Case of the limit"), lambda one: one.case),
        (_("Due"), lambda one: _when(one.due)),
        (_("Way"), lambda one: ", ".join(each.step for each in one.steps)),
        (_("Papers"), lambda one: "; ".join(one.papers)),
        (_("Rights that are lacking"), lambda one: "; ".join(one.unmet)),
        (_("Questions asked"), lambda one: str(len(one.questions))),
    )
    return [
        Outcome(label=str(label), before=told(was) if was else "", after=told(now))
        for label, told in names
    ]


def _legs(was: Trial | None, now: Trial) -> list[dict[str, Any]]:
    """Return each leg with its outcomes; one that the draft drops comes last."""
    before = {each.key: each for each in was.legs} if was else {}
    after = {each.key: each for each in now.legs}
    names = (
        (_("Agency"), lambda leg: leg.agency),
        (_("Begins"), _begins),
        (_("Limit"), lambda leg: leg.limit or _("not known")),
        (_("Due"), lambda leg: _when(leg.due)),
        (_("Fee"), _money_of),
        (_("Papers"), lambda leg: "; ".join(leg.papers)),
        (
            _("Answers it gets"),
            lambda leg: "; ".join(f"{label}: {text}" for label, text in leg.answers),
        ),
    )
    return [
        {
            "what": (after.get(key) or before[key]).what,
            "is_new": bool(was) and key not in before,
            "is_gone": key not in after,
            "outcomes": [
                Outcome(
                    label=str(label),
                    before=told(before[key]) if key in before else "",
                    after=told(after[key]) if key in after else "",
                )
                for label, told in names
            ],
            "explanation": [say_line(each) for each in after[key].explanation]
            if key in after
            else (),
        }
        for key in dict.fromkeys([*after, *before])
    ]


def _begins(leg: LegTrial) -> str:
    if not leg.after:
        return _("at once")
    return _("after %(others)s") % {"others": ", ".join(leg.after)}


def _money_of(leg: LegTrial) -> str:
    if not leg.has_fee:
        return _("none of its own")
    return _("not known") if leg.fee_vnd is None else vnd(leg.fee_vnd)


def _sums(one: Trial) -> tuple[str, str, str]:
    return _money(one), _when(one.due), "; ".join(one.unmet)


def _money(one: Trial) -> str:
    if one.fee_vnd is None:
        return _("not known")
    told = vnd(one.fee_vnd)
    return f"{told} ({one.ground})" if one.ground else told


def _when(at: datetime | None) -> str:
    return plain(at) if at else _("not known")
