"""Who works at the desk, and what each group may: Django's own pages, at which two superusers lose nothing either."""

import hashlib

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToManyField, Q

from kbhelp.editing.accounts import ForAccounts
from kbhelp.lost_updates import GuardedAdmin, GuardedForm
from kbhelp.merging import merged_fields, written


class StampedByValues(GuardedForm):
    """The stamp is made of the values in the form: of relations too, which are no columns, and not of the time at
    which somebody signed in, which nobody typed."""

    def stamp(self, instance) -> str:
        fields = (instance._meta.get_field(bound.name) for bound in merged_fields(self))
        values = {field.name: plain(field.value_from_object(instance)) for field in fields}
        return hashlib.sha256(written(values).encode()).hexdigest()[:32]


def plain(value) -> str | list[int]:
    return sorted(one.pk for one in value) if isinstance(value, list) else str(value)


class PasswordInWords(ReadOnlyPasswordHashWidget):
    """Whether there is one, instead of how it is stored."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        has_one = bool(value) and is_password_usable(value)
        context["summary"] = [{"label": "정해져 있습니다." if has_one else "아직 없습니다."}]
        return context


# Not the two lists of Django, whose script moves what is chosen: to what keeps forms, that is something typed.
TICKED = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}


class UserForm(StampedByValues, auth.UserChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "username" in self.fields:
            self.fields["username"].label = "아이디"
        if "password" in self.fields:
            self.fields["password"].widget = PasswordInWords()


class PasswordForm(auth.AdminPasswordChangeForm):
    usable_password_help_text = "쓰지 않기로 하면 지금 비밀번호가 지워지고, 이 사람은 로그인하지 못합니다."


admin.site.unregister([User, Group])
# Seeds are no content, addresses of mail are kept with the user, and a provider is a matter of settings.
admin.site.unregister([Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken])


@admin.register(User)
class UserAdmin(ForAccounts, GuardedAdmin, auth.UserAdmin):
    form = UserForm
    change_password_form = PasswordForm
    readonly_fields = ["last_login", "date_joined"]
    # What somebody may do is a matter of roles alone, so that two people of one role may do the same.
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("이름과 메일", {"fields": ["last_name", "first_name", "email"]}),
        ("할 수 있는 일", {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
        ("기록", {"fields": ["last_login", "date_joined"]}),
    ]
    list_display = ["username", "full_name", "email", "roles", "is_active"]
    filter_horizontal = []
    formfield_overrides = TICKED

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="이름")
    def full_name(self, user):
        return f"{user.last_name}{user.first_name}" or "–"

    @admin.display(description="역할")
    def roles(self, user):
        names = [group.name for group in user.groups.all()]
        return ", ".join(["관리자"] * user.is_superuser + names) or "–"

    def has_delete_permission(self, request, obj=None):
        """Whoever has done something is switched off: with the row would go what the history says of it."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.acts.exists())


@admin.register(Group)
class GroupAdmin(GuardedAdmin, auth.GroupAdmin):
    form = StampedByValues
    filter_horizontal = []
    formfield_overrides = TICKED

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.queryset = field.queryset.filter(at_the_desk()).distinct()
        field.label_from_instance = in_words
        return field


ACTS = {"add": "만들기", "change": "고치기", "delete": "지우기", "view": "보기"}


def at_the_desk() -> Q:
    """Rights that somebody can use here, and those that a role has already: a saved form keeps them."""
    kinds = ContentType.objects.get_for_models(*admin.site._registry).values()
    return Q(content_type__in=kinds) | Q(group__isnull=False)


def in_words(permission: Permission) -> str:
    """안내: 고치기; a right of our own says by its name what it allows."""
    act, _, name = permission.codename.partition("_")
    model = permission.content_type.model_class()
    if model is None or name != model._meta.model_name or act not in ACTS:
        return permission.name
    return f"{model._meta.verbose_name}: {ACTS[act]}"
