"""Confere o registo público do Rumo sem confiar em quem o publica: um só ficheiro, só a biblioteca-padrão do Python 3.

    python3 verify.py registo.json                        o registo inteiro: folhas, cabeças de cada dia, assinaturas
    python3 verify.py prova.json                          a prova que veio com um comprovativo, sem mais nada
    python3 verify.py registo.json prova.json             as duas coisas, e que a prova é deste registo
    python3 verify.py registo.json --before antigo.json   e que nada mudou desde o registo que guardou antes
    python3 verify.py registo.json --key CHAVE            e que foi assinado com a chave que conhece

Sai com 0 quando tudo bate certo e com 1 quando não. Fontes: árvore RFC 9162 (2.1), assinaturas Ed25519 RFC 8032 (5.1).
"""

import argparse
import hashlib
import json
import sys
from datetime import datetime, timedelta, timezone

# --- the tree: RFC 9162, 2.1 ------------------------------------------------------------------------------------------


def leaf_hash(data):
    """SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    """SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def rows_of(leaves):
    """Every complete subtree's hash: row 0 the leaves, row 1 the pairs, row 2 the fours …"""
    rows = [leaves]
    while len(rows[-1]) > 1:
        row = rows[-1]
        rows.append([node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)])
    return rows


def split(count):
    """The largest power of two smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def over(rows, start, end):
    """The hash over the leaves from `start` up to `end`: MTH(D[start:end])."""
    count = end - start
    if count == 0:
        return hashlib.sha256().digest()
    level = count.bit_length() - 1
    if count == 1 << level:
        return rows[level][start >> level]
    middle = start + split(count)
    return node_hash(over(rows, start, middle), over(rows, middle, end))


def paths(rows):
    """Every leaf's number and its path up to the root, PATH(index, D[size]); each hash beside a path is computed once."""
    left = [(0, len(rows[0]), [])]
    while left:
        start, end, path = left.pop()
        if end - start == 1:
            yield start, path
            continue
        middle = start + split(end - start)
        left.append((middle, end, [over(rows, start, middle), *path]))
        left.append((start, middle, [over(rows, middle, end), *path]))


def consistency(rows, first, start, end, whole=True):
    """The proof that the tree of `first` leaves is the beginning of the larger one: PROOF(first, D[start:end])."""
    if first == end:
        return [] if whole else [over(rows, start, end)]
    middle = start + split(end - start)
    if first <= middle:
        return [*consistency(rows, first, start, middle, whole), over(rows, middle, end)]
    return [*consistency(rows, first, middle, end, False), over(rows, start, middle)]


def is_included(leaf, index, size, path, root):
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    place, last, result = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if place % 2 or place == last:
            result = node_hash(step, result)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            result = node_hash(result, step)
        place, last = place >> 1, last >> 1
    return last == 0 and result == root


def is_consistent(first, second, path, old_root, new_root):
    """RFC 9162, 2.1.4.2."""
    if first > second or first < 1:
        return False
    if first == second:
        return not path and old_root == new_root
    steps = [old_root, *path] if first & (first - 1) == 0 else list(path)
    place, last = first - 1, second - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    if not steps:
        return False
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


# --- signatures: Ed25519, RFC 8032, 5.1 -------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a, b):
    """The sum of two points in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return (x * y % P, z * t % P, y * z % P, x * t % P)


def times(number, point):
    """A point added to itself `number` times."""
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def point_of(data):
    """The point that 32 bytes stand for; None when they stand for none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, text, signature):
    """Whether a signature (64 bytes) of a text was made with the private half of a public key (32 bytes)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, nonce = point_of(key), point_of(signature[:32])
    answer = int.from_bytes(signature[32:], "little")
    if public is None or nonce is None or answer >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    left, right = times(answer, BASE), add(nonce, times(challenge, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P


# --- what is checked --------------------------------------------------------------------------------------------------


def signed_text(head):
    """What is signed of a head."""
    lines = [
        "rumo-head/1",
        str(head["size"]),
        head["root"],
        head["day"],
        head["signed_at"],
        head["before"],
        "",
    ]
    return "\n".join(lines).encode()


def faults_of_head(head, key):
    """A head's signature, and that its key is the one asked for."""
    if key and head["key"] != key:
        yield f"cabeça de {head['day']}: assinada com outra chave ({head['key']})"
    if not is_signed(bytes.fromhex(head["key"]), signed_text(head), bytes.fromhex(head["signature"])):
        yield f"cabeça de {head['day']}: a assinatura não é válida"


def faults_of_register(register, key):
    """Every head's signature and root, every leaf's inclusion, every two heads' consistency."""
    heads = sorted(register["heads"], key=lambda head: head["day"])
    leaves = [bytes.fromhex(leaf) for leaf in register["leaves"]]
    rows = rows_of(leaves)
    if len(leaves) != (heads[-1]["size"] if heads else 0):
        yield f"há {len(leaves)} folhas e a última cabeça diz outra coisa"
        return
    if not key and len({head["key"] for head in heads}) > 1:
        yield "as cabeças foram assinadas com chaves diferentes: diga com --key a que conhece"
    for head in heads:
        yield from faults_of_head(head, key)
        if head["size"] > len(leaves) or over(rows, 0, head["size"]).hex() != head["root"]:
            yield f"cabeça de {head['day']}: a raiz não é a destas folhas"
    if leaves:
        yield from faults_of_leaves(rows, leaves, bytes.fromhex(heads[-1]["root"]))
    for place, new in enumerate(heads):
        if new["before"] != (heads[place - 1]["signature"] if place else ""):
            yield f"cabeça de {new['day']}: não vem a seguir à cabeça anterior"
        for old in heads[:place]:
            if not grows(rows, old, new):
                yield f"a árvore de {new['day']} não continua a de {old['day']}"


def faults_of_leaves(rows, leaves, root):
    """Every leaf's inclusion under the newest root."""
    size = len(leaves)
    for index, path in paths(rows):
        if not is_included(leaves[index], index, size, path, root):
            yield f"folha {index}: não está sob a última raiz"


def grows(rows, old, new):
    """Whether the tree of the head `new` begins with that of `old`."""
    if not 0 < old["size"] <= new["size"] <= len(rows[0]):
        return False
    path = consistency(rows, old["size"], 0, new["size"])
    roots = bytes.fromhex(old["root"]), bytes.fromhex(new["root"])
    return is_consistent(old["size"], new["size"], path, *roots)


def faults_of_proof(proof, register, key):
    """A receipt's proof: the leaf of its commitment and instant, its path to the root, the head's signature."""
    head, at = proof["head"], datetime.fromisoformat(proof["at"])
    micros = (at - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)
    leaf = leaf_hash(bytes.fromhex(proof["commitment"]) + micros.to_bytes(8, "big", signed=True))
    path, root = [bytes.fromhex(step) for step in proof["path"]], bytes.fromhex(head["root"])
    if not is_included(leaf, proof["index"], head["size"], path, root):
        yield f"prova da folha {proof['index']}: o caminho não leva à raiz"
    yield from faults_of_head(head, key)
    if register and head not in register["heads"]:
        yield f"prova da folha {proof['index']}: a sua cabeça não está neste registo"


def faults_since(register, before):
    """What an earlier copy of the register held and this one does not."""
    for head in before["heads"]:
        if head not in register["heads"]:
            yield f"cabeça de {head['day']}: mudou ou desapareceu desde o registo guardado"
    if register["leaves"][: len(before["leaves"])] != before["leaves"]:
        yield "as folhas do registo guardado não são as primeiras deste"


def check(files, before=None, key=None):
    """Return the lines to show and the faults found in files already read."""
    registers = [file for file in files if file["format"] == "rumo-ledger/1"]
    proofs = [file for file in files if file["format"] == "rumo-proof/1"]
    if len(registers) + len(proofs) != len(files) or len(registers) > 1:
        raise ValueError("só se lê um registo (rumo-ledger/1) e provas (rumo-proof/1)")
    register, lines, faults = next(iter(registers), None), [], []
    if register:
        faults += faults_of_register(register, key)
        count = len(register["heads"])
        lines.append(
            f"registo: {len(register['leaves'])} folhas, {count} cabeças, {count * (count - 1) // 2} pares"
        )
        lines += [f"chave: {found}" for found in sorted({head["key"] for head in register["heads"]})]
        faults += faults_since(register, before) if before else []
    for proof in proofs:
        faults += faults_of_proof(proof, register, key)
        lines.append(
            f"prova: folha {proof['index']}, cabeça de {proof['head']['day']}, chave {proof['head']['key']}"
        )
    return lines, faults


def load(name):
    """Read a file of JSON."""
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def main(arguments=None):
    """Read the files, check them, say what was found; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="FICHEIRO")
    parser.add_argument("--before", metavar="ANTIGO")
    parser.add_argument("--key", metavar="CHAVE")
    asked = parser.parse_args(arguments)
    try:
        read = [load(name) for name in [*asked.files, *filter(None, [asked.before])]]
        before = read.pop() if asked.before else None
        lines, faults = check(read, before, asked.key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        print(f"ERRO: não se consegue ler: {error!r}")
        return 1
    for line in [*lines, *(f"FALHA: {fault}" for fault in faults)]:
        print(line)
    print("NÃO CONFERE" if faults else "CONFERE")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
