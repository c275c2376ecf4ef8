"""The filter of lists by what readers see of a document, in the words of `states`."""

from django.contrib import admin
from django.db.models import F, Q

STATES = {
    "draft": ("초안", Q(live=None, withdrawn_at=None)),
    "review": ("검토 중", Q(in_review=True)),
    "planned": ("예약됨", Q(waiting_at__isnull=False) | Q(live__isnull=False, withdraw_at__isnull=False)),
    "live": ("공개 중", Q(live__isnull=False)),
    "changed": ("공개 중 · 고친 내용 있음", Q(live__isnull=False, version__gt=F("live__version"))),
    "withdrawn": ("내림", Q(live=None, withdrawn_at__isnull=False)),
}


class StateFilter(admin.SimpleListFilter):
    """A document may be in several: live, and changed, and in review."""

    title = "상태"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(name, words) for name, (words, _) in STATES.items()]

    def queryset(self, request, queryset):
        """The list's own columns `waiting_at` and `in_review` are there already (DocumentAdmin.get_queryset)."""
        return queryset.filter(STATES[self.value()][1]) if self.value() in STATES else queryset
