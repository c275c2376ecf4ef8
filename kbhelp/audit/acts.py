"""A row for each act, written in the transaction of the act itself: what is undone has left no row."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator

BY_ITSELF = "사이트"  # what falls due
BY_COMMAND = "명령"  # of the operator, at the machine


class OnlyAdded(TypeError):
    def __init__(self, *args):
        super().__init__("acts are only added: nothing changes or deletes one")


class ActQuerySet(models.QuerySet):
    def of(self, row) -> "ActQuerySet":
        return self.filter(model=row._meta.label_lower, number=str(row.pk))

    def update(self, **values):
        raise OnlyAdded

    def delete(self):
        raise OnlyAdded

    delete.queryset_only = True


class Act(models.Model):
    class Kind(models.TextChoices):
        ADD = "add", "만듦"
        CHANGE = "change", "고침"
        DELETE = "delete", "지움"
        PUBLIC = "public", "공개와 내림"
        SIGN_IN = "sign_in", "로그인"
        SIGN_IN_REFUSED = "sign_in_refused", "로그인 실패"
        SIGN_OUT = "sign_out", "로그아웃"
        ACCOUNT = "account", "로그인 방법"
        EXPORT = "export", "내보내기"
        IMPORT = "import", "가져오기"

    at = models.DateTimeField("언제", default=timezone.now, db_index=True)
    kind = models.CharField("한 일", max_length=20, choices=Kind)
    # What it says stays as it was, even where somebody takes the account out of the database.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="acts",
        verbose_name="계정",
    )
    user_name = models.CharField("누가", max_length=150, help_text="그때의 아이디")
    session = models.CharField("로그인한 곳", max_length=12, blank=True)  # one sign-in, told apart, not told
    model = models.CharField("종류", max_length=100, blank=True)
    number = models.CharField("번호", max_length=64, blank=True)
    name = models.CharField("대상", max_length=200, blank=True, help_text="그때의 이름")
    said = models.TextField("무엇을", blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "한 일의 기록"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "number"])]

    def __str__(self):
        return f"{self.user_name}: {self.get_kind_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise OnlyAdded
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise OnlyAdded


def record(kind: Act.Kind, said="", *, request=None, of=None, user=None, by=BY_COMMAND) -> Act:
    """`of`: the row that it was done to. `by`: who did it, where no user did."""
    if request is not None and user is None and request.user.is_authenticated:
        user = request.user
    return Act.objects.create(
        kind=kind,
        said=said,
        user=user,
        user_name=user.get_username() if user else by,
        session=session_of(request) if request is not None else "",
        **({"model": of._meta.label_lower, "number": str(of.pk), "name": shortened(of)} if of else {}),
    )


def shortened(row) -> str:
    return Truncator(str(row)).chars(200)


def session_of(request) -> str:
    """The same for all that is done after one sign-in; nobody gets into a session by it."""
    key = getattr(getattr(request, "session", None), "session_key", None)
    return salted_hmac("kbhelp.audit.session", key, algorithm="sha256").hexdigest()[:12] if key else ""
