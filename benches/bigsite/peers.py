"""What other programs are given of the same pages: the same texts and values, with titles, links and ways already worked out.

Left out of their work: the result, the report, the survey with its QR codes, the search with its index, the tables of the
link index, the lists of files and addresses, and every check.
"""

import re
import shutil
from pathlib import Path

from .pages import SCHEME, pages, year_settings
from .yaml import document
from .disk import write_text

HOME = Path(__file__).resolve().parents[2]
THEME = HOME / "themes/default"
TITLES = {"measures": "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "indicators": "ตัวชี้วัดการรับรู้"}
GRADE = "ผ่านดีเยี่ยม"


def copy_theme(folder, templates, to):
    """Templates, static files, and the same lists and strings that prongsai reads."""
    shutil.copytree(HOME / "benches" / templates, folder / to)
    shutil.copytree(THEME / "static", folder / "static/assets")
    (folder / "data").mkdir()
    shutil.copy(SCHEME, folder / "data/scheme.yaml")
    shutil.copy(THEME / "strings/th.yaml", folder / "data/strings.yaml")


def write_pages(folder, name, years, page_text):
    """Sections and pages; `page_text` puts values and text in the form of the program.

    It takes the kind of page, where it stands, its title, its weight, its values, and its text.
    """
    content = folder / "content"
    write_text(content / "_index.md", page_text("home", at(years[-1], 0), "", 0, {}))
    for year in years:
        place = content / f"{year}"
        result = {"total": f"{year_settings(year)['result']['total']:.2f}", "grade": GRADE}
        write_text(place / "_index.md", page_text("year", at(year, 1), "", 9999 - year, result))
        for kind, title in TITLES.items():
            write_text(place / kind / "_index.md", page_text(kind, at(year, 2), title, 0, {}))
        for page in pages(name, year):
            write_page(place, year, page, page_text)


def write_page(place, year, page, page_text):
    kind = page.kind.removesuffix("s")
    if page.kind == "items":
        path = place / page.name / "index.md" if page.files else place / f"{page.name}.md"
        text = page_text(kind, at(year, 2), page.title, int(page.name[1:]), item_values(page), item_body(page, year))
    else:
        path = place / page.kind / f"{page.name}.md"
        values = {**page.head, **tool(page), kind: int(page.name), "label": f"{page.name} {page.title}", **parts(page)}
        text = page_text(kind, at(year, 3), page.title, int(page.name), {key: it for key, it in values.items() if key != "title"})
    write_text(path, text)
    for file, data in page.files.items():
        (path.parent / file).write_bytes(data)


def at(year, depth):
    """Where a page stands: its year, and the way up to the front page."""
    return {"year": str(year), "root": "../" * depth}


def tool(page):
    return {"tool": page.asked["tool"]} if page.asked else {}


def parts(page):
    """The sections of a measure or an indicator, as Markdown."""
    return {name: text for name, (_, text) in page.parts.items()}


def item_values(page):
    return {
        **page.head,
        "label": f"{page.head['item']} {page.title}",
        "subindicator": page.asked["subindicator"],
        "evidence": [evidence(page, it) for it in page.head["evidence"]],
    }


def evidence(page, it):
    if "here" in it:
        return {**it, "here": anchor(it["here"])}
    if "file" in it:
        return {**it, "size": size(len(page.files[it["file"]]))}
    return it


def size(n_bytes):
    return f"{n_bytes} B" if n_bytes < 1024 else f"{n_bytes / 1024:.0f} KB"


def item_body(page, year):
    """The body with addresses for links, and a name for the heading that evidence leads to."""
    body = re.sub(r"item:(o\d+)", rf"../../{year}/\1/index.html", page.body)
    return re.sub(r"^## (.+)$", lambda it: f"{it[0]} {{{anchor('#' + it[1])}}}", body, count=1, flags=re.MULTILINE)


def anchor(heading):
    return heading.replace(" ", "-")


def with_head(head, body):
    return f"---\n{document(head)}---\n{body}\n"
