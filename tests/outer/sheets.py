"""The link index of one year as CSV, XLSX and JSON: whole, equal, and fit for Excel.

    python sheets.py SITE YEAR BASE_URL ITEMS

Prints one line for each fault; the exit code is 1 if there is any.
Contract of index.json: an object with a list "items" (or a bare list); each item has "code" (or "item"), "title" and "urls",
a list of addresses or of objects with "url".
"""

import csv
import io
import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import openpyxl

URL = re.compile(r"https?://\S+")
BOM = b"\xef\xbb\xbf"


def main(site, year, base_url, count):
    folder = Path(site) / year
    faults = []
    table, raw = read_csv(folder / "index.csv")
    sheet, links = read_xlsx(folder / "index.xlsx")
    items = read_json(folder / "index.json")

    faults += faults_of_csv(raw, table)
    faults += faults_of_xlsx(links)
    for name, rows in [("index.csv", table), ("index.xlsx", sheet)]:
        faults += faults_of_table(name, rows, int(count), {code_of(item) for item in items if not urls_of(item)})
    if len(items) != int(count):
        faults.append(f"index.json: {len(items)} items, not {count}")
    if faults:
        return faults

    in_csv = [summary(row) for row in table[1:]]
    in_xlsx = [summary(row) for row in sheet[1:]]
    in_json = [(code_of(item), item["title"], urls_of(item)) for item in items]
    faults += differences("index.csv", in_csv, "index.xlsx", in_xlsx)
    faults += differences("index.csv", in_csv, "index.json", in_json)
    faults += differences("index.csv", table, "index.xlsx", sheet)
    for code, _, urls in in_csv:
        if not urls:
            continue
        own = re.compile(re.escape(f"{base_url}{year}/o") + r"0*" + code.lstrip("O") + "/$")
        if not own.match(urls[0]):
            faults.append(f"{code}: URL 1 is {urls[0]}, not the item's own page")
    return faults


def read_csv(path):
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig")
    # newline="" keeps a line break inside a quoted cell as it is.
    return list(csv.reader(io.StringIO(text, newline=""), strict=True)), raw


def read_xlsx(path):
    """All rows as text, and every cell that is an address or carries a link."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows, links = [], []
    for cells in sheet.iter_rows():
        rows.append(["" if cell.value is None else str(cell.value) for cell in cells])
        links += [(cell.coordinate, str(cell.value), target_of(cell)) for cell in cells if cell.hyperlink or is_url(cell.value)]
    return rows, links


def target_of(cell):
    """Where a click goes; openpyxl keeps what follows "#" apart."""
    link = cell.hyperlink
    if link is None:
        return None
    return (link.target or "") + (f"#{link.location}" if link.location else "")


def read_json(path):
    value = json.loads(path.read_text(encoding="utf-8"))
    return value["items"] if isinstance(value, dict) else value


def is_url(value):
    return isinstance(value, str) and URL.fullmatch(value) is not None


def code_of(item):
    return item.get("code") or item["item"]


def urls_of(item):
    return [url if isinstance(url, str) else url["url"] for url in item["urls"]]


def summary(row):
    return row[0], row[1], [cell for cell in row if is_url(cell)]


def faults_of_csv(raw, table):
    faults = []
    if not raw.startswith(BOM):
        faults.append("index.csv: no BOM, Excel will not show Thai")
    if raw.count(BOM) > 1:
        faults.append("index.csv: more than one BOM")
    if not raw.endswith(b"\r\n"):
        faults.append("index.csv: the last line does not end in CRLF")
    # A line break inside a quoted cell may be a bare LF; the row ends may not.
    inside = sum(cell.replace("\r\n", "\n").count("\n") for row in table for cell in row)
    inside_crlf = sum(cell.count("\r\n") for row in table for cell in row)
    if raw.count(b"\r\n") - inside_crlf != len(table) or raw.count(b"\n") - inside != len(table):
        faults.append("index.csv: rows do not all end in CRLF")
    if len({len(row) for row in table}) != 1:
        faults.append(f"index.csv: rows of different length: {sorted({len(row) for row in table})}")
    # A cell that begins like this runs as a formula when Excel opens the file.
    faults += [f"index.csv: formula in {cell!r}" for row in table for cell in row if re.match(r"[=+@\t\r]|-(?!\d|$)", cell)]
    return faults


def faults_of_xlsx(links):
    faults = [f"index.xlsx: {place}: {text} is no link" for place, text, target in links if target is None]
    faults += [
        f"index.xlsx: {place}: shows {text} but leads to {target}"
        for place, text, target in links
        # Excel takes Thai letters as they are; both spellings are one address.
        if target is not None and unquote(target) != unquote(text)
    ]
    if not links:
        faults.append("index.xlsx: no address at all")
    return faults


def faults_of_table(name, rows, count, without_page):
    if len(rows) != count + 1:
        return [f"{name}: {len(rows)} rows, not a header and {count}"]
    faults = []
    if any(is_url(cell) for cell in rows[0]) or not all(rows[0]):
        faults.append(f"{name}: the first row is no header: {rows[0]}")
    codes = [row[0] for row in rows[1:]]
    if codes != [f"O{n}" for n in range(1, count + 1)]:
        faults.append(f"{name}: the codes are {codes}")
    for row in rows[1:]:
        if not row[1].strip():
            faults.append(f"{name}: {row[0]} has no title")
        if not any(is_url(cell) for cell in row) and row[0] not in without_page:
            faults.append(f"{name}: {row[0]} has no address in a cell of its own")
        if any("…" in cell and "http" in cell for cell in row):
            faults.append(f"{name}: {row[0]} has an address cut with …")
    return faults


def differences(name, rows, other, others):
    return [f"{name} and {other} differ: {a} / {b}" for a, b in zip(rows, others, strict=True) if a != b]


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    found = main(*sys.argv[1:])
    print("\n".join(found))
    sys.exit(1 if found else 0)
