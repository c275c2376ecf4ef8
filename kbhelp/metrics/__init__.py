"""What a monitor is told: numbers about the site, and nothing about anybody. Off until `begin` is called.

counting    for whoever knows of something: `count`, `took`
prometheus  what there is to count, and how it is told
made        the WSGI application around Django that counts what Django answers
commands    what commands publish, who have no page for a monitor
folder      where the processes of one server count together
"""

from kbhelp.metrics.commands import counted_for_the_servers, left_by_commands
from kbhelp.metrics.counting import Followed, begin, count, told, took
from kbhelp.metrics.made import Made

__all__ = [
    "Followed",
    "Made",
    "begin",
    "count",
    "counted_for_the_servers",
    "left_by_commands",
    "told",
    "took",
]
