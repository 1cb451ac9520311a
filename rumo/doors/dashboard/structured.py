"""The schema.org description of what a page's figures are: a data set, its days, its files; for search engines."""

import json
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.doors.dashboard.looking import Look
from rumo.doors.files.addresses import page_of

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ESCAPES = {ord(c): f"\\u{ord(c):04X}" for c in "<>&'\u2028\u2029"}


def structured(look: Look) -> SafeString:
    """The `<script type="application/ld+json">` that describes a page's data set; data, which no browser runs."""
    text = json.dumps(dataset(look), ensure_ascii=False).translate(_ESCAPES)
    # what could end the element, or begin markup, is escaped within the JSON: the rest is meant as it stands
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def dataset(look: Look) -> dict[str, Any]:
    """The description as values."""
    site, label = settings.SITE_URL, look.reading.scope.label
    address = f"{site}{page_of(look.reading.scope, look.held, look.lang)}"
    newest = look.total["newest_report"]
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": _("Grau de implementação: %(name)s") % {"name": label},
        "description": _(
            "Medidas prometidas em %(name)s, o que está comprovado, o que estava previsto e com que informação."
        )
        % {"name": label},
        "inLanguage": look.lang,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": getattr(settings, "RESPONSIBLE_BODY", "") or "Rumo"},
        "spatialCoverage": label if look.reading.scope.kind in ("region", "municipality") else "Portugal",
        "measurementTechnique": f"{site}/{look.lang}/metodologia/",
        "variableMeasured": ["degree", "degree_reported", "planned", "upper", "coverage"],
        "distribution": [
            _download(kind, f"{site}{look.data(name, **more)}") for kind, name, more in _files()
        ],
        **({"dateModified": newest.isoformat()} if newest else {}),
    }


def _files() -> tuple[tuple[str, str, dict[str, str]], ...]:
    return (
        ("text/csv", "measures.csv", {}),
        ("text/csv", "timeline.csv", {}),
        ("application/json", "degree", {"by": "area"}),
    )


def _download(kind: str, address: str) -> dict[str, str]:
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
