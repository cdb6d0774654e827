#!/usr/bin/env python3
"""Compares the section that prongsai made with another program's: the same pages with the same title, text and links.

    benches/compare.py PRONGSAI OTHER [--every N]

Says every page that differs and how, and ends with 1 if there is one. Blank space counts as one space, and none at the ends of
blocks; links are compared decoded. Pages that only prongsai makes are those in `ONLY_HERE`.
"""

import argparse
import difflib
import re
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

ONLY_HERE = re.compile(r"404\.html|(eit|search)/index\.html|\d{4}/(result|report|eit|eit/poster)/index\.html")
IN_LINE = {"a", "b", "code", "em", "path", "circle", "span", "strong", "svg", "time", "wbr"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("here", type=Path)
    parser.add_argument("there", type=Path)
    parser.add_argument("--every", type=int, default=1, help="read every Nth page only")
    args = parser.parse_args()
    faults = differences(args.here, args.there, args.every)
    print("\n".join(faults) or "the same")
    sys.exit(1 if faults else 0)


def differences(here, there, every=1):
    """What is not the same in the two sections; nothing when they are equivalent."""
    names, others = html(here), html(there)
    if not names:
        return [f"there is no page in {here}"]
    faults = [f"{it}: only in one of them" for it in sorted(names ^ others)]
    for name in sorted(names & others)[::every]:
        faults += [f"{name}: {it}" for it in page_differences(read(here / name), read(there / name))]
    for path in attachments(here):
        other = there / path.relative_to(here)
        if not other.is_file() or other.read_bytes() != path.read_bytes():
            faults.append(f"{path.relative_to(here)}: another file, or none")
    return faults


def html(folder):
    """The pages that all programs make."""
    names = {it.relative_to(folder).as_posix() for it in folder.rglob("*.html")}
    return {it for it in names if not ONLY_HERE.fullmatch(it)}


def attachments(folder):
    return sorted(it for it in folder.glob("*/o*/*") if it.suffix != ".html")


@dataclass
class Page(HTMLParser):
    """What a reader gets from a page: its blocks of text, its title first, and where its links lead."""

    blocks: list = field(default_factory=lambda: [""])
    links: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self._end_block(tag)
        if tag == "a":
            self.links.append(unquote(dict(attrs).get("href", "")))

    def handle_endtag(self, tag):
        self._end_block(tag)

    def handle_data(self, data):
        self.blocks[-1] += data

    def _end_block(self, tag):
        if tag not in IN_LINE:
            self.blocks.append("")

    def text(self):
        return [" ".join(it.split()) for it in self.blocks if it.strip()]


def read(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def page_differences(one, other):
    """The lines that are only in one of them: `-` here, `+` there."""
    for a, b in [(one.text(), other.text()), (one.links, other.links)]:
        yield from (it for it in difflib.unified_diff(a, b, lineterm="", n=0) if it[0] != "@" and it[:3] not in ("---", "+++"))


if __name__ == "__main__":
    main()
