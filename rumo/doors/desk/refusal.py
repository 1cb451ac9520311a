"""The one exception that ends a command with plain lines and exit code 1."""


class Refusal(Exception):
    """A command cannot do what was asked; each line says what, where and how to mend it, fit for its reader."""

    def __init__(self, *lines: str) -> None:
        """Keep the lines apart, so that a list of faults is printed one a line."""
        super().__init__("\n".join(lines))
        self.lines = lines
