"""The verifier that citizens run: it accepts the register and receipts as they are, and nothing else; it needs nothing of ours."""

import ast
import copy
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from rumo.data import verify
from rumo.ground.ledger import actions, queries
from rumo.ground.ledger.models import Entry
from rumo.ground.ledger.rules import signing
from rumo.science import merkle

FILE = Path(verify.__file__)
AT = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def register(db):
    """A public register of 600 leaves and five days' heads, and a function that gives the proof of a leaf."""
    for day in range(5):
        Entry.objects.bulk_create(
            Entry(commitment=f"{day:032x}{n:032x}", at=AT) for n in range(60 * (day or 1) - 1)
        )
        actions.record(verb="people.open", by="x", at=AT, target=f"contribution:{day}")
        actions.sign_head(at=AT + day * DAY)
    return exported()


def exported():
    return json.loads("".join(queries.exported()))


def faults(*files, **more):
    return verify.check(list(files), **more)[1]


def resigned(register, key=None):
    """The register with every root and signature made anew over the leaves it has, by whoever holds the key."""
    tree, before = merkle.Grown(map(bytes.fromhex, register["leaves"])), ""
    for head in register["heads"]:
        head["root"], head["before"] = merkle.root(head["size"], tree).hex(), before
        text = verify.signed_text(head)
        if key:
            head["key"], head["signature"] = key.public_key().public_bytes_raw().hex(), key.sign(text).hex()
        else:
            head["signature"] = signing.sign(text.decode())
        before = head["signature"]
    return register


def test_the_register_is_sound(register):
    lines, found = verify.check([register])
    key = register["heads"][0]["key"]
    assert found == []
    assert lines == ["registo: 660 folhas, 5 cabeças, 10 pares", f"chave: {key}"]
    assert faults(register, key=key) == []
    assert verify.check([{"format": "rumo-ledger/1", "heads": [], "leaves": []}])[1] == []


def test_whoever_has_a_receipt_checks_it_alone(register):
    proofs = [json.loads(json.dumps(queries.proof_file(index))) for index in range(0, 660, 13)]
    assert [fault for proof in proofs for fault in faults(proof)] == []
    assert faults(register, *proofs) == []
    wrong = {"commitment": "11" * 32, "at": "2026-11-30T12:00:01+00:00", "index": 1, "path": []}
    for name, value in wrong.items():
        bent = {**proofs[0], name: value}
        assert faults(bent) == [f"prova da folha {bent['index']}: o caminho não leva à raiz"]


@pytest.mark.long
def test_a_thousand_receipts_are_checked_alone(db):
    Entry.objects.bulk_create(Entry(commitment=f"{n:064x}", at=AT) for n in range(1000))
    actions.sign_head(at=AT)
    assert [fault for n in range(1000) for fault in faults(queries.proof_file(n))] == []


def test_any_change_is_refused(register):
    for place, part in enumerate(register["heads"]):
        for name, value in part.items():
            bent = copy.deepcopy(register)
            bent["heads"][place][name] = {"size": 5, "day": "2026-01-01"}.get(name) or (
                "a" if value[:1] != "a" else "b"
            ) + value[1:]
            assert len(faults(bent)) > 0, (place, name)
    for index in (0, 59, 60, 299, 659):
        bent = copy.deepcopy(register)
        bent["leaves"][index] = "00" * 32
        assert len(faults(bent)) > 0
    for bent in (register | {"leaves": register["leaves"][:-1]}, register | {"heads": register["heads"][1:]}):
        assert len(faults(bent)) > 0


def test_a_history_changed_after_a_head_was_signed_is_refused(register):
    """Heads of two days, the later signed again over other leaves."""
    bent = copy.deepcopy(register)
    bent["leaves"][3] = "11" * 32
    bent = {**bent, "heads": [*register["heads"][:1], *resigned(bent)["heads"][1:]]}
    found = faults(bent)
    assert "cabeça de 2026-11-30: a raiz não é a destas folhas" in found
    assert "a árvore de 2026-12-01 não continua a de 2026-11-30" in found


def test_a_history_wholly_signed_anew_is_refused_by_whoever_kept_the_old_one(register):
    old = copy.deepcopy(register)
    register["leaves"][3] = "11" * 32
    new = resigned(register)
    assert faults(new) == []
    found = faults(new, before=old)
    assert found[-1] == "as folhas do registo guardado não são as primeiras deste"
    assert found[:-1] == [
        f"cabeça de {head['day']}: mudou ou desapareceu desde o registo guardado" for head in old["heads"]
    ]
    proof = queries.proof_file(5)
    assert faults(new, proof) == ["prova da folha 5: a sua cabeça não está neste registo"]


def test_another_s_signature_is_refused(register):
    known = register["heads"][0]["key"]
    other = Ed25519PrivateKey.generate()
    forged = resigned(copy.deepcopy(register), other)
    assert (faults(forged), len(faults(forged, key=known))) == ([], 5)
    mixed = {**register, "heads": [*register["heads"][:4], forged["heads"][4]]}
    assert "as cabeças foram assinadas com chaves diferentes: diga com --key a que conhece" in faults(mixed)


def test_a_register_that_grows_goes_on_from_the_old_one(register):
    actions.record(verb="people.open", by="x", at=AT, target="a")
    actions.sign_head(at=AT + 9 * DAY)
    assert faults(exported(), before=register) == []


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
def test_signatures_are_those_of_ed25519(seed, text, bit):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(text)
    assert verify.is_signed(key, text, signature) is True
    bent = bytearray(signature)
    bent[bit // 8] ^= 1 << bit % 8
    assert verify.is_signed(key, text, bytes(bent)) is False
    assert verify.is_signed(key, text + b"x", signature) is False


def test_what_is_no_signature_is_refused():
    """RFC 8032, 7.1, test 1; then the same with S + L, of the wrong length, points that are none."""
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    large = (int.from_bytes(signature[32:], "little") + verify.L).to_bytes(32, "little")
    none = (2).to_bytes(32, "little")
    assert verify.is_signed(key, b"", signature)
    wrong = [(key, signature[:32] + large), (key, signature[:63]), (key[:31], signature), (none, signature)]
    wrong += [
        (key, none + signature[32:]),
        (b"\xff" * 32, signature),
        ((1 | 1 << 255).to_bytes(32, "little"), signature),
    ]
    assert [verify.is_signed(one, b"", other) for one, other in wrong] == [False] * 7


def test_it_is_run_alone(register, tmp_path):
    """A copy of the file in an empty folder, with nothing of ours to import."""
    (tmp_path / "verify.py").write_bytes(FILE.read_bytes())
    (tmp_path / "registo.json").write_text("".join(queries.exported()))
    (tmp_path / "prova.json").write_text(json.dumps(queries.proof_file(7)))
    (tmp_path / "outro.json").write_text('{"format": "x"}')

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-I", "verify.py", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout.splitlines()[-1]

    assert run("registo.json", "prova.json", "--before", "registo.json") == (0, "CONFERE")
    assert run("registo.json", "--key", "00") == (1, "NÃO CONFERE")
    for wrong in ("outro.json", "falta.json", "verify.py"):
        assert run(wrong)[0] == 1
    asked = {
        alias.name
        for node in ast.walk(ast.parse(FILE.read_text()))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    asked |= {
        node.module for node in ast.walk(ast.parse(FILE.read_text())) if isinstance(node, ast.ImportFrom)
    }
    assert asked <= sys.stdlib_module_names


def test_the_main_says_what_it_found(register, tmp_path, capsys):
    path = tmp_path / "registo.json"
    path.write_text(json.dumps(register))
    assert (verify.main([str(path), "--before", str(path)]), capsys.readouterr().out.splitlines()[-1]) == (
        0,
        "CONFERE",
    )
    path.write_text(json.dumps(register | {"leaves": []}))
    assert (verify.main([str(path)]), capsys.readouterr().out.splitlines()[-2:]) == (
        1,
        ["FALHA: há 0 folhas e a última cabeça diz outra coisa", "NÃO CONFERE"],
    )
    path.write_text("[]")
    assert (verify.main([str(path)]), capsys.readouterr().out[:4]) == (1, "ERRO")
