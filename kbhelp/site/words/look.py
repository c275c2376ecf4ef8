"""How the site looks: one colour, from which the others follow, a mark and the picture that messengers show.

The pictures are addresses of the library, so that they are uploaded, exported and found in use as all others.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, QuerySet

from kbhelp.markdown.pictures import picture_size
from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.images import NAME
from kbhelp.publishing.pictures import Picture
from kbhelp.site.colours import OWN
from kbhelp.typed import LineField

COLOUR = re.compile(r"#[0-9a-f]{6}")
LEAST_MARK, LEAST_SHARED = 180, 600  # pixels of width: what home screens and messengers show
# The least width, and from where to where it is the height so many times.
SHAPES = {"mark": (LEAST_MARK, 0.95, 1.05), "share_picture": (LEAST_SHARED, 1.7, 2.1)}
SHARED_SIZE = (1200, 630)


def colour(text: str):
    """A validator."""
    if not COLOUR.fullmatch(text):
        raise ValidationError(f"색은 {OWN}처럼 #과 여섯 자리로 적으세요.")


class Look(models.Model):
    colour = LineField(
        "대표 색",
        max_length=7,
        blank=True,
        validators=[colour],
        help_text=f"밝기는 글자가 잘 읽히게 사이트가 맞춥니다. 색조와 진하기만 따릅니다. 처음 색은 {OWN}입니다.",
    )
    mark = LineField(
        "표지 그림",
        max_length=120,
        blank=True,
        help_text=f"이름 옆과 홈 화면에 보입니다. 정사각형(가로 {LEAST_MARK} 이상)으로 올린 그림 가운데 고릅니다.",
    )
    share_picture = LineField(
        "공유 그림",
        max_length=120,
        blank=True,
        help_text="메신저에 주소를 보낼 때 보입니다. 가로 1200, 세로 630쯤으로 올린 그림 가운데 고릅니다.",
    )

    FIELDS = ("colour", "mark", "share_picture")
    PICTURES = ("mark", "share_picture")

    class Meta:
        abstract = True


def fits_as(field: str, width: int, height: int) -> bool:
    least, narrow, wide = SHAPES[field]
    return width >= least and narrow * height <= width <= wide * height


def that_fit(field: str) -> QuerySet:
    """The pictures of the library for which the same holds, the newest first."""
    least, narrow, wide = SHAPES[field]
    return Picture.objects.filter(width__gte=least, width__range=(F("height") * narrow, F("height") * wide))


def size_of(address: str) -> tuple[int, int] | None:
    """None where nothing is chosen or the picture is not there."""
    name = address.removeprefix(settings.MEDIA_URL)
    return picture_size(name) if name != address and NAME.fullmatch(name) else None


def missing_pictures(data: dict) -> list[Complaint]:
    """Asked when readers are to see them: a folder's are stored before its documents."""
    lacking = [field for field in Look.PICTURES if data[field] and not size_of(data[field])]
    return [Complaint.about("고른 그림의 파일이 없습니다. 다른 그림을 고르세요.", field) for field in lacking]


def misshapen_pictures(data: dict) -> list[Complaint]:
    """Of those that are there."""
    said = {
        "mark": f"표지 그림은 정사각형이고 가로가 {LEAST_MARK} 이상이어야 합니다.",
        "share_picture": f"공유 그림은 가로가 {LEAST_SHARED} 이상이고 세로의 두 배쯤이어야 합니다(1200×630).",
    }
    sizes = {field: size_of(data[field]) for field in Look.PICTURES}
    return [
        Complaint.about(said[field], field)
        for field, size in sizes.items()
        if size and not fits_as(field, *size)
    ]


def look_of(snapshot: dict) -> dict:
    """What pages ask for; a picture that is not there is none."""
    sizes = {field: size_of(snapshot[field]) for field in Look.PICTURES}
    shared = sizes["share_picture"]
    return {
        "colour": snapshot["colour"].removeprefix("#"),
        "mark": snapshot["mark"] if sizes["mark"] else "",
        "share": {"url": snapshot["share_picture"], "size": list(shared)} if shared else None,
    }


def is_whole(snapshot: dict, look: dict) -> bool:
    """Whether every picture that was chosen is there."""
    return bool(look["mark"]) == bool(snapshot["mark"]) and bool(look["share"]) == bool(
        snapshot["share_picture"]
    )
