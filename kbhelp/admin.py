"""The editors' desk is Django's admin under our own name."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig

from kbhelp import profile


class DeskConfig(AdminConfig):
    default_site = "kbhelp.admin.Desk"


class Desk(AdminSite):
    site_title = "편집실"
    index_title = "글"
    enable_nav_sidebar = False
    empty_value_display = "–"

    @property
    def site_header(self):
        return f"{profile.current()['name']} 편집실"
