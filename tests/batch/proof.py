#!/usr/bin/python3
"""Proves that a batch may be interrupted, divided and run by several workers: the bytes are the same.

usage: tests/batch/proof.py PINPORT [COUNT [FOLDER]]      COUNT: 10000; FOLDER: a new one, otherwise in memory

Makes COUNT archives with make.py (some broken, some with several accounts, ids twice), converts them undisturbed, and then
again: killed (SIGKILL, all of its processes at once or the first alone) five times at random moments and resumed with
--skip-existing; by -j 2 and by -j 3; by shards 1/3, 2/3 and 3/3 one after the other and at the same time. The last part
measures -j 2 against -j 1 in turns. SEED=N in the environment changes the moments. Ends with "N passed, N failed".
SPDX-License-Identifier: MIT
"""
import collections, hashlib, json, os, random, shutil, signal, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
KILLS, ROUNDS, FEW = 5, 5, 2000
Tally = collections.namedtuple("Tally", "wall cpu")


class Proof:
    def __init__(self, pinport, folder):
        self.pinport, self.folder = pinport, folder
        self.passed = self.failed = 0

    def at(self, name):
        return os.path.join(self.folder, name)

    def check(self, good, what, detail=""):
        self.passed, self.failed = self.passed + bool(good), self.failed + (not good)
        print(("ok   " if good else "FAIL ") + what + ("" if good or not detail else "\n     " + detail), flush=True)

    def command(self, out, *options):
        return [self.pinport, "convert", "-o", self.at(out), "--files-from", "few" if out == "speed" else "list", "--summary", "json", *options]

    def start(self, out, *options):
        """In a process group of its own; what it prints goes beside its bundles."""
        with open(self.at(out + ".out"), "ab") as told, open(self.at(out + ".err"), "ab") as talk:
            return subprocess.Popen(self.command(out, *options), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=told,
                                    stderr=talk, start_new_session=True)

    def run(self, out, *options):
        """Its exit status, and what it took."""
        for kind in ".out", ".err":
            if os.path.exists(self.at(out + kind)):
                os.remove(self.at(out + kind))
        before, start = os.times(), time.perf_counter()
        status, after = self.start(out, *options).wait(), os.times()
        return status, Tally(time.perf_counter() - start, after.children_user + after.children_system
                             - before.children_user - before.children_system)


# ---- trees ----

def tree(folder):
    """path -> what it is; folders too, empty ones and temporary ones among them."""
    out = {}
    for top, folders, names in os.walk(folder):
        for name in folders:
            out[os.path.relpath(os.path.join(top, name), folder)] = "folder"
        for name in names:
            path = os.path.join(top, name)
            with open(path, "rb") as file:
                out[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return out


def differences(one, other):
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def same(proof, out, expected, what, but=()):
    """Compares a tree with the undisturbed one and removes it."""
    found = [path for path in differences(expected, tree(proof.at(out))) if path not in but]
    proof.check(not found, what, "%d paths differ: %s" % (len(found), ", ".join(found[:5])))
    if found:
        keep = tempfile.mkdtemp(prefix="pinport-proof-")
        for path in found[:20]:
            if os.path.isfile(proof.at(os.path.join(out, path))):
                os.makedirs(os.path.dirname(os.path.join(keep, path)), exist_ok=True)
                shutil.copy(proof.at(os.path.join(out, path)), os.path.join(keep, path))
        print("     the first of them are kept in", keep)
    shutil.rmtree(proof.at(out))


# ---- what was told ----

def outcomes(path, *names):
    """(input, account) -> outcome, of the lines of --summary json."""
    out = collections.Counter()
    with open(path, "rb") as lines:
        for line in lines:
            row = json.loads(line)
            if "input" in row:
                outcome = row.get("outcome")
                out[row["input"], str(row.get("account")), names[0] if names and outcome in names else outcome] += 1
    return out


def one_file(path):
    with open(path, "rb") as file:
        return file.read()


# ---- the parts ----

def undisturbed(proof):
    status, took = proof.run("base", "-j", "1")
    expected = tree(proof.at("base"))
    bundles = sum(1 for path in expected if path.endswith("/bundle.yaml"))
    size = sum(os.path.getsize(os.path.join(top, name)) for top, _, names in os.walk(proof.at("base")) for name in names)
    print("     undisturbed, -j 1: %d bundles, %d files, %.0f MB, %.1f s (%.1f s of processor)"
          % (bundles, sum(kind != "folder" for kind in expected.values()), size / 1e6, took.wall, took.cpu))
    proof.check(status == 1, "exit status 1: some inputs are bad", str(status))
    proof.check(not any(os.path.basename(path).startswith(".pinport") for path in expected), "no working folder is left")
    return expected, took


def ends(group):
    """Workers die a moment after the first process; until then their working folder is in use, and rightly left alone."""
    for _ in range(1000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def killed(proof, expected, took, rng):
    """Five kills; the moments lie within what the undisturbed run took, so that the last may come too late."""
    bundles = sum(1 for path in expected if path.endswith("/bundle.yaml"))
    for number in range(KILLS):
        process = proof.start("killed", "-j", rng.choice("123"), "--skip-existing")
        time.sleep(took.wall * rng.uniform(0.02, 0.35))
        ended = process.poll() is not None
        how = rng.choice(["all of its processes", "its first process"])
        if not ended:
            (os.killpg if how.startswith("all") else os.kill)(process.pid, signal.SIGKILL)
        process.wait()
        proof.check(ends(process.pid), "no process of it is left after kill %d" % (number + 1))
        found = tree(proof.at("killed"))
        whole = {path for path, kind in found.items() if path.isdigit() and kind == "folder"}
        print("     kill %d: %s; %d of %d bundles are there" % (number + 1, "too late, it had ended" if ended else how, len(whole), bundles))
        torn = [path for path in differences(expected, found) if path.split("/")[0] in whole]
        proof.check(not torn, "every bundle that is there is whole, after kill %d" % (number + 1), ", ".join(torn[:5]))
    status, _ = proof.run("killed", "-j", "2", "--skip-existing")
    proof.check(status == 1, "the resumed run ends as the undisturbed one", str(status))
    same(proof, "killed", expected, "%d times killed and resumed: equal byte for byte" % KILLS)
    proof.check(outcomes(proof.at("killed.out"), "stored", "skipped") == outcomes(proof.at("base.out"), "stored", "skipped"),
                "and it tells of every account")


def workers(proof, expected):
    for jobs in "2", "3":
        proof.run("many", "-j", jobs)
        same(proof, "many", expected, "-j %s makes what -j 1 makes" % jobs)
        for kind in ".out", ".err":
            one, other = (one_file(proof.at(name + kind)).replace(proof.at(name).encode(), b"") for name in ("base", "many"))
            proof.check(one == other, "and tells the same" + kind.replace(".", ", std"))


def only_in_a_shard(proof):
    """The ids that two inputs have: only a run that sees both can refuse the second."""
    seen = collections.Counter()
    for (_, account, _), count in outcomes(proof.at("base.out")).items():
        seen[account] += count
    return {account for account, count in seen.items() if count > 1 and account != "None"}


def shards(proof, expected):
    for together in False, True:
        running = []
        for shard in "1/3", "2/3", "3/3":
            running.append(proof.start("shards", "-j", "1", "--shard", shard))
            if not together:
                running[-1].wait()
        for process in running:
            process.wait()
        twice = only_in_a_shard(proof)
        left = {path for path in expected.keys() | tree(proof.at("shards")).keys() if path == "index.html" or path.split("/")[0] in twice}
        same(proof, "shards", expected, "three shards %s make the whole (but %d accounts that two inputs have, and index.html)"
             % ("at once" if together else "one after the other", len(twice)), left)


def speed(proof):
    """With the first 2000, which is enough for it."""
    with open(proof.at("list")) as all_of_them, open(proof.at("few"), "w") as few:
        few.writelines(all_of_them.readlines()[:FEW])
    taken = {"1": [], "2": []}
    for _ in range(ROUNDS):
        for jobs, row in taken.items():
            row.append(proof.run("speed", "-j", jobs)[1])
            shutil.rmtree(proof.at("speed"))   # behind the clock
    wall, cpu = (statistics.median(getattr(a, what) / getattr(b, what) for a, b in zip(taken["1"], taken["2"])) for what in ("wall", "cpu"))
    best = min(a.wall for a in taken["1"]) / min(b.wall for b in taken["2"])
    for jobs, row in taken.items():
        print("     -j %s: %s; processor %s" % (jobs, " ".join("%.2f s" % run.wall for run in row), " ".join("%.2f s" % run.cpu for run in row)))
    print("     -j 2 is %.2f times as fast as -j 1 (median of %d rounds; %.2f by the best of each); processor time %.2f times; load %.1f"
          % (wall, ROUNDS, best, 1 / cpu, os.getloadavg()[0]))


def main():
    pinport, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    folder = sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="pinport-proof-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    proof, rng = Proof(pinport, os.path.abspath(folder)), random.Random(int(os.environ.get("SEED", "1")))
    os.makedirs(folder, exist_ok=True)
    try:
        subprocess.run([sys.executable, os.path.join(HERE, "make.py"), str(count), proof.at("in")], check=True)
        with open(proof.at("list"), "w") as out:
            out.writelines("in/%s\n" % name for name in sorted(os.listdir(proof.at("in"))))
        expected, took = undisturbed(proof)
        shutil.rmtree(proof.at("base"))
        killed(proof, expected, took, rng)
        workers(proof, expected)
        shards(proof, expected)
        speed(proof)
    finally:
        shutil.rmtree(folder)
    print("%d passed, %d failed" % (proof.passed, proof.failed))
    return 1 if proof.failed else 0


if __name__ == "__main__":
    sys.exit(main())
