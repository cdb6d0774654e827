//! PDF: the text of its pages, forms, properties and attachments; scripts; pages that are pictures.
//!
//! Reads by itself: the libraries at hand recurse without end on forms that draw themselves, and hold whatever a stream unpacks
//! to; neither can be bounded from outside. Here every loop is counted, so a hostile file ends with "could not be searched".

use std::collections::BTreeSet;
use std::rc::Rc;

use super::finds::Finds;
use super::national_id::{LENGTH, Lenient, count_digits};
use super::{Depth, Reason, marks};
use crate::formats::encoding::decode;

mod crypt;
mod file;
mod filter;
mod font;
mod layout;
mod object;
mod page;

use file::File;
use object::{Dict, Object};
use page::{Fonts, Page, Runner};

/// Pages of one file.
const MAX_PAGES: usize = 20_000;
/// Letters from which on a page with a picture is not one of pictures only: more than the stamp of a scanner.
const MIN_LETTERS: usize = 50;
/// Curves from which on a page without text may be letters drawn as curves.
const MANY_CURVES: usize = 500;

const PROPERTIES: &str = "คุณสมบัติหรือช่องกรอกของเอกสาร";

pub(super) fn read(bytes: &[u8], depth: Depth) -> Finds {
    let file = match File::open(bytes) {
        Ok(file) => file,
        Err(reason) => return Finds::failed(reason),
    };
    let mut finds = Finds::default();
    let pages = pages(&file);
    if pages.is_empty() {
        file.fail(Reason::Broken);
    }
    let mut fonts = Fonts::new();
    let mut blind = 0;
    for (number, leaf) in (1..).zip(&pages) {
        let page = run(&file, &mut fonts, leaf);
        blind += u32::from(is_blind(&page));
        search(&page, number, &mut finds);
    }
    finds.pages = u32::try_from(pages.len()).ok();
    finds.blind_pages = blind;
    finds.no_text = blind > 0 && blind.saturating_mul(2) >= finds.pages.unwrap_or(0);
    for id in file.ids() {
        rest(&file, id, depth, &mut finds);
    }
    if let Some(reason) = file.failed() {
        finds.fail(reason);
    }
    finds
}

/// A page, and its resources as they are written there or above.
struct Leaf {
    page: Object,
    resources: Option<Rc<Object>>,
}

/// All pages in order.
fn pages(file: &File) -> Vec<Leaf> {
    let Some(Object::Dict(root)) = file.trailer("Root") else { return Vec::new() };
    let mut open: Vec<Leaf> = root.get("Pages").map(|it| Leaf { page: it.clone(), resources: None }).into_iter().collect();
    let (mut seen, mut res) = (BTreeSet::new(), Vec::new());
    while let Some(Leaf { page: node, resources: above }) = open.pop() {
        if let Object::Ref(id) = node
            && !seen.insert(id)
        {
            continue;
        }
        let Some(Object::Dict(dict)) = file.resolve(&node) else {
            file.fail(Reason::Broken);
            continue;
        };
        let resources = dict.get("Resources").cloned().map(Rc::new).or(above);
        if let Some(Object::Array(kids)) = file.resolve_key(&dict, "Kids") {
            open.extend(kids.into_iter().rev().map(|page| Leaf { page, resources: resources.clone() }));
            continue;
        }
        if res.len() >= MAX_PAGES || !file.spend(1024) {
            file.fail(Reason::TooLarge);
            return res;
        }
        // What stands in the page itself is read again with it.
        let is_own = dict.get("Resources").is_some();
        res.push(Leaf { page: node, resources: resources.filter(|_| !is_own) });
    }
    res
}

fn run(file: &File, fonts: &mut Fonts, leaf: &Leaf) -> Page {
    let mut runner = Runner::new(file, fonts);
    let Some(Object::Dict(page)) = file.resolve(&leaf.page) else { return Page::default() };
    let resources = page.get("Resources").or(leaf.resources.as_deref()).and_then(|it| file.resolve(it));
    let resources = if let Some(Object::Dict(it)) = resources { it } else { Dict::default() };
    let mut content = Vec::new();
    for part in parts(file, page.get("Contents")) {
        match file.stream(part) {
            Some(bytes) => {
                content.extend(bytes);
                content.push(b'\n');
            }
            None => file.fail(Reason::Broken),
        }
        if content.len() > filter::MAX_STREAM {
            file.fail(Reason::TooLarge);
            break;
        }
    }
    runner.run(&content, &resources);
    for appearance in appearances(file, &page) {
        runner.object(appearance, &resources);
    }
    runner.into_page()
}

/// The streams of a content: one, or several in order.
fn parts(file: &File, contents: Option<&Object>) -> Vec<u32> {
    match contents {
        Some(Object::Ref(id)) if file.is_stream(*id) => vec![*id],
        Some(other) => match file.resolve(other) {
            Some(Object::Array(all)) => all.iter().filter_map(|it| if let Object::Ref(id) = it { Some(*id) } else { None }).collect(),
            _ => Vec::new(),
        },
        None => Vec::new(),
    }
}

/// What notes and fields on a page look like.
fn appearances(file: &File, page: &Dict) -> Vec<u32> {
    let Some(Object::Array(notes)) = file.resolve_key(page, "Annots") else { return Vec::new() };
    let appearance = |note: &Object| {
        let Some(Object::Dict(note)) = file.resolve(note) else { return None };
        match file.dict(&note, "AP")?.get("N")? {
            Object::Ref(id) if file.is_stream(*id) => Some(*id),
            _ => None,
        }
    };
    notes.iter().take_while(|_| file.spend(64)).filter_map(appearance).collect()
}

fn is_blind(page: &Page) -> bool {
    page.letters < MIN_LETTERS && (page.pictures > 0 || page.unknown >= MIN_LETTERS || page.curves >= MANY_CURVES)
}

fn search(page: &Page, number: u32, finds: &mut Finds) {
    let written = layout::as_written(&page.pieces);
    if count_digits(&written) < LENGTH {
        return;
    }
    let place = || format!("หน้า {number}");
    finds.search(&written, Lenient::Yes, None, place);
    finds.search(&layout::as_seen(&page.pieces), Lenient::Yes, None, place);
}

/// What lies beside the pages: scripts, fields, properties, attached files.
fn rest(file: &File, id: u32, depth: Depth, finds: &mut Finds) {
    let Some(object) = file.get(id) else { return };
    values(&object, None, finds);
    let Object::Dict(dict) = &object else { return };
    let is_attached = dict.is("Type", "EmbeddedFile");
    if !file.is_stream(id) || !(is_attached || dict.is("Type", "Metadata")) {
        return;
    }
    let Some(bytes) = file.stream(id) else { return };
    if !is_attached {
        finds.search(&decode(&bytes), Lenient::No, None, || PROPERTIES.to_owned());
    } else if depth == Depth::Whole {
        finds.take(super::look("", &bytes, Depth::Inside).1, "ไฟล์แนบใน PDF");
    }
}

/// Strings and actions of an object, however deep: the lexer bounds the depth.
fn values(object: &Object, label: Option<marks::Mark>, finds: &mut Finds) {
    match object {
        Object::Text(bytes) if bytes.len() >= LENGTH => {
            finds.search(&string(bytes), Lenient::No, label, || PROPERTIES.to_owned());
        }
        Object::Array(all) => all.iter().for_each(|it| values(it, label, finds)),
        Object::Dict(dict) => {
            finds.macros |= dict.is("S", "JavaScript") || dict.is("S", "Launch") || dict.get("JS").is_some();
            // A field's name says what it is for.
            let label = [dict.get("TU"), dict.get("T")].into_iter().flatten().find_map(|it| match it {
                Object::Text(bytes) => marks::before(&string(bytes)).map(|it| it.mark),
                _ => None,
            });
            dict.0.iter().for_each(|it| values(&it.1, label, finds));
        }
        _ => (),
    }
}

/// A string outside content: UTF-16 or UTF-8 with its mark, or one byte a letter.
fn string(bytes: &[u8]) -> String {
    decode(bytes).into_owned()
}
