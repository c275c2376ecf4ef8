"""What may be written in sheets: documents of a kind, one a line, and the parts of one document."""

from django.db.models import Count, Max
from django.utils.text import Truncator

from kbhelp.publishing.editions import hold
from kbhelp.publishing.models import Document
from kbhelp.publishing.parts import MOST_PARTS
from kbhelp.publishing.slugs import proposed_slug
from kbhelp.sheets.columns import columns_of
from kbhelp.sheets.resources import FormSheet
from kbhelp.sheets.sheet import refused

FROM_A_SHEET = "표에서 가져옴"


class DocumentSheet(FormSheet):
    """Known by their addresses; every line is a draft, and only that."""

    KEY, NEEDED = "slug", ("title",)

    def __init__(self, admin, request, headings: dict[str, str]):
        super().__init__(admin, request, columns_of(admin.model, headings))
        self.model = admin.model
        self.target = admin.model._meta.label_lower
        self.first = admin.get_changeform_initial_data(request)
        self.promised: set[str] = set()  # addresses of the sheet itself
        self.form_class = admin.get_form(request, None, change=True)

    def __str__(self):
        return str(self.model._meta.verbose_name)

    def to_export(self):
        documents = self.model.objects.order_by("pk").select_related(*self.singles())
        return documents.prefetch_related("sources")

    def singles(self) -> list[str]:
        return [name for name in self.fields if self.model._meta.get_field(name).many_to_one]

    def find(self, keys):
        self.promised = {*keys}
        self.titles = {*self.model.objects.values_list("title", flat=True)}
        found = Document.objects.filter(kind=self.model.KIND, slug__in=keys).order_by("pk")
        if self.is_for_good:  # in one order, so that two who bring sheets never wait for each other
            list(found.select_for_update(of=("self",), no_key=True))
        documents = self.to_export().filter(pk__in=found.values("pk"))
        return {document.slug: document for document in documents}

    def new(self):
        return self.model()

    def form_of(self, instance, data=None):
        is_new = instance._state.adding
        initial = self.first if is_new and data is None else None
        return self.form_class(data, instance=instance, initial=initial)

    def filled_in(self, form, data, row):
        """An address of its own, made of the title as the form makes it, so that it can be seen before."""
        title = data.get("title", "").strip()
        if title and not data.get("slug"):
            data["slug"] = proposed_slug(form.instance, title, self.promised)
            self.promised.add(data["slug"])

    def note_on(self, instance, is_new):
        if is_new and self.looks[-1].title in self.titles:
            return "같은 질문이 이미 있습니다. 그 초안을 고치려면 ‘주소 이름’ 칸에 그 주소를 적으세요."
        return ""

    def save(self, form, is_new):
        """As the desk's form is saved."""
        admin, request = self.admin, self.request
        document = admin.save_form(request, form, change=not is_new)
        admin.save_model(request, document, form, not is_new)
        admin.save_related(request, form, [], not is_new)
        said = admin.construct_change_message(request, form, [], is_new)
        log = admin.log_addition if is_new else admin.log_change
        log(request, document, f"{said}. {FROM_A_SHEET}")


class PartSheet(FormSheet):
    """The rows of a table, known by their keys; those that the sheet does not name stay as they are."""

    KEY = "key"

    def __init__(self, admin, request, document):
        self.model = document.part_model()
        names = [*self.model.FIELDS, "key"]
        headings = {name: str(self.model._meta.get_field(name).verbose_name) for name in names}
        super().__init__(admin, request, columns_of(self.model, headings))
        self.NEEDED = self.model.FIELDS[:1]
        self.target = f"{document._meta.label_lower}:{document.pk}"
        self.document, self.said = document, []
        inline = next(one for one in admin.get_inline_instances(request, document) if one.model is self.model)
        self.form_class = inline.get_formset(request, document).form

    def __str__(self):
        return str(self.document)

    def to_export(self):
        return self.parts().select_related(*self.model.NAMED)

    def parts(self):
        return getattr(self.document, self.document.PARTS).order_by("position", "pk")

    def find(self, keys):
        if self.is_for_good:
            self.document = hold(self.document).concrete()
        self.last, self.number = self.parts().aggregate(last=Max("position"), number=Count("pk")).values()
        return {part.key: part for part in self.to_export() if part.key in keys}

    def new(self):
        return self.model(**{self.model.DOCUMENT: self.document})

    def form_of(self, instance, data=None):
        return self.form_class(data, instance=instance)

    def stamp(self, instance, is_new):
        """All rows belong to one draft, which somebody may have read as a whole."""
        return str(self.document.version)

    def filled_in(self, form, data, row):
        """It stands behind all others. Raises SheetRefused where the form could no longer be sent."""
        self.last = 0 if self.last is None else self.last + 1
        self.number += 1
        if self.number > MOST_PARTS:
            raise refused(
                f"{MOST_PARTS}줄이 넘으면 편집 화면에서 저장할 수 없습니다. 표를 나누어 가져오세요."
            )
        data["position"] = str(self.last)

    def save(self, form, is_new):
        part = form.save()
        name = f"{self.model._meta.verbose_name} ‘{Truncator(part).chars(40)}’"
        labels = ", ".join(str(form.fields[changed].label) for changed in form.changed_data)
        self.said.append(f"{name} 더함" if is_new else f"{name} 고침: {labels}")

    def finish(self):
        """The table was saved once, however many of its rows the sheet changed."""
        if self.said:
            self.admin.save_model(self.request, self.document, None, True)
            self.document.count_change()
            self.admin.log_change(self.request, self.document, ". ".join([*self.said, FROM_A_SHEET]))
