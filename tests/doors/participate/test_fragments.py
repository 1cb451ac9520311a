"""Everything that somebody wrote stands in an element with its language, in its own direction, on every page that shows it."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.rules.saying import Text
from tests.factories import listening, people, said
from tests.factories.listening import OPEN

VOID = {"meta", "link", "input", "br", "img", "rect", "path", "wbr", "hr", "use"}
SAID = {"ar": "نحتاج إلى معلم", "bn": "আমাদের শিক্ষক দরকার", "pt": "Precisamos de um professor a mais"}


class Fragments(HTMLParser):
    """Takes a page apart: each text with the language it is said to be in and whether it has a direction of its own."""

    def __init__(self, page):
        super().__init__()
        self.open, self.found = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Go into an element."""
        held = dict(attrs)
        before = self.open[-1] if self.open else ("", "", False)
        own = "lang" in held
        auto = held.get("dir") == "auto" or (tag == "bdi" and "dir" not in held)
        if tag not in VOID:
            self.open.append(
                (tag, held["lang"] if own else before[1], auto or (before[2] and not held.get("dir")))
            )

    def handle_endtag(self, tag):
        """Come out of it."""
        while self.open and self.open.pop()[0] != tag:
            continue

    def handle_data(self, text):
        """Keep a text with where it stands."""
        if self.open and text.strip():
            self.found.append((text, self.open[-1][1], self.open[-1][2]))


def checked(page):
    """Fail for a fragment in the wrong language or without its direction; return in which languages there were some."""
    seen = set()
    for text, language, auto in Fragments(page).found:
        for own, words in SAID.items():
            if words in text:
                assert (language, auto) == (own, True), text
                seen.add(own)
    return seen


@pytest.fixture
def spoken(country):
    """A consultation in which people speak in three languages, all of it shown, each text translated into Portuguese by a machine."""
    row = listening.consultation(languages=["pt", "en", "ar", "bn"])
    numbers = []
    for language, words in SAID.items():
        for kind in ("proposal", "statement", "position"):
            more = {"organisation_name": f"{words} (org)"} if kind == "position" else {}
            made = said.say(row, kind, words, language=language, **more)
            numbers.append(made)
        comment = {"paragraph:2": Text(words, True, f"{words}, pelo menos")}
        numbers += [
            said.say(row, "comment", "", language=language, texts=comment),
            said.answer(row, words, language=language),
        ]
    for one in numbers:
        one.consultation = row
        passage = said.passage(one)
        if one.kind == "statement":
            contributions.adopt(contribution=one, by="b", at=OPEN)
        else:
            contributions.moderate(passage=passage, shown=True, reason="", note="", by="b", at=OPEN)
        if one.language != "pt":
            again = f"{SAID['pt']} (máquina)"
            kept = {
                passage.pk: ((passage.text, passage.rewording), (again, again if passage.rewording else ""))
            }
            contributions.translate_by_machine(language="pt", said=kept, by="engine", at=OPEN)
    with clock.frozen(OPEN):
        yield row, numbers


@pytest.mark.parametrize("reader", ["pt", "ar", "ne", "ur"])
def test_public_pages_mark_every_fragment(client, spoken, reader, django_assert_max_num_queries):
    row, numbers = spoken
    base = f"/{reader}/consultas/{row.slug}/"
    for path in ("texto/", "propostas/"):
        with django_assert_max_num_queries(12):
            page = client.get(base + path).content.decode()
        assert checked(page) == set(SAID), path
    for one in numbers:
        pages = [f"/{reader}/contributos/{one.number}/", f"/{reader}/contributos/{one.number}/denunciar/"]
        if one.kind == "proposal":
            pages.append(f"{base}propostas/{one.number}/apoiar/")
        for path in pages:
            assert one.language in checked(client.get(path).content.decode()), path


def test_a_translation_is_shown_beneath_the_original_with_its_state_and_hidden_with_it(client, spoken):
    _row, numbers = spoken
    bangla = next(one for one in numbers if one.language == "bn" and one.kind == "proposal")
    page = client.get(f"/pt/contributos/{bangla.number}/").content.decode()
    assert (
        page.index(SAID["bn"])
        < page.index("Traduzido por uma máquina e ainda não revisto.")
        < page.index("(máquina)")
    )
    assert "(máquina)" not in client.get(f"/en/contributos/{bangla.number}/").content.decode()
    act = {"passage": said.passage(bangla), "language": "pt", "by": "b", "at": OPEN}
    contributions.translate(text="Falta um professor.", rewording="", state="reviewed", **act)
    page = client.get(f"/pt/contributos/{bangla.number}/").content.decode()
    assert "Traduzido e revisto." in page
    assert "Falta um professor." in page
    contributions.moderate(
        passage=said.passage(bangla), shown=False, reason="personal", note="", by="c", at=OPEN
    )
    page = client.get(f"/pt/contributos/{bangla.number}/").content.decode()
    assert "Falta um professor." not in page
    assert SAID["bn"] not in page


def test_a_ballots_statement_and_what_was_typed_are_marked(client, spoken):
    row, _numbers = spoken
    path = f"/ar/consultas/{row.slug}/propostas/"
    token = re.search(r'name="token" value="([^"]+)"', client.get(path).content.decode())[1]
    sent = {"token": token, "texto": SAID["bn"], "lingua": "bn", "audience": "nobody"}
    refused = client.post(path, sent)
    assert refused.status_code == 422
    assert "bn" in checked(refused.content.decode())


def test_pages_of_the_office_mark_every_fragment(client, spoken):
    row, numbers = spoken
    people.signed_in(client, people.person("national_coordinator", people.national()))
    for number, (language, words) in enumerate(SAID.items()):
        said.say(row, "proposal", f"{words} {number}", language=language)
    assert checked(client.get(reverse("office:moderate", args=[row.slug])).content.decode()) == set(SAID)
    found = set()
    for page in (1, 2):
        answers = client.get(reverse("office:responses", args=[row.slug]), {"page": page})
        found |= checked(answers.content.decode()) if answers.status_code == 200 else set()
    assert found == set(SAID)
    for one in numbers:
        path = reverse("office:contribution-translation", args=[row.slug, one.number])
        assert one.language in checked(client.get(path, {"para": "en"}).content.decode())
