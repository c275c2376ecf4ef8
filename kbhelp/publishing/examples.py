"""Examples below the desk's fields: they speak of the site's subject, so they come from the profile."""

from kbhelp import profile


class WithExamples:
    """For an admin class or inline: a field's help ends with the profile's example, where it has one."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        example = profile.current()["examples"].get(f"{db_field.model._meta.model_name}.{db_field.name}")
        if field and example:
            field.help_text = f"{field.help_text} 예: {example}".strip()
        return field
