"""The form behind a notice: two people at once during an incident lose nothing."""

from django import forms

from kbhelp.notices.models import Notice


class NoticeForm(forms.ModelForm):
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version
        self.fields["seen_version"].has_changed = lambda initial, data: False

    def clean(self):
        data = super().clean()
        if self.instance.pk:
            self.refuse_lost_update(data.get("seen_version"))
        return data

    def refuse_lost_update(self, seen):
        """The row stays locked until the admin's transaction ends, so that nobody can save in between."""
        current = Notice.objects.select_for_update(of=("self",)).select_related("changed_by")
        current = current.get(pk=self.instance.pk)
        if seen == current.version:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = current.version
        raise forms.ValidationError(
            f"그사이 {current.changed_by or '다른 사람'}님이 이 안내를 저장했습니다. "
            "적으신 내용은 아래에 그대로 있습니다. 새 창에서 이 안내를 열어 바뀐 곳을 확인하세요. "
            "한 번 더 저장하면 아래 내용으로 바뀝니다."
        )
