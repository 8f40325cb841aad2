"""Instructions as callgrind counts them: the same on every machine with the same compiler and libraries.

What the libraries choose by the processor is fixed to one choice: glibc's and OpenSSL's plain x86-64 code. valgrind does
not know the processor's instructions for SHA-256, so hashing looks ten times dearer than it is; it is a group of its own.
SPDX-License-Identifier: MIT
"""
import collections, os, re, subprocess, tempfile

# Which part of pinport or which library an instruction belongs to; the first that matches.
GROUPS = [(r"\b(libz\.so|libz-)", "zlib"), (r"\blibzip\.so", "libzip"), (r"\blibxml2\.so", "libxml2"), (r"\blibcrypto\.so", "SHA-256"),
          (r"\b(ld-linux|ld-2)", "dynamic linker"), (r"\b(libc\.so|libc-2|libm\.so)", "libc"), (r"\blib(icu|stdc|lzma|yaml|utf8proc|jansson)", "other libraries")]
FIXED = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-FSRM,-BMI2,-LZCNT,-MOVBE,-RTM", "OPENSSL_ia32cap": "~0x0:0x0"}
PLACE = re.compile(r"(ob|fl|fi|fe|cob|cfl|cfi)=(?:\((\d+)\))? ?(.*)")


def group(source, library):
    inside = re.search(r"converter/(?:(read/\w+|\w+)/[^/]*$|\w+\.[ch]$)", source)
    if inside:
        return (inside.group(1) or "convert.c") if inside.group(0).count("/") > 1 else "convert.c"
    for pattern, name in GROUPS:
        if re.search(pattern, library):
            return name
    return "other"


def groups_of(path):
    """Group -> instructions of a callgrind file. Calls' inclusive costs stand on the line behind "calls=" and are skipped."""
    names, source, library, counts, skip = {}, "", "", collections.Counter(), False
    with open(path, errors="replace") as lines:
        for line in lines:
            place = PLACE.match(line)
            if place:
                what, number, name = place.groups()
                kind = "ob" if what.endswith("ob") else "fl"
                name = name.rstrip("\n")
                if number:
                    name = names.setdefault((kind, number), name) if name else names[kind, number]
                if what == "ob":
                    library = name
                elif not what.startswith("c"):   # those name what is called
                    source = name
            elif line.startswith("calls="):
                skip = True
            elif line[:1] in "+-*0123456789" and line[:1].strip():
                if not skip:
                    counts[group(source, library)] += int(line.split()[1])
                skip = False
    return counts


def count(command):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out, *command],
                              env={**os.environ, **FIXED, "LC_ALL": "C"}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if not re.search(rb"Collected : \d+", done.stderr) or done.returncode != 0:
            raise SystemExit("valgrind: %s" % done.stderr.decode(errors="replace")[-500:])
        return groups_of(out)


def ways(pinport):
    """name -> command for an archive and a folder that does not exist."""
    def convert(form):
        return lambda archive, out: [pinport, "convert", archive, "-q", "-j", "1", "-f", form, "--sandbox=off"]
    return {
        "validate": lambda archive, out: [pinport, "validate", archive, "-q", "-j", "1", "--max-errors", "1", "--sandbox=off"],
        "convert -f json": convert("json"),
        "convert -f yaml": convert("yaml"),
        "convert -o DIR": lambda archive, out: [pinport, "convert", archive, "-q", "-j", "1", "-o", out, "--sandbox=off"],
    }


def per_byte(way, small, large):
    """(group -> instructions per byte of XML, instructions of the start): 1 MB less 10 KB. An export is (XML, archive, bytes)."""
    with tempfile.TemporaryDirectory() as folder:
        few = count(way(small[1], os.path.join(folder, "small")))
        many = count(way(large[1], os.path.join(folder, "large")))
    each = {name: (many[name] - few[name]) / (large[2] - small[2]) for name in sorted(many)}
    return each, sum(few.values()) - sum(each.values()) * small[2]
