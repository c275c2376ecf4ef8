"""The library of pictures: what is known of each beside its pixels, and which nobody shows."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from kbhelp.markdown import PLACEHOLDER_ALT
from kbhelp.markdown.pictures import picture_size
from kbhelp.publishing.images import NAME
from kbhelp.publishing.mentions import Mention
from kbhelp.typed import LineField


class PictureQuerySet(models.QuerySet):
    def add(self, name: str, *, file_name="", by=None) -> "Picture":
        """The stored picture of that name in the library; one that is there already stays as it is."""
        width, height = picture_size(name) or (0, 0)
        beside = {"file_name": file_name[:100], "uploaded_by": by, "width": width, "height": height}
        return self.get_or_create(name=name, defaults=beside)[0]

    def with_use(self):
        """Each with `is_used`: a working copy or any edition shows it, one of the past too, since it can come back."""
        shown = Mention.objects.filter(kind=Mention.PICTURE, name=OuterRef("name"))
        return self.annotate(is_used=Exists(shown))


class Picture(models.Model):
    """A picture below the media folder → kbhelp.publishing.images."""

    name = models.CharField("파일", max_length=100, unique=True, editable=False)
    description = LineField(
        "그림 설명",
        max_length=200,
        blank=True,
        help_text="그림이 알려 주는 것을 글로 적습니다. 이 그림을 넣을 때 설명으로 들어가고, 글마다 고칠 수 있습니다.",
    )
    file_name = models.CharField("올린 파일 이름", max_length=100, blank=True, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    uploaded_at = models.DateTimeField("올린 때", default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="올린 사람",
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = verbose_name_plural = "그림"

    def __str__(self):
        return self.description or self.file_name or self.name

    @property
    def url(self) -> str:
        return default_storage.url(self.name)

    def is_there(self) -> bool:
        return default_storage.exists(self.name)

    def uses(self):
        return Mention.objects.filter(kind=Mention.PICTURE, name=self.name)


def markdown_of(picture: Picture) -> str:
    """The picture with its description, or with the words that ask for one."""
    words = picture.description.translate(dict.fromkeys(map(ord, "[]\\"), " "))
    return f"![{words or PLACEHOLDER_ALT}]({picture.url})"


def gather_pictures() -> int:
    """Every stored picture that is not in the library yet, as an older release or a copied folder left them."""
    known = set(Picture.objects.values_list("name", flat=True))
    found = [name for name in _stored() if name not in known]
    for name in found:
        Picture.objects.add(name)
    return len(found)


def _stored():
    try:
        folders, _ = default_storage.listdir("images")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        for file in sorted(default_storage.listdir(f"images/{folder}")[1]):
            if NAME.fullmatch(name := f"images/{folder}/{file}"):
                yield name
