"""What follows from the colour and the pictures that editors chose: an extra stylesheet, the mark, the icons.

An address names the colour and the digest of what it gives, as static files do: it may be kept for ever.
"""

import re
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe
from PIL import Image

from kbhelp import profile
from kbhelp.middleware.headers import FILE_POLICY
from kbhelp.site.colours import style_sheet, turned

DAY = 86_400  # seconds; a changed mark is seen within one
FOR_EVER = "public, max-age=31536000, immutable"
NAMED = re.compile(r"([0-9a-f]{6})-[0-9a-f]{12}")
HEX = re.compile(r"#[0-9a-f]{6}")
WRITTEN = {"ICO": "image/x-icon", "PNG": "image/png"}


def addresses() -> dict:
    """Of what stands in the head and beside the name of every page; no stylesheet where the colours are our own."""
    look = profile.current()["look"]
    colour, mark = look["colour"], look["mark"]
    drawn = address(colour, "svg") if colour else static("img/mark.svg")
    styles = address(colour, "css") if colour else ""
    return {"styles": styles, "mark": mark or drawn, "is_drawn": not mark}


@lru_cache(maxsize=16)
def address(colour: str, extension: str) -> str:
    digest = sha256(MADE[extension](f"#{colour}").encode()).hexdigest()[:12]
    return f"/look/{colour}-{digest}.{extension}"


@cache
def own_mark() -> str:
    return Path(finders.find("img/mark.svg")).read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def mark_in(colour: str) -> str:
    return HEX.sub(lambda found: turned(found[0], colour), own_mark())


MADE = {"css": style_sheet, "svg": mark_in}
TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml"}


@require_safe
def look(request, name: str, extension: str):
    """For any colour: a page that somebody still has open, or a preview, asks for another than the one in force."""
    named = NAMED.fullmatch(name)
    if named is None:
        raise Http404
    response = HttpResponse(MADE[extension](f"#{named[1]}"), content_type=TYPES[extension])
    colour = profile.current()["look"]["colour"]
    is_in_force = bool(colour) and request.path == address(colour, extension)
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = FOR_EVER if is_in_force else "private, no-store"
    return response


# Icons at the addresses where browsers look without being told


def icon(name: str, form: str, side: int):
    @require_safe
    def icon(request):
        look = profile.current()["look"]
        file = (
            BytesIO(drawn(name, form, side, look))
            if look["mark"] or look["colour"]
            else own_file(name).open("rb")
        )
        headers = {"Cache-Control": f"public, max-age={DAY}"}
        return FileResponse(file, content_type=WRITTEN[form], headers=headers)

    return icon


def drawn(name: str, form: str, side: int, look: dict) -> bytes:
    """Our own where the storage does not give the picture."""
    try:
        return icon_of(name, form, side, look["mark"], look["colour"])
    except OSError:
        return own_file(name).read_bytes()


favicon = icon("favicon.ico", "ICO", 32)
touch_icon = icon("touch-icon.png", "PNG", 180)


def own_file(name: str) -> Path:
    return settings.BASE_DIR / "static" / "img" / name


@lru_cache(maxsize=4)
def icon_of(name: str, form: str, side: int, mark: str, colour: str) -> bytes:
    """The mark that was chosen, or our own in the colour that was chosen."""
    if mark:
        with default_storage.open(mark.removeprefix(settings.MEDIA_URL)) as file, Image.open(file) as opened:
            picture = opened.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)
    else:
        with Image.open(own_file(name)) as opened:
            picture = in_colour(opened.convert("RGBA"), f"#{colour}")
    output = BytesIO()
    picture.save(output, form)
    return output.getvalue()


def in_colour(picture: Image.Image, colour: str) -> Image.Image:
    def other(red, green, blue, alpha):
        return (*bytes.fromhex(turned(f"#{red:02x}{green:02x}{blue:02x}", colour)[1:]), alpha)

    found = {pixel: other(*pixel) for _, pixel in picture.getcolors(picture.width * picture.height)}
    changed = Image.new("RGBA", picture.size)
    changed.putdata([found[pixel] for pixel in picture.get_flattened_data()])
    return changed
