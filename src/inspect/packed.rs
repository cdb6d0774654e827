//! Archives: Office files since 2007, `OpenDocument`, and those that are only archives.
//!
//! Every part in XML is read, piece by piece and up to a limit over all parts, so that an archive that unpacks to terabytes ends
//! soon. Files embedded in an Office file are opened once; what lies in those is not.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::finds::Finds;
use super::national_id::Lenient;
use super::{Depth, Kind, Reason, old_office};

mod workbook;
mod xml;

/// Parts of one archive.
const MAX_PARTS: usize = 10_000;
/// Bytes unpacked of one archive, over all its parts.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// Bytes of a part that is held in memory whole.
const MAX_HELD: u64 = 16 * 1024 * 1024;
/// Letters from which on a file with pictures is not one of pictures only.
const MIN_LETTERS: usize = 50;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

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
    // Counted before the directory is read: it takes more memory than its bytes.
    if memmem::find_iter(bytes, b"PK\x01\x02").nth(MAX_PARTS).is_some() {
        return Finds::failed(Reason::TooLarge);
    }
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Finds::failed(Reason::Broken);
    };
    let mut reader = Packed { archive, left: MAX_UNPACKED, letters: 0, finds: Finds::default() };
    let names = reader.names();
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

/// Names are shown as a place; a long one is made by nobody.
fn short(name: &str) -> String {
    name.chars().take(60).collect()
}

struct Packed<'a> {
    archive: Archive<'a>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// Letters read so far.
    letters: usize,
    finds: Finds,
}

impl Packed<'_> {
    fn names(&mut self) -> Vec<String> {
        let names: Vec<String> = self.archive.file_names_raw().map(|it| String::from_utf8_lossy(it).into_owned()).collect();
        names.into_iter().take(MAX_PARTS).collect()
    }

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
        let Packed { archive, left, finds, .. } = self;
        if *left == 0 {
            finds.fail(Reason::TooLarge);
            return None;
        }
        let part = match archive.index_for_name_raw(name.as_bytes()).map(|it| archive.by_index(it)) {
            Some(Ok(part)) => part,
            Some(Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED))) => {
                finds.encrypted = true;
                finds.fail(Reason::Encrypted);
                return None;
            }
            _ => {
                finds.fail(Reason::Broken);
                return None;
            }
        };
        let limit = *left;
        let mut buffered = BufReader::with_capacity(64 * 1024, part.take(limit));
        let res = read(&mut buffered, finds);
        let unread = buffered.into_inner().limit();
        *left = unread;
        if unread == 0 {
            finds.fail(Reason::TooLarge);
        } else if res.is_none() {
            finds.fail(Reason::Broken);
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

/// The targets of a part's relations, by their ids.
type Relations = BTreeMap<String, String>;

/// `xl/worksheets/sheet1.xml` + `../comments1.xml` → `xl/comments1.xml`.
fn target(part: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(folders.pop()),
            "." => (),
            _ => folders.push(step),
        }
    }
    folders.join("/")
}
