"""The server's part in what a browser keeps of forms that were not saved (static/desk/keep).

A browser keeps a form under a name of its own. When that form is saved it is told so and forgets it; until then it may
send the form back as it was, to be shown and not saved: as the server shows a form that was refused, with every row.
"""

import re

RESUME = "_resume"  # the button that no page shows: the form comes back as it was sent
RESUMED = "이 브라우저에 남아 있던 글을 불러왔습니다. 아직 저장하지 않았습니다. 확인하고 저장하세요."
NAME = re.compile(r"[a-z0-9]{8,40}")
SAVED = "saved-form"  # a cookie, for scripts to read


def tell_saved(request, response):
    """Tell the browser, with the answer to a form that was saved, which it may forget."""
    name = request.POST.get("kept_as", "")
    if NAME.fullmatch(name):
        response.set_cookie(
            SAVED, name, max_age=60, path="/admin/", samesite="Lax", secure=request.is_secure()
        )
    return response
