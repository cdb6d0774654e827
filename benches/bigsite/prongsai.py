"""The site as prongsai reads it."""

import re

from .disk import write_text
from .pages import agency, pages, year_settings
from .yaml import document


def write(folder, name, base, years):
    content = folder / "content"
    write_text(content / "site.yaml", document(agency(name, base)))
    for year in years:
        write_text(content / f"{year}/year.yaml", document(year_settings(year)))
        written = pages(name, year)
        in_folder = {it.name for it in written if it.files}
        for page in written:
            place = content / f"{year}/{page.kind}"
            path = place / page.name / "index.md" if page.files else place / f"{page.name}.md"
            write_text(path, f"---\n{document(page.head)}---\n{linked(page, in_folder)}\n")
            for file, data in page.files.items():
                (path.parent / file).write_bytes(data)


def linked(page, in_folder):
    """The body with links from file to file."""
    up = "../" if page.files else ""
    return re.sub(r"item:(o\d+)", lambda it: f"{up}{it[1]}/index.md" if it[1] in in_folder else f"{up}{it[1]}.md", page.body)
