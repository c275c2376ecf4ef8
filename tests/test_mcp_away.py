"""bin/mcp while the site that it asks is not there."""

import pytest

from tests.site import LIGHT, Site, free_port
from tests.test_mcp import INTERNAL, MODES, SECRET, Endpoint, call, refusal


@pytest.mark.parametrize("mode", MODES)
def test_a_site_that_is_away_is_told(tmp_path, mode):
    endpoint = Endpoint(f"http://127.0.0.1:{free_port()}", tmp_path / "log")
    try:
        result = call(endpoint, "search", {"query": "비밀말 hidden-word"}, mode)
        assert (result.is_error, result.structured_content) == (True, None)
        assert "답을 받지 못했습니다" in result.content[0].text
        error = refusal(endpoint, lambda client: client.read_resource("kbhelp://documents/guide/a"), mode)
        assert (error.code, error.data) == (INTERNAL, {"code": "away"})
        assert "kbhelp.mcp: the site gave no answer: away" in endpoint.printed()
        assert not any(said in endpoint.printed() for said in SECRET)
    finally:
        endpoint.end()


def test_a_site_that_goes_away_leaves_its_phones_and_is_asked_again_once_it_is_back(
    tmp_path, after_first_start
):
    data, port, question = after_first_start(tmp_path / "data"), free_port(), {"query": "인증서 발급"}
    endpoint = Endpoint(f"http://127.0.0.1:{port}", tmp_path / "log")
    try:
        assert "전화로" not in call(endpoint, "search", question).content[0].text  # nobody has named one yet
        for _ in range(2):
            site = Site(data, port, **LIGHT).wait_until_serving()
            assert not call(endpoint, "search", question).is_error
            site.stop()
            told = call(endpoint, "search", question)
            assert told.is_error
            assert "급하면 전화로 물어보세요: KB국민은행 1588-9999" in told.content[0].text
    finally:
        endpoint.end()
