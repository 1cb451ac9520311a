"""The languages Rumo knows, each by its own name, and which of them are written from right to left."""

NAMES = {
    "pt": "Português", "en": "English", "fr": "Français", "es": "Español", "uk": "Українська", "ro": "Română",
    "ru": "Русский", "ar": "العربية", "ur": "اردو", "hi": "हिन्दी", "bn": "বাংলা", "ne": "नेपाली", "zh": "中文",
}  # fmt: skip
"""By code, in the order in which they are offered."""
RIGHT_TO_LEFT = frozenset({"ar", "ur"})


def direction(code: str) -> str:
    """Return how a language is written: "rtl" or "ltr"."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"
