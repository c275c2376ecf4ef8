import django_filters

from kbhelp.publishing.models import Edition
from tests.handouts.models import Handout


class HandoutFilter(django_filters.FilterSet):
    group = django_filters.ChoiceFilter(choices=Handout._meta.get_field("place").choices, label="어디에서")

    class Meta:
        model = Edition
        fields = ["group"]
