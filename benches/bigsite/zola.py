"""The same site as Zola reads it. Days come as they are shown: its templates cannot put them together."""

import re

from .disk import write_text
from .pages import agency
from .peers import copy_theme, with_head, write_pages
from .words import OFFICES

MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]


def write(folder, name, base, years):
    copy_theme(folder, "zola/templates", "templates")
    write_text(folder / "config.toml", settings(name, base, years[-1]))
    write_pages(folder, name, years, page_text)


def settings(name, base, newest):
    site = agency(name, base)
    return f"""\
base_url = "{site['base_url'].rstrip('/')}"
title = "{site['agency']['name']}"
default_language = "th"
minify_html = true

[extra]
newest = "{newest}"

[extra.agency]
{table(site['agency'])}
[extra.offices]
{table(OFFICES)}"""


def table(values):
    return "".join(f'{key} = "{it}"\n' for key, it in values.items())


def page_text(kind, place, title, weight, values, body=""):
    template = "index.html" if kind == "home" else f"{kind}.html"
    order = {"sort_by": "weight"} if kind in ("home", "year", "measures", "indicators") else {}
    shown = {"description": values["progress"]} if kind == "item" else {}
    extra = {"kind": kind, **place, **{key: days(it) for key, it in values.items()}}
    return with_head({"title": title, "weight": weight, "template": template, **order, **shown, "extra": extra}, body)


def days(value):
    """A day, or a span of days, as it is shown and as machines read it."""
    if isinstance(value, dict):
        return {key: days(it) for key, it in value.items()}
    if isinstance(value, str) and (found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)):
        year, month, day = map(int, found.groups())
        return {"iso": f"{year - 543}-{month:02}-{day:02}", "text": f"{day}\u00a0{MONTHS[month - 1]}\u00a0{year}"}
    return value
