"""The web door's own pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rumo.doors.web import samples


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "web/style.html", samples.style_page())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "web/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What this site keeps of its readers: nothing."""
    return render(request, "web/privacy.html")
