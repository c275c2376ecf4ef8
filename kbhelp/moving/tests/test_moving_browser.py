"""Everything out of the desk as a zip, changed on one's own machine, and back: as an editor does it, in a browser."""

import secrets
import zipfile

import pytest

from tests.making import make_guide, make_publisher, published
from tests.test_editing_browser import open_desk


@pytest.fixture
def desk(open_page, on_site):
    name = f"moves-{secrets.token_hex(6)}"
    make_publisher(name)
    page = open_page(accept_downloads=True)
    open_desk(page, name)
    page.goto("/admin/moving/")
    return page


def exported(desk, path) -> dict[str, bytes]:
    with desk.expect_download() as download:
        desk.get_by_role("link", name="zip으로 내보내기").click()
    download.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path, files: dict[str, bytes]):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def look(desk, path):
    desk.set_input_files("#archive", path)
    desk.get_by_role("button", name="바뀌는 것 미리 보기").click()
    desk.wait_for_load_state()


def test_a_title_is_changed_in_the_archive_and_readers_see_it(desk, tmp_path):
    slug = f"moved-{secrets.token_hex(4)}"
    published(make_guide(slug=slug, title="먼저의 제목"))
    files = exported(desk, tmp_path / "out.zip")
    name = f"guides/{slug}.md"
    files[name] = files[name].replace("먼저의 제목".encode(), "나중의 제목".encode())
    look(desk, packed(tmp_path / "in.zip", files))
    assert desk.inner_text("h2:has-text('바뀜')") == "바뀜 1편"
    desk.get_by_text("달라지는 곳 보기").click()
    assert "나중의 제목" in desk.inner_text("article")
    desk.get_by_role("button", name="이대로 가져오기").click()
    desk.get_by_role("heading", name="가져왔습니다").wait_for()
    desk.goto(f"/guides/{slug}/")
    assert desk.inner_text("h1") == "나중의 제목"


def test_what_is_wrong_is_said_in_korean_with_its_line_and_leads_back(desk, tmp_path):
    files = {"guides/a.md": "---\ntitle: 글\nsumary: 답\n---\n본문".encode()}
    look(desk, packed(tmp_path / "in.zip", files))
    problems = desk.inner_text(".moving__problems")
    assert "guides/a.md 3번째 줄" in problems
    assert "모르는 이름 ‘sumary’입니다. 혹시 ‘summary’인가요?" in problems
    desk.problems.clear()  # that the answer is 422
    desk.get_by_role("link", name="다시 올리기").click()
    desk.wait_for_url("**/admin/moving/")


def test_an_archive_beyond_fifty_megabytes_is_refused_before_it_is_sent(desk, tmp_path):
    large = tmp_path / "large.zip"
    with large.open("wb") as file:
        file.truncate(50_000_001)
    desk.set_input_files("#archive", large)
    desk.get_by_text("51MB는 너무 큽니다. 50MB까지").wait_for()
    sent = []
    desk.on("request", lambda request: sent.append(request.method))
    desk.get_by_role("button", name="바뀌는 것 미리 보기").click()
    desk.wait_for_timeout(300)
    assert "POST" not in sent
    desk.set_input_files("#archive", packed(tmp_path / "small.zip", {"README": b"x"}))
    assert desk.locator("p.errorlist").is_hidden()


def test_a_picture_beyond_ten_megabytes_is_refused_before_it_is_sent(desk, tmp_path):
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(10_600_000)
    desk.goto("/admin/publishing/picture/add/")
    desk.set_input_files("#id_file", large)
    desk.get_by_text("11MB는 너무 큽니다. 10MB까지 올릴 수 있으니 크기를 줄여 올리세요.").wait_for()
    sent = []
    desk.on("request", lambda request: sent.append(request.method))
    desk.get_by_role("button", name="저장", exact=True).click()
    desk.wait_for_timeout(300)
    assert "POST" not in sent
