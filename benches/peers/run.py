"""Times handoff, its peers and the floors in turns, and prints one table of medians and ratios."""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TEMPLATES = HERE / "templates"
HANDOFF, HELLO, GENERATE = (os.environ[name] for name in ("HANDOFF", "HELLO", "GENERATE"))
PEERS = pathlib.Path(os.environ["PEERS"])
DOCUMENTS = sorted(path.name for path in TEMPLATES.glob("*.j2"))
NULL = os.open(os.devnull, os.O_RDWR)
ACTIONS = [(os.POSIX_SPAWN_DUP2, NULL, fd) for fd in (0, 1, 2)]


def spawn(command):
    """Runs one command; its exit status and its peak memory in MiB."""
    words = [str(word) for word in command]
    pid = os.posix_spawnp(words[0], words, os.environ, file_actions=ACTIONS)
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024


class Contender:
    """Commands that do a piece of work, what is done before them, and what they took."""

    def __init__(self, name, *commands, before=None):
        self.name, self.commands, self.before = name, commands, before
        self.times, self.memory, self.failed = [], 0.0, False

    def run(self):
        if self.before:
            self.before()
        start = time.perf_counter()
        for command in self.commands:
            status, memory = spawn(command)
            self.memory = max(self.memory, memory)
            if status != 0:
                self.failed = True
        self.times.append(time.perf_counter() - start)

    def median(self):
        return statistics.median(self.times)


def measure(title, contenders, rounds, against=0):
    """One round is each contender once, so that what disturbs the machine disturbs all of them."""
    if rounds > 3:  # a warm-up, where a round is short
        for contender in contenders:
            contender.run()
            contender.times.clear()
    for _ in range(rounds):
        for contender in contenders:
            if not contender.failed:
                contender.run()
    base = contenders[against].median()
    print(f"\n### {title} ({rounds} rounds)\n\n| | median | handoff is | peak memory |\n| --- | ---: | ---: | ---: |")
    for contender in contenders:
        if contender.failed:
            print(f"| {contender.name} | cannot do it | | |")
            continue
        ratio = base / contender.median()
        shown = "1" if contender is contenders[against] else f"{ratio:.2f}x" if ratio >= 1 else f"1/{1 / ratio:.1f}"
        unit = f"{contender.median() * 1000:.2f} ms"
        print(f"| {contender.name} | {unit} | {shown} | {contender.memory:.0f} MiB |")
    sys.stdout.flush()
    return {contender.name: contender for contender in contenders}


def empty(folder):
    def clear():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    return clear


def single(name, record, out, names):
    """The commands by which a CLI that knows one template renders the documents."""
    tool = PEERS / name / "bin" / ("minijinja-cli" if name == "minijinja-cli" else "tera")
    for template in names:
        to, source = out / template.removesuffix(".j2"), TEMPLATES / template
        if name == "minijinja-cli":
            yield [tool, source, record, "-o", to]
        elif name == "teracli":
            yield [tool, "--template", source, "--out", to, record]
        else:
            yield [tool, "--in-file", source, "--out-file", to, "--yaml-file", record]


def cold(work, rounds, handoff_out):
    record = work / "one" / "1278" / "incident.yaml"
    record.parent.mkdir(parents=True)
    shutil.copy(ROOT / "incidents/1278/incident.yaml", record)
    out, peer = work / "out", work / "peer"
    clear, clear_peer = empty(out), empty(peer)
    python = [PEERS / "venv/bin/python", HERE / "render.py", TEMPLATES, peer, record]
    # For Tera 1 an absent field is an error: of the eight documents its CLIs render the front page and the update.
    peers = [Contender(f"{name}, one document ({document.removesuffix('.md.j2')})",
                       *single(name, record, peer, [document]), before=clear_peer)
             for name, document in (("minijinja-cli", "roadmap.md.j2"), ("minijinja-cli", "README.md.j2"),
                                    ("teracli", "README.md.j2"), ("yatera", "README.md.j2"))
             if (PEERS / name).exists()]
    whole = Contender(f"minijinja-cli, {len(DOCUMENTS)} documents",
                      *single("minijinja-cli", record, peer, DOCUMENTS), before=clear_peer)
    spawn([HANDOFF, "render", "--out", work / "copied", record])
    measure("Cold: the record of 1278 -> whole package", [
        Contender("handoff render", [HANDOFF, "render", "--out", out, record], before=clear),
        Contender("true", ["true"]),
        Contender("hello with clap", [HELLO]),
        Contender("cp -r of the package", ["cp", "-r", work / "copied", out], before=clear),
        Contender("git status of this repository", ["git", "-C", ROOT, "status", "--short"]),
        *peers, whole,
        Contender("PyYAML (C) + Jinja2", python, before=clear_peer),
    ], rounds)
    spawn([HANDOFF, "render", record])
    measure("Cold, nothing changed", [
        Contender("handoff render --check", [HANDOFF, "render", "--check", record]),
        Contender("handoff render", [HANDOFF, "render", record]),
        Contender("handoff lint", [HANDOFF, "lint", record]),
        Contender("git status of this repository", ["git", "-C", ROOT, "status", "--short"]),
    ], rounds)
    minimal = ROOT / "incidents/2041/incident.yaml"
    measure("Cold: a minimal record", [
        Contender("handoff render", [HANDOFF, "render", "--out", out, minimal], before=clear),
        Contender("hello with clap", [HELLO]),
    ], rounds)


def batch(work, count, rounds, quick):
    records, out, peer = work / f"records-{count}", work / "batch", work / "peer"
    spawn([GENERATE, "--out", records, "--records", str(count)])
    clear, clear_peer = empty(out), empty(peer)
    copied = work / "copied-batch"
    empty(copied)()
    spawn([HANDOFF, "render", "--out", copied, records])  # also the warm-up
    rounds = max(1, rounds * 100 // count)
    found = measure(f"Batch of {count} records, first write", [
        Contender("handoff render", [HANDOFF, "render", "--out", out, records], before=clear),
        Contender("cp -r of the output", ["cp", "-r", copied, out / "all"], before=clear),
        Contender("handoff lint", [HANDOFF, "lint", records]),
    ], rounds)
    render = found["handoff render"].median()
    print(f"\nPer record {render / count * 1000:.3f} ms; lint takes {found['handoff lint'].median() / render:.2f} of render.")
    shutil.copytree(copied, work / "beside")
    for path in records.glob("*/incident.yaml"):
        shutil.copy(path, work / "beside" / path.parent.name)
    measure(f"Batch of {count} records, nothing changed", [
        Contender("handoff render --check", [HANDOFF, "render", "--check", work / "beside"]),
        Contender("handoff render", [HANDOFF, "render", work / "beside"]),
    ], rounds)
    shutil.rmtree(work / "beside")
    # The slow ones once, on as many records as patience allows; the rest is proportional.
    sample = min(count, 50 if quick else 200)
    some = sorted(records.glob("*/incident.yaml"))[:sample]
    loop = [command for record in some[:50] for command in single("minijinja-cli", record, peer, DOCUMENTS)]
    for contender, done in [
        (Contender("PyYAML (C) + Jinja2", [PEERS / "venv/bin/python", HERE / "render.py", TEMPLATES, peer, *some]), sample),
        (Contender("loop over minijinja-cli", *loop), min(sample, 50)),
    ]:
        clear_peer()
        contender.run()
        seconds = contender.times[0] * count / done
        state = " (failed on some)" if contender.failed else ""
        print(f"{contender.name}: {seconds:.1f} s for {count} (measured on {done}){state}: handoff is 1/{seconds / render:.1f}; "
              f"peak {contender.memory:.0f} MiB")
    shutil.rmtree(records)
    for folder in (out, peer, copied):
        shutil.rmtree(folder, ignore_errors=True)


def growth(work, rounds):
    """One record at 1, 10 and (as far as the limit of 4 MiB goes) 35 times the size."""
    out = work / "out"
    contenders, sizes = [], []
    for size in (1, 10, 35):
        folder = work / f"size-{size}"
        spawn([GENERATE, "--out", folder, "--size", str(size)])
        sizes.append((folder / "g00001/incident.yaml").stat().st_size)
        contenders.append(Contender(f"size {size} ({sizes[-1] // 1024} KiB)",
                                    [HANDOFF, "render", "--out", out, folder], before=empty(out)))
    measure("Growth with the size of one record", contenders, rounds)
    for contender, size in zip(contenders, sizes):
        print(f"{contender.name}: {contender.median() / size * 1e9:.0f} ns a byte")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--records", default="100,2000,10000")
    parser.add_argument("--quick", action="store_true", help="the slow peers on 100 records only")
    parser.add_argument("--work", default="/dev/shm", help="a tmpfs")
    options = parser.parse_args()
    print(f"handoff: {os.stat(HANDOFF).st_size / 1e6:.2f} MB; load {os.getloadavg()[0]:.1f}; {os.cpu_count()} cores; "
          + subprocess.run([HANDOFF, "--version"], capture_output=True, text=True).stdout.strip())
    with tempfile.TemporaryDirectory(dir=options.work, prefix="handoff-peers-") as folder:
        work = pathlib.Path(folder)
        cold(work, options.rounds, work / "out")
        growth(work, max(5, options.rounds // 3))
        for count in filter(None, options.records.split(",")):
            batch(work, int(count), options.rounds, options.quick)


main()
