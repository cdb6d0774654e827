//! The files of `themes/default`, part of the program so that it works without the folder. A test holds the lists whole.

macro_rules! text {
    ($name:literal) => {
        ($name, include_str!(concat!("../../themes/default/templates/", $name)))
    };
}
macro_rules! file {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../themes/default/static/", $name)))
    };
}

pub(super) const TEMPLATES: &[(&str, &str)] = &[
    text!("404.html"),
    text!("base.html"),
    text!("board.html"),
    text!("components.html"),
    text!("desk.html"),
    text!("eit.html"),
    text!("index.html"),
    text!("indicator.html"),
    text!("indicators.html"),
    text!("item.html"),
    text!("measure.html"),
    text!("measures.html"),
    text!("moved.html"),
    text!("poster.html"),
    text!("report.html"),
    text!("result.html"),
    text!("retired.html"),
    text!("search.html"),
];

pub(super) const FILES: &[(&str, &[u8])] = &[file!("icon.svg"), file!("search.js"), file!("style.css")];

pub(super) const STRINGS_TH: &str = include_str!("../../themes/default/strings/th.yaml");
pub(super) const STRINGS_EN: &str = include_str!("../../themes/default/strings/en.yaml");
