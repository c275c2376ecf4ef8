import django_filters

from kbhelp import profile
from kbhelp.publishing.models import Edition
from kbhelp.search.query.engine import reader_search

MOST = 50


class EntryFilter(django_filters.FilterSet):
    """Stage, category, and words: the words are looked for as on the search page, best answer first."""

    q = django_filters.CharFilter(label="무엇이 안 되나요?", method="containing", max_length=200)
    stage = django_filters.ChoiceFilter(choices=profile.stage_choices, label="단계", empty_label="모든 단계")
    group = django_filters.ChoiceFilter(label="분류", empty_label="모든 분류")

    class Meta:
        model = Edition
        fields = ["q", "stage", "group"]

    result = None  # what search found, where words were given

    def __init__(self, *args, categories=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["group"].extra["choices"] = [
            (category["key"], category["name"]) for category in categories
        ]

    def containing(self, queryset, name, value):
        self.result = reader_search(value, kinds={"faq"}, limit=MOST)
        return queryset.filter(document__in=self.places())

    def places(self) -> dict[int, int]:
        """How far down each found question stands, by the number of its document."""
        hits = [] if self.result.is_unsure else self.result.hits
        return {hit.document_id: place for place, hit in enumerate(hits)}
