"""The admin site of this project: kbhelp.editing.site. Here alone, since Django reads this before any model."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "kbhelp.editing.site.Desk"
