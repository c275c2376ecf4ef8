"""The colour and the pictures that editors choose are on every page, and can be chosen by who knows no address."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from kbhelp import live, profile
from kbhelp.publishing.images import accept
from kbhelp.publishing.models import Picture
from kbhelp.publishing.replacing import replace_picture
from kbhelp.publishing.uses import note_working_copy
from kbhelp.site.look import address
from kbhelp.site.models import SiteProfile
from kbhelp.site.tests.test_words import said
from kbhelp.site.words.kept import kept
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db
MISSING = "고른 그림의 파일이 없습니다. 다른 그림을 고르세요."
BLUE = "#2f4a9e"
SQUARE, WIDE, TALL = (200, 200), (1200, 630), (300, 600)


def picture(size, colour="red") -> Picture:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    stored = accept(ContentFile(file.getvalue()))
    return Picture.objects.add(stored.name, file_name=f"{size[0]}.png")


def looking(site, **look) -> dict:
    """The profile of readers once it looks like this."""
    for name, value in look.items():
        setattr(site, name, value)
    site.save()
    live.publish(site)
    kept.next_change()
    return profile.current()["look"]


def linked(client, extension: str) -> str:
    page = client.get("/about/").content.decode()
    return page.partition('="/look/')[2].partition('"')[0] if f".{extension}" in page else ""


def test_without_a_choice_there_is_no_further_stylesheet(client, site):
    assert "/look/" not in client.get("/").content.decode()
    assert client.get("/favicon.ico").getvalue()[:4] == b"\x00\x00\x01\x00"


def test_a_colour_reaches_stylesheet_mark_and_icons(client, site):
    before = {url: client.get(url).getvalue() for url in ("/favicon.ico", "/apple-touch-icon.png")}
    looking(site, colour=BLUE)
    page = client.get("/about/").content.decode()
    found = {name for name in page.replace('"', " ").split() if name.startswith("/look/")}
    assert sorted(name.rpartition(".")[2] for name in found) == ["css", "svg"]
    for name in found:
        response = client.get(name)
        assert (response.status_code, "immutable" in response["Cache-Control"]) == (200, True)
        assert "#0a5f63" not in response.content.decode()
    after = {url: client.get(url).getvalue() for url in before}
    assert [url for url in before if before[url] == after[url]] == []
    assert Image.open(BytesIO(after["/apple-touch-icon.png"])).size == (180, 180)


@pytest.mark.parametrize("name", ["2f4a9e", "2f4a9e-000000000000", "ffffff-2f4a9e2f4a9e"])
def test_another_colour_than_the_one_in_force_is_answered_and_kept_by_nobody(client, site, name):
    looking(site, colour=BLUE)
    response = client.get(f"/look/{name}.css")
    if "-" in name:
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    else:
        assert response.status_code == 404


def test_without_a_colour_in_force_no_sheet_is_kept(client, site):
    response = client.get("/look/2f4a9e-000000000000.css")
    own = client.get(address("2f4a9e", "css"))
    assert {response["Cache-Control"], own["Cache-Control"]} == {"private, no-store"}


def test_a_preview_shows_the_colour_that_nobody_sees_yet(site, publisher):
    sent = form_of(publisher, site) | {"colour": BLUE, "_preview": "1"}
    page = publisher.post(change_url(site), sent).content.decode()
    assert '"/look/2f4a9e-' in page and "/look/" not in publisher.get("/").content.decode()


def test_our_own_colour_is_no_choice(site, publisher):
    assert form_of(publisher, site)["colour"] == "#0a5f63"
    publisher.post(change_url(site), form_of(publisher, site) | {"colour": "#0A5F63", "_continue": "1"})
    site.refresh_from_db()
    assert site.colour == ""
    publisher.post(change_url(site), form_of(publisher, site) | {"colour": BLUE.upper(), "_continue": "1"})
    site.refresh_from_db()
    assert site.colour == BLUE


def test_no_other_word_is_a_colour(site, publisher):
    sent = form_of(publisher, site) | {"colour": "red;}*{", "_continue": "1"}
    page = publisher.post(change_url(site), sent).content.decode()
    site.refresh_from_db()
    assert "색은 #0a5f63처럼" in page and site.colour == ""


def test_a_mark_stands_beside_the_name_and_on_a_home_screen(client, site):
    mark = picture(SQUARE)
    looking(site, mark=mark.url)
    page = client.get("/about/").content.decode()
    assert page.count(mark.url) == 2 and "mark.svg" not in page
    for url, size in (("/favicon.ico", (32, 32)), ("/apple-touch-icon.png", (180, 180))):
        icon = Image.open(BytesIO(client.get(url).getvalue())).convert("RGB")
        assert (icon.size, icon.getpixel((16, 16))) == (size, (255, 0, 0))


def test_messengers_are_shown_the_picture_with_its_size(client, site, settings):
    shared = picture((900, 470))
    looking(site, share_picture=shared.url)
    page = client.get("/").content.decode()
    assert f'property="og:image" content="{settings.SITE_URL}{shared.url}"' in page
    assert 'og:image:width" content="900"' in page and 'og:image:height" content="470"' in page


def test_a_picture_of_the_wrong_shape_and_one_that_is_gone_are_refused(site):
    assert said(site, mark=picture(TALL).url, share_picture=picture(SQUARE).url) == [
        "표지 그림은 정사각형이고 가로가 180 이상이어야 합니다.",
        "공유 그림은 가로가 600 이상이고 세로의 두 배쯤이어야 합니다(1200×630).",
    ]
    gone = f"/media/images/00/{'0' * 62}.png"
    for odd in (gone, "/media/images//a.png", "/media/../../x.png", "images/x.png", "javascript:alert(1)"):
        assert said(site, mark=odd, share_picture="") == [MISSING]
    assert said(site, mark=gone, share_picture="") == [MISSING]


def test_a_picture_that_is_lost_later_costs_no_page(client, site, monkeypatch):
    looking(site, mark=picture(SQUARE).url, share_picture=picture(WIDE).url)
    monkeypatch.setattr("kbhelp.site.words.look.picture_size", lambda name: None)
    kept.edition = None
    kept.next_change()
    page = client.get("/").content.decode()
    assert "mark." in page and "share." in page and "/media/images/" not in page


def test_editors_choose_among_pictures_of_the_right_shape(site, publisher):
    square, wide, tall = (picture(size) for size in (SQUARE, WIDE, TALL))
    page = publisher.get(change_url(site)).content.decode()
    assert (page.count(square.url), page.count(wide.url), page.count(tall.url)) == (1, 1, 0)
    sent = form_of(publisher, site) | {"mark": square.url, "_publish": "1"}
    publisher.post(change_url(site), sent)
    kept.next_change()
    assert profile.current()["look"]["mark"] == square.url


def test_a_chosen_picture_is_in_use_and_another_can_take_its_place(site):
    old, new = picture(SQUARE), picture((240, 240), "blue")
    looking(site, mark=old.url)
    note_working_copy(site)
    assert [
        one.is_used for one in Picture.objects.with_use().filter(pk__in=[old.pk, new.pk]).order_by("pk")
    ] == [
        True,
        False,
    ]
    assert [one.pk for one in replace_picture(old.name, new.name, by=None)] == [site.pk]
    assert SiteProfile.objects.get().mark == new.url


def test_a_storage_that_does_not_answer_once_is_asked_again(client, site, monkeypatch):
    mark = picture(SQUARE)
    looking(site, mark=mark.url)
    kept.edition = None
    with monkeypatch.context() as away:
        away.setattr("kbhelp.site.words.look.picture_size", lambda name: None)
        kept.next_change()
        assert profile.current()["look"]["mark"] == ""
    kept.next_change()
    assert profile.current()["look"]["mark"] == mark.url


def test_an_icon_is_our_own_where_the_storage_does_not_give_the_picture(client, site):
    mark = picture(SQUARE)
    looking(site, mark=mark.url)
    default_storage.delete(mark.name)
    assert client.get("/favicon.ico").getvalue()[:4] == b"\x00\x00\x01\x00"
