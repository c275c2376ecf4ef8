"""Static files under names of their content; also where one of our scripts imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatics(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = (
        True  # else an imported module could be older than the one that imports it
    )
