//! Archives: Office files since 2007, `OpenDocument`, and those that are only archives.
//!
//! Every part in XML is read. Files embedded in an Office file are opened once; what lies in those is not.

use std::io::Read;

use memchr::memmem;

use super::finds::Finds;
use super::national_id::Lenient;
use super::{Depth, Kind, Reason, old_office};
use crate::formats::package::{Fault, Package};

mod workbook;
mod xml;

/// Bytes of a part that is held in memory whole.
const MAX_HELD: u64 = 16 * 1024 * 1024;
/// Letters from which on a file with pictures is not one of pictures only.
const MIN_LETTERS: usize = 50;

/// What an archive is, by the names in its directory: they stand there as they are.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    if memmem::find(bytes, b"[Content_Types].xml").is_none() {
        return Kind::Zip;
    }
    let has = |name: &str| memmem::find(bytes, name.as_bytes()).is_some();
    match () {
        () if has("xl/workbook.") => Kind::Xlsx,
        () if has("word/document.") || has("word/document2.") => Kind::Docx,
        () if has("ppt/presentation.") => Kind::Pptx,
        () => Kind::Zip,
    }
}

pub(super) fn read(bytes: &[u8], kind: Kind, depth: Depth) -> Finds {
    let package = match Package::new(bytes) {
        Ok(package) => package,
        Err(fault) => return Finds::failed(reason(fault)),
    };
    let mut reader = Packed { package, letters: 0, finds: Finds::default() };
    let names = reader.package.names();
    let is_document = kind != Kind::Zip || names.iter().any(|it| it == "content.xml");
    for name in &names {
        reader.finds.search(name, Lenient::No, None, || format!("ชื่อ {}", short(name)));
    }
    if is_document {
        reader.document(&names, depth);
    } else {
        reader.finds.fail(Reason::NotText);
    }
    reader.finds
}

fn reason(fault: Fault) -> Reason {
    match fault {
        Fault::Encrypted => Reason::Encrypted,
        Fault::TooLarge => Reason::TooLarge,
        Fault::Broken => Reason::Broken,
    }
}

/// Names are shown as a place; a long one is made by nobody.
fn short(name: &str) -> String {
    name.chars().take(60).collect()
}

struct Packed<'a> {
    package: Package<'a>,
    /// Letters read so far.
    letters: usize,
    finds: Finds,
}

impl Packed<'_> {
    fn document(&mut self, names: &[String], depth: Depth) {
        let lower: Vec<String> = names.iter().map(|it| it.to_ascii_lowercase()).collect();
        let is = |mark: &str| lower.iter().any(|it| it.contains(mark));
        self.finds.macros = is("vbaproject.bin") || is("xl/macrosheets/") || is("basic/script-lc.xml");
        if is("xl/workbook.bin") {
            self.finds.fail(Reason::OldForm);
        }
        let book = workbook::Book::read(self, names);
        for (name, lower) in names.iter().zip(&lower) {
            if self.finds.is_full() {
                return;
            }
            match () {
                () if book.is_read_apart(name) => (),
                () if lower.ends_with(".xml") || lower.ends_with(".rels") || lower.ends_with(".vml") => self.part(name, &book),
                () if lower.contains("/embeddings/") => self.embedded(name, depth),
                () => (),
            }
        }
        let has_pictures =
            lower.iter().any(|it| [".png", ".jpg", ".jpeg", ".tif", ".tiff", ".emf", ".wmf"].iter().any(|end| it.ends_with(end)));
        self.finds.no_text = has_pictures && self.letters < MIN_LETTERS;
    }

    /// Reads a part by `read`, counting what is unpacked; `None` when it cannot be read to its end.
    fn open<T>(&mut self, name: &str, read: impl FnOnce(&mut dyn std::io::BufRead, &mut Finds) -> Option<T>) -> Option<T> {
        let Packed { package, finds, .. } = self;
        let (res, fault) = package.open(name, |reader| read(reader, finds));
        if let Some(fault) = fault {
            finds.encrypted |= fault == Fault::Encrypted;
            finds.fail(reason(fault));
        }
        res
    }

    fn part(&mut self, name: &str, book: &workbook::Book) {
        let place = place_of(name, book);
        let letters = self.open(name, |reader, finds| xml::text(reader, finds, &place));
        self.letters += letters.unwrap_or(0);
    }

    fn embedded(&mut self, name: &str, depth: Depth) {
        if depth == Depth::Inside {
            return;
        }
        let bytes = self.open(name, |reader, _| {
            let mut bytes = Vec::new();
            reader.take(MAX_HELD).read_to_end(&mut bytes).ok()?;
            Some(bytes)
        });
        let Some(bytes) = bytes else { return };
        if u64::try_from(bytes.len()).is_ok_and(|it| it == MAX_HELD) {
            self.finds.fail(Reason::TooLarge);
            return;
        }
        if name.ends_with(".bin") {
            // An object of another program in its container: looked at roughly.
            old_office::search(&bytes, &mut self.finds);
        } else {
            self.finds.take(super::look(name, &bytes, Depth::Inside).1, &short(name));
        }
    }
}

/// How the places of a part are told.
enum Place<'a> {
    /// The text itself: paragraphs are counted.
    Body,
    Slide(&'a str),
    /// Notes on the cells of a sheet.
    Notes(&'a str),
    Part(&'a str),
}

impl Place<'_> {
    fn at(&self, paragraph: usize, cell: &str) -> String {
        match self {
            Place::Body => format!("ย่อหน้า {paragraph}"),
            Place::Slide(number) => format!("สไลด์ {number}"),
            Place::Notes(sheet) => format!("{sheet}!{cell} (ความเห็น)"),
            Place::Part(name) => short(name),
        }
    }
}

fn place_of<'a>(name: &'a str, book: &'a workbook::Book) -> Place<'a> {
    let slide = name.strip_prefix("ppt/slides/slide").and_then(|it| it.strip_suffix(".xml"));
    match (name, slide, book.notes.get(name)) {
        ("word/document.xml" | "content.xml", _, _) => Place::Body,
        (_, Some(number), _) => Place::Slide(number),
        (_, _, Some(sheet)) => Place::Notes(sheet),
        _ => Place::Part(name),
    }
}
