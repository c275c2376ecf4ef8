"""For superusers: everything that was done, to be read and by nobody to be changed."""

from django.contrib import admin

from kbhelp.audit.acts import Act


@admin.register(Act)
class ActAdmin(admin.ModelAdmin):
    list_display = ["at", "user_name", "kind", "name", "said", "session"]
    list_filter = ["kind"]
    date_hierarchy = "at"
    search_fields = ["user_name", "name", "said", "session"]
    search_help_text = "아이디, 대상, 한 일, 로그인한 곳에서 찾습니다."
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
