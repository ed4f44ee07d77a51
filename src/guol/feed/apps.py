"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property

from guol.kernel.room import Room


class FeedConfig(AppConfig):
    """The log. At start-up it collects the rooms and refuses two events with one name."""

    name = "guol.feed"

    def ready(self) -> None:
        """Look at every room once, now that all models are loaded."""
        from guol.feed.rooms import kinds

        kinds()

    @cached_property
    def room(self) -> Room:
        """What the log hands to the house: its own facts, whose rows are its own tables."""
        from guol.feed import events, words

        return Room(
            events=(
                events.AuthorityNamed,
                events.CustodyGiven,
                events.CustodyTaken,
                events.DeskOpened,
                events.HomeGiven,
                events.HomeTaken,
                events.IncarnationOpened,
                events.NodeFounded,
                events.OutsideActAdopted,
                events.OutsideActRejected,
                events.StandbyNamed,
                events.StreamErased,
            ),
            by_authority=frozenset({events.AuthorityNamed, events.StandbyNamed}),
            words=words.SENTENCES,
        )
