#!/usr/bin/python3
"""Runs the examples of README.md and the documents: in every ```console block, a line that begins with "$ " is a
command for sh, and what follows up to the next one is its whole output (stdout and stderr together, in that order).
The folder of a run holds export.zip, the sample of `make demo`.

usage: tests/examples.py [--update] PROGRAM [DOCUMENT…]      --update rewrites the outputs in the documents
"""
import os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
sys.path.insert(0, HERE)
loader = __import__("importlib.machinery", fromlist=["SourceFileLoader"])
runner = loader.SourceFileLoader("runner", os.path.join(HERE, "run")).load_module()


def play(block, program, update):
    """The block with its true outputs, and how many commands agreed and differed."""
    parts = re.split(r"(?m)^\$ (.*)\n", block)
    made, passed, failed = [], 0, 0
    with tempfile.TemporaryDirectory() as temp:
        case = runner.Case(os.path.join(TOP, "fixtures/good/korea-html"))
        case.prepare(os.path.join(temp, "here"))
        os.mkdir(os.path.join(temp, "bin"))
        os.symlink(os.path.abspath(program), os.path.join(temp, "bin", "pinport"))
        environment = dict(os.environ, PATH=os.path.join(temp, "bin") + ":" + os.environ["PATH"], LC_ALL="C.UTF-8")
        for command, want in zip(parts[1::2], parts[2::2]):
            done = subprocess.run(["sh", "-c", command], cwd=os.path.join(temp, "here"), env=environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
            have = done.stdout + done.stderr
            if have == want:
                passed += 1
            else:
                failed += 1
                if not update:
                    print("FAIL $ %s\n--- written\n%s--- now\n%s" % (command, want, have))
            made.append("$ %s\n%s" % (command, have))
    return "".join(made), passed, failed


def main():
    words = [w for w in sys.argv[1:] if w != "--update"]
    update = "--update" in sys.argv
    documents = words[1:] or ["README.md", "docs/RECIPES.md", "docs/FORMATS.md"]
    passed = failed = 0
    for name in documents:
        path = os.path.join(TOP, name)
        if not os.path.exists(path):
            continue
        text = open(path, encoding="utf-8").read()

        def replace(match):
            nonlocal passed, failed
            made, p, f = play(match.group(1), words[0], update)
            passed, failed = passed + p, failed + f
            return "```console\n" + made + "```"

        now = re.sub(r"(?s)```console\n(.*?)```", replace, text)
        if update and now != text:
            open(path, "w", encoding="utf-8").write(now)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed and not update else 0


if __name__ == "__main__":
    sys.exit(main())
