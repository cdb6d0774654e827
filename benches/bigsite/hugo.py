"""The same site as Hugo reads it: the same texts and values, links and titles already worked out in its favour.

Left out of its work: the result, the report, the survey with its QR codes, the tables of the link index, the lists of files and
addresses, and every check.
"""

import re
import shutil
from pathlib import Path

from .disk import write_text
from .pages import SCHEME, agency, pages, year_settings
from .words import OFFICES
from .yaml import document

HOME = Path(__file__).resolve().parents[2]
LAYOUTS = HOME / "benches/hugo/layouts"
THEME = HOME / "themes/default"
GRADE = "ผ่านดีเยี่ยม"


def write(folder, name, base, years):
    shutil.copytree(LAYOUTS, folder / "layouts", dirs_exist_ok=True)
    shutil.copytree(THEME / "static", folder / "static/assets", dirs_exist_ok=True)
    (folder / "data").mkdir()
    shutil.copy(SCHEME, folder / "data/scheme.yaml")
    shutil.copy(THEME / "strings/th.yaml", folder / "data/strings.yaml")
    write_text(folder / "hugo.yaml", document(settings(name, base, years[-1])))
    write_text(folder / "content/_index.md", page_text(at(years[-1], 0)))
    for year in years:
        place = folder / f"content/{year}"
        result = {"total": year_settings(year)["result"]["total"], "grade": GRADE}
        write_text(place / "_index.md", page_text({**at(year, 1), "layout": "year", "result": result}))
        for kind, title in [("measures", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"), ("indicators", "ตัวชี้วัดการรับรู้")]:
            write_text(place / kind / "_index.md", page_text({**at(year, 2), "layout": kind, "title": title}))
        for page in pages(name, year):
            write_page(place, year, page)


def settings(name, base, newest):
    site = agency(name, base)
    return {
        "baseURL": site["base_url"],
        "title": site["agency"]["name"],
        "defaultContentLanguage": "th",
        "disableKinds": ["taxonomy", "term", "rss", "404"],
        "markup": {"goldmark": {"extensions": {"typographer": {"disable": True}}}},
        "params": {"newest": str(newest), "agency": site["agency"], "offices": OFFICES},
    }


def write_page(place, year, page):
    if page.kind == "items":
        path = place / page.name / "index.md" if page.files else place / f"{page.name}.md"
        write_text(path, page_text(item_head(page, year), item_body(page, year)))
        for file, data in page.files.items():
            (path.parent / file).write_bytes(data)
    else:
        parts = {name: text for name, (_, text) in page.parts.items()}
        number = {page.kind[:-1]: int(page.name), "weight": int(page.name), "layout": page.kind[:-1], "title": page.title,
                  "linkTitle": f"{page.name} {page.title}"}
        tool = {"tool": page.asked["tool"]} if page.asked else {}
        write_text(place / page.kind / f"{page.name}.md", page_text({**page.head, **at(year, 3), **number, **tool, **parts}))


def at(year, depth):
    """Where a page stands: its year, and the way up to the front page."""
    return {"year": str(year), "root": "../" * depth}


def item_head(page, year):
    evidence = [{**it, "here": anchor(it["here"])} if "here" in it else it for it in page.head["evidence"]]
    return {
        **page.head,
        **at(year, 2),
        "title": page.title,
        "linkTitle": f"{page.head['item']} {page.title}",
        "description": page.head["progress"],
        "layout": "item",
        "weight": int(page.name[1:]),
        "subindicator": page.asked["subindicator"],
        "evidence": evidence,
    }


def item_body(page, year):
    """The body with addresses for links, and a name for the heading that evidence leads to."""
    body = re.sub(r"item:(o\d+)", rf"../../{year}/\1/index.html", page.body)
    return re.sub(r"^## (.+)$", lambda it: f"{it[0]} {{{anchor('#' + it[1])}}}", body, count=1, flags=re.MULTILINE)


def anchor(heading):
    return heading.replace(" ", "-")


def page_text(head, body=""):
    return f"---\n{document(head)}---\n{body}\n"
