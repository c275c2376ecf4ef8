import django_filters

from kbhelp import profile
from kbhelp.publishing.models import Edition
from kbhelp.search.query.engine import reader_search

MOST = 50


class EntryFilter(django_filters.FilterSet):
    """Stage, category, and words: the words are looked for as on the search page, best answer first."""

    q = django_filters.CharFilter(label="무엇이 안 되나요?", method="containing", max_length=200)
    stage = django_filters.ChoiceFilter(choices=profile.stage_choices, label="단계", empty_label="모든 단계")
    group = django_filters.ChoiceFilter(label="갈래", empty_label="모든 갈래")

    class Meta:
        model = Edition
        fields = ["q", "stage", "group"]

    search_has_failed = False

    def __init__(self, *args, categories=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["group"].extra["choices"] = [
            (category["key"], category["name"]) for category in categories
        ]

    def containing(self, queryset, name, value):
        result = reader_search(value, kinds={"faq"}, limit=MOST)
        self.search_has_failed = result.has_failed
        found = [] if result.is_unsure else [hit.document_id for hit in result.hits]
        return queryset.filter(document__in=found)
