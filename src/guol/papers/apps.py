"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property

from guol.kernel.room import Room


class PapersConfig(AppConfig):
    """Papers."""

    name = "guol.papers"

    @cached_property
    def room(self) -> Room:
        """What papers hand to the house: sentences, and which files wait, how long."""
        from guol.papers import jobs, queries, words

        return Room(words=words.SENTENCES, needs=(queries.is_waiting,), chores=(jobs.let_go,))
