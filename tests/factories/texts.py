"""Many texts with near-duplicates planted among them: who was copied from whom is known."""

from dataclasses import dataclass, field
from itertools import pairwise

PUNCTUATION = [", ", ". ", " – ", "; "]
COPIES = (1, 1, 1, 1, 2, 3, 5, 20)
"""How many copies of one text there are, drawn at random."""


@dataclass
class Chain:
    """Words after words, as they follow one another in some sentences (lists of words); `space` stands between them."""

    sentences: list
    space: str = " "
    greetings: list = field(default_factory=lambda: ["Bom dia", "Hello", "Добрий день"])

    def __post_init__(self):
        self.after = {}
        for sentence in self.sentences:
            for one, other in pairwise(sentence):
                self.after.setdefault(one, []).append(other)
        self.all = [word for sentence in self.sentences for word in sentence]

    def text(self, chance, count):
        """A text of `count` words."""
        said = [chance.choice(self.all)]
        while len(said) < count:
            follow = self.after.get(said[-1])
            said.append(
                chance.choice(follow) if follow and chance.random() < 0.9 else chance.choice(self.all)
            )
        return said

    def written(self, said, chance):
        """Words as a line, with punctuation here and there."""
        parts = [
            word + (chance.choice(PUNCTUATION) if chance.random() < 0.1 else self.space) for word in said
        ]
        return "".join(parts).strip()

    def edited(self, said, chance):
        """A near-duplicate: words mistyped or exchanged (one in twenty-five), a part left out or a greeting put before, case changed."""
        copy = [self._slipped(word, chance) if chance.random() < 0.04 else word for word in said]
        if chance.random() < 0.3:
            cut = max(len(copy) // 10, 1)
            at = chance.randrange(len(copy) - cut)
            del copy[at : at + cut]
        if chance.random() < 0.3:
            copy[:0] = chance.choice(self.greetings).split()
        line = self.written(copy, chance)
        return line.upper() if chance.random() < 0.1 else line

    def _slipped(self, word, chance):
        if chance.random() < 0.5 or len(word) < 3:
            return chance.choice(self.all)
        at = chance.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def planted(chains, count, share, chance, least=20, most=90):
    """`count` texts shuffled, `share` of them edited copies, and of each the number of the family it is of.

    As many texts as there are copies share half of their words, one after the other, with another text, and are of no one's family.
    """
    rows, copies, partial = [], int(count * share), int(count * share)
    while len(rows) < count:
        chain = chance.choice(chains)
        said = chain.text(chance, chance.randint(least, most))
        rows.append((chain.written(said, chance), family := len(rows)))
        again = min(chance.choice(COPIES), copies) if copies and chance.random() < 0.2 else 0
        rows += [(chain.edited(said, chance), family) for _copy in range(again)]
        copies -= again
        if partial and chance.random() < 0.2:
            half = len(said) // 2
            said = said[:half] + chain.text(chance, len(said) - half)
            rows.append((chain.written(said, chance), len(rows)))
            partial -= 1
    rows = rows[:count]
    chance.shuffle(rows)
    return [text for text, _family in rows], [family for _text, family in rows]


def measured(groups, families):
    """Precision and recall over pairs: of pairs in one group, those of one family; of pairs of one family, those in one group."""
    found = sum(len(group) * (len(group) - 1) // 2 for group in groups)
    there = _pairs(families)
    right = sum(_pairs([families[place] for place in group]) for group in groups)
    return right / found if found else 1.0, right / there if there else 1.0


def _pairs(families):
    counts = {}
    for family in families:
        counts[family] = counts.get(family, 0) + 1
    return sum(count * (count - 1) // 2 for count in counts.values())
