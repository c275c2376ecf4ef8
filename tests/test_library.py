"""The library of pictures: what was uploaded, where it is shown, and another picture in its place."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kbhelp.publishing.models import Document, Mention, Picture
from kbhelp.publishing.pictures import gather_pictures
from kbhelp.publishing.uses import note_working_copy
from tests.making import edited, make_guide, make_publisher, make_row, make_table, make_writer, published

pytestmark = pytest.mark.django_db


def file(color="navy", name="화면.png"):
    data = BytesIO()
    Image.new("RGB", (40, 30), color).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def upload(client, color="navy", name="화면.png") -> Picture:
    code = client.post("/desk/upload/", {"image": file(color, name)}).json()["image_code"]
    return Picture.objects.get(name=code.partition("](/media/")[2].removesuffix(")"))


def showing(picture: Picture, words="앱의 첫 화면", **fields) -> Document:
    guide = make_guide(body=f"앞\n\n![{words}]({picture.url})", **fields)
    note_working_copy(guide)
    return guide


def names(client, **query) -> list[str]:
    return [str(row) for row in client.get("/admin/publishing/picture/", query).context["cl"].result_list]


def test_an_upload_in_a_text_is_in_the_library_once(writer):
    first, again = upload(writer), upload(writer, name="같은 화면.png")
    assert (first, first.file_name, str(first.uploaded_by)) == (again, "화면.png", "writer")
    assert (first.width, first.height) == (40, 30)


def test_a_picture_that_has_a_description_brings_it_along(writer):
    picture = upload(writer)
    Picture.objects.filter(pk=picture.pk).update(description="앱의 [첫] 화면")
    code = writer.post("/desk/upload/", {"image": file()}).json()["image_code"]
    assert code == f"![앱의  첫  화면]({picture.url})"


def test_pictures_are_found_by_description_file_and_use(writer):
    used = upload(writer, "navy", "a.png")
    upload(writer, "red", "b.png")
    Picture.objects.filter(pk=used.pk).update(description="앱의 첫 화면")
    showing(used)
    assert names(writer, q="첫 화면") == ["앱의 첫 화면"]
    assert names(writer, q="b.png") == ["b.png"]
    assert names(writer, use="used") == ["앱의 첫 화면"]
    assert names(writer, use="unused") == ["b.png"]
    assert names(writer, use="nameless") == ["b.png"]


def test_the_page_of_a_picture_says_where_it_is_shown(writer):
    picture = upload(writer)
    showing(picture, title="앱 설치")
    page = writer.get(f"/admin/publishing/picture/{picture.pk}/change/")
    assert [use["document"].title for use in page.context["uses"]["lines"]] == ["앱 설치"]
    assert "앱 설치" in page.content.decode()


def test_only_what_nobody_shows_can_be_deleted_and_its_file_goes(writer, django_capture_on_commit_callbacks):
    used, unused = upload(writer, "navy"), upload(writer, "red")
    showing(used)
    assert writer.post(f"/admin/publishing/picture/{used.pk}/delete/", {"post": "yes"}).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        writer.post(f"/admin/publishing/picture/{unused.pk}/delete/", {"post": "yes"})
    assert list(Picture.objects.all()) == [used]
    assert (default_storage.exists(used.name), default_storage.exists(unused.name)) == (True, False)


def test_whoever_would_delete_a_picture_in_use_is_told_where_it_is_shown(writer):
    picture = upload(writer)
    showing(picture, title="앱 설치")
    page = writer.get(f"/admin/publishing/picture/{picture.pk}/delete/").content.decode()
    assert "글에 쓰이고 있어 지울 수 없습니다" in page
    assert "앱 설치" in page


def test_a_description_that_was_not_taken_is_said(writer):
    known = upload(writer)
    Picture.objects.update(description="앱의 첫 화면")
    add = {"file": file(), "description": "다른 설명"}
    response = writer.post("/admin/publishing/picture/add/", add, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "같은 그림이 이미 있습니다. 새로 올리지 않고 그 그림을 보여 드립니다. "
        "설명은 있던 것을 두었습니다. 적으신 설명: 다른 설명"
    ]
    known.refresh_from_db()
    assert known.description == "앱의 첫 화면"


def test_a_picture_of_a_past_edition_stays(writer):
    picture = upload(writer)
    guide = published(showing(picture))
    note_working_copy(edited(guide, body="그림을 뺐습니다."))
    published(guide)
    assert Picture.objects.with_use().get().is_used
    refused = writer.post(f"/admin/publishing/picture/{picture.pk}/delete/", {"post": "yes"})
    assert (refused.status_code, "지난 판에만 있습니다" in refused.content.decode()) == (403, True)


def test_a_picture_is_added_in_the_library_and_the_same_one_is_shown_instead_of_stored_twice(writer):
    answer = writer.post(
        "/admin/publishing/picture/add/", {"file": file(), "description": "첫 화면"}, follow=True
    )
    picture = Picture.objects.get()
    assert (picture.description, picture.file_name) == ("첫 화면", "화면.png")
    assert answer.redirect_chain[-1][0].endswith(f"/picture/{picture.pk}/change/")
    answer = writer.post(
        "/admin/publishing/picture/add/", {"file": file(), "description": "딴말"}, follow=True
    )
    assert (Picture.objects.get().description, "이미 있습니다" in answer.content.decode()) == (
        "첫 화면",
        True,
    )


@pytest.mark.parametrize(
    "sent", [None, SimpleUploadedFile("a.png", b"no picture"), SimpleUploadedFile("a.png", b"")]
)
def test_what_is_no_picture_is_refused_in_a_sentence(writer, sent):
    data = {"description": "첫 화면"} | ({"file": sent} if sent else {})
    answer = writer.post("/admin/publishing/picture/add/", data)
    assert answer.status_code == 200
    assert answer.context["errors"][0][0].endswith(("세요.", "있습니다."))
    assert not Picture.objects.exists()


def replace(client, picture, color="red"):
    return client.post(f"/admin/publishing/picture/{picture.pk}/replace/", {"file": file(color)}, follow=True)


def test_another_picture_takes_its_place_in_every_draft_and_in_nothing_that_readers_see(writer):
    old = upload(writer)
    Picture.objects.update(description="첫 화면")
    guide, other = published(showing(old)), showing(old, words="다른 말")
    table = make_table(rows=0)
    row = make_row(table, remedy=f"![단추]({old.url})")
    note_working_copy(table)
    answer = replace(writer, old)
    new = Picture.objects.exclude(pk=old.pk).get()
    assert "3편" in answer.content.decode()
    for document in (guide, other):
        document.refresh_from_db()
        assert new.url in document.concrete().body and old.url not in document.concrete().body
    assert "![다른 말](" in other.concrete().body
    row.refresh_from_db()
    assert new.url in row.remedy
    assert old.url in guide.live.snapshot["body"]
    assert guide.has_unpublished_changes()
    assert new.description == "첫 화면"
    assert {m.document_id for m in Mention.objects.filter(name=new.name)} == {guide.pk, other.pk, table.pk}


def test_a_form_that_was_open_meanwhile_hears_of_the_new_picture(writer):
    picture = upload(writer)
    guide = showing(picture)
    version = Document.objects.get(pk=guide.pk).version
    replace(writer, picture)
    document = Document.objects.get(pk=guide.pk)
    assert (document.version, str(document.changed_by)) == (version + 1, "writer")


def test_the_same_picture_is_no_replacement(writer):
    picture = upload(writer)
    showing(picture)
    answer = replace(writer, picture, "navy")
    assert "지금과 같은 그림입니다" in answer.content.decode()


def test_a_writer_of_nothing_may_replace_nothing(client, writer):
    picture = upload(writer)
    client.logout()
    assert (
        client.post(f"/admin/publishing/picture/{picture.pk}/replace/", {"file": file("red")}).status_code
        == 302
    )


def test_pictures_stored_before_there_was_a_library_are_gathered_once(writer):
    picture = upload(writer)
    Picture.objects.all().delete()
    assert (gather_pictures(), gather_pictures()) == (1, 0)
    assert Picture.objects.get().name == picture.name


def test_a_document_says_where_it_is_used_and_what_withdrawing_it_touches(client):
    client.force_login(make_publisher())
    table = published(make_table(slug="names", title="이름 표"))
    guide = published(make_guide(title="넣은 글", body="[[비교표:names]]"))
    for page in ("uses", "withdraw"):
        found = client.get(f"/admin/guides/comparisontable/{table.pk}/{page}/")
        assert [use["document"] for use in found.context["uses"]["lines"]] == [
            Document.objects.get(pk=guide.pk)
        ]
        assert "넣은 글" in found.content.decode()


def test_a_broken_link_waits_on_the_first_page_of_the_desk(client):
    client.force_login(make_publisher())
    table = published(make_table(slug="names"))
    published(make_guide(title="넣은 글", body="[[비교표:names]]"))
    client.post(f"/admin/guides/comparisontable/{table.pk}/withdraw/", {"at": ""})
    work = {one["name"]: one for one in client.get("/admin/").context["works"]}["broken"]
    assert [(one["title"], one["note"]) for one in work["items"]] == [
        ("넣은 글", "안내 · ‘names’: 글 안에 넣었지만 독자에게 보이지 않습니다")
    ]
    assert "넣은 글" in client.get("/admin/work/broken/").content.decode()


def test_the_picker_offers_pictures_by_description(writer):
    picture = upload(writer)
    Picture.objects.update(description="앱의 첫 화면")
    found = writer.get("/desk/picker/", {"q": "첫 화면", "mode": "picture"}).json()["options"]
    assert found == [
        {
            "title": "앱의 첫 화면",
            "note": "올린 그림",
            "text": f"![앱의 첫 화면]({picture.url})",
            "alone": False,
            "picture": picture.url,
        }
    ]
