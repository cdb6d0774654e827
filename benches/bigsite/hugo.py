"""The same site as Hugo reads it."""

from .disk import write_text
from .pages import agency
from .peers import copy_theme, with_head, write_pages
from .words import OFFICES
from .yaml import document


def write(folder, name, base, years):
    copy_theme(folder, "hugo/layouts", "layouts")
    write_text(folder / "hugo.yaml", document(settings(name, base, years[-1])))
    write_pages(folder, name, years, page_text)


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


def page_text(kind, place, title, weight, values, body=""):
    shown = {"description": values["progress"]} if kind == "item" else {}
    return with_head({"title": title, "linkTitle": values.get("label", title), "layout": kind, "weight": weight, **shown, **place, **values}, body)
