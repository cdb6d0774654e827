"""Small attachments with Thai text in them: CSV, PDF, XLSX. Same rows, same bytes."""

import io
import zipfile
import zlib
from xml.sax.saxutils import escape


def table_csv(rows):
    """As Excel saves it: a byte order mark, CRLF, quotes where a comma stands."""
    lines = [",".join(f'"{it}"' if "," in it else it for it in row) for row in rows]
    return ("\ufeff" + "".join(f"{line}\r\n" for line in lines)).encode()


def workbook(rows):
    """A workbook of one sheet."""
    sheet = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(it)}</t></is></c>' for it in row) + "</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packed = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{packed}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{packed}/relationships">'
            f'<Relationship Id="r1" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="ข้อมูล" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{packed}/relationships">'
            f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            # Archives carry the time of each member; a fixed one keeps the bytes the same.
            member = zipfile.ZipInfo(name, (2024, 10, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(member, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return out.getvalue()


def document(lines):
    """A PDF that can be searched: one page, a font by name, and the table that says which letters its codes are."""
    code = {letter: f"{n:04X}" for n, letter in enumerate(sorted(set("".join(lines))), start=1)}
    coded = ["".join(code[it] for it in line) for line in lines]
    content = "BT /F 14 Tf 60 780 Td 18 TL\n" + "".join(f"<{it}> Tj T*\n" for it in coded) + "ET"
    pairs = [f"<{it}> <{ord(letter):04X}>" for letter, it in code.items()]
    blocks = [pairs[n:n + 100] for n in range(0, len(pairs), 100)]
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        + "".join(f"{len(it)} beginbfchar\n" + "\n".join(it) + "\nendbfchar\n" for it in blocks)
        + "endcmap end end")
    font = b"/BaseFont /Laksaman /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 " \
        b"/BaseFont /Laksaman /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>]"
    return _pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        _stream(content),
        b"<< /Type /Font /Subtype /Type0 " + font + b" >>",
        _stream(to_unicode),
    ])


def _stream(text):
    data = zlib.compress(text.encode(), 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(data), data)


def _pdf(objects):
    """The objects with the table that says where each begins."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for n, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % it for it in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
