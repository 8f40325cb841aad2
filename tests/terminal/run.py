#!/usr/bin/python3
"""usage: tests/terminal/run.py PINPORT

What a terminal shows, at several widths: a terminal is made for the program and what comes out of it is laid out as a
terminal would. Help, explanations, editions, the lines of the input with their carets, tables and progress stay within
it; carets stand under what they mean, behind wide, combining, right-to-left and hidden characters and tabs; no colour
where NO_COLOR, TERM=dumb or a pipe forbids it; progress is on a terminal only and leaves nothing behind.
SPDX-License-Identifier: MIT
"""
import fcntl, os, pty, re, select, shutil, struct, subprocess, sys, tempfile, termios, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
SGR = re.compile(r"\x1b\[[0-9;]*m")
passed = failed = 0


def check(good, text):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAIL " + text)


def cells(text):
    """Cells of a text on a terminal."""
    total = 0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
            continue
        total += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return total


def piped(program, words, folder, **environment):
    done = subprocess.run([program] + words, cwd=folder, env=dict(BASE, **environment), capture_output=True, timeout=60)
    return (done.stdout + done.stderr).decode()


def typed(program, words, folder, columns=80, **environment):
    """All that a terminal gets from stdout and stderr."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    child = subprocess.Popen([program] + words, cwd=folder, env=dict(BASE, **environment), stdin=theirs, stdout=theirs,
                             stderr=theirs, start_new_session=True)
    os.close(theirs)
    seen = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    child.wait()
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


def screen(text):
    """The lines that stay: a return and an erasure take back what stood in the line."""
    lines = []
    for line in SGR.sub("", text).split("\n"):
        kept = ""
        for part in re.split(r"\r\x1b\[K", line):
            kept = part
        lines.append(kept)
    return lines


def widest(lines):
    return max(lines, key=cells, default="")


def look_at_help(program, folder):
    commands = re.findall(r"^  (\w+) +\S", piped(program, ["help"], folder).split("Commands:")[1], flags=re.M)
    check(len(commands) >= 10, "help names its commands")
    pages = [["help"], [], ["editions"], ["editions", "2017-03"], ["editions", "latest"], ["editions", "pinpoint"]] + [[command, "--help"] for command in commands]
    codes = [line.split()[0] for line in piped(program, ["explain"], folder).splitlines()]
    for words in pages + [["explain"] + codes]:
        at80 = typed(program, words, folder)
        line = widest(screen(at80))
        check(cells(line) <= 80, "%s: wider than 80 cells: %s" % (words[:2], line))
        check(at80 == typed(program, words, folder, 200), "%s: differs between 80 and 200 cells" % words[:2])
        check("\x1b" not in at80, "%s: has escapes" % words[:2])
        check(not re.search(r"[ \t]$", at80, flags=re.M), "%s: blanks at the end of a line" % words[:2])


# What stands before the fault, and what the caret has to point at.
FAULTS = [
    ("<LegalName>A</LegalName>", "<Bogus/>"),
    ("<LegalName>한빛클라우드 주식회사 かな 漢字</LegalName>", "<Bogus/>"),
    ("\t\t<LegalName>tab\ttab</LegalName>\t", "<Bogus/>"),
    ("<LegalName>شركة عربية עברית</LegalName>", "<Bogus/>"),
    ("<LegalName>e\u0301 a\u0308 👩\u200d👩\u200d👧</LegalName>", "<Bogus/>"),
    ("<LegalName>" + "\u202e" * 60 + "</LegalName>", "<Bogus/>"),
    ("<LegalName>" + "긴 이름 " * 30 + "</LegalName>", "<Bogus/>" + "꼬리 " * 60),
    ("<LegalName>" + "long " * 30 + "</LegalName>", "<Bogus>" + "tail " * 60),
]


def look_at_carets(program, folder):
    for number, (before, fault) in enumerate(FAULTS):
        with open(os.path.join(folder, "fault.xml"), "w", encoding="utf-8") as file:
            file.write('<PinpointExport xmlns="urn:pinport:pinpoint-export:1" version="1.0" exportedAt="2017-03-30T09:15:00Z">\n'
                       '<Account id="4297000001">\n%s%s\n' % (before, fault))
        for columns in (50, 80, 200):
            lines = screen(typed(program, ["validate", "fault.xml"], folder, columns))
            at = next((i for i, line in enumerate(lines) if re.match(r" +3 \| ", line)), None)
            check(at is not None, "fault %d: no line of the input is shown" % number)
            if at is None:
                continue
            line, caret = lines[at], lines[at + 1]
            place = cells(line[:line.find("<Bogus")])
            check(cells(line) <= columns, "fault %d: %d cells of %d: %s" % (number, cells(line), columns, line))
            check(re.fullmatch(r" +\| +\^", caret) and cells(caret) - 1 == place,
                  "fault %d at %d cells: caret at %d, not %d:\n%s\n%s" % (number, columns, cells(caret) - 1, place, line, caret))


def look_at_colour(program, folder):
    runs = [["validate", "bad.xml"], ["diff", "export.xml", "newer.xml"], ["inspect", "bad.xml"],
            ["convert", "bad.xml", "export.xml", "--dry-run"], ["plan", "export.xml"], ["konvert"], ["explain", "V101"]]
    coloured = 0
    for words in runs:
        plain = typed(program, words, folder)
        coloured += bool(SGR.search(plain))
        check(not SGR.search(typed(program, words, folder, NO_COLOR="1")), "%s: coloured with NO_COLOR" % words)
        check(not SGR.search(typed(program, words + ["--color", "never"] * (words != ["konvert"]), folder)),
              "%s: coloured with --color never" % words)
        check("\x1b" not in typed(program, words, folder, TERM="dumb"), "%s: escapes with TERM=dumb" % words)
        check("\x1b" not in piped(program, words, folder), "%s: escapes into a pipe" % words)
        check(words[0] == "diff" or SGR.sub("", plain) == SGR.sub("", typed(program, words, folder, NO_COLOR="1")),
              "%s: NO_COLOR changes more than colours" % words)
    check(coloured >= 3, "there are colours on a terminal")
    check(SGR.search(piped(program, ["validate", "bad.xml", "--color", "always"], folder)), "--color always has colours")
    check(SGR.search(typed(program, ["validate", "bad.xml"], folder, NO_COLOR="")), "an empty NO_COLOR means nothing")


def look_at_batches(program, folder):
    many = ["convert"] + sorted(os.listdir(folder + "/many"))
    there = folder + "/many"
    ends = ["--dry-run", "--summary", "text"]
    for columns in (30, 80, 200):
        for jobs in ("1", "2"):
            text = typed(program, many + ends + ["-j", jobs], there, columns)
            shown = re.findall(r"\r\x1b\[K([^\r\n]*)", text)
            lines = screen(text)
            check(any(" of 40 inputs" in line for line in shown), "progress is shown at %d cells" % columns)
            check(all(cells(SGR.sub("", line)) < columns for line in shown if " of 40 inputs" in line),
                  "progress stays in its line at %d cells" % columns)
            check(not any(" of 40 inputs" in line for line in lines), "progress is gone at the end at %d cells" % columns)
            table = [line for line in lines if re.match(r"outcome |(checked|refused) +\d", line)]
            check(len(table) >= 41, "the table has all rows at %d cells" % columns)
            check(columns < 80 or all("한국.xml" in line for line in table[1:]), "rows name their inputs at %d cells" % columns)
            check(cells(widest(table)) <= columns, "the table fits %d cells: %s" % (columns, widest(table)))
    for words, environment in ((["--progress", "never"], {}), (["-q"], {}), ([], {"TERM": "dumb"})):
        text = typed(program, many + ends + words, there, **environment)
        check(" of 40 inputs" not in text, "no progress with %s %s" % (words, environment))
    check(" of 40 inputs" not in piped(program, many + ends, there), "no progress into a pipe")
    check(" of 40 inputs" in piped(program, many + ends + ["--progress", "always"], there), "progress where it is asked for")
    check(all("partner with a long name" in line for line in piped(program, many + ends, there).splitlines()
              if line.startswith("checked")), "rows are whole in a pipe")


BASE = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
BASE.update({k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")})


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        sound = os.path.join(TOP, "fixtures/diff/exports")
        shutil.copy(os.path.join(TOP, "fixtures/bad/several-errors/export.xml"), folder + "/bad.xml")
        shutil.copy(os.path.join(sound, "newer.xml"), folder + "/export.xml")
        with open(folder + "/export.xml", encoding="utf-8") as file:
            text = file.read()
        with open(folder + "/newer.xml", "w", encoding="utf-8") as file:
            file.write(re.sub(r"<City>[^<]*", "<City>Elsewhere", text))
        os.mkdir(folder + "/many")
        for number in range(40):
            with open(folder + "/many/partner with a long name %02d 한국.xml" % number, "w", encoding="utf-8") as file:
                file.write(re.sub(r'(<Account id=")\d+', lambda m: "%s%d" % (m.group(1), 5000000000 + number * 100 + m.start() % 97), text))
        look_at_help(program, folder)
        look_at_carets(program, folder)
        look_at_colour(program, folder)
        look_at_batches(program, folder)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
