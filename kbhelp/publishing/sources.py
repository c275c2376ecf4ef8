"""Where facts come from: kept once, named by documents, shown with them as they were when an edition was made."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from kbhelp.addresses import official_host, other_site
from kbhelp.publishing.official import is_official
from kbhelp.publishing.querysets import CitationQuerySet
from kbhelp.typed import AddressField, DayField, LineField

SAYS_ANOTHER = "‘{}’은 아래 주소와 다른 사이트입니다. 기관의 이름을 적으세요."


class Source(models.Model):
    CATALOGUE, CATALOGUE_KEY = "sources.yaml", "key"

    key = models.SlugField(
        "짧은 이름", unique=True, help_text="영문 소문자. 내보내기 파일에서 이 출처를 가리킵니다."
    )
    name = LineField("이름", max_length=80, help_text="독자에게 보이는 이름입니다.")
    publisher = LineField("운영 기관", max_length=80)
    url = AddressField(
        "주소",
        validators=[URLValidator(schemes=["https"])],
        help_text="기관의 첫 화면 주소를 적습니다. 공식 표시는 정해진 기관 주소에만 붙습니다.",
    )
    note = LineField("무엇을 확인하나요", max_length=200, blank=True)
    verified_on = DayField(
        "직접 열어 확인한 날", null=True, blank=True, help_text="비어 있으면 ‘확인 필요’로 표시됩니다."
    )

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = "출처"

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if said := other_site(self.name, self.url):
            raise ValidationError({"name": SAYS_ANOTHER.format(said)})

    @property
    def is_official(self) -> bool:
        return is_official(self.url)

    def snapshot(self) -> dict:
        verified = self.verified_on.isoformat() if self.verified_on else None
        return {
            "key": self.key,
            "name": self.name,
            "publisher": self.publisher,
            "url": self.url,
            "note": self.note,
            "verified_on": verified,
        }


class Citation(models.Model):
    """A source as one edition names it, beside the snapshot so that the list of sources need not read it.

    Made with the edition and never changed, but for whether readers see it.
    """

    FIELDS = ("key", "name", "publisher", "url", "note")

    edition = models.ForeignKey(
        "publishing.Edition", on_delete=models.CASCADE, related_name="citations", verbose_name="판"
    )
    key = models.SlugField("짧은 이름")
    name = models.CharField("이름", max_length=80)
    publisher = models.CharField("운영 기관", max_length=80)
    url = models.URLField("주소")
    host = models.CharField(max_length=200)  # of an https address, for what may be called official
    note = models.CharField("무엇을 확인하나요", max_length=200, blank=True)
    # By kbhelp.live: readers see the edition; its key, while of all that readers see it is the newest that names it.
    is_live = models.BooleanField(default=False, editable=False)
    newest_of = models.CharField(max_length=50, default="", editable=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "판이 밝힌 출처"
        indexes = [
            models.Index(fields=["is_live", "key", "id", "edition"], name="citation_newest_live"),
            models.Index(fields=["newest_of", "edition"], name="citation_listed"),
        ]

    def __str__(self):
        return f"{self.name} ({self.edition_id})"

    @property
    def is_official(self) -> bool:
        return is_official(self.url)

    @classmethod
    def of(cls, edition) -> list["Citation"]:
        """Not yet stored."""
        return [
            cls(
                edition=edition,
                host=official_host(source["url"]),
                **{name: source[name] for name in cls.FIELDS},
            )
            for source in edition.snapshot["sources"]
        ]
