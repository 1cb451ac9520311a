"""Pages whose figures are live: never from memory, but tagged by what they say, so that the same page is not sent twice."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

View = Callable[..., HttpResponseBase]


def tagged(view: View) -> View:
    """Give the answer of a public page an ETag made of its body, and answer 304 to who holds it; it is kept by no shared cache."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-cache"
        if response.status_code != 200 or not isinstance(response, HttpResponse):
            return response
        etag = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    return told
