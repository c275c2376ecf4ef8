import django_filters
from django.db.models import Q

from kbhelp.publishing.models import Edition, Stage


class EntryFilter(django_filters.FilterSet):
    """Stage, category and words over what readers see: questions, answers and other ways of asking."""

    q = django_filters.CharFilter(label="무엇이 안 되나요?", method="containing", max_length=200)
    stage = django_filters.ChoiceFilter(choices=Stage, label="단계", empty_label="모든 단계")
    group = django_filters.ChoiceFilter(label="갈래", empty_label="모든 갈래")

    class Meta:
        model = Edition
        fields = ["q", "stage", "group"]

    def __init__(self, *args, categories=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["group"].extra["choices"] = [
            (category["slug"], category["name"]) for category in categories
        ]

    def containing(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(summary__icontains=word) | Q(text__icontains=word)
            )
        return queryset
