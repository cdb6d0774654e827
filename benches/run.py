#!/usr/bin/env python3
"""Times builds of big sites and prints medians of wall time, CPU time and peak memory.

    cargo build --release --bins --examples && benches/run.py

Hugo and Zola make the same pages where they are on PATH, and the pages are compared before anything is timed.
The system counts the memory of the process that starts a program as the program's own, so this one stays small (15 MB):
making sites and comparing them is left to others.
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

HERE = Path(__file__).resolve().parent
# So many pages are compared at most, evenly chosen.
COMPARED = 1500
COLUMNS = ["site", "build", "program", "wall, s", "CPU, s", "memory, MB", "wall : floor", "wall : Hugo", "CPU : Hugo"]
# Runs a command in each of the folders.
LOOP = 'command=$1; shift; for site; do cd "$site" && $command || exit; done'


@dataclass
class Program:
    """A program that, run in a site's folder, builds it into `public`."""

    name: str
    command: list
    # Whether it builds all the sites that are named behind its command.
    takes_sites: bool = False

    def build_each(self, sites):
        if self.takes_sites:
            return [*self.command, *sites]
        return ["sh", "-c", LOOP, "sh", " ".join(self.command), *sites]

    def edited(self, site):
        """The file of an item without attachments, of the newest year."""
        return max(site.glob("content/*/items/o1.md" if self.name == "prongsai" else "content/*/o1.md"))


@dataclass
class Cost:
    """What a run took: seconds, seconds of all processors, bytes; what was not measured is no number."""

    wall: float
    cpu: float = float("nan")
    memory: float = float("nan")

    @staticmethod
    def median(costs):
        return Cost(*(statistics.median(getattr(it, name) for it in costs) for name in ("wall", "cpu", "memory")))


def main():
    args = arguments()
    programs = found(args.programs)
    folder = Path(tempfile.mkdtemp(prefix="prongsai-bench-", dir=args.folder))
    try:
        print(f"{os.cpu_count()} processors, sites in {args.folder}; a run to warm up, then the median of {args.runs} by turns")
        print(f"programs: {', '.join(it.name for it in programs)}\n")
        print(f"| {' | '.join(COLUMNS)} |\n|---|---|---{'|--:' * (len(COLUMNS) - 3)}|")
        for years in args.years:
            one_site(args, programs, folder / "one", years)
        if args.agencies:
            many_sites(args, programs, folder / "many", args.agencies)
    finally:
        shutil.rmtree(folder)


def arguments():
    ram = Path("/dev/shm")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="*", default=[1, 20, 200], help="sizes of one site, in fiscal years of 55 pages")
    parser.add_argument("--agencies", type=int, default=200, help="sites of one year, built one after the other; 0: none")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=ram if ram.is_dir() else Path(tempfile.gettempdir()))
    parser.add_argument("--programs", type=Path, default=HERE.parent / "target/release", help="where prongsai and examples/floor are")
    return parser.parse_args()


def found(programs):
    """Prongsai, and the others that are on PATH. Not a script that starts one: that would be timed too."""
    res = [Program("prongsai", [programs.resolve() / "prongsai", "build"], takes_sites=True)]
    for name, options in [("hugo", ["--minify", "--quiet"]), ("zola", ["build", "--force"])]:
        if path := shutil.which(name):
            if is_script(path):
                sys.exit(f"{path} is a script; put the folder of the program itself on PATH")
            res.append(Program(name, [name, *options]))
    return res


def is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def one_site(args, programs, root, count):
    sites = {it.name: root / it.name for it in programs}
    for program in programs:
        run("generate.py", sites[program.name], "--form", program.name, "--years", count)
    builds = {it.name: lambda it=it: measure(it.command, sites[it.name]) for it in programs}
    outputs = {name: [site / "public"] for name, site in sites.items()}
    size = f"{count * 55:,} pages"
    floor = first_build(args, size, count * 55, builds, outputs, root / "floor")
    say(size, "nothing changed", repeat(args.runs, builds), floor)
    edits = {it.name: it.edited(sites[it.name]) for it in programs}
    say(size, "one item edited", repeat(args.runs, {it: lambda it=it: after(edit, edits[it], builds[it]) for it in builds}), floor)
    shutil.rmtree(root)


def many_sites(args, programs, root, count):
    sites = {}
    for program in programs:
        run("generate.py", root / program.name, "--form", program.name, "--agencies", count)
        sites[program.name] = sorted((root / program.name).iterdir())
    builds = {it.name: lambda it=it: measure(it.build_each(sites[it.name]), root) for it in programs}
    outputs = {name: [site / "public" for site in sites] for name, sites in sites.items()}
    first_build(args, f"{count} sites of 55", count * 55, builds, outputs, root / "floor")
    shutil.rmtree(root)


def first_build(args, size, pages, builds, outputs, floor_folder):
    """Builds into empty folders, when it is sure that all programs make the same."""
    for build in builds.values():
        build()
    for name in builds.keys() - {"prongsai"}:
        for here, there in zip(outputs["prongsai"], outputs[name]):
            run("compare.py", here, there, "--every", max(1, pages // COMPARED))
    work = {it: lambda it=it: after(remove, outputs[it], builds[it]) for it in builds}
    work["floor"] = lambda: write_only(args, floor_folder, outputs["prongsai"])
    costs = repeat(args.runs, work)
    say(size, "first", costs, costs["floor"])
    return costs["floor"]


def repeat(runs, work):
    """The median of each piece of work, by turns, after one turn to warm up."""
    turns = [{name: once() for name, once in work.items()} for _ in range(runs + 1)]
    return {name: Cost.median([turn[name] for turn in turns[1:]]) for name in work}


def run(script, *args):
    """Runs another script of this folder; ends when it fails, with what it said."""
    done = subprocess.run([sys.executable, HERE / script, *map(str, args)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{script} {' '.join(map(str, args))}\n{done.stdout}{done.stderr}")


def after(prepare, what, build):
    """Builds after something that is not timed."""
    prepare(what)
    return build()


def measure(command, folder):
    """Runs a command with its children and says what it took; what it said is shown when it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{command}\n{said.read().decode()}exit code {process.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def write_only(args, target, trees):
    """The least that any program can need: the files of finished sites, written from memory."""
    said = subprocess.run([args.programs / "examples/floor", target, *trees], check=True, capture_output=True, text=True).stdout
    remove([target])
    return Cost(float(said))


def edit(path):
    """Adds a sentence to an item."""
    path.write_text(path.read_text(encoding="utf-8") + "\nเพิ่มข้อความหนึ่งบรรทัด\n", encoding="utf-8")


def remove(folders):
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def say(size, build, costs, floor):
    """A line of the table per program."""
    none = Cost(float("nan"))
    hugo = costs.get("hugo", none)
    for name, cost in costs.items():
        cells = [f"{cost.wall:.3f}", f"{cost.cpu:.3f}", f"{cost.memory / 1e6:.0f}", f"{cost.wall / floor.wall:.1f}",
                 f"{cost.wall / hugo.wall:.2f}", f"{cost.cpu / hugo.cpu:.2f}"]
        print("|", " | ".join([size, build, name, *(it.replace("nan", "–") for it in cells)]), "|", flush=True)


if __name__ == "__main__":
    main()
