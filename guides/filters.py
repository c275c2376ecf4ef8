import django_filters
from django import forms

from guides.models import Topic
from kbhelp.publishing.models import Edition


class GuideFilter(django_filters.FilterSet):
    group = django_filters.ChoiceFilter(
        choices=Topic, label="주제", empty_label="모든 주제", widget=forms.Select
    )

    class Meta:
        model = Edition
        fields = ["group"]
