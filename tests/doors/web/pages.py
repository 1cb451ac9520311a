"""A little site of its own for the web door's tests: pages of every kind, each counting how often it is rendered."""

from collections import Counter

from csp.decorators import csp_exempt
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

rendered = Counter()
state = {"token": "1", "asked": 0}
LONG = "Trinta e uma medidas. " * 100


def token():
    """The version of the facts, as a room would tell it."""
    state["asked"] += 1
    return state["token"]


def page(request):
    rendered["page"] += 1
    return HttpResponse(f"<p>{LONG}{state['token']} {request.GET.get('q', '')}</p>")


@require_GET
def only_get(request):
    rendered["only_get"] += 1
    return HttpResponse("curto")


@never_cache
def never(request):
    rendered["never"] += 1
    return HttpResponse("nunca")


def cookie(request):
    rendered["cookie"] += 1
    response = HttpResponse("com cookie")
    response.set_cookie("a", "b")
    return response


def stream(request):
    rendered["stream"] += 1
    return StreamingHttpResponse([b"um", b"dois"])


def api(request):
    rendered["api"] += 1
    return JsonResponse({"a": LONG})


def image(request):
    return HttpResponse(bytes(2000), content_type="image/png")


def varied(request):
    return HttpResponse(LONG, headers={"Vary": "Origin"})


def embed(request):
    return render(request, "web/embed.html")


@csp_exempt()
def framing(request):
    """A page of another site (another host name of this machine) with two frames of ours."""
    port = request.get_port()
    frames = "".join(
        f'<iframe src="http://127.0.0.1:{port}{path}"></iframe>' for path in ("/pt/incorporar/pais/", "/pt/")
    )
    return HttpResponse(f"<!doctype html><title>a</title>{frames}")


def private(request):
    rendered["private"] += 1
    return HttpResponse("meu", headers={"Cache-Control": "private"})


def personal(request):
    return HttpResponse("meu", headers={"Vary": "Cookie"})


def broken(request):
    raise RuntimeError("avaria")


def refused(request):
    raise PermissionDenied


def suspicious(request):
    raise SuspiciousOperation("estranho")


urlpatterns = [
    path("api/v1/plans", api),
    *i18n_patterns(
        path("", page),
        path("painel/", page),
        path("painel/planos/", page),
        path("dados/", page),
        path("so-ler/", only_get),
        path("nunca/", never),
        path("cookie/", cookie),
        path("corrente/", stream),
        path("imagem/", image),
        path("variada/", varied),
        path("privada/", private),
        path("pessoal/", personal),
        path("avaria/", broken),
        path("recusada/", refused),
        path("estranha/", suspicious),
        path("gabinete/", page),
        path("incorporar/pais/", embed),
        path("moldura/", framing),
        path("", include("rumo.doors.web.urls")),
    ),
]
