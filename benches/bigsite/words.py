"""Thai text for pages of a fictional agency: sentences with places for numbers and names, put together by a seed.

Nothing here is about a real agency. Bold stands between spaces, so that every Markdown reader takes it for bold.
"""

import random

OPENINGS = [
    "อบต.ตัวอย่าง เผยแพร่ข้อมูลของข้อนี้เพื่อให้ประชาชนตรวจสอบการทำงานได้ด้วยตนเอง",
    "หน้านี้สรุปสิ่งที่หน่วยงานทำในปีงบประมาณนี้ พร้อมบอกว่าเปิดดูเอกสารฉบับเต็มได้ที่ใด",
    "ข้อมูลในหน้านี้มาจากทะเบียนงานของส่วนราชการที่รับผิดชอบ และปรับปรุงเมื่อมีเรื่องใหม่",
    "ผู้สนใจอ่านสรุปจากหน้านี้ก่อนได้ แล้วจึงเปิดหลักฐานเฉพาะเรื่องที่ต้องการรู้รายละเอียด",
]

SENTENCES = [
    "{office} รวบรวมข้อมูลจากทุกส่วนราชการแล้วเสนอผู้บริหารพิจารณาก่อนเผยแพร่",
    "ในรอบนี้มีการประชุม **{n} ครั้ง** และมีผู้เข้าร่วมจาก {village} รวม {count} คน",
    "{project} ใช้งบประมาณ {baht} บาท จากข้อบัญญัติงบประมาณรายจ่ายประจำปี",
    "ประชาชนใน {village} แจ้งความเห็นผ่านช่องทางของหน่วยงาน {count} เรื่อง และได้รับคำตอบครบทุกเรื่อง",
    "เมื่อสิ้นเดือน{month} งานคืบหน้าแล้ว **ร้อยละ {percent}** ของแผนที่วางไว้",
    "คณะกรรมการตรวจรับงานที่ {village} พบข้อควรปรับปรุง {n} ข้อ และผู้รับจ้างแก้ไขแล้วเสร็จในเดือน{month}",
    "หน่วยงานจัดอบรมเจ้าหน้าที่เรื่องระเบียบที่เกี่ยวข้อง {n} รุ่น มีผู้ผ่านการทดสอบ {count} คน",
    "การใช้จ่ายของ {project} เป็นไปตามแผน และรายงานต่อสภาท้องถิ่นในเดือน{month}",
    "แบบฟอร์มที่ใช้ในงานนี้มี {n} แบบ ขอรับได้ที่ {office} หรือพิมพ์จากเว็บไซต์",
    "ผู้รับบริการ {count} คนตอบแบบสอบถาม และ **ร้อยละ {percent}** พอใจในระดับมากขึ้นไป",
    "ระยะเวลาให้บริการเฉลี่ย {n} วันทำการ สั้นกว่าที่กำหนดไว้ในคู่มือ",
    "เรื่องที่ยังไม่แล้วเสร็จมี {n} เรื่อง {office} กำหนดให้เสร็จภายในเดือน{month}",
    "ที่ประชุมมีมติให้นำผลของ {project} ไปใช้วางแผนในปีถัดไป",
    "ปัญหาที่พบคือผู้รับจ้างส่งงานล่าช้า {n} วัน หน่วยงานจึงเรียกค่าปรับตามสัญญา",
    "ข้อเสนอแนะจาก {village} คือให้แจ้งกำหนดการล่วงหน้าและติดประกาศที่ศาลาประชาคม",
    "ข้อมูลชุดนี้เชื่อมโยงกับ {link} ซึ่งแสดงรายละเอียดอีกด้านหนึ่งของงานเดียวกัน",
    "รายละเอียดของแผนอยู่ใน {link} ผู้อ่านเทียบตัวเลขของสองหน้าได้",
    "เอกสารทุกฉบับเก็บไว้ที่ {office} และขอดูได้ตามกฎหมายว่าด้วยข้อมูลข่าวสารของราชการ",
]

HEADINGS = [
    "ความเป็นมา", "วิธีดำเนินงาน", "กลุ่มเป้าหมาย", "ขั้นตอนและระยะเวลา", "ปัญหาและอุปสรรค", "ข้อเสนอแนะ", "งานที่จะทำต่อไป",
    "ช่องทางติดต่อ", "การมีส่วนร่วมของประชาชน", "การติดตามและประเมินผล", "ผู้รับผิดชอบ", "การใช้จ่ายงบประมาณ",
]

POINTS = [
    "ตรวจความถูกต้องของข้อมูลก่อนเผยแพร่ทุกครั้ง",
    "แจ้งผลให้ผู้ยื่นเรื่องทราบภายใน {n} วันทำการ",
    "ติดประกาศที่สำนักงานและที่ {village}",
    "มอบหมายให้ {office} เป็นผู้ประสานงาน",
    "บันทึกผลลงทะเบียนภายในเดือน{month}",
    "เปิดให้ประชาชนสอบถามทุกวันทำการ",
    "รายงานผลต่อผู้บริหารทุกเดือน",
    "ทบทวนคู่มือการปฏิบัติงาน **ปีละครั้ง** พร้อมรับฟังความเห็น",
    "ใช้จ่ายไม่เกิน {baht} บาท ตามที่อนุมัติ",
    "เก็บหลักฐานเป็นไฟล์ที่ค้นคำได้",
]

OFFICES = {"clerk": "สำนักปลัด", "finance": "กองคลัง", "works": "กองช่าง", "education": "กองการศึกษา"}
VILLAGES = [f"หมู่ที่ {n} บ้าน{name}" for n, name in enumerate(
    ["สวนใหม่", "ท่าน้ำ", "ทุ่งกว้าง", "โคกสูง", "ริมคลอง", "ดอนทราย", "ป่าไผ่", "หนองบัว"], start=1)]
PROJECTS = [
    "โครงการปรับปรุงถนนคอนกรีต", "โครงการขยายเขตไฟฟ้าสาธารณะ", "โครงการขุดลอกคลอง", "โครงการดูแลผู้สูงอายุ",
    "โครงการคัดแยกขยะต้นทาง", "โครงการอาหารกลางวันศูนย์พัฒนาเด็กเล็ก", "โครงการป้องกันโรคไข้เลือดออก",
    "โครงการฝึกอบรมอาชีพ", "โครงการซ่อมระบบประปาหมู่บ้าน", "โครงการส่งเสริมกีฬาเยาวชน",
]
MONTHS = ["ตุลาคม", "พฤศจิกายน", "ธันวาคม", "มกราคม", "กุมภาพันธ์", "มีนาคม"]


class Writer:
    """Writes text from a seed: the same seed, the same text, on any machine and any version of Python 3."""

    def __init__(self, seed, links=()):
        self._random = random.Random(seed)
        self._links = links

    def number(self, low, high):
        """A number from low to high. `random()` is the one method that Python keeps the same for ever."""
        return low + int(self._random.random() * (high - low + 1))

    def one(self, options):
        return options[self.number(0, len(options) - 1)]

    def some(self, options, count):
        """That many of the options, each once."""
        left = list(options)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(count)]

    def baht(self):
        return f"{self.number(20, 900) * 1000:,}"

    def fill(self, text):
        return text.format(
            n=self.number(2, 9), count=self.number(12, 240), percent=self.number(51, 99), baht=self.baht(),
            village=self.one(VILLAGES), project=self.one(PROJECTS), office=self.one(list(OFFICES.values())),
            month=self.one(MONTHS), link=self.one(self._links) if self._links else "ดัชนีลิงก์",
        )

    def points(self, low, high):
        return [self.fill(it) for it in self.some(POINTS, self.number(low, high))]

    def paragraph(self):
        return " ".join(self.fill(it) for it in self.some(SENTENCES, self.number(2, 4)))

    def bullets(self):
        return "\n".join(f"- {it}" for it in self.points(3, 6))

    def points_in_text(self):
        return f"{self.paragraph()}\n\n{self.bullets()}"

    def steps(self):
        return "\n".join(f"{n}. {it}" for n, it in enumerate(self.points(3, 5), start=1))

    def rows(self):
        """A table of projects: its head, then its rows."""
        head = ["โครงการ", "งบประมาณ (บาท)", "ใช้จ่าย (บาท)", "ความก้าวหน้า"]
        projects = self.some(PROJECTS, self.number(4, 8))
        return [head] + [[it, self.baht(), self.baht(), f"ร้อยละ {self.number(40, 100)}"] for it in projects]

    def table(self):
        head, *rows = self.rows()
        lines = [head, ["---", "--:", "--:", "---"], *rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def body(self, first_heading, size):
        """Markdown of about `size` bytes; a table stands under the first heading."""
        parts = [self.one(OPENINGS), f"## {first_heading}", self.table()]
        headings = self.some(HEADINGS, len(HEADINGS))
        blocks = [self.paragraph, self.bullets, self.paragraph, self.steps, self.paragraph, self.table]
        while len("\n\n".join(parts).encode()) < size:
            if self.number(0, 2) == 0 and headings:
                parts += [f"## {headings.pop()}", self.paragraph()]
            else:
                parts.append(self.one(blocks)())
        return "\n\n".join(parts)
