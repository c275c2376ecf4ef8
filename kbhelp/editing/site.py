"""The editors' desk is Django's admin under our own name, with what waits for whoever signs in on its first page."""

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path

from kbhelp import profile
from kbhelp.audit.acts import Act, record
from kbhelp.audit.history import KeepsHistory
from kbhelp.careful_admin import CarefulAdmin
from kbhelp.editing import keeping
from kbhelp.editing.home import DOCUMENT_LISTS, work_lists
from kbhelp.editing.manual import manual
from kbhelp.editing.stale import stale_view
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document
from kbhelp.reports import reports_for
from kbhelp.roles import may_write
from kbhelp.signin.links import mail_is_set
from kbhelp.signin.views import SignIn
from kbhelp.typed import TypedAdmin

PER_PAGE = 50
# The list of models in the order of an editor's work; what is named nowhere stands under the last heading.
AREAS = [
    ("글", ["guides.guide", "faq.entry", "guides.comparisontable", "guides.checklist"]),
    ("알림과 독자", ["notices.notice", "feedback.remark", "search.queryday"]),
    (
        "함께 쓰는 것",
        [
            "publishing.picture",
            "publishing.source",
            "search.term",
            "search.bestbet",
            "faq.category",
            "site.siteprofile",
        ],
    ),
    ("사람과 권한", ["auth.user", "auth.group", "audit.act"]),
]


class Desk(AdminSite):
    site_title = "편집실"
    index_title = "할 일"
    index_template = "desk/home.html"
    enable_nav_sidebar = False
    empty_value_display = "–"

    def __init__(self, *args, **kwargs):
        """Nothing is deleted in bulk: it would pass by the rules that say what may be deleted at all."""
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")

    def register(self, model_or_iterable, admin_class=None, **options):
        """No class of the desk has to remember what holds for everything that is typed here."""
        admin_class = type(
            "DeskAdmin", (KeepsHistory, CarefulAdmin, TypedAdmin, admin_class or ModelAdmin), {}
        )
        super().register(model_or_iterable, admin_class, **options)

    @property
    def site_header(self):
        return f"{profile.current()['name']} 편집실"

    def each_context(self, request):
        provider = settings.PROVIDER.name if settings.PROVIDER else ""
        return super().each_context(request) | {"provider": provider}

    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        own = {
            "title": "로그인",
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "may_be_mailed": mail_is_set(),
        }
        context = self.each_context(request) | own | (extra_context or {})
        return SignIn.as_view(extra_context=context)(request)

    def logout(self, request, extra_context=None):
        if request.method == "POST" and request.user.is_authenticated:
            record(Act.Kind.SIGN_OUT, "로그아웃함", request=request)
        return super().logout(request, extra_context)

    def password_change(self, request, extra_context=None):
        response = super().password_change(request, extra_context)
        if response.status_code == 302:
            record(Act.Kind.ACCOUNT, "비밀번호를 바꿈", request=request, of=request.user)
        return response

    def index(self, request, extra_context=None):
        context = {
            "works": work_lists(request, self._registry.values()),
            "writable": self.writable(request),
            "reports": reports_for(request.user),
        }
        return super().index(request, context | (extra_context or {}))

    def writable(self, request) -> list[dict]:
        """The kinds of documents that may be begun here, with the address of each empty form."""
        models = [
            model
            for area in super().get_app_list(request)
            for model in area["models"]
            if model["add_url"] and issubclass(model["model"], Document)
        ]
        order = list(kinds().values())
        return sorted(models, key=lambda model: order.index(model["model"]))

    def get_urls(self):
        own = [
            path("work/<slug:name>/", self.admin_view(self.work_view), name="work"),
            path("manual/", self.admin_view(self.manual_view), name="manual"),
            path("reports/", self.admin_view(self.reports_view), name="reports"),
            path("reports/stale/", self.admin_view(self.stale_view), name="stale"),
            path("session/", keeping.session, name="session"),
            path("presence/<int:number>/", self.admin_view(keeping.presence), name="presence"),
            path("signed-in/", self.admin_view(keeping.signed_in), name="signed_in"),
        ]
        return own + super().get_urls()

    def work_view(self, request, name):
        """A work list of documents from its beginning to its end."""
        if not may_write(request.user):
            raise PermissionDenied
        found = next((one for one in DOCUMENT_LISTS if one.name == name), None)
        if found is None:
            raise Http404
        page = Paginator(found.documents(request), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": found.title,
            "list": found,
            "page": page,
            "items": [found.item(one) for one in page],
        }
        return render(request, "desk/work_list.html", self.each_context(request) | context)

    def manual_view(self, request):
        found = manual()
        context = {"title": found.title, "manual": found}
        return render(request, "desk/manual.html", self.each_context(request) | context)

    def reports_view(self, request):
        """Every report that whoever has signed in may look at; each is registered by the app that counts."""
        reports = reports_for(request.user)
        if not reports:
            raise PermissionDenied
        context = {"title": "보고서", "reports": reports}
        return render(request, "desk/reports.html", self.each_context(request) | context)

    def stale_view(self, request):
        return stale_view(request, self)

    def get_app_list(self, request, app_label=None):
        """By areas of work instead of by apps; the page of one app stays Django's."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {model["model"]._meta.label_lower: model for app in apps for model in app["models"]}
        areas = [
            {
                "name": name,
                "app_label": "",
                "app_url": "",
                "models": [models.pop(label) for label in labels if label in models],
            }
            for name, labels in AREAS
        ]
        areas[0]["models"] += [
            models.pop(label) for label in list(models) if issubclass(models[label]["model"], Document)
        ]
        areas[-1]["models"] += models.values()
        return [area for area in areas if area["models"]]
