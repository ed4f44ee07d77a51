"""Writing to the log: by those who act here, from other nodes, and rows anew."""

from guol.feed.actions.append import append, draw_number, once
from guol.feed.actions.erase import erase_stream
from guol.feed.actions.found import (
    found_node,
    name_authority,
    name_standby,
    note_restore,
    open_desk,
    reopen_after_restore,
)
from guol.feed.actions.move import (
    adopt_act,
    give_home,
    reject_act,
    take_custody,
    take_home,
)
from guol.feed.actions.rebuild import rebuild, replay
from guol.feed.actions.receive import Copy, Received, receive

__all__ = [
    "Copy",
    "Received",
    "adopt_act",
    "append",
    "draw_number",
    "erase_stream",
    "found_node",
    "give_home",
    "name_authority",
    "name_standby",
    "note_restore",
    "once",
    "open_desk",
    "rebuild",
    "receive",
    "reject_act",
    "reopen_after_restore",
    "replay",
    "take_custody",
    "take_home",
]
