"""Pictures in a private bucket of an S3-compatible storage (KBHELP_MEDIA_S3), by django-storages.

Readers get them at the site's own addresses and from the site alone, as from its folder. Whatever goes wrong with the
bucket is an OSError, as with a disk.
"""

import shutil
from contextlib import contextmanager
from errno import EIO, ENOENT
from functools import cache
from tempfile import SpooledTemporaryFile

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from storages.backends.s3 import S3Storage

IN_MEMORY = 1_000_000  # bytes of a picture; the rest of a larger one waits on the disk for slow readers
PATIENT = {"connect_timeout": 2, "read_timeout": 5, "retries": {"total_max_attempts": 2}}  # seconds
QUICK = {"connect_timeout": 0.5, "read_timeout": 1, "retries": {"total_max_attempts": 1}}


class Bucket(S3Storage):
    def __init__(self, waiting=PATIENT, **given):
        # Checksums of its own are new in S3, and storages of others refuse what carries them.
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            **waiting,
        )
        super().__init__(client_config=config, **given)

    def url(self, name: str) -> str:
        return settings.MEDIA_URL + name

    def exists(self, name: str) -> bool:
        with as_of_a_disk():
            return super().exists(name)

    def delete(self, name: str):
        with as_of_a_disk():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with as_of_a_disk():
            return super().listdir(name)

    def _save(self, name: str, content) -> str:
        with as_of_a_disk():
            return super()._save(name, content)

    def _open(self, name: str, mode="rb") -> File:
        """Whole, so that no connection waits for a slow reader."""
        file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 – closed by whoever opened it
        with as_of_a_disk():
            answer = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=name)
            shutil.copyfileobj(answer["Body"], file)
        file.seek(0)
        return File(file, name)


@contextmanager
def as_of_a_disk():
    try:
        yield
    except (Boto3Error, BotoCoreError, ClientError) as error:
        status = getattr(error, "response", {}).get("ResponseMetadata", {}).get("HTTPStatusCode")
        raise OSError(ENOENT if status == 404 else EIO, f"the bucket of pictures: {error}") from error


@cache
def quick_bucket(name: str) -> Bucket:
    return Bucket(QUICK, **settings.STORAGES["default"]["OPTIONS"])


def answers() -> bool:
    """Whether it can be asked now, by who may read it; that it takes pictures is not tried."""
    try:
        quick_bucket(settings.MEDIA_BUCKET).exists("images/health")
    except OSError:
        return False
    return True
