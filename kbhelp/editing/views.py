"""The two endpoints of the Markdown editor, under markdownx's names: as shipped they are open to everyone."""

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from kbhelp.audit.acts import Act, record
from kbhelp.markdown import TooLong, render
from kbhelp.publishing.images import ImageNotStored, ImageRefused, accept
from kbhelp.publishing.pages import blocks_of
from kbhelp.publishing.pictures import Picture, markdown_of
from kbhelp.publishing.references import References
from kbhelp.roles import may_write
from kbhelp.text import one_line


def writers_only(view):
    @require_POST
    def guarded(request):
        if not (request.user.is_staff and may_write(request.user)):
            return JsonResponse({"error": "글을 쓰는 사람만 할 수 있습니다. 다시 로그인하세요."}, status=403)
        return view(request)

    return guarded


@writers_only
def markdownify(request):
    """One field as readers would see it: a page of its own in an inner frame, so that no style mixes."""
    try:
        references = References()
        content = request.POST.get("content", "")
        rendered = render(content, resolve=references, locate=references.locate)
    except TooLong as refusal:
        return HttpResponse(str(refusal), content_type="text/plain; charset=utf-8")
    problems = [f"{problem.line}번째 줄: {problem.message}" for problem in rendered.problems]
    context = {"blocks": blocks_of(rendered.as_json()), "problems": problems}
    inner = render_to_string("desk/field_preview.html", context, request)
    return HttpResponse(render_to_string("desk/field_frame.html", {"inner": inner}))


@writers_only
def upload(request):
    file = request.FILES.get("image")
    if file is None:
        return JsonResponse({"error": "그림 파일을 고르세요."}, status=400)
    try:
        image = accept(file)
    except ImageNotStored as failure:
        return JsonResponse({"error": str(failure)}, status=503)
    except ImageRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    picture = Picture.objects.add(image.name, file_name=one_line(file.name), by=request.user)
    record(Act.Kind.ADD, "그림을 올림", request=request, of=picture)
    return JsonResponse({"image_code": markdown_of(picture)})
