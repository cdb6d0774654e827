#!/usr/bin/env python3
"""Makes the files of `inspect/`: attachments with generated ID numbers in every place where one may stand.

The files are committed; this script is for whoever has to change them.

    python3 -m venv /tmp/venv
    /tmp/venv/bin/pip install reportlab==5.1.0 openpyxl==3.1.5 python-docx==1.2.0 python-pptx==1.0.2 Pillow==13.0.0 \
        pypdf==7.1.0 pycryptodome msoffcrypto-tool xlwt
    /tmp/venv/bin/python tests/files/make.py

What is encrypted differs each time; the rest is the same with the same packages.
Nobody has these numbers: there is no province 99. `person(n)` is the same in `src/inspect/tests.rs`.
Chromium prints one of the files; the fonts are of the Debian package fonts-thai-tlwg.
"""

import csv
import datetime
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import docx
import msoffcrypto
import openpyxl
import pptx
import xlwt
from openpyxl.comments import Comment
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

OUT = Path(__file__).resolve().parent / "inspect"
FONT = "/usr/share/fonts/truetype/tlwg/Laksaman.ttf"
TIME = (2024, 10, 1, 0, 0, 0)


def person(n):
    body = "199" + f"{(n * 123_456_789 + 987_654_321) % 1_000_000_000:09}"
    return body + str((11 - sum(int(d) * w for d, w in zip(body, range(13, 1, -1))) % 11) % 10)


def dashed(n, sep="-"):
    d = person(n)
    return sep.join((d[0], d[1:5], d[5:10], d[10:12], d[12]))


def thai(text):
    return "".join(chr(ord("๐") + int(c)) if c.isdigit() else c for c in text)


def wrong(n):
    d = person(n)
    return d[:12] + str((int(d[12]) + 1) % 10)


# --- PDF -------------------------------------------------------------------------------------------------------------

def canvas(path):
    res = Canvas(str(path), pagesize=A4, invariant=1, initialFontName="body")
    res.setTitle("เอกสารทดสอบ")
    return res


def pdf_text():
    """One number a page: as it may be written."""
    c = canvas(OUT / "text.pdf")
    for lines in (
        [f"เลขประจำตัวประชาชน {dashed(1)}"],
        [f"นายสมมุติ ตัวอย่าง {person(2)}"],
        [f"บัตรประชาชนเลขที่ {thai(dashed(3, ' '))}"],
        # Torn by the end of a line, as in a narrow column.
        ["เลขประจำตัวประชาชน", person(4)[:5], person(4)[5:]],
        [dashed(5)[:9], dashed(5)[9:]],
        [f"เลขที่บัญชี {person(6)} ไม่ใช่เลขบัตร", f"รหัส {wrong(7)}"],
    ):
        c.setFont("body", 14)
        for n, line in enumerate(lines):
            c.drawString(60, 780 - 22 * n, line)
        c.showPage()
    # Each letter placed on its own, from the last to the first.
    for n, digit in reversed(list(enumerate(person(8)))):
        c.setFont("Helvetica", 12)
        c.drawString(60 + n * 6.67, 700, digit)
    c.showPage()
    # Boxes with one digit each.
    c.setFont("body", 14)
    c.drawString(60, 780, "เลขประจำตัวประชาชน")
    for n, digit in enumerate(person(9)):
        c.rect(200 + n * 16, 776, 14, 16)
        c.drawString(204 + n * 16, 780, digit)
    c.showPage()
    c.save()


def pdf_form():
    c = canvas(OUT / "form.pdf")
    c.drawString(60, 780, "แบบฟอร์ม")
    c.acroForm.textfield(name="citizen_id", tooltip="เลขประจำตัวประชาชน", x=60, y=700, value=person(21), forceBorder=True)
    c.showPage()
    c.save()
    writer = PdfWriter(clone_from=OUT / "form.pdf")
    writer.add_open_action(JavaScript("app.alert(1);"))
    writer.add_attachment("people.csv", f"ชื่อ,เลขประจำตัวประชาชน\nก,{person(22)}\n".encode())
    writer.add_metadata({"/Subject": f"บัตร {dashed(23)}"})
    writer.write(OUT / "form.pdf")


def picture(path, lines):
    page = Image.new("1", (827, 1169), 1)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, 24, layout_engine=ImageFont.Layout.BASIC)
    for n, line in enumerate(lines):
        draw.text((90, 100 + n * 42), line, font=font, fill=0)
    if path.suffix == ".png":
        page.save(path)
        return
    c = canvas(path)
    c.drawImage(ImageReader(page), 0, 0, *A4)
    c.setFont("Helvetica", 8)
    c.drawString(60, 20, "Scanned with CamScanner")
    c.showPage()
    c.save()


def pdf_locked():
    for name, user, algorithm in (
        ("locked-rc4-40.pdf", "", "RC4-40"), ("locked-rc4-128.pdf", "", "RC4-128"), ("locked-aes-128.pdf", "", "AES-128"),
        ("locked-aes-256-r5.pdf", "", "AES-256-R5"), ("locked-aes-256.pdf", "", "AES-256"), ("password.pdf", "secret", "AES-256"),
    ):
        writer = PdfWriter()
        reader = PdfReader(OUT / "text.pdf")
        writer.add_page(reader.pages[0])
        writer.encrypt(user, "owner", algorithm=algorithm)
        writer.write(OUT / name)


def pdf_chromium():
    html = f"""<!doctype html><meta charset="utf-8"><style>body{{font:16px Laksaman}} .wide{{letter-spacing:6px}} .narrow{{width:5em;word-break:break-all}}
    @page{{margin:1cm}} div{{break-after:page}}</style>
    <div>เลขประจำตัวประชาชน {dashed(31)}</div>
    <div>เลขประจำตัวประชาชน <span class="wide">{person(32)}</span></div>
    <div><table><tr><th>ชื่อ<th>เลข<th>โทร<tr><td>ก<td>{person(33)}<td>081-234-5678<tr><td>ข<td>{thai(dashed(34))}<td>02 123 4567</table></div>
    <div>บัตรประชาชน<p class="narrow">{person(35)}</p></div>
    <div><b>{person(36)[:6]}</b><i>{person(36)[6:]}</i></div>"""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html)
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile",
                        f"--print-to-pdf={OUT / 'chromium.pdf'}", page.as_uri()], check=True, stderr=subprocess.DEVNULL, timeout=120)


# --- Office ----------------------------------------------------------------------------------------------------------

def repack(path, archive, more=()):
    """Fixed times, and no preview picture."""
    old = zipfile.ZipFile(io.BytesIO(archive))
    with zipfile.ZipFile(path, "w") as new:
        for name, data in [*((it, old.read(it)) for it in old.namelist()), *more]:
            if name.startswith("docProps/thumbnail"):
                continue
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2024-10-01T00:00:00Z", data)
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            member = zipfile.ZipInfo(name, TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, data)


def word():
    document = docx.Document()
    document.add_paragraph("หนังสือทดสอบ")
    paragraph = document.add_paragraph("บัตรประชาชน ")
    for piece in (person(41)[:4], person(41)[4:9], person(41)[9:]):
        paragraph.add_run(piece).bold = len(piece) == 4
    table = document.add_table(rows=1, cols=14)
    for cell, text in zip(table.rows[0].cells, ["เลขประจำตัวประชาชน", *person(42)]):
        cell.text = text
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ["ชื่อ", "เลข", "ก", dashed(43)]):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = f"ผู้ยื่น {thai(dashed(44))}"
    document.sections[0].footer.paragraphs[0].text = f"ผู้รับ {person(45)}"
    document.core_properties.comments = f"ของ {dashed(46)}"
    document.add_comment(document.paragraphs[0].add_run("ก"), text=f"ดู {person(47)}", author="ผู้ตรวจ")
    document.add_paragraph(f"เลขที่สัญญา {person(48)} โทร {person(49)}")
    out = io.BytesIO()
    document.save(out)
    repack(OUT / "letter.docx", out.getvalue())


def excel():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "บัญชี"
    sheet.append(["ชื่อ", "เลขประจำตัวประชาชน", "เลขที่สัญญา"])
    sheet.append(["ก", int(person(51)), int(person(52))])
    sheet.append(["ข", dashed(53), "-"])
    sheet.append(["ค", thai(person(54)), "-"])
    sheet["A7"].comment = Comment(f"ขอเลข {person(55)}", "ผู้ตรวจ")
    hidden = book.create_sheet("ซ่อน")
    hidden.sheet_state = "hidden"
    hidden["B7"] = int(person(56))
    hidden["A9"] = "เลขประจำตัวประชาชน"
    for n, digit in enumerate(person(57)):
        hidden.cell(9, n + 2, int(digit))
    sheet.oddHeader.center.text = f"ของ {dashed(58)}"
    book.properties.created = datetime.datetime(*TIME)
    out = io.BytesIO()
    book.save(out)
    repack(OUT / "people.xlsx", out.getvalue())
    repack(OUT / "macro.xlsx", out.getvalue(), [("xl/vbaProject.bin", b"no macro, only its name")])
    locked = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(out.getvalue())).encrypt("secret", locked)
    (OUT / "password.xlsx").write_bytes(locked.getvalue())


def old_excel():
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write(0, 0, "เลขประจำตัวประชาชน")
    sheet.write(0, 1, person(61))
    book.save(str(OUT / "old.xls"))


def slides():
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = f"ผู้เข้าร่วม {dashed(71)}"
    slide.notes_slide.notes_text_frame.text = f"เลขบัตร {person(72)}"
    out = io.BytesIO()
    show.save(out)
    repack(OUT / "slides.pptx", out.getvalue())


def table(name, encoding, numbers):
    out = io.StringIO()
    rows = [["ชื่อ", "เลขประจำตัวประชาชน", "เลขที่บัญชี"], *(["ก", dashed(n), person(n + 1)] for n in numbers)]
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    (OUT / name).write_bytes(out.getvalue().encode(encoding))


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    pdfmetrics.registerFont(TTFont("body", FONT))
    pdf_text()
    pdf_form()
    picture(OUT / "scan.pdf", [f"เลขประจำตัวประชาชน {dashed(11)}"])
    picture(OUT / "card.png", [dashed(11)])
    pdf_locked()
    word()
    excel()
    old_excel()
    slides()
    table("utf8.csv", "utf-8-sig", [81, 83])
    table("windows-874.csv", "cp874", [85])
    table("utf16.csv", "utf-16", [87])
    if "--no-chromium" not in sys.argv:
        pdf_chromium()
