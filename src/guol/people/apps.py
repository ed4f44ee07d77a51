"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from guol.kernel.room import MenuItem, Rights, Room


class PeopleConfig(AppConfig):
    """People, agencies and how one signs in."""

    name = "guol.people"

    @cached_property
    def room(self) -> Room:
        """What people hands to the house."""
        from guol.people import events, projections, words

        return Room(
            events=(
                events.AgencyEnded,
                events.AgencyFounded,
                events.AgencyKindDefined,
                events.AgencyRenamed,
                events.AreaDefined,
                events.AreaEnded,
                events.DelegationEnded,
                events.DelegationGiven,
                events.LevelDefined,
                events.PersonCorrected,
                events.PersonRegistered,
                events.PostAssigned,
                events.PostCreated,
                events.PostEnded,
                events.PostLeft,
            ),
            projections={
                events.AgencyEnded: projections.agency_ended,
                events.AgencyFounded: projections.agency_founded,
                events.AgencyKindDefined: projections.agency_kind_defined,
                events.AgencyRenamed: projections.agency_renamed,
                events.AreaDefined: projections.area_defined,
                events.AreaEnded: projections.area_ended,
                events.DelegationEnded: projections.delegation_ended,
                events.DelegationGiven: projections.delegation_given,
                events.LevelDefined: projections.level_defined,
                events.PersonCorrected: projections.person_corrected,
                events.PersonRegistered: projections.person_registered,
                events.PostAssigned: projections.post_assigned,
                events.PostCreated: projections.post_created,
                events.PostEnded: projections.post_ended,
                events.PostLeft: projections.post_left,
            },
            by_authority=frozenset(
                {
                    events.AgencyEnded,
                    events.AgencyFounded,
                    events.AgencyKindDefined,
                    events.AgencyRenamed,
                    events.AreaDefined,
                    events.AreaEnded,
                    events.LevelDefined,
                    events.PostAssigned,
                    events.PostCreated,
                    events.PostEnded,
                    events.PostLeft,
                }
            ),
            words=words.SENTENCES,
            menu=(
                MenuItem(label=_("Persons"), url="/nguoi/", may=_is_official, order=40),
                MenuItem(label=_("Agencies"), url="/co-quan/", may=_everybody, order=60),
            ),
        )


def _is_official(rights: Rights) -> bool:
    return rights.is_official


def _everybody(rights: Rights) -> bool:
    del rights
    return True
