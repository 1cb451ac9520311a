"""One-time tokens stand in addresses, and addresses are written in journals: here they are blotted out first."""

import logging
import re

_TOKEN = re.compile(r"(/conta/(?:convite|demo)/)[^/\s\"']+")


class Tokens(logging.Filter):
    """Replace the token of an invitation or a demonstration by an ellipsis, wherever a record has it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without its tokens."""
        said = record.getMessage()
        blotted = _TOKEN.sub(r"\1…", said)
        if blotted != said:
            record.msg, record.args = blotted, ()
        return True
