#!/usr/bin/env python3
"""Writes a big site for benchmarks. The same numbers make the same bytes: there is no clock and no chance in it.

    benches/generate.py DIR --years 20         one site of 20 fiscal years (20 × 55 pages)
    benches/generate.py DIR --agencies 200     200 sites of one year, DIR/a001 … DIR/a200
"""

import argparse
import re
from pathlib import Path

from bigsite.pages import pages
from bigsite.words import OFFICES
from bigsite.yaml import document

# The program reads the fiscal years 2500 to 2699: 200 of them fit, the newest ones in the future.
NEWEST = 2568
LAST = 2699


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--years", type=int, help="fiscal years of one site, 1 to 200")
    size.add_argument("--agencies", type=int, help="sites of one fiscal year")
    args = parser.parse_args()
    if args.years:
        site(args.folder, "ตัวอย่าง", "ita", years(args.years))
    else:
        for number in range(1, args.agencies + 1):
            agency_site(args.folder, number)


def years(count):
    """That many years, the newest one the present; where they do not reach back so far, into the future."""
    last = NEWEST if count <= NEWEST - 2500 + 1 else LAST
    return range(last - count + 1, last + 1)


def agency_site(folder, number):
    """One of many sites, in a folder of its own."""
    site(folder / f"a{number:03}", f"ตัวอย่าง {number}", f"a{number:03}", [NEWEST])


def site(folder, name, base, fiscal_years):
    """A site as prongsai reads it."""
    content = folder / "content"
    write(content / "site.yaml", document(agency(name, base)))
    for year in fiscal_years:
        write(content / f"{year}/year.yaml", document(year_settings(year)))
        written = pages(name, year)
        in_folder = {it.name for it in written if it.files}
        for page in written:
            place = content / f"{year}/{page.kind}"
            path = place / page.name / "index.md" if page.files else place / f"{page.name}.md"
            write(path, f"---\n{document(page.head)}---\n{linked(page, in_folder)}\n")
            for file, data in page.files.items():
                (path.parent / file).write_bytes(data)


def linked(page, in_folder):
    """The body with links from file to file."""
    up = "../" if page.files else ""
    return re.sub(r"item:(o\d+)", lambda it: f"{up}{it[1]}/index.md" if it[1] in in_folder else f"{up}{it[1]}.md", page.body)


def agency(name, base):
    return {
        "agency": {
            "name": f"องค์การบริหารส่วนตำบล{name}",
            "name_short": f"อบต.{name}",
            "kind": "local_government",
            "address": "99 หมู่ที่ 1 ตำบลตัวอย่าง",
            "district": "อำเภอสมมุติ",
            "province": "จังหวัดตัวอย่าง",
            "phone": "02-000-0000",
            "email": "contact@example.go.th",
            "website": "https://www.example.go.th/",
        },
        "base_url": f"https://www.example.go.th/{base}/",
        "language": "th",
        "accent": "#5b3a8c",
        "offices": [{"id": id, "name": title} for id, title in OFFICES.items()],
        # Years to come have days to come.
        "rules": {"future-date": "off"},
    }


def year_settings(year):
    return {
        "scheme": "oit-2566",
        "internal_tracking": True,
        "eit": {"url": f"https://itas.nacc.go.th/go/eit/{year}example"},
        "result": {"iit": 97.5, "eit": 96.1, "oit": 100.0, "total": 98.08, "grade": "excellent"},
    }


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
