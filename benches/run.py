#!/usr/bin/env python3
"""Times builds of big sites and prints medians of wall time, CPU and peak memory.

    cargo build --release --bins --examples && benches/run.py
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import generate

HOME = Path(__file__).resolve().parents[1]
EDITED = "content/{year}/items/o1.md"


@dataclass
class Cost:
    """What one run took: seconds, seconds of all processors, bytes."""

    wall: float
    cpu: float = float("nan")
    memory: float = float("nan")

    @staticmethod
    def median(costs):
        return Cost(*(statistics.median(getattr(it, name) for it in costs) for name in ("wall", "cpu", "memory")))


def main():
    args = arguments()
    folder = Path(tempfile.mkdtemp(prefix="prongsai-bench-", dir=args.folder))
    try:
        print(f"{os.cpu_count()} processors, sites in {args.folder}, 1 run to warm up, median of {args.runs}\n")
        print("| site | build | program | wall, s | CPU, s | memory, MB | of the floor |")
        print("|---|---|---|--:|--:|--:|--:|")
        for years in args.years:
            one_site(args, folder / f"{years}", years)
        if args.agencies:
            many_sites(args, folder / "agencies", args.agencies)
    finally:
        shutil.rmtree(folder)


def arguments():
    ram = Path("/dev/shm")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="*", default=[1, 20, 200], help="sizes of one site, in fiscal years of 55 pages")
    parser.add_argument("--agencies", type=int, default=200, help="sites of one year, built one after the other; 0: none")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=ram if ram.is_dir() else Path(tempfile.gettempdir()))
    parser.add_argument("--programs", type=Path, default=HOME / "target/release", help="where prongsai and examples/floor are")
    return parser.parse_args()


def one_site(args, root, count):
    years = generate.years(count)
    generate.site(root, "ตัวอย่าง", "ita", years)
    prongsai = [args.programs / "prongsai", "-r", root, "build"]
    public, site = root / "public", f"{count * 55:,} pages"
    first = repeat(args.runs, lambda: (remove(public), measure(prongsai))[1])
    floor = repeat(args.runs, lambda: write_only(args, root, [public]))
    say(site, "first", "floor", floor, floor)
    say(site, "first", "prongsai", first, floor)
    say(site, "nothing changed", "prongsai", repeat(args.runs, lambda: measure(prongsai)), floor)
    edited = root / EDITED.format(year=years[-1])
    say(site, "one item edited", "prongsai", repeat(args.runs, lambda: (edit(edited), measure(prongsai))[1]), floor)
    shutil.rmtree(root)


def many_sites(args, root, count):
    for number in range(1, count + 1):
        generate.agency_site(root, number)
    sites = sorted(root.iterdir())
    # One call after the other, in one shell.
    loop = ["sh", "-c", 'program=$1; shift; for site; do "$program" -r "$site" build || exit; done', "sh", args.programs / "prongsai", *sites]
    outputs = [it / "public" for it in sites]
    first = repeat(args.runs, lambda: ([remove(it) for it in outputs], measure(loop))[1])
    floor = repeat(args.runs, lambda: write_only(args, root, outputs))
    say(f"{count} sites of 55", "first", "floor", floor, floor)
    say(f"{count} sites of 55", "first", "prongsai, in a loop", first, floor)
    shutil.rmtree(root)


def repeat(runs, once):
    """The median after one run to warm up."""
    once()
    return Cost.median([once() for _ in range(runs)])


def measure(command):
    """Runs a command with its children and says what it took; what it said is shown when it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))}\n{said.read().decode()}exit code {process.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def write_only(args, root, trees):
    """The least that any program can need: the files of finished sites, written from memory."""
    target = root / "floor"
    said = subprocess.run([args.programs / "examples/floor", target, *trees], check=True, capture_output=True, text=True).stdout
    remove(target)
    return Cost(float(said))


def edit(path):
    """Adds a sentence to an item."""
    path.write_text(path.read_text(encoding="utf-8") + "\nเพิ่มข้อความหนึ่งบรรทัด\n", encoding="utf-8")


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def say(site, build, program, cost, floor):
    shown = [f"{cost.wall:.3f}", f"{cost.cpu:.3f}", f"{cost.memory / 1e6:.0f}", f"{cost.wall / floor.wall:.1f}"]
    print("|", " | ".join([site, build, program, *(it.replace("nan", "–") for it in shown)]), "|", flush=True)


if __name__ == "__main__":
    main()
