"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from guol.kernel.room import MenuItem, Room, SearchSource


class ProceduresConfig(AppConfig):
    """The catalogue."""

    name = "guol.procedures"

    @cached_property
    def room(self) -> Room:
        """What the catalogue hands to the house."""
        from guol.procedures import events, projections, words
        from guol.procedures.views import offering

        return Room(
            events=(
                events.AgencyClosed,
                events.AgencyHoursSet,
                events.AgencyReopened,
                events.CalendarDayConfirmed,
                events.ProcedureVersionPublished,
            ),
            projections={
                events.AgencyClosed: projections.agency_closed,
                events.AgencyHoursSet: projections.agency_hours_set,
                events.AgencyReopened: projections.agency_reopened,
                events.CalendarDayConfirmed: projections.calendar_day_confirmed,
                events.ProcedureVersionPublished: projections.procedure_version_published,
            },
            words=words.SENTENCES,
            by_authority=frozenset(
                {
                    events.AgencyClosed,
                    events.AgencyHoursSet,
                    events.AgencyReopened,
                    events.CalendarDayConfirmed,
                    events.ProcedureVersionPublished,
                }
            ),
            work=(offering.work_of,),
            search=(
                SearchSource(
                    label=_("Procedures"),
                    find=offering.procedures_found,
                    most=offering.MOST_FOUND,
                    more="/thu-tuc/?tim=",
                    order=20,
                ),
            ),
            menu=(
                MenuItem(
                    label=_("Procedures"), url="/thu-tuc/", may=lambda _rights: True, order=10
                ),
            ),
        )
