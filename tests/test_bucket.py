"""Pictures in a private bucket: Debian's Swift answers S3, as another storage would."""

import os
import secrets
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from kbhelp import bucket
from kbhelp.backup import pictures, verdict
from kbhelp.environment import bucket as bucket_of
from kbhelp.exchange.folder import export_folder, import_folder
from kbhelp.exchange.tests.making import GUIDE, make_folder
from kbhelp.publishing import images
from kbhelp.publishing.models import Picture
from kbhelp.publishing.pictures import gather_pictures
from tests.making import make_writer
from tests.site import LIGHT, Site, free_port
from tests.swift import KEY, SECRET, Swift
from tests.test_uploads import address_of, picture, send

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("swift")]


@pytest.fixture(scope="module")
def swift(tmp_path_factory):
    with Swift(tmp_path_factory.mktemp("swift")) as storage:
        yield storage


@pytest.fixture
def address(swift) -> str:
    """KBHELP_MEDIA_S3 of a new bucket."""
    name = f"pictures-{secrets.token_hex(4)}"
    owner = boto3.client(
        "s3",
        endpoint_url=swift.address,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name="kr-1",
    )
    owner.create_bucket(Bucket=name)
    return address_with(swift.address, name)


def address_with(server: str, name: str) -> str:
    parts = urlsplit(server)
    return f"http://{quote(KEY, '')}:{quote(SECRET, '')}@{parts.netloc}/{name}?region=kr-1"


def use(settings, monkeypatch, address: str):
    """Pictures lie there from now on, as a start with this setting has it."""
    monkeypatch.setenv("KBHELP_MEDIA_S3", address)
    options = bucket_of("KBHELP_MEDIA_S3")
    settings.MEDIA_BUCKET = options["bucket_name"]
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "kbhelp.bucket.Bucket", "OPTIONS": options}
    }


@pytest.fixture
def in_bucket(settings, monkeypatch, address):
    use(settings, monkeypatch, address)
    return lambda: use(settings, monkeypatch, address)


@pytest.fixture
def away(settings, monkeypatch):
    """The server of the bucket is switched off."""
    return lambda: use(settings, monkeypatch, address_with(f"http://127.0.0.1:{free_port()}", "pictures"))


def answer(client, path: str):
    response = client.get(path)
    return response.status_code, dict(response.headers), b"".join(response.streaming_content)


def upload(client) -> str:
    client.force_login(make_writer())
    return address_of(send(client, picture()))


def test_a_picture_has_the_same_address_and_headers_in_a_bucket_as_in_a_folder(
    client, settings, monkeypatch, address
):
    folder = upload(client)
    there = answer(client, folder)
    use(settings, monkeypatch, address)
    assert client.get(folder).status_code == 404
    assert address_of(send(client, picture())) == folder
    assert answer(client, folder) == there
    assert there[1]["Content-Length"] == str(len(there[2]))
    assert list(pictures.names()) == [folder.removeprefix("/media/")]


def test_nobody_but_the_site_reads_the_bucket(client, swift, settings, in_bucket):
    name = upload(client).removeprefix("/media/")
    assert default_storage.exists(name)
    for path in ("", f"/{name}"):
        with pytest.raises(HTTPError, match="401"):
            urlopen(f"{swift.address}/v1/AUTH_site/{settings.MEDIA_BUCKET}{path}", timeout=20)


def test_without_its_bucket_the_site_says_so_of_pictures_alone(client, swift, in_bucket, away):
    path = upload(client)
    assert (client.get("/readyz").json()["parts"]["media"], bucket.answers()) == ("ok", True)
    away()
    missing = client.get(path)
    assert (missing.status_code, missing["Retry-After"], missing["Cache-Control"]) == (503, "5", "no-store")
    refused = send(client, picture(size=(50, 50)))
    assert (refused.status_code, refused.json()["error"]) == (503, images.NOT_STORED)
    told = client.get("/readyz").json()
    assert (told["status"], told["parts"]["media"]) == ("degraded", "degraded")
    assert client.get("/").status_code == 200


def test_a_wrong_secret_is_told_as_a_bucket_that_does_not_answer(settings, monkeypatch, address):
    use(settings, monkeypatch, address.replace(quote(SECRET, ""), "wrong"))
    settings.MEDIA_BUCKET = "of-a-wrong-secret"
    assert not bucket.answers()


def test_pictures_of_a_bucket_are_in_the_backup_and_go_into_an_empty_bucket_or_folder(
    client, settings, monkeypatch, in_bucket, swift, tmp_path
):
    name = upload(client).removeprefix("/media/")
    kept = tmp_path / "kept" / "media"
    pictures.copy(kept)
    assert images.is_ours((kept / name).read_bytes(), name)
    default_storage.delete(name)
    assert list(verdict.missing_pictures()) == [f"the picture {name} is missing"]
    pictures.bring(kept)
    assert (list(pictures.names()), list(verdict.missing_pictures())) == ([name], [])
    pictures.clear()
    assert list(pictures.names()) == []


def test_folders_of_documents_come_out_of_a_bucket_and_into_it(in_bucket, tmp_path):
    stored = images.accept(SimpleUploadedFile("그림.png", picture()))
    text = GUIDE.replace("본문입니다.", f"본문입니다.\n\n![화면]({stored.url})")
    folder = make_folder(tmp_path / "in", {"guides/a.md": text})
    assert import_folder(folder) == 1
    export_folder(tmp_path / "out")
    exported = (tmp_path / "out" / "media" / stored.name).read_bytes()
    default_storage.delete(stored.name)
    Picture.objects.all().delete()
    assert import_folder(tmp_path / "out") == 0
    with default_storage.open(stored.name) as file:
        assert file.read() == exported
    Picture.objects.all().delete()
    assert gather_pictures() == 1


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a site of its own, on SQLite's file")
@pytest.mark.xdist_group("setup")
def test_a_running_server_hands_a_large_picture_on(
    address, after_first_start, tmp_path, settings, monkeypatch
):
    use(settings, monkeypatch, address)
    data = os.urandom(2_000_000)  # more than is sent in one piece
    name = f"images/ab/{'0' * 62}.png"
    default_storage.save(name, SimpleUploadedFile(name, data))
    variables = {"KBHELP_MEDIA_S3": address} | LIGHT
    site = Site(after_first_start(tmp_path / "data"), **variables).wait_until_serving()
    try:
        with urlopen(f"{site.url}/media/{name}", timeout=60) as got:
            assert (got.read() == data, got.headers["Content-Length"]) == (True, "2000000")
    finally:
        site.stop()
