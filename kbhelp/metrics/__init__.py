"""What a monitor is told: numbers about the site, and nothing about anybody. Off until `begin` is called.

counting    for whoever knows of something: `count`, `took`
prometheus  what there is to count, and how it is told
made        the WSGI application around Django that counts what Django answers
folder      where the processes of one server count together
"""

from kbhelp.metrics.counting import Followed, begin, count, told, took
from kbhelp.metrics.made import Made

__all__ = ["Followed", "Made", "begin", "count", "told", "took"]
