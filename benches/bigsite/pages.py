"""The pages of an agency-year as values: 43 items, 3 measures, 8 indicators. No tool's form is known here."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from . import files
from .words import OFFICES, Writer

SCHEME = Path(__file__).resolve().parents[2] / "src/scheme/lists/oit-2566.yaml"
# Items with an attachment, and of which kind: ten in each agency-year, 2,000 in 200.
ATTACHED = {"O4": "pdf", "O11": "xlsx", "O12": "csv", "O13": "pdf", "O16": "csv", "O21": "xlsx", "O22": "pdf", "O29": "csv", "O36": "pdf",
            "O38": "csv"}
MEASURES = [
    ("เสริมสร้างความเข้าใจหลักเกณฑ์การบริหารงานบุคคล", {"subindicator": "9.4"}),
    ("เปิดให้ประชาชนร่วมปรับปรุงบริการ", {"indicator": 8}),
    ("กำกับการใช้ทรัพย์สินของราชการ", {"indicator": 4}),
]


@dataclass
class Page:
    """A page: `head` is its front matter as prongsai asks for it; `item:o12` in the body stands for the address of an item.

    `parts` are the sections of a measure or an indicator by the name of its kind; their body is made of them.
    """

    kind: str
    name: str
    title: str
    head: dict
    body: str
    asked: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)


def scheme():
    """The items and the perception indicators of the list; the file is read as plainly as it is written."""
    head, tail = SCHEME.read_text(encoding="utf-8").split("\nitems:\n")
    indicators = re.findall(r"  - \{number: (\d+), tool: (iit|eit), title: ([^,]+),", head)
    items = []
    for line in tail.splitlines():
        if found := re.fullmatch(r"  - id: (O\d+)", line):
            items.append({"code": found[1], "elements": []})
        elif found := re.fullmatch(r'    (title|covers|subindicator): "?([^"]+)"?', line):
            items[-1][found[1]] = found[2]
        elif found := re.match(r"      - \{id: ([\w-]+), text:", line):
            items[-1]["elements"].append(found[1])
    return items, [{"number": int(number), "tool": tool, "title": title} for number, tool, title in indicators]


ITEMS, INDICATORS = scheme()


def agency(name, base):
    """The settings of a site."""
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


def fiscal_year(year):
    return {"from": f"{year - 1}-10-01", "to": f"{year}-09-30"}


def covers(kind, year):
    """The days that the list asks for, as a head says them; none for what has no fixed days."""
    return {
        "fiscal_year": fiscal_year(year),
        "first_half": {"from": f"{year - 1}-10-01", "to": f"{year}-03-31"},
        "previous_year": fiscal_year(year - 1),
        "multi_year": {"from": f"{year - 2}-10-01", "to": f"{year + 3}-09-30"},
    }.get(kind)


def pages(agency, year):
    """All pages of an agency-year, always the same for the same agency and year."""
    return ([item(agency, year, it) for it in ITEMS] + [measure(agency, year, n) for n in range(len(MEASURES))]
            + [indicator(agency, year, it) for it in INDICATORS])


def item(agency, year, asked):
    code = asked["code"]
    others = [f"[{it['code']} {it['title']}](item:{it['code'].lower()})" for it in ITEMS if it is not asked]
    writer = Writer(f"{agency}/{year}/{code}", others)
    heading = f"สรุปข้อมูลปี {year}"
    attached, evidence = {}, []
    if kind := ATTACHED.get(code):
        name = f"report-{code.lower()}.{kind}"
        attached[name] = attachment(kind, writer, f"{asked['title']} ปีงบประมาณ {year}")
        evidence.append({"file": name, "title": f"เอกสารฉบับเต็ม ข้อ {code}"})
    if writer.number(0, 1):
        evidence.append({"url": f"https://www.example.go.th/plan/{year}/{code.lower()}", "title": f"หน้าเว็บของ{writer.one(list(OFFICES.values()))}"})
    evidence.append({"here": f"#{heading}", "title": "ตารางสรุปในหน้านี้"})
    for n, element in enumerate(asked["elements"]):
        evidence[n % len(evidence)].setdefault("shows", []).append(element)
    head = {
        "item": code,
        "offices": writer.some(list(OFFICES), writer.number(1, 2)),
        "status": "done",
        "updated": f"{year}-{writer.number(1, 3):02}-{writer.number(10, 28)}",
        "covers": covers(asked["covers"], year),
        "progress": f"{code} {writer.fill('ดำเนินการแล้วร้อยละ {percent} และเผยแพร่เมื่อเดือน{month}')}",
        "signed_by": "นายกองค์การบริหารส่วนตำบลตัวอย่าง" if code == "O31" else None,
        "evidence": evidence,
    }
    body = writer.body(heading, writer.number(1500, 5500))
    return Page("items", code.lower(), asked["title"], {key: it for key, it in head.items() if it}, body, asked, files=attached)


def attachment(kind, writer, title):
    if kind == "csv":
        return files.table_csv(writer.rows())
    if kind == "xlsx":
        return files.workbook(writer.rows())
    return files.document([title, *(line for _ in range(20) for line in writer.paragraph().split(" "))])


def measure(agency, year, n):
    title, answers = MEASURES[n]
    writer = Writer(f"{agency}/{year}/measure {n + 1}")
    head = {
        "measure": str(n + 1),
        "title": title,
        "answers": answers,
        "period": fiscal_year(year),
        "offices": writer.some(list(OFFICES), 2),
        "owners": ["คณะทำงานขับเคลื่อนจริยธรรม"],
    }
    parts = {"finding": ("ประเด็นที่พบ", writer.paragraph()), "steps": ("วิธีดำเนินการ", writer.steps()),
             "results": ("สรุปผลการดำเนินการ", writer.bullets()), "outcomes": ("ผลลัพธ์หรือความสำเร็จ", writer.bullets())}
    return Page("measures", str(n + 1), title, head, sections(parts), parts=parts)


def indicator(agency, year, asked):
    number = str(asked["number"])
    writer = Writer(f"{agency}/{year}/indicator {number}")
    head = {"indicator": number, "offices": writer.some(list(OFFICES), 2), "period": fiscal_year(year), "status": "done"}
    parts = {"guidance": ("แนวทางในการยกระดับการประเมิน", writer.points_in_text()), "progress": ("ความก้าวหน้า", writer.points_in_text())}
    return Page("indicators", number, asked["title"], head, sections(parts), asked, parts)


def sections(parts):
    return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in parts.values())
