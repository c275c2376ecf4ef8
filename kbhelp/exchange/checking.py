"""What the files of a folder say of each other and of what stands in the database: every name must mean something."""

from django.utils.translation import gettext as _

from kbhelp.exchange import pictures
from kbhelp.exchange.catalogues import Catalogue, fields_of
from kbhelp.exchange.files import DocumentFile, Problem
from kbhelp.exchange.reading import Folder
from kbhelp.exchange.standing import Standing
from kbhelp.publishing import images


def check(folder: Folder):
    """Add what is wrong to the folder's problems, and find which documents its files are (`folder.numbers`)."""
    checking = _Checking(folder)
    for catalogue in folder.catalogues.values():
        checking.check_what_it_names(catalogue)
    for file in [*folder.versions(""), *folder.versions("scheduled"), *folder.versions("draft")]:
        already = len(file.problems)
        checking.look_at(file)
        folder.problems += file.problems[already:]
    folder.problems = sorted(set(folder.problems))
    for name in sorted(folder.pictures.keys() - checking.shown):
        folder.ignore(folder.pictures.pop(name), _("pictures that no document shows"))


def addresses_of(file: DocumentFile) -> list[str]:
    """The addresses that the document has, had, or will have by this file."""
    if file.version:
        return [file.record["slug"]] if file.record.get("slug") else []
    return [file.slug, *file.state.former_addresses]


def named_in(file: DocumentFile):
    """(field, catalogue's model, key) for every source or group that a file names."""
    yield from _named(file.model, file.record)
    for row in file.record.get(file.model.PARTS, []) if file.model.PARTS else []:
        yield from _named(file.model.part_model(), row)


def _named(model, record: dict):
    for field in model.NAMED:
        value = record.get(field, [])
        catalogued = model._meta.get_field(field).related_model
        yield from ((field, catalogued, key) for key in (value if isinstance(value, list) else [value]))


class _Checking:
    def __init__(self, folder: Folder):
        self.folder, self.standing = folder, Standing()
        self.shown: set[str] = set()  # pictures
        self.owners: dict[str, DocumentFile] = {}  # the file that a name means
        self.alike: dict[
            str, DocumentFile
        ] = {}  # the same in small letters: capitals tell no two addresses apart
        for file in [*folder.versions(""), *folder.documents]:
            for slug in addresses_of(file):
                name = f"{file.model.KIND}:{slug}"
                self.owners.setdefault(name, file)
                self.alike.setdefault(name.casefold(), file)

    def look_at(self, file: DocumentFile):
        if file.version:
            self.check_what_comes_before(file)
        else:
            self.find_document(file)
        for slug in addresses_of(file):
            self.check_address(file, slug)
        self.check_related(file)
        self.check_catalogued(file)
        self.check_pictures(file)

    def check_what_it_names(self, catalogue: Catalogue):
        """Terms and first answers name documents."""
        named = [name for name, field in fields_of(catalogue.model).items() if field.is_relation]
        for entry in catalogue.entries.values():
            for name in filter(None, map(entry.get, named)):
                if name not in self.owners and not self.standing.find(name):
                    message = _("no document is called “{name}”").format(name=name)
                    self.folder.problems.append(Problem(catalogue.path, name.line, message))

    def check_what_comes_before(self, file: DocumentFile):
        """x.scheduled.md and x.draft.md come after x.md."""
        first = self.owners.get(file.name)
        if first is None or first.version or first.name != file.name:
            file.complain(1, _("{name} is missing, which comes before it").format(name=f"{file.slug}.md"))
        elif first.state.state in (file.version, "draft"):
            file.complain(
                1, _("{name} is a {state} itself").format(name=f"{file.slug}.md", state=first.state.state)
            )

    def find_document(self, file: DocumentFile):
        names = [f"{file.model.KIND}:{slug}" for slug in addresses_of(file)]
        found = [number for name in names if (number := self.standing.at(name))]
        if found and found[0] in self.folder.numbers.values():
            file.complain(1, _("another file of the folder is the same document"))
        elif found:
            self.folder.numbers[file.name] = found[0]

    def check_address(self, file: DocumentFile, slug: str):
        name = f"{file.model.KIND}:{slug}"
        line = file.line_of("former_addresses")
        owner, number = self.alike.get(name.casefold()), self.standing.find(name)
        if owner and owner.name != file.name:
            file.complain(
                line, _("the address “{slug}” belongs to {name}").format(slug=slug, name=owner.path)
            )
        elif number and number != self.folder.numbers.get(file.name):
            message = _("the address “{slug}” belongs to {name} on the site, or will")
            file.complain(line, message.format(slug=slug, name=self.standing.name(number)))

    def check_related(self, file: DocumentFile):
        for name in file.record.get("related", []):
            if name in self.owners and self.owners[name].name == file.name:
                file.complain(name.line, _("a document cannot be related to itself"))
            elif name not in self.owners and not self.standing.find(name):
                file.complain(name.line, _("no document is called “{name}”").format(name=name))

    def check_catalogued(self, file: DocumentFile):
        for field, model, key in named_in(file):
            catalogue = self.folder.catalogues.get(model.CATALOGUE)
            if key not in self.standing.keys[model] and not (catalogue and key in catalogue.entries):
                message = _("{field}: “{key}” is not in {file}")
                file.complain(key.line, message.format(field=field, key=key, file=model.CATALOGUE))

    def check_pictures(self, file: DocumentFile):
        chosen = [(name, None, file.record.get(name, "")) for name in file.model.PICTURES]
        for field, part, text in [*file.texts(), *chosen]:
            for name, number in pictures.shown_in(text).items():
                self.shown.add(name)
                if wrong := self.wrong_picture(name):
                    file.complain(file.line_of(field, part, number), f"{pictures.FOLDER}/{name}: {wrong}")

    def wrong_picture(self, name: str) -> str | None:
        try:
            if pictures.is_stored(name):
                return None
            if name not in self.folder.pictures:
                return _("this picture is missing")
            is_ours = images.is_ours(pictures.read(self.folder.pictures[name]), name)
        except OSError as error:
            return _("cannot be read: {reason}").format(reason=error.strerror)
        if is_ours:
            return None
        return _("its content is not what its name promises; upload it in the editor")
