#!/usr/bin/env python3
"""Makes the evidence files of the two fictional test sites, and the sample files in tests/files.

The files are committed; this script is for whoever has to change them. Same script, same packages, same bytes.

    python3 -m venv /tmp/venv
    /tmp/venv/bin/pip install reportlab==5.1.0 openpyxl==3.1.5 python-docx==1.2.0 Pillow==13.0.0
    /tmp/venv/bin/python tests/sites/make_files.py

The font is Laksaman of the Debian package fonts-thai-tlwg; another folder of it is given by the variable TLWG.
"""

import csv
import datetime
import io
import os
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Alignment, Font
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).resolve().parent
SAMPLE = HERE / "sample/content/2568/items"
MIXED = HERE / "mixed/content"
FILES = HERE.parent / "files"
FONTS = Path(os.environ.get("TLWG", "/usr/share/fonts/truetype/tlwg"))
SAMPLE_AGENCY = "องค์การบริหารส่วนตำบลตัวอย่าง อำเภอสมมุติ จังหวัดตัวอย่าง"
MIXED_AGENCY = "เทศบาลตำบลสมมุติ อำเภอทดสอบ จังหวัดตัวอย่าง"
FOOT = "เอกสารของหน่วยงานสมมุติ จัดทำขึ้นเพื่อทดสอบโปรแกรม"
# Archives carry the time of each member; a fixed one keeps the bytes the same.
MEMBER_TIME = (2024, 10, 1, 0, 0, 0)
ISO_TIME = "2024-10-01T00:00:00Z"


# --- PDF -------------------------------------------------------------------------------------------------------------

def pdf(path, title, lines, table=(), agency=SAMPLE_AGENCY):
    """A page of A4 with real text: agency, title, paragraphs, a table. One weight of the font: each would add 20 KB."""
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1, initialFontName="body", lang="th")
    canvas.setTitle(title)
    canvas.setAuthor(agency)
    y = text(canvas, agency, 785, 13)
    y = text(canvas, title, y - 6, 18) - 8
    for line in lines:
        y = text(canvas, line, y, 14) - 4
    rows(canvas, table, y - 6)
    canvas.setFont("body", 10)
    canvas.drawString(60, 40, FOOT)
    canvas.showPage()
    canvas.save()


def text(canvas, line, y, size):
    """Writes a paragraph and returns where the next one begins. Thai breaks at its spaces here, which is enough."""
    rest = ""
    for word in line.split(" "):
        longer = f"{rest} {word}".strip()
        if rest and pdfmetrics.stringWidth(longer, "body", size) > A4[0] - 120:
            y = put(canvas, rest, y, size)
            longer = word
        rest = longer
    return put(canvas, rest, y, size)


def put(canvas, line, y, size):
    canvas.setFont("body", size)
    canvas.drawString(60, y, line)
    return y - size * 1.6


def rows(canvas, table, y):
    """A ruled table; the first row is its head."""
    canvas.setFont("body", 12)
    for n, row in enumerate(table):
        for column, cell in enumerate(row):
            canvas.drawString(64 + column * (A4[0] - 120) / len(row), y, cell)
        canvas.setLineWidth(0.5 if n else 1.5)
        canvas.line(60, y - 6, A4[0] - 60, y - 6)
        y -= 21


def scanned(path, title, lines):
    """A page that is only a picture, as an office scanner makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page = Image.new("1", (827, 1169), 1)
    draw = ImageDraw.Draw(page)
    for n, line in enumerate([SAMPLE_AGENCY, title, *lines]):
        draw.text((90, 100 + n * 42), line, font=font(24), fill=0)
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(title)
    canvas.drawImage(ImageReader(page), 0, 0, *A4)
    canvas.showPage()
    canvas.save()


# --- tables and texts ------------------------------------------------------------------------------------------------

def table_csv(path, table, encoding="utf-8-sig"):
    """As Excel saves it: CRLF, and a byte order mark unless the code page is windows-874."""
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(table)
    path.write_bytes(out.getvalue().encode(encoding))


def xlsx(path, title, sheets):
    """A workbook: per sheet its name and rows, the first row the head."""
    def fill(book):
        for name, table in sheets:
            add_sheet(book, name, table)
    workbook(path, title, fill)


def add_sheet(book, name, table):
    sheet = book.create_sheet(name)
    for row in table:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True)
    sheet.freeze_panes = "A2"
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = 22


def workbook(path, title, fill):
    """A workbook whose sheets `fill` makes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.title = title
    book.properties.creator = SAMPLE_AGENCY
    book.properties.created = datetime.datetime(*MEMBER_TIME)
    fill(book)
    out = io.BytesIO()
    book.save(out)
    repack(path, out.getvalue())


def word(path, title, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = SAMPLE_AGENCY
    document.add_heading(title, level=1)
    for line in lines:
        document.add_paragraph(line)
    document.add_paragraph(FOOT)
    out = io.BytesIO()
    document.save(out)
    repack(path, out.getvalue())


def repack(path, archive):
    """Writes an Office archive again with fixed times, and without the preview picture that comes with python-docx."""
    old = zipfile.ZipFile(io.BytesIO(archive))
    with zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + ISO_TIME.encode(), data)
            if name == "_rels/.rels":
                data = re.sub(rb'<Relationship [^>]*thumbnail[^>]*/>', b"", data)
            member = zipfile.ZipInfo(name, MEMBER_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, data)


# --- pictures --------------------------------------------------------------------------------------------------------

def font(size):
    # The basic layout does not depend on which shaping library Pillow was built with.
    return ImageFont.truetype(str(FONTS / "Laksaman-Bold.ttf"), size, layout_engine=ImageFont.Layout.BASIC)


def picture(path, size, draw):
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", size, "#f7f5fb")
    draw(ImageDraw.Draw(image))
    if path.suffix == ".jpg":
        image.save(path, quality=80, optimize=True)
    else:
        image.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def centred(draw, x, y, label, size, fill="#222222"):
    draw.text((x - draw.textlength(label, font=font(size)) / 2, y), label, font=font(size), fill=fill)


def portrait(path, post, colour):
    """A head and shoulders of circles: nobody."""
    def shape(draw):
        draw.ellipse((70, 40, 130, 100), fill=colour)
        draw.pieslice((40, 112, 160, 252), 180, 360, fill=colour)
        draw.rectangle((0, 190, 200, 250), fill="#ffffff")
        centred(draw, 100, 194, "ภาพแทน", 20)
        centred(draw, 100, 218, post, 18)
    picture(path, (200, 250), shape)


def box(draw, x, y, label, fill="#5b3a8c"):
    draw.rounded_rectangle((x - 90, y, x + 90, y + 46), 8, fill=fill)
    centred(draw, x, y + 8, label, 22, "#ffffff")


def org_chart(draw):
    for line in [(400, 66, 400, 250), (115, 250, 685, 250), *((x, 250, x, 290) for x in (115, 305, 495, 685)), (400, 150, 620, 150)]:
        draw.line(line, fill="#555555", width=3)
    box(draw, 400, 24, "นายก อบต.")
    box(draw, 640, 127, "สภา อบต.", "#3a6b8c")
    box(draw, 400, 180, "ปลัด อบต.")
    for x, label in zip((115, 305, 495, 685), ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")):
        box(draw, x, 290, label, "#7a5ba8")
    centred(draw, 400, 352, "ผังโครงสร้าง องค์การบริหารส่วนตำบลตัวอย่าง", 24)


def town_map(draw):
    draw.line((0, 210, 640, 210), fill="#c9c2d6", width=34)
    draw.line((320, 0, 320, 400), fill="#c9c2d6", width=26)
    for x, y, label, fill in ((140, 120, "ตลาดสมมุติ", "#7a7a7a"), (490, 120, "โรงเรียนสมมุติ", "#7a7a7a"), (430, 250, "ที่ทำการ อบต.", "#5b3a8c")):
        box(draw, x, y, label, fill)
    centred(draw, 90, 196, "ถนนสายหลัก", 20)
    centred(draw, 320, 360, "แผนที่วาด ไม่ตรงตามมาตราส่วน", 20)


def forum_hall(draw):
    draw.rectangle((280, 40, 480, 86), fill="#5b3a8c")
    centred(draw, 380, 48, "โต๊ะประธาน", 22, "#ffffff")
    for radius in (130, 190, 250):
        draw.arc((380 - radius, 90 - radius, 380 + radius, 90 + radius), 20, 160, fill="#7a5ba8", width=22)
    centred(draw, 380, 380, "แผนผังการจัดที่นั่งเวทีประชาคม", 24)


def dos_and_donts(draw):
    for x, title, fill, lines in (
        (20, "Dos ควรทำ", "#2f6b4f", ("บริการทุกคนเท่าเทียม", "แจ้งเมื่อมีส่วนได้เสีย", "ใช้ทรัพย์สินอย่างคุ้มค่า")),
        (330, "Don'ts ไม่ควรทำ", "#8c3a3a", ("รับของกำนัลทุกชนิด", "ใช้รถราชการส่วนตัว", "เปิดเผยความลับราชการ")),
    ):
        draw.rounded_rectangle((x, 20, x + 290, 300), 12, outline=fill, width=4)
        draw.rectangle((x, 40, x + 290, 90), fill=fill)
        centred(draw, x + 145, 50, title, 26, "#ffffff")
        for n, line in enumerate(lines):
            centred(draw, x + 145, 120 + n * 54, line, 24)


# --- what the files say ----------------------------------------------------------------------------------------------

# Path below the items, title, paragraphs, table.
SAMPLE_PDFS = [
    ("o02/executives.pdf", "บัญชีรายชื่อผู้บริหารและหัวหน้าส่วนราชการ",
     ["บัญชีนี้แสดงผู้บริหารทั้งฝ่ายการเมืองและฝ่ายประจำครบทุกตำแหน่ง ชื่อทั้งหมดเป็นชื่อสมมุติ"],
     [["ฝ่าย", "ชื่อและนามสกุล", "ตำแหน่ง"], ["การเมือง", "นายสมมุติ ตัวอย่าง", "นายก อบต."],
      ["การเมือง", "นางสาวทดสอบ ตัวอย่าง", "รองนายก อบต."], ["การเมือง", "นายนามสมมุติ ตัวอย่าง", "ประธานสภา อบต."],
      ["ประจำ", "นายทดลอง สมมุติ", "ปลัด อบต."], ["ประจำ", "นางจำลอง ตัวอย่าง", "ผู้อำนวยการกองคลัง"],
      ["ประจำ", "นางสาวแบบร่าง สมมุติ", "ผู้อำนวยการกองการศึกษา"], ["ประจำ", "ตำแหน่งว่าง", "ผู้อำนวยการกองช่าง"]]),
    ("o04/development-plan.pdf", "แผนพัฒนาท้องถิ่น พ.ศ. 2566–2570",
     ["แผนห้าปี ใช้ตั้งแต่วันที่ 1 ตุลาคม 2565 ถึงวันที่ 30 กันยายน 2570", "แต่ละยุทธศาสตร์มีเป้าหมายและตัวชี้วัดที่วัดได้ทุกปี"],
     [["ยุทธศาสตร์", "เป้าหมาย", "ตัวชี้วัด"], ["โครงสร้างพื้นฐาน", "เดินทางปลอดภัย", "ถนนใช้ได้ดีร้อยละ 90"],
      ["คุณภาพชีวิต", "ดูแลทุกช่วงวัย", "ผู้รับบริการ 500 คน"], ["สิ่งแวดล้อม", "ขยะตกค้างลดลง", "คัดแยกร้อยละ 40"]]),
    ("o10/privacy-policy.pdf", "ประกาศนโยบายคุ้มครองข้อมูลส่วนบุคคลของ อบต.ตัวอย่าง",
     ["นโยบายนี้ใช้บังคับในปีงบประมาณปัจจุบัน จนกว่าจะมีประกาศฉบับใหม่", "เก็บเฉพาะข้อมูลที่จำเป็นต่อการให้บริการ และแจ้งวัตถุประสงค์ก่อนเก็บ",
      "เจ้าของข้อมูลมีสิทธิขอดู ขอแก้ไข ขอลบ และถอนความยินยอม", "เก็บข้อมูลไม่เกินเวลาที่กฎหมายกำหนด แล้วทำลายโดยวิธีที่ปลอดภัย"], []),
    ("o11/action-plan.pdf", "แผนดำเนินงานประจำปีงบประมาณ 2568",
     ["แผนหนึ่งปี ใช้ตั้งแต่วันที่ 1 ตุลาคม 2567 ถึงวันที่ 30 กันยายน 2568", "รวม 5 โครงการ งบประมาณ 1,250,000 บาท"],
     [["ด้าน", "จำนวนโครงการ", "งบประมาณ (บาท)"], ["โครงสร้างพื้นฐาน", "2", "680,000"], ["คุณภาพชีวิต", "2", "480,000"],
      ["การบริหาร", "1", "90,000"]]),
    ("o12/report-h1.pdf", "รายงานผลการดำเนินงานและการใช้งบประมาณ รอบ 6 เดือน",
     ["ระยะเวลา วันที่ 1 ตุลาคม 2567 ถึงวันที่ 31 มีนาคม 2568", "ใช้งบประมาณแล้ว 840,000 บาท จาก 1,250,000 บาท คิดเป็นร้อยละ 67.20"],
     [["โครงการ", "ความก้าวหน้า", "ใช้จ่าย (บาท)"], ["ไฟฟ้าสาธารณะ", "แล้วเสร็จ", "198,000"], ["ถนนสายบ้านสมมุติ", "ร้อยละ 80", "372,000"],
      ["อาหารกลางวัน", "ร้อยละ 50", "180,000"], ["ผู้สูงอายุ", "ร้อยละ 40", "50,000"], ["แผนที่ภาษี", "ร้อยละ 45", "40,000"]]),
    ("o13/annual-report.pdf", "รายงานผลการดำเนินงานประจำปีงบประมาณ 2567",
     ["ระยะเวลา วันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567", "เทียบกับแผนประจำปี ทำแล้วเสร็จ 11 จาก 12 โครงการ",
      "ปัญหาและอุปสรรค ฝนตกหนักทำให้งานก่อสร้างล่าช้า", "ข้อเสนอแนะ เริ่มจัดหาผู้รับจ้างตั้งแต่ไตรมาสแรก"],
     [["ด้าน", "ตามแผน", "แล้วเสร็จ"], ["โครงสร้างพื้นฐาน", "5", "4"], ["คุณภาพชีวิต", "4", "4"], ["การบริหาร", "3", "3"]]),
    ("o14/work-manual.pdf", "คู่มือปฏิบัติงานรับและส่งหนังสือราชการ",
     ["งาน รับและส่งหนังสือราชการ", "ตำแหน่งผู้ปฏิบัติ เจ้าพนักงานธุรการ สำนักปลัด", "ขั้นที่ 1 ตรวจหนังสือและประทับตรารับ ใช้เวลา 10 นาที",
      "ขั้นที่ 2 ลงทะเบียนและแยกส่งกอง ใช้เวลา 20 นาที", "ขั้นที่ 3 ติดตามจนได้รับคำสั่งการ ภายใน 1 วันทำการ"], []),
    ("o15/service-manual.pdf", "คู่มือประชาชน การขออนุญาตก่อสร้างอาคาร",
     ["บริการ ออกใบอนุญาตก่อสร้างอาคาร กองช่าง", "ขั้นที่ 1 ยื่นคำขอพร้อมแบบแปลนที่กองช่าง", "ขั้นที่ 2 เจ้าหน้าที่ตรวจสถานที่ ภายใน 7 วัน",
      "ขั้นที่ 3 รับใบอนุญาตและชำระค่าธรรมเนียม ภายใน 15 วัน"], []),
    ("o17/satisfaction.pdf", "รายงานผลสำรวจความพึงพอใจ ปีงบประมาณ 2567",
     ["สำรวจระหว่างเดือนตุลาคม 2566 ถึงเดือนกันยายน 2567 จากผู้รับบริการ 320 คน", "ความพึงพอใจรวมร้อยละ 93.4"],
     [["ด้าน", "ร้อยละ"], ["ขั้นตอน", "92.8"], ["ช่องทาง", "93.1"], ["เจ้าหน้าที่", "96.2"], ["สถานที่", "91.5"]]),
    ("o19/procurement-plan.pdf", "ประกาศเผยแพร่แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ 2568",
     ["ประกาศตามพระราชบัญญัติการจัดซื้อจัดจ้าง และการบริหารพัสดุภาครัฐ พ.ศ. 2560"],
     [["รายการ", "วงเงิน (บาท)", "คาดว่าจะประกาศ"], ["ซ่อมแซมถนนสายบ้านสมมุติ", "480,000", "ธันวาคม 2567"], ["โคมไฟฟ้าสาธารณะ", "200,000", "พฤศจิกายน 2567"]]),
    ("o20/notices.pdf", "รวมประกาศเชิญชวนและประกาศผลผู้ชนะ",
     ["ประกาศของปีงบประมาณ 2568 รวมถึงวันที่ปรับปรุง"],
     [["วันที่", "ประกาศ", "เรื่อง"], ["4 พ.ย. 2567", "หนังสือเชิญชวน", "โคมไฟฟ้าสาธารณะ"], ["14 พ.ย. 2567", "ประกาศผู้ชนะ", "โคมไฟฟ้าสาธารณะ"],
      ["16 ธ.ค. 2567", "หนังสือเชิญชวน", "ซ่อมแซมถนน"], ["8 ม.ค. 2568", "ประกาศผู้ชนะ", "ซ่อมแซมถนน"]]),
    ("o21/monthly-summary.pdf", "สรุปผลการจัดซื้อจัดจ้างรายเดือน ฉบับพิมพ์",
     ["ข้อมูลเดือนตุลาคม 2567 ถึงเดือนมีนาคม 2568 ครบ 6 เดือน"],
     [["เดือน", "งานที่ซื้อหรือจ้าง", "วงเงิน (บาท)"], ["ต.ค. 2567", "วัสดุสำนักงาน", "18,000"], ["พ.ย. 2567", "โคมไฟฟ้าสาธารณะ", "200,000"],
      ["ธ.ค. 2567", "น้ำมันเชื้อเพลิง", "30,000"], ["ม.ค. 2568", "ซ่อมแซมถนน", "480,000"], ["ก.พ. 2568", "วัสดุคอมพิวเตอร์", "24,000"],
      ["มี.ค. 2568", "อาหารเสริมนม", "45,000"]]),
    ("o22/procurement-report.pdf", "รายงานผลการจัดซื้อจัดจ้าง ประจำปีงบประมาณ 2567",
     ["ระยะเวลา วันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567", "ใช้งบประมาณจัดซื้อจัดจ้าง 2,140,000 บาท",
      "ปัญหาและอุปสรรค ผู้เสนอราคาน้อยรายในงานขนาดเล็ก", "ข้อเสนอแนะ เผยแพร่แผนล่วงหน้าอย่างน้อย 30 วัน"],
     [["วิธี", "จำนวนรายการ", "เป็นเงิน (บาท)"], ["เฉพาะเจาะจง", "46", "1,190,000"], ["ประกาศเชิญชวน", "1", "950,000"]]),
    ("o23/hr-policy.pdf", "ประกาศนโยบายการบริหารทรัพยากรบุคคล ประจำปีงบประมาณ 2568",
     ["นายกองค์การบริหารส่วนตำบลตัวอย่าง กำหนดนโยบายใช้บังคับในปีงบประมาณ 2568", "1. สรรหาอย่างเปิดเผยและเป็นธรรม",
      "2. พัฒนาทักษะดิจิทัลของพนักงานทุกคน", "3. ประเมินผลงานด้วยตัวชี้วัดที่ตกลงร่วมกัน", "ประกาศ ณ วันที่ 17 ตุลาคม 2567"], []),
    ("o25/hr-criteria.pdf", "หลักเกณฑ์การสรรหา บรรจุ แต่งตั้ง และพัฒนาบุคลากร",
     ["ใช้บังคับในปีงบประมาณ 2568", "การสรรหาและคัดเลือก ประกาศรับสมัครอย่างน้อย 15 วัน และเปิดเผยเกณฑ์คะแนน",
      "การบรรจุและแต่งตั้ง เรียงตามลำดับบัญชีผู้ผ่านการคัดเลือก", "การพัฒนาบุคลากร พนักงานทุกคนอบรมอย่างน้อยปีละหนึ่งหลักสูตร"], []),
    ("o26/hr-report.pdf", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ 2567",
     ["ระยะเวลา วันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567", "ผลตามนโยบาย ทำได้ครบ 4 จาก 4 โครงการ",
      "สถิติ มีผู้ดำรงตำแหน่ง 39 คน จากกรอบ 42 คน ผ่านการอบรม 35 คน", "ปัญหาและอุปสรรค ตำแหน่งช่างว่างนานกว่าหกเดือน",
      "ข้อเสนอแนะ ขอใช้บัญชีผู้สอบแข่งขันของส่วนกลาง"], []),
    ("o27/complaint-procedure.pdf", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
     ["วิธีร้องเรียน ยื่นด้วยตนเอง ส่งทางไปรษณีย์ หรือใช้แบบออนไลน์", "ส่วนงานที่รับผิดชอบ งานนิติการ สำนักปลัด",
      "ผู้ร้องเรียนได้รับเลขรับเรื่องภายใน 1 วันทำการ", "ผลการพิจารณาแจ้งเป็นหนังสือ หรือทางอีเมลตามที่ผู้ร้องเรียนเลือก"], []),
    ("o30/public-forum.pdf", "สรุปผลเวทีประชาคมทบทวนแผนพัฒนาท้องถิ่น",
     ["ครั้งที่ 1 วันที่ 11 พฤศจิกายน 2567 ผู้เข้าร่วม 80 คน", "ครั้งที่ 2 วันที่ 10 มีนาคม 2568 ผู้เข้าร่วม 66 คน",
      "ผู้เข้าร่วมเป็นบุคคลภายนอก ได้แก่ ชาวบ้าน ผู้แทนโรงเรียน และกลุ่มอาชีพ", "รับข้อเสนอไว้ในแผน 7 เรื่อง"], []),
    ("o31/no-gift-policy.pdf", "ประกาศเจตนารมณ์ No Gift Policy ประจำปีงบประมาณ 2568",
     ["ข้าพเจ้าและเจ้าหน้าที่ทุกคนของ อบต.ตัวอย่าง จะไม่รับของขวัญ", "ทั้งก่อนปฏิบัติหน้าที่ ระหว่างปฏิบัติหน้าที่ และหลังปฏิบัติหน้าที่",
      "ประกาศนี้ใช้ตั้งแต่วันที่ 1 ตุลาคม 2567 ถึงวันที่ 30 กันยายน 2568", "ลงนาม นายสมมุติ ตัวอย่าง", "นายกองค์การบริหารส่วนตำบลตัวอย่าง ผู้ดำรงตำแหน่งปัจจุบัน"], []),
    ("o32/policy-meeting.pdf", "รายงานการประชุมถ่ายทอดนโยบาย No Gift Policy",
     ["ประชุมวันที่ 20 มกราคม 2568 ห้องประชุม อบต.ตัวอย่าง", "ผู้เข้าประชุม 38 คน จากทุกส่วนราชการ", "วาระ อธิบายนโยบาย ยกกรณีศึกษา และตอบข้อซักถาม",
      "มติ ทุกกองรายงานผลทุกสิ้นเดือน"], []),
    ("o33/no-gift-report.pdf", "รายงานผลตามนโยบาย No Gift Policy รอบ 6 เดือน",
     ["ระยะเวลา วันที่ 1 ตุลาคม 2567 ถึงวันที่ 31 มีนาคม 2568", "ผลประเมิน ทุกกองปฏิบัติตามประกาศ มีผู้เสนอของขวัญ 3 ครั้ง ปฏิเสธทั้งหมด"], []),
    ("o35/risk-action.pdf", "รายงานการดำเนินการตามมาตรการจัดการความเสี่ยง",
     ["การดำเนินการในปีงบประมาณ 2568 ตามมาตรการที่กำหนดไว้"],
     [["มาตรการ", "สิ่งที่ทำ", "วันที่"], ["คณะกรรมการสองกอง", "ออกคำสั่งแต่งตั้ง", "2 ธ.ค. 2567"], ["ใบเสร็จอิเล็กทรอนิกส์", "เปิดใช้งาน", "6 ม.ค. 2568"],
      ["บันทึกเลขไมล์", "ตรวจทุกสัปดาห์", "ตั้งแต่ 4 พ.ย. 2567"]]),
    ("o36/anti-corruption-plan.pdf", "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ 2568",
     ["ใช้ตั้งแต่วันที่ 1 ตุลาคม 2567 ถึงวันที่ 30 กันยายน 2568 งบประมาณรวม 45,000 บาท"],
     [["โครงการ", "งบประมาณ (บาท)", "ช่วงเวลา"], ["เด็กไทยโตไปไม่โกง", "15,000", "พ.ย.–ธ.ค. 2567"], ["อบรมจริยธรรมพนักงาน", "10,000", "ก.พ. 2568"],
      ["เปิดเผยข้อมูลแบบเข้าใจง่าย", "5,000", "ตลอดปี"], ["อาสาตรวจสอบงานก่อสร้าง", "15,000", "พ.ค.–ส.ค. 2568"]]),
    ("o37/anti-corruption-h1.pdf", "รายงานการกำกับติดตามแผนป้องกันการทุจริต รอบ 6 เดือน",
     ["ระยะเวลา วันที่ 1 ตุลาคม 2567 ถึงวันที่ 31 มีนาคม 2568", "ใช้งบประมาณ 18,500 บาท จาก 45,000 บาท"],
     [["โครงการ", "ความก้าวหน้า", "ใช้จ่าย (บาท)"], ["เด็กไทยโตไปไม่โกง", "แล้วเสร็จ", "9,000"], ["อบรมจริยธรรมพนักงาน", "แล้วเสร็จ", "8,000"],
      ["เปิดเผยข้อมูล", "กำลังทำ", "1,500"], ["อาสาตรวจสอบ", "ยังไม่ถึงกำหนด", "0"]]),
    ("o38/anti-corruption-report.pdf", "รายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ 2567",
     ["ระยะเวลา วันที่ 1 ตุลาคม 2566 ถึงวันที่ 30 กันยายน 2567", "ปัญหาและอุปสรรค ผู้เข้าร่วมจากภายนอกยังน้อย",
      "ข้อเสนอแนะ จัดกิจกรรมในวันเดียวกับการประชุมหมู่บ้าน"],
     [["โครงการ", "ผล", "ใช้จ่าย (บาท)"], ["เด็กไทยโตไปไม่โกง", "เด็ก 52 คน", "14,000"], ["อบรมพนักงาน", "35 คน", "9,500"],
      ["เปิดเผยข้อมูล", "ครบทุกข้อ", "4,000"], ["อาสาตรวจสอบ", "ตรวจ 3 งาน", "12,000"]]),
    ("o39/ethics-code.pdf", "ประมวลจริยธรรมสำหรับพนักงานส่วนท้องถิ่น",
     ["1. ยึดมั่นในสถาบันหลักของประเทศ", "2. ซื่อสัตย์สุจริต มีจิตสำนึกที่ดี และรับผิดชอบต่อหน้าที่", "3. กล้าตัดสินใจและกระทำในสิ่งที่ถูกต้อง",
      "4. คิดถึงประโยชน์ส่วนรวมมากกว่าส่วนตัว", "5. มุ่งผลสัมฤทธิ์ของงาน", "6. ปฏิบัติหน้าที่อย่างเป็นธรรม และไม่เลือกปฏิบัติ", "7. ดำรงตนเป็นแบบอย่างที่ดี"], []),
    ("o40/ethics-team.pdf", "คำสั่งแต่งตั้งคณะทำงานขับเคลื่อนจริยธรรม",
     ["คณะทำงานประจำปีงบประมาณ 2568", "ปลัดองค์การบริหารส่วนตำบล ประธานคณะทำงาน", "หัวหน้าส่วนราชการทุกกอง คณะทำงาน",
      "นักทรัพยากรบุคคล เลขานุการ", "หน้าที่ ให้คำปรึกษา จัดทำแนวปฏิบัติ และจัดการอบรม"], []),
    ("o41/ethics-appraisal.pdf", "รายงานการนำผลประเมินจริยธรรมไปใช้ในการเลื่อนเงินเดือน",
     ["รอบการประเมินวันที่ 1 ตุลาคม 2567 ถึงวันที่ 31 มีนาคม 2568", "นำผลไปใช้ประกอบการเลื่อนเงินเดือน ณ วันที่ 1 เมษายน 2568"],
     [["ระดับผลประเมิน", "จำนวน (คน)"], ["ดีเด่น", "14"], ["ดีมาก", "20"], ["ดี", "5"]]),
    ("o42/integrity-measures.pdf", "บันทึกการวิเคราะห์ผล ITA ปีงบประมาณ 2567 และมาตรการ",
     ["ผลการประเมินครั้งล่าสุด 93.15 คะแนน ระดับผ่านดี", "จุดอ่อนที่ต้องแก้โดยเร็ว การใช้ทรัพย์สินของราชการ",
      "ประเด็นที่ควรพัฒนา การปรับปรุงระบบการทำงาน และงานบุคคล", "มาตรการที่ 1 เสริมสร้างความเข้าใจหลักเกณฑ์งานบุคคล",
      "มาตรการที่ 2 เปิดให้ประชาชนร่วมปรับปรุงการให้บริการ", "มาตรการที่ 3 กำกับการใช้ทรัพย์สินของราชการ"], []),
    ("o43/measures-progress.pdf", "รายงานความก้าวหน้าของมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
     ["ดำเนินการในปีงบประมาณ 2568 รายงาน ณ วันที่ 24 เมษายน 2568"],
     [["มาตรการ", "ความก้าวหน้า"], ["งานบุคคล", "ชี้แจงครบทุกกอง"], ["การมีส่วนร่วม", "ตอบข้อเสนอครบ 41 เรื่อง"], ["ทรัพย์สินของราชการ", "ตรวจนับแล้วสี่ครั้ง"]]),
]

SERVICE = [
    ["เดือน", "ชำระภาษี", "ขออนุญาตก่อสร้าง", "แจ้งซ่อมไฟฟ้า", "รวม"],
    ["ต.ค. 2567", 42, 3, 11, 56], ["พ.ย. 2567", 38, 2, 9, 49], ["ธ.ค. 2567", 35, 4, 12, 51],
    ["ม.ค. 2568", 96, 3, 8, 107], ["ก.พ. 2568", 120, 5, 10, 135], ["มี.ค. 2568", 143, 4, 7, 154],
]
SPENDING = [
    ["เดือน", "ใช้จ่าย (บาท)", "สะสม (บาท)"],
    ["ต.ค. 2567", 30000, 30000], ["พ.ย. 2567", 130000, 160000], ["ธ.ค. 2567", 148000, 308000],
    ["ม.ค. 2568", 160000, 468000], ["ก.พ. 2568", 182000, 650000], ["มี.ค. 2568", 190000, 840000],
]
SATISFACTION = [["ด้าน", "ร้อยละ"], ["ขั้นตอน", 92.8], ["ช่องทาง", 93.1], ["เจ้าหน้าที่", 96.2], ["สถานที่", 91.5]]
COMPLAINTS = [["เดือน", "เรื่องทั้งหมด", "เสร็จแล้ว", "อยู่ระหว่างดำเนินการ"]] + [[row[0], 0, 0, 0] for row in SERVICE[1:]]
PROJECTS = [
    ["ลำดับ", "โครงการ", "ส่วนราชการ", "งบประมาณ (บาท)", "เริ่ม", "สิ้นสุด"],
    [1, "ปรับปรุงระบบไฟฟ้าสาธารณะ", "กองช่าง", 200000, "ต.ค. 2567", "ธ.ค. 2567"],
    [2, "ซ่อมแซมถนนสายบ้านสมมุติ", "กองช่าง", 480000, "ม.ค. 2568", "เม.ย. 2568"],
    [3, "อาหารกลางวันศูนย์พัฒนาเด็กเล็ก", "กองการศึกษา", 360000, "ต.ค. 2567", "ก.ย. 2568"],
    [4, "ดูแลผู้สูงอายุในชุมชน", "สำนักปลัด", 120000, "ก.พ. 2568", "ส.ค. 2568"],
    [5, "ปรับปรุงแผนที่ภาษี", "กองคลัง", 90000, "ต.ค. 2567", "มิ.ย. 2568"],
]
PURCHASE_HEAD = ["งานที่ซื้อหรือจ้าง", "วงเงิน (บาท)", "ราคากลาง (บาท)", "วิธีซื้อหรือจ้าง", "ผู้เสนอราคาและราคา", "ผู้ได้รับเลือกและราคาที่ตกลง", "เหตุผลที่เลือก", "เลขที่และวันที่ของสัญญา"]
PURCHASES = [
    ("ต.ค. 2567", ["วัสดุสำนักงาน", 18000, 18000, "เฉพาะเจาะจง", "ร้านสมมุติเครื่องเขียน 17,800", "ร้านสมมุติเครื่องเขียน 17,800", "ราคาไม่เกินวงเงิน", "ซ 1/2568 ลว. 15 ต.ค. 2567"]),
    ("พ.ย. 2567", ["โคมไฟฟ้าสาธารณะ", 200000, 199000, "เฉพาะเจาะจง", "หจก.ตัวอย่างการไฟฟ้า 198,000", "หจก.ตัวอย่างการไฟฟ้า 198,000", "คุณสมบัติถูกต้อง", "ซ 4/2568 ลว. 18 พ.ย. 2567"]),
    ("ธ.ค. 2567", ["น้ำมันเชื้อเพลิง", 30000, 30000, "เฉพาะเจาะจง", "สถานีบริการสมมุติ 29,600", "สถานีบริการสมมุติ 29,600", "ราคาตามท้องตลาด", "ซ 7/2568 ลว. 3 ธ.ค. 2567"]),
    ("ม.ค. 2568", ["ซ่อมแซมถนนสายบ้านสมมุติ", 480000, 478500, "คัดเลือก", "หจก.สมมุติก่อสร้าง 465,000 / บจก.ตัวอย่างโยธา 472,000", "หจก.สมมุติก่อสร้าง 465,000", "ราคาต่ำสุด", "จ 2/2568 ลว. 13 ม.ค. 2568"]),
    ("ก.พ. 2568", ["วัสดุคอมพิวเตอร์", 24000, 24000, "เฉพาะเจาะจง", "ร้านทดสอบคอมพิวเตอร์ 23,500", "ร้านทดสอบคอมพิวเตอร์ 23,500", "ราคาไม่เกินวงเงิน", "ซ 11/2568 ลว. 7 ก.พ. 2568"]),
    ("มี.ค. 2568", ["อาหารเสริมนม", 45000, 45000, "เฉพาะเจาะจง", "สหกรณ์โคนมสมมุติ 44,800", "สหกรณ์โคนมสมมุติ 44,800", "ตามราคากลาง", "ซ 14/2568 ลว. 5 มี.ค. 2568"]),
]
HR = [
    ["โครงการ", "ความก้าวหน้า ณ 31 มี.ค. 2568", "งบประมาณ (บาท)", "ใช้จ่าย (บาท)"],
    ["อบรมการใช้งานระบบดิจิทัล", "แล้วเสร็จ 28 คน", 25000, 24000], ["ปรับปรุงเกณฑ์ประเมินผลงาน", "แล้วเสร็จ", 0, 0],
    ["ศึกษาดูงานการให้บริการ", "กำหนดจัดเดือนมิถุนายน", 60000, 0],
]
RISKS = [
    ["เหตุการณ์ความเสี่ยง", "โอกาส (1–5)", "ผลกระทบ (1–5)", "ระดับ", "มาตรการจัดการ"],
    ["กำหนดคุณลักษณะพัสดุเอื้อผู้ขายรายเดียว", 4, 4, "สูง", "คณะกรรมการจากสองกองร่วมกำหนด"],
    ["รับเงินค่าธรรมเนียมโดยไม่ออกใบเสร็จ", 2, 4, "ปานกลาง", "ใช้ใบเสร็จอิเล็กทรอนิกส์"],
    ["นำรถราชการไปใช้ส่วนตัว", 3, 3, "ปานกลาง", "บันทึกเลขไมล์และตรวจทุกสัปดาห์"],
]


# As people make them: a title over the table, a total and a note below it, days and per cent by the format of their cells.
CHANNELS = [
    ["ช่องทางที่ประชาชนใช้บริการ รอบ 6 เดือนแรก"], ["หน่วย: ครั้ง"], [],
    ["ช่องทาง", "ชาย (ครั้ง)", "หญิง (ครั้ง)", "ร้อยละของทั้งหมด", "ปรับปรุงเมื่อ"],
    ["มาที่สำนักงาน", 142, 168, 0.562, datetime.date(2025, 4, 9)], ["โทรศัพท์", 61, 70, 0.237, datetime.date(2025, 4, 9)],
    ["เว็บไซต์และแอปพลิเคชันของหน่วยงาน", 48, 63, 0.201, datetime.date(2025, 4, 7)],
    ["รวม", 251, 301, 1, None], ["หมายเหตุ: ผู้ใช้บริการหนึ่งคนนับได้หลายครั้ง"],
]
ANSWERED = [["เดือน", "ตอบทันเวลา (เรื่อง)", "ตอบช้า (เรื่อง)"]] + [[row[0], row[3], n] for row, n in zip(SERVICE[1:], (4, 3, 3, 2, 1, 0))]


def channels(book):
    """A title over all columns, and formats of numbers."""
    sheet = book.create_sheet("ช่องทาง")
    for row in CHANNELS:
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    for row in sheet.iter_rows(min_row=5, max_row=8):
        row[3].number_format = "0.0%"
        row[4].number_format = "[$-41E]d mmm bbbb"
    add_sheet(book, "รายเดือน", SERVICE)


def merged(book):
    """Cells that are merged: a title, which is fine, and two offices, which are not."""
    sheet = book.create_sheet("สถิติ")
    for row in [["สถิติการให้บริการ"], ["ส่วนงาน", "เรื่อง", "ครั้ง"], ["กองคลัง", "ชำระภาษี", 474], [None, "ขอใบเสร็จ", 30], ["กองช่าง", "แจ้งซ่อมไฟฟ้า", 57]]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")


def formulas(book):
    """A formula that no program has computed, and one that leads nowhere."""
    add_sheet(book, "สถิติ", [["เดือน", "ครั้ง", "ร้อยละ"], ["ต.ค. 2567", 56, "#REF!"], ["พ.ย. 2567", 49, 46.7], ["รวม", "=SUM(B2:B3)", 100]])


def sample():
    for name, title, lines, table in SAMPLE_PDFS:
        pdf(SAMPLE / name, title, lines, table)
    table_csv(SAMPLE / "o12/spending-monthly.csv", SPENDING)
    table_csv(SAMPLE / "o16/service-statistics.csv", SERVICE)
    table_csv(SAMPLE / "o17/satisfaction.csv", SATISFACTION)
    table_csv(SAMPLE / "o29/complaints.csv", COMPLAINTS, "cp874")
    xlsx(SAMPLE / "o11/projects.xlsx", "บัญชีโครงการ ปีงบประมาณ 2568", [("โครงการ", PROJECTS)])
    xlsx(SAMPLE / "o21/monthly-summary.xlsx", "สรุปผลการจัดซื้อจัดจ้างรายเดือน", [(month, [PURCHASE_HEAD, row]) for month, row in PURCHASES])
    xlsx(SAMPLE / "o24/hr-progress.xlsx", "ความก้าวหน้าโครงการด้านบุคลากร", [("รอบ 6 เดือน", HR)])
    xlsx(SAMPLE / "o34/risk-assessment.xlsx", "ประเมินความเสี่ยงการทุจริต ปีงบประมาณ 2568", [("ความเสี่ยง", RISKS)])
    word(SAMPLE / "o14/borrowing-steps.docx", "ขั้นตอนการยืมและคืนพัสดุ", [
        "งาน การยืมและคืนพัสดุ", "ตำแหน่งผู้ปฏิบัติ เจ้าพนักงานพัสดุ กองคลัง", "ขั้นที่ 1 ผู้ยืมกรอกแบบยืมและให้หัวหน้ากองลงนาม",
        "ขั้นที่ 2 เจ้าพนักงานพัสดุตรวจสภาพและลงทะเบียน", "ขั้นที่ 3 เมื่อคืน ตรวจสภาพและลงชื่อรับคืนภายในวันเดียวกัน"])
    word(SAMPLE / "o25/appraisal-criteria.docx", "หลักเกณฑ์การประเมินผลงานและการให้คุณให้โทษ", [
        "ผลสัมฤทธิ์ของงาน ร้อยละ 70 พฤติกรรมทางจริยธรรม ร้อยละ 20 สมรรถนะ ร้อยละ 10", "ผู้มีผลงานระดับดีเด่นได้รับประกาศเกียรติคุณ",
        "ผู้ที่ไม่ผ่านเกณฑ์ต้องทำแผนพัฒนารายบุคคล"])
    word(SAMPLE / "o39/ethics-rules.docx", "ข้อกำหนดจริยธรรมของ อบต.ตัวอย่าง", [
        "ข้อ 1 ให้บริการด้วยถ้อยคำสุภาพและเท่าเทียม", "ข้อ 2 ไม่ใช้เวลาราชการทำธุรกิจส่วนตัว", "ข้อ 3 แจ้งผู้บังคับบัญชาทันทีเมื่อมีส่วนได้เสียในเรื่องที่พิจารณา"])
    for name, post, colour in (
        ("head.jpg", "นายก อบต.", "#5b3a8c"), ("deputy.jpg", "รองนายก อบต.", "#7a5ba8"), ("chair.png", "ประธานสภา", "#3a6b8c"),
        ("clerk.png", "ปลัด อบต.", "#2f6b4f"), ("finance.png", "ผอ.กองคลัง", "#8c6b3a"), ("education.png", "ผอ.กองการศึกษา", "#8c3a5b"),
    ):
        portrait(SAMPLE / "o02" / name, post, colour)
    picture(SAMPLE / "o01/org-chart.png", (800, 400), org_chart)
    picture(SAMPLE / "o05/map.png", (640, 400), town_map)
    picture(SAMPLE / "o30/forum-hall.jpg", (760, 430), forum_hall)
    picture(SAMPLE / "o40/dos-and-donts.png", (640, 320), dos_and_donts)


def mixed():
    pdf(MIXED / "2568/items/o06/แผนดำเนินงาน.pdf", "แผนและความก้าวหน้า ไตรมาสที่ 1", ["ใช้จ่ายแล้ว 410,000 บาท จาก 3,600,000 บาท"], agency=MIXED_AGENCY)
    pdf(MIXED / "2568/items/o21/declaration.pdf", "ประกาศเจตนารมณ์ No Gift Policy ประจำปีงบประมาณ 2568", ["ลงนาม นายตัวอย่าง สมมุติ", "นายกเทศมนตรีตำบลสมมุติ"], agency=MIXED_AGENCY)
    pdf(MIXED / "2569/items/o01/structure.pdf", "โครงสร้าง หน้าที่และอำนาจ", ["ผังแบ่งเป็นสำนักปลัดเทศบาล กองคลัง และกองช่าง"], agency=MIXED_AGENCY)
    table_csv(MIXED / "2568/items/o11/statistics.csv", SERVICE)
    workbook(MIXED / "2568/items/o11/channels.xlsx", "ช่องทางที่ประชาชนใช้บริการ", channels)
    table_csv(MIXED / "2568/measures/1/answered.csv", ANSWERED, "cp874")
    picture(MIXED / "2568/items/o08/steps.png", (640, 320), dos_and_donts)
    portrait(MIXED / "2569/items/o02/head.png", "นายกเทศมนตรี", "#3a6b8c")


def files():
    """Files that the clean year must not hold, or that tests open one by one."""
    scanned(FILES / "scanned.pdf", "ประกาศที่สแกนเป็นภาพ", ["ข้อความในหน้านี้เป็นภาพ", "เครื่องอ่านหน้าจอและการค้นหาอ่านไม่ได้"])
    table_csv(FILES / "windows-874.csv", SERVICE, "cp874")
    xlsx(FILES / "statistics.xlsx", "สถิติการให้บริการ", [("สถิติ", SERVICE), ("ร้องเรียน", COMPLAINTS)])
    workbook(FILES / "merged.xlsx", "สถิติการให้บริการ", merged)
    workbook(FILES / "formulas.xlsx", "สถิติการให้บริการ", formulas)
    word(FILES / "letter.docx", "หนังสือภายนอก", ["เรื่อง ขอเชิญประชุม", "เรียน ผู้ใหญ่บ้านทุกหมู่บ้าน", "ขอเชิญประชุมประจำเดือน ณ ห้องประชุมของหน่วยงาน"])


if __name__ == "__main__":
    pdfmetrics.registerFont(TTFont("body", str(FONTS / "Laksaman.ttf")))
    for make in (sample, mixed, files):
        make()
