#!/usr/bin/env python3
"""Compares the compiled validator with libxml2's on thousands of documents.

    mutate.py CHECK SCHEMA [NUMBER]

Makes good documents from the schema itself, changes them (drop, repeat, swap,
move, rename, retype, values at the edges of facets), lets CHECK judge each with
both validators, and prints "N passed, N failed". Differences that are meant stand
in intended.txt with their reasons. The same seed gives the same documents.

Only the standard library is needed. SPDX-License-Identifier: MIT"""
import copy
import os
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

sys.dont_write_bytecode = True
from edges import EDGES, GOOD  # noqa: E402

XS = "{http://www.w3.org/2001/XMLSchema}"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
HERE = os.path.dirname(os.path.abspath(__file__))


class Node:
    """An element of a document; `type` is its type's name in the schema."""

    def __init__(self, name, kind):
        self.name, self.type = name, kind
        self.prefix = ""
        self.attributes = []        # [name, value, type]
        self.children = []
        self.text = None            # for simple content
        self.value_type = None
        self.before = ""            # raw text inside, in front of the children

    def all(self):
        yield self
        for child in self.children:
            yield from child.all()


class Schema:
    """Just enough of the schema to make documents that follow it."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.text = re.sub(r"<xs:(key|keyref|unique) .*?</xs:\1>", "", file.read(), flags=re.S)
        self.root = ET.fromstring(self.text)
        self.target = self.root.get("targetNamespace")
        self.named = {(one.tag, one.get("name")): one for one in self.root}
        self.names = sorted({one.get("name") for one in self.root.iter(XS + "element")
                             if one.get("name")})
        self.attribute_names = sorted({one.get("name") for one in self.root.iter(XS + "attribute")})

    def find(self, tag, name):
        return self.named.get((XS + tag, name.split(":")[-1]))

    def chain(self, name):
        """The type's own name and those it comes from, down to a built-in."""
        found = []
        while name is not None:
            local = name.split(":")[-1]
            found.append(local)
            one = self.find("simpleType", local)
            name = None
            if one is not None:
                how = one.find(XS + "restriction")
                name = how.get("base") if how is not None else None
        return found

    def enumeration(self, name):
        one = self.find("simpleType", name)
        return [] if one is None else [e.get("value") for e in one.iter(XS + "enumeration")]

    def good_value(self, rng, name):
        values = self.enumeration(name)
        for one in self.chain(name):
            values = values or GOOD.get(one, [])
        return rng.choice(values)

    def make(self, rng, name, kind, full):
        node = Node(name, kind)
        complex_type = self.find("complexType", kind)
        if complex_type is None:
            node.value_type = kind
            node.text = self.good_value(rng, kind)
            return node
        extension = complex_type.find(f"{XS}simpleContent/{XS}extension")
        holder = complex_type if extension is None else extension
        if extension is not None:
            node.value_type = extension.get("base")
            node.text = self.good_value(rng, node.value_type)
        self.attributes(rng, node, holder, full)
        for one in holder:
            if one.tag in (XS + "sequence", XS + "choice", XS + "group"):
                self.particle(rng, node, one, full)
        return node

    def attributes(self, rng, node, holder, full):
        for one in holder:
            if one.tag == XS + "attributeGroup":
                self.attributes(rng, node, self.find("attributeGroup", one.get("ref")), full)
            if one.tag != XS + "attribute":
                continue
            if one.get("use") == "required" or rng.random() < full:
                node.attributes.append([one.get("name"), self.good_value(rng, one.get("type")),
                                        one.get("type")])

    def particle(self, rng, node, one, full):
        least = int(one.get("minOccurs", "1"))
        most = one.get("maxOccurs", "1")
        count = least if rng.random() >= full else max(least, 1)
        if most == "unbounded" and rng.random() < 0.4:
            count += 1
        for _ in range(count):
            if one.tag == XS + "element":
                node.children.append(self.make(rng, one.get("name"), one.get("type"), full))
            elif one.tag == XS + "group":
                for part in self.find("group", one.get("ref")):
                    if part.tag != XS + "annotation":
                        self.particle(rng, node, part, full)
            elif one.tag == XS + "choice":
                self.particle(rng, node, rng.choice(list(one)), full)
            else:
                for part in one:
                    self.particle(rng, node, part, full)

    def document(self, rng, full):
        root = self.root.find(XS + "element")
        return self.make(rng, root.get("name"), root.get("type"), full)


def write(node, target, indent=0):
    """Without a prefix it is in the schema's namespace; a: is another one, n: none at all."""
    name = node.name if node.prefix in ("", "n") else f"{node.prefix}:{node.name}"
    words = [name]
    if indent == 0:
        words.append(f'xmlns="{target}" xmlns:a="urn:other" xmlns:p="{target}" xmlns:xsi="{XSI}"')
    if node.prefix == "n":
        words.append('xmlns=""')
    words += [f"{key}={quoteattr(value)}" for key, value, _ in node.attributes]
    inside = node.before
    if node.text is not None:
        inside += node.text if node.text.startswith("<![CDATA[") else escape(node.text)
    if node.children:
        pad = "\n" + "  " * (indent + 1)
        inside += "".join(pad + write(child, target, indent + 1) for child in node.children)
        inside += "\n" + "  " * indent
    start = "<" + " ".join(words)
    return f"{start}>{inside}</{name}>" if inside else f"{start}/>"


# Mutations: each changes the tree in place and returns what it did, or None when
# this tree has no place for it.

def parents(root):
    return [node for node in root.all() if node.children]


def drop(rng, root, schema):
    parent = rng.choice(parents(root))
    return "drop " + parent.children.pop(rng.randrange(len(parent.children))).name


def repeat(rng, root, schema):
    parent = rng.choice(parents(root))
    index = rng.randrange(len(parent.children))
    parent.children.insert(index, copy.deepcopy(parent.children[index]))
    return "repeat " + parent.children[index].name


def swap(rng, root, schema):
    parent = rng.choice(parents(root))
    if len(parent.children) < 2:
        return None
    index = rng.randrange(len(parent.children) - 1)
    kids = parent.children
    kids[index], kids[index + 1] = kids[index + 1], kids[index]
    return f"swap {kids[index].name} {kids[index + 1].name}"


def move(rng, root, schema):
    parent = rng.choice(parents(root))
    child = parent.children.pop(rng.randrange(len(parent.children)))
    other = rng.choice(parents(root) or [parent])
    other.children.insert(rng.randint(0, len(other.children)), child)
    return f"move {child.name} to {other.name}"


def misspell(rng, name):
    index = rng.randrange(len(name))
    return rng.choice([name[:index] + name[index + 1:], name.lower(), name + "s", name.rstrip("s"),
                       name[:index] + "x" + name[index:], name[:index] + "_" + name[index + 1:]])


def rename(rng, root, schema):
    node = rng.choice(list(root.all()))
    old = node.name
    node.name = rng.choice([misspell(rng, old), rng.choice(schema.names), "Extra"])
    if not re.fullmatch(r"[A-Za-z_]\w*", node.name):
        node.name = "Extra"
    return f"rename {old} {node.name}"


def namespace(rng, root, schema):
    node = rng.choice(list(root.all())[1:])
    node.prefix = rng.choice(["a", "n", "p"])
    if rng.random() < 0.5:
        for one in node.all():
            one.prefix = node.prefix if node.prefix != "n" or one is node else ""
    return f"namespace {node.prefix}:{node.name}"


def insert(rng, root, schema):
    node = rng.choice(list(root.all()))
    new = Node(rng.choice(["Extra", "p", rng.choice(schema.names)]), None)
    new.text = rng.choice([None, "text"])
    node.children.insert(rng.randint(0, len(node.children)), new)
    return f"insert {new.name} in {node.name}"


def text(rng, root, schema):
    node = rng.choice(list(root.all()))
    node.before += rng.choice(["x", " ", "\n\t", "&amp;", "&#32;", "<![CDATA[ ]]>", "<![CDATA[x]]>",
                               "\u00a0", "<!-- c -->", "<?pi?>"])
    return f"text {node.before!r} in {node.name}"


def empty_cdata(rng, root, schema):
    node = rng.choice(list(root.all()))
    node.before += "<![CDATA[]]>"
    return f"empty CDATA in {node.name}"


def empty(rng, root, schema):
    node = rng.choice(list(root.all()))
    node.children, node.text = [], None
    return "empty " + node.name


def attribute_drop(rng, root, schema):
    node = rng.choice([one for one in root.all() if one.attributes])
    return "attribute drop " + node.attributes.pop(rng.randrange(len(node.attributes)))[0]


def add_attribute(rng, node, name, value):
    if name in [one[0] for one in node.attributes]:
        return False
    node.attributes.insert(rng.randint(0, len(node.attributes)), [name, value, None])
    return True


def attribute_add(rng, root, schema):
    node = rng.choice(list(root.all()))
    name = rng.choice(["extra", "xml:lang", "a:id", "p:status", "xsi:schemaLocation", "xsi:other",
                       "xsi:noNamespaceSchemaLocation", rng.choice(schema.attribute_names)])
    return f"attribute add {name}" if add_attribute(rng, node, name, "a b") else None


def attribute_rename(rng, root, schema):
    one = rng.choice([one for node in root.all() for one in node.attributes])
    old, one[0] = one[0], misspell(rng, one[0])
    return f"attribute rename {old} {one[0]}" if re.fullmatch(r"[A-Za-z_]\w*", one[0]) else None


def attribute_order(rng, root, schema):
    node = rng.choice([one for one in root.all() if one.attributes])
    rng.shuffle(node.attributes)
    return "attribute order " + node.name


def xsi_nil(rng, root, schema):
    node = rng.choice(list(root.all()))
    value = rng.choice(["true", "false"])
    return f"xsi:nil {value}" if add_attribute(rng, node, "xsi:nil", value) else None


def xsi_type(rng, root, schema):
    node = rng.choice(list(root.all()))
    kind = rng.choice(["p:" + (node.type or "None").split(":")[-1], "p:Company", "xs", "p:Money"])
    return f"xsi:type {kind}" if add_attribute(rng, node, "xsi:type", kind) else None


def places(root):
    """Everything that has a value, as (type, setter)."""
    found = []
    for node in root.all():
        if node.text is not None:
            found.append((node.value_type, lambda value, node=node: setattr(node, "text", value)))
        for one in node.attributes:
            found.append((one[2], lambda value, one=one: one.__setitem__(1, value)))
    return found


def value(rng, root, schema):
    kind, put = rng.choice(places(root))
    edges = [edge for one in (schema.chain(kind) if kind else []) for edge in EDGES.get(one, [])]
    other = rng.choice(list(EDGES))
    chosen = rng.choice(rng.choice([edges or EDGES[other], EDGES[other]]))[0]
    put(chosen)
    return f"value {kind} {chosen!r}"


def blanks(rng, root, schema):
    kind, put = rng.choice(places(root))
    if kind is None:
        return None
    good = schema.good_value(rng, kind)
    chosen = rng.choice(["{} ", " {}", "\t{}\n", "\u00a0{}", "{}\u3000", "&#10;"]).format(good)
    put(chosen)
    return f"blanks {kind} {chosen!r}"


def characters(rng, root, schema):
    """One character of a good value is changed."""
    kind, put = rng.choice(places(root))
    if kind is None:
        return None
    good = list(schema.good_value(rng, kind))
    index = rng.randrange(len(good) + 1)
    new = rng.choice(list("aZ09 -+.:/T%{}[]\\^|\"'<>#?&=,;_~@!$()*") + ["\u00e9", "\u4e2d", "\U0001f600", "\x7f"])
    good[index:index + rng.choice([0, 1])] = [new]
    put("".join(good))
    return f"characters {kind} {''.join(good)!r}"


MUTATIONS = [drop, repeat, swap, move, rename, namespace, insert, text, empty_cdata, empty,
             attribute_drop, attribute_add, attribute_rename, attribute_order, xsi_nil, xsi_type,
             value, value, value, blanks, characters, characters]


def edge_cases(schema, rng):
    """For every place of every type with edges: each edge, with the verdict it must have."""
    document = schema.document(rng, 1.0)
    done = set()
    for index, (kind, _) in enumerate(places(document)):
        for one in schema.chain(kind)[:1] if kind not in done else []:
            for chosen, verdict in EDGES.get(one, []):
                changed = copy.deepcopy(document)
                places(changed)[index][1](chosen)
                yield f"edge {one} {chosen!r}", changed, "+" if verdict else "-"
        done.add(kind)


def cases(schema, rng, number):
    for full in (0.0, 1.0, 0.3, 0.7):
        yield "good", schema.document(rng, full), "+"
    yield from edge_cases(schema, rng)
    made = 0
    while made < number:
        document = schema.document(rng, rng.choice([0.0, 0.3, 0.7, 1.0]))
        told = []
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            try:
                told.append(rng.choice(MUTATIONS)(rng, document, schema))
            except IndexError:      # nothing of that kind is left
                told.append(None)
        if None in told:
            continue
        made += 1
        yield "; ".join(told), document, None


def read_intended():
    """Lines of: our verdict and libxml2's, a pattern of what was done, a reason."""
    rows = []
    with open(os.path.join(HERE, "intended.txt"), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                verdicts, pattern, reason = line.rstrip("\n").split("\t")
                rows.append((verdicts, re.compile(pattern), reason))
    return rows


def judge(check, schema_text, documents):
    with tempfile.NamedTemporaryFile("w", suffix=".xsd", encoding="utf-8") as file:
        file.write(schema_text)
        file.flush()
        data = b"".join(b"%d\n" % len(one) + one for one in documents)
        run = subprocess.run([check, file.name], input=data, stdout=subprocess.PIPE, check=True)
    return run.stdout.decode("utf-8").splitlines()


def main():
    check, path = sys.argv[1:3]
    number = int(sys.argv[3]) if len(sys.argv) > 3 else 8000
    schema = Schema(path)
    rows = list(cases(schema, random.Random(20161130), number))
    intended = read_intended()
    documents = [write(node, schema.target).encode("utf-8") for _, node, _ in rows]
    lines = judge(check, schema.text, documents)
    counts = {"passed": 0, "failed": 0, "valid": 0, "meant": 0}
    if len(lines) != len(rows):
        print(f"{len(rows)} documents, but {len(lines)} verdicts")
        return 1
    for (what, _, wanted), document, line in zip(rows, documents, lines):
        verdicts, said = line[:2], line[3:]
        meant = [one for one in intended if one[0] == verdicts and one[1].search(what)]
        good = verdicts in ("++", "--", "??") or meant
        if wanted is not None and verdicts[0] != wanted:
            good = False
        counts["passed" if good else "failed"] += 1
        counts["valid"] += verdicts[0] == "+"
        counts["meant"] += bool(meant)
        if not good:
            print(f"FAILED ours {verdicts[0]} libxml2 {verdicts[1]} wanted {wanted}: {what}\n    {said}")
            if os.environ.get("SHOW"):
                print(document.decode("utf-8"))
    print(f"{counts['passed']} passed, {counts['failed']} failed "
          f"({counts['valid']} of the documents valid, {counts['meant']} intended differences)")
    return counts["failed"] > 0


if __name__ == "__main__":
    sys.exit(main())
