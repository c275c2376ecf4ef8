import django_filters
from django import forms

from kbhelp import profile
from kbhelp.publishing.models import Edition


class GuideFilter(django_filters.FilterSet):
    group = django_filters.ChoiceFilter(
        choices=profile.topic_choices, label="주제", empty_label="모든 주제", widget=forms.Select
    )

    stage = django_filters.ChoiceFilter(choices=profile.stage_choices, label="단계", empty_label="모든 단계")

    class Meta:
        model = Edition
        fields = ["group", "stage"]
