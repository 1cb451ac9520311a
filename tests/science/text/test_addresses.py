"""What people say is sent to no address outside the house."""

import pytest

from rumo.science.text.addresses import is_in_house


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://127.0.0.1:5000", True),
        ("http://localhost:5000/", True),
        ("http://[::1]:5000", True),
        ("https://10.1.2.3", True),
        ("http://translate:5000", True),
        ("http://translate.internal", True),
        ("https://translate.example", False),
        ("http://8.8.8.8", False),
        ("ftp://127.0.0.1", False),
        ("http://a:b@127.0.0.1", False),
        ("http://", False),
    ],
)
def test_an_address_of_this_machine_or_network(address, here):
    assert is_in_house(address) is here
