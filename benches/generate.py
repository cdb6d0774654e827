#!/usr/bin/env python3
"""Writes a big site for benchmarks. The same numbers make the same bytes: there is no clock and no chance in it.

    benches/generate.py DIR --years 20         one site of 20 fiscal years (20 × 55 pages)
    benches/generate.py DIR --agencies 200     200 sites of one year, DIR/a001 … DIR/a200
"""

import argparse
from pathlib import Path

from bigsite import hugo, prongsai, zola

FORMS = {"prongsai": prongsai.write, "hugo": hugo.write, "zola": zola.write}
# The program reads the fiscal years 2500 to 2699: 200 of them fit, the newest ones in the future.
FIRST, NEWEST, LAST = 2500, 2568, 2699


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--form", choices=FORMS, default="prongsai", help="the program that is to read it")
    size = parser.add_mutually_exclusive_group(required=True)
    size.add_argument("--years", type=int, help="fiscal years of one site, 1 to 200")
    size.add_argument("--agencies", type=int, help="sites of one fiscal year")
    args = parser.parse_args()
    if args.years:
        one_site(args.form, args.folder, args.years)
    else:
        many_sites(args.form, args.folder, args.agencies)


def one_site(form, folder, count):
    FORMS[form](folder, "ตัวอย่าง", "ita", years(count))


def many_sites(form, folder, count):
    for number in range(1, count + 1):
        FORMS[form](folder / f"a{number:03}", f"ตัวอย่าง {number}", f"a{number:03}", [NEWEST])


def years(count):
    """That many years, the newest one the present; where they would begin too early, into the future."""
    last = NEWEST if count <= NEWEST - FIRST + 1 else LAST
    return range(last - count + 1, last + 1)


if __name__ == "__main__":
    main()
