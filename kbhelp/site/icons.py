"""The site's icons at the addresses where browsers and messengers look without being told."""

from django.conf import settings
from django.http import FileResponse
from django.views.decorators.http import require_safe

DAY = 86_400  # seconds; a changed mark is seen within one


def icon(name: str, content_type: str):
    @require_safe
    def icon(request):
        file = (settings.BASE_DIR / "static" / "img" / name).open("rb")
        return FileResponse(
            file, content_type=content_type, headers={"Cache-Control": f"public, max-age={DAY}"}
        )

    return icon


favicon = icon("favicon.ico", "image/x-icon")
touch_icon = icon("touch-icon.png", "image/png")
