"""Whether an address stays in the house."""

import ipaddress
from urllib.parse import urlsplit


def is_in_house(address: str) -> bool:
    """Tell whether an address is of this machine or of its own network: what people say is sent nowhere else."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username:
        return False
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".internal", ".lan", ".home.arpa", ".localhost"))
