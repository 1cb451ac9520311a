"""What a row says of the antivirus, and how the ledger names a file."""

from django.utils.translation import gettext as _

from rumo.ground.files.actions.antivirus import Verdict
from rumo.ground.files.models import StoredFile


def target_of(stored: StoredFile) -> str:
    """Return the file's public name in the ledger."""
    return f"file:{stored.public_id}"


def found(verdict: Verdict) -> str:
    """Say that something was found."""
    return _("O antivírus encontrou «%(found)s». O ficheiro foi apagado; envie uma cópia limpa.") % {
        "found": verdict.found
    }


def waiting() -> str:
    """Say what a file in quarantine waits for."""
    return _("O antivírus ainda não respondeu. O ficheiro fica em quarentena até responder.")


def gone() -> str:
    """Say that the bytes are not where they were."""
    return _("Os dados do ficheiro perderam-se. Envie-o de novo.")
