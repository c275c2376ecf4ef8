"""The editors' desk is Django's admin under our own name."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "kbhelp.admin.Desk"


class Desk(AdminSite):
    site_header = "KB국민인증서 도움말 편집실"
    site_title = "편집실"
    index_title = "글"
    enable_nav_sidebar = False
    empty_value_display = "–"
