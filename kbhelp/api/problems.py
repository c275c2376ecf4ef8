"""Errors in one form, after RFC 9457: `type` (an address that explains it), `status`, `code`, a Korean `detail`, and
the `field` of the query that was wrong, where one was."""

from django.conf import settings
from django.http import HttpResponse

from kbhelp.api.encoding import as_json

MEDIA_TYPE = "application/problem+json"
OPENAPI = "/api/v1/openapi.json"

# By code: status, and what it says to a person.
CODES = {
    "bad_request": (400, "주소에 쓸 수 없는 것이 있습니다."),
    "unknown_field": (400, "‘{field}’은(는) 여기에서 쓰지 않는 이름입니다."),
    "repeated_field": (400, "‘{field}’을(를) 한 번만 쓰세요."),
    "missing_field": (400, "‘{field}’을(를) 적으세요."),
    "bad_value": (400, "‘{field}’의 값이 맞지 않습니다. {hint}"),
    "too_long": (400, "‘{field}’이(가) 너무 깁니다. {hint}"),
    "bad_cursor": (400, "‘{field}’이(가) 이 목록의 것이 아닙니다. 처음부터 다시 읽으세요."),
    "not_found": (404, "그런 글이나 주소가 없습니다."),
    "method_not_allowed": (405, "읽기(GET)만 됩니다."),
    "too_slow": (408, "보내신 내용이 끝까지 오지 않았습니다."),  # by kbhelp.serving
    "gone": (410, "이 글은 내려갔습니다."),
    "too_large": (413, "보내신 내용이 너무 큽니다. 읽기에는 내용을 보내지 않습니다."),
    "too_many_requests": (429, "너무 자주 물으셨습니다. {hint}"),
    "broken": (500, "지금은 답할 수 없습니다. 잠시 뒤에 다시 해 주세요."),
    "unavailable": (503, "지금은 답할 수 없습니다. 잠시 뒤에 다시 해 주세요."),
}
OF_STATUS = {status: code for code, (status, _) in reversed(CODES.items())}  # the first of each
LONGEST_NAME = 40  # of a field that somebody made up


class Problem(Exception):
    def __init__(self, code: str, field: str = "", hint: str = "", **headers: str):
        super().__init__(code)
        self.code, self.field, self.hint = code, field[:LONGEST_NAME], hint
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self) -> HttpResponse:
        status, sentence = CODES[self.code]
        said = {
            "type": f"{settings.SITE_URL}{OPENAPI}#/x-problems/{self.code}",
            "status": status,
            "code": self.code,
            "detail": sentence.format(field=self.field, hint=self.hint).strip(),
        }
        body = as_json(said | ({"field": self.field} if self.field else {}))
        return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=self.headers)


def problem_of_status(status: int) -> Problem:
    """For what answers before a view does, or in its place."""
    return Problem(OF_STATUS.get(status, "bad_request" if status < 500 else "broken"))
