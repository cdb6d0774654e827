//! What an attachment holds: its kind by its bytes, and whether a citizen's number is in it.
//!
//! Pure: bytes in, facts out. Knows nothing of sites, paths or rules.
//!
//! Whatever the bytes are, it ends soon and small: readers count what they unpack and the steps they take, not the clock, so that
//! the same bytes give the same facts on any machine. Where a limit is met the answer is "could not be searched", never "clean".
//! No value here can show the digits of a number.

mod guard;
mod kind;
mod marks;
pub mod national_id;
mod finds;
mod text;
mod table;
mod packed;
mod sheet;
mod old_office;
mod pdf;

pub use kind::Kind;
pub use national_id::Weight;

use finds::Finds;

/// The largest file that is looked into, in bytes. Nobody needs to read a larger one: [`too_large`] tells what there is to tell.
pub const MAX_FILE: usize = 128 * 1024 * 1024;
/// The largest text file that is searched, in bytes.
const MAX_TEXT: usize = 64 * 1024 * 1024;

/// What is known of an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// What it is, by its bytes.
    pub kind: Kind,
    /// Needs a password to open.
    pub encrypted: bool,
    /// Can run something: `vbaProject.bin`, scripts and launch actions of a PDF, scripts of an SVG.
    pub macros: bool,
    /// Whether its text could be searched.
    pub search: Search,
    /// National ID numbers, in reading order, each once per place, at most 100.
    pub ids: Vec<FoundId>,
    /// Pages of a PDF.
    pub pages: Option<u32>,
    /// Pages of a PDF that are pictures and could not be searched; fewer than half when [`Search::Searched`].
    pub blind_pages: u32,
}

impl Inspection {
    /// Of a file that is too large to be looked into.
    #[must_use]
    pub fn too_large() -> Inspection {
        Finds::failed(Reason::TooLarge).into_inspection(Kind::Unknown)
    }
}

/// A number that was found. Cannot show its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundId {
    /// `1-2345-•••••-••-1`.
    pub masked: String,
    /// Where, for a person: `หน้า 3`, `Sheet1!B7`, `ย่อหน้า 12`, `บรรทัด 5`.
    pub place: String,
    /// How sure.
    pub weight: Weight,
}

/// Whether the text of a file could be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// Wholly.
    Searched,
    /// It is made of pictures: "could not be searched", never "clean".
    NoText,
    /// Not, or not wholly: what was found until then is told.
    NotSearched(Reason),
}

/// Why a text could not be searched, or not wholly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Needs a password.
    Encrypted,
    /// The file, or what is packed in it, is larger than what is read.
    TooLarge,
    /// It would take too many steps: a file made to keep readers busy.
    TooMuchWork,
    /// Cut off or damaged.
    Broken,
    /// A form whose text can be looked at only roughly: Word, Excel and `PowerPoint` before 2007.
    OldForm,
    /// A picture, a program, an archive: nothing to search.
    NotText,
}

/// Looks into a file. The name only helps to tell a table (`.csv`) from other text.
#[must_use]
pub fn inspect(name: &str, bytes: &[u8]) -> Inspection {
    let (kind, finds) =
        guard::quietly(|| look(name, bytes, Depth::Whole)).unwrap_or_else(|| (kind::of(bytes), Finds::failed(Reason::Broken)));
    finds.into_inspection(kind)
}

/// What is known of a file above [`MAX_FILE`] by its first bytes, some thousand of them.
#[must_use]
pub fn too_large(head: &[u8]) -> Inspection {
    let kind = kind::of(head);
    let is_text = !matches!(kind, Kind::Png | Kind::Jpeg | Kind::Gif | Kind::Webp | Kind::Executable | Kind::Unknown);
    Finds::failed(if is_text { Reason::TooLarge } else { Reason::NotText }).into_inspection(kind)
}

/// Whether a file is looked at for itself or lies in another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    Whole,
    /// Attached to a PDF or embedded in an Office file; what lies in it is not opened.
    Inside,
}

fn look(name: &str, bytes: &[u8], depth: Depth) -> (Kind, Finds) {
    let kind = kind::of(bytes);
    let limit = if matches!(kind, Kind::Text | Kind::Html | Kind::Svg) { MAX_TEXT } else { MAX_FILE };
    let finds = match kind {
        _ if bytes.len() > limit => Finds::failed(Reason::TooLarge),
        Kind::Pdf => pdf::read(bytes, depth),
        Kind::Xlsx | Kind::Docx | Kind::Pptx | Kind::Zip => packed::read(bytes, kind, depth),
        Kind::OldOffice => old_office::read(bytes),
        Kind::Text | Kind::Html | Kind::Svg => text::read(name, bytes, kind),
        Kind::Png | Kind::Jpeg | Kind::Gif | Kind::Webp | Kind::Executable | Kind::Unknown => Finds::failed(Reason::NotText),
    };
    (kind, finds)
}

#[cfg(test)]
mod tests;
