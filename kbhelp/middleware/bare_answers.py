"""An answer without a word gets its page: Django refuses a method (405), and some requests (400), with an empty one."""

from django.shortcuts import render

from kbhelp.middleware.body_limit import is_staff_path

WITH_A_PAGE = (400, 405)


class BareAnswers:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code not in WITH_A_PAGE or response.streaming or response.content:
            return response
        status = response.status_code
        page = render(request, f"{status}.html", {"is_desk": is_staff_path(request.path)}, status=status)
        response.content = page.content  # its own headers stay: what is taken, that nothing is stored
        response.headers["Content-Type"] = page.headers["Content-Type"]
        response.headers["Content-Length"] = str(len(page.content))
        return response
