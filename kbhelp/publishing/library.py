"""The library of pictures at the desk: each with its description, where it is shown, and another in its place."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html

from kbhelp.lost_updates import GuardedAdmin, GuardedForm
from kbhelp.publishing.images import MAX_BYTES, ImageRefused, accept
from kbhelp.publishing.models import Picture
from kbhelp.publishing.replacing import replace_picture
from kbhelp.publishing.uses import by_document
from kbhelp.roles import may_write
from kbhelp.text import one_line

LARGEST = 2**31
ADDED = "그림을 올렸습니다. 글의 ‘올린 그림’ 단추로 넣을 수 있습니다."
THERE_ALREADY = "같은 그림이 이미 있습니다. 새로 올리지 않고 그 그림을 보여 드립니다."
OTHER_WORDS = " 설명은 있던 것을 두었습니다. 적으신 설명: {}"
SAME = "지금과 같은 그림입니다. 다른 파일을 고르세요."


class PictureFile(forms.FileField):
    """What is chosen is stored at once; its value is the stored picture."""

    widget = forms.FileInput(
        attrs={
            "accept": "image/png,image/jpeg,image/gif,image/webp",
            "data-most": MAX_BYTES,
            "data-advice": "크기를 줄여 올리세요.",
        }
    )
    default_error_messages = {
        "required": "그림 파일을 고르세요.",
        "empty": "빈 파일입니다. 그림 파일을 고르세요.",
    }

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        try:
            return accept(file)
        except ImageRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class PictureForm(GuardedForm):
    class Meta:
        model = Picture
        fields = ["description"]


class NewPictureForm(PictureForm):
    file = PictureFile(label="그림 파일", help_text="PNG, JPEG, GIF, WebP. 10MB까지 올릴 수 있습니다.")


class ReplacementForm(forms.Form):
    file = PictureFile(label="새 그림 파일", help_text="PNG, JPEG, GIF, WebP. 10MB까지 올릴 수 있습니다.")


class UseFilter(admin.SimpleListFilter):
    title, parameter_name = "쓰임", "use"

    def lookups(self, request, model_admin):
        return [("used", "글에 쓰인 그림"), ("unused", "쓰이지 않는 그림"), ("nameless", "설명이 없는 그림")]

    def queryset(self, request, queryset):
        if self.value() == "nameless":
            return queryset.filter(description="")
        return queryset.filter(is_used=self.value() == "used") if self.value() else queryset


class PictureAdmin(GuardedAdmin):
    form = PictureForm
    change_form_template = "desk/picture_form.html"
    list_display = ["thumbnail", "description", "file_name", "size", "used", "uploaded_at", "uploaded_by"]
    list_display_links = ["thumbnail", "description"]
    list_filter = [UseFilter]
    list_per_page = 30
    list_select_related = ["uploaded_by"]
    search_fields = ["description", "file_name", "name"]

    class Media:
        css = {"all": ["desk/pictures.css"]}
        js = [forms.Script("desk/file-size.js", type="module")]

    def get_queryset(self, request):
        return super().get_queryset(request).with_use()

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(
            request, obj, change, **{"form": PictureForm if change else NewPictureForm} | kwargs
        )

    def get_fields(self, request, obj=None):
        return ["description"] if obj else ["file", "description"]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.uses().exists())

    @admin.display(description="그림")
    def thumbnail(self, obj):
        return format_html('<img class="thumbnail" src="{}" alt="{}" loading="lazy">', obj.url, obj)

    @admin.display(description="크기")
    def size(self, obj):
        return f"{obj.width}×{obj.height}" if obj.width else "파일이 없음"

    @admin.display(description="쓰임")
    def used(self, obj):
        return "쓰임" if obj.is_used else "쓰이지 않음"

    def save_form(self, request, form, change):
        """The same picture twice is one picture, which keeps the description that it has."""
        picture = super().save_form(request, form, change)
        if change:
            return picture
        name, file_name = form.cleaned_data["file"].name, one_line(request.FILES["file"].name)
        request.known = Picture.objects.filter(name=name).exists()
        found = Picture.objects.add(name, file_name=file_name, by=request.user)
        request.typed = picture.description
        found.description = found.description or picture.description
        return found

    def response_add(self, request, obj, post_url_continue=None):
        is_other = request.typed not in ("", obj.description)
        known = THERE_ALREADY + (OTHER_WORDS.format(request.typed) if is_other else "")
        messages.success(request, known if request.known else ADDED)
        return redirect("admin:publishing_picture_change", obj.pk)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        picture = self.get_object(request, object_id) if object_id else None
        context = {"picture": picture, "uses": by_document(picture.uses().current())} if picture else {}
        return super().changeform_view(request, object_id, form_url, context | (extra_context or {}))

    def delete_view(self, request, object_id, extra_context=None):
        """Whoever may delete pictures hears why not this one."""
        picture = self.get_object(request, object_id)
        if not (picture and super().has_delete_permission(request, picture) and picture.uses().exists()):
            return super().delete_view(request, object_id, extra_context)
        context = {"title": f"지울 수 없는 그림: {picture}", "picture": picture, "opts": self.opts}
        context |= {"uses": by_document(picture.uses().current())}
        return render(
            request, "desk/picture_in_use.html", self.admin_site.each_context(request) | context, status=403
        )

    def delete_model(self, request, obj):
        """The file goes when the row is gone for good."""
        name = obj.name
        super().delete_model(request, obj)
        transaction.on_commit(lambda: default_storage.delete(name))

    def get_urls(self):
        view = self.admin_site.admin_view(self.replace_view)
        return [path("<int:number>/replace/", view, name="publishing_picture_replace"), *super().get_urls()]

    def replace_view(self, request, number):
        picture = get_object_or_404(Picture, pk=min(number, LARGEST))
        if not (self.has_change_permission(request, picture) and may_write(request.user)):
            raise PermissionDenied
        form = ReplacementForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["file"].name != picture.name:
                return self.replaced(request, picture, form.cleaned_data["file"].name)
            form.add_error("file", SAME)
        context = self.admin_site.each_context(request) | {
            "title": f"다른 그림으로 바꾸기: {picture}",
            "picture": picture,
            "form": form,
            "uses": by_document(picture.uses().filter(edition=None)),
            "opts": self.opts,
        }
        return render(request, "desk/picture_replace.html", context)

    def replaced(self, request, picture, name: str):
        file_name = one_line(request.FILES["file"].name)
        new = Picture.objects.add(name, file_name=file_name, by=request.user)
        Picture.objects.filter(pk=new.pk, description="").update(description=picture.description)
        documents = replace_picture(picture.name, name, by=request.user)
        self.log_change(request, picture, f"글 {len(documents)}편의 초안에서 다른 그림으로 바꿈")
        for document in documents:
            self.log_change(request, document, f"그림 ‘{picture}’을 다른 그림으로 바꿈")
        messages.success(
            request, f"글 {len(documents)}편의 초안에서 새 그림으로 바꾸었습니다. 발행해야 독자에게 보입니다."
        )
        return redirect(reverse("admin:publishing_picture_change", args=[new.pk]))
