//! Files made to hurt, and files that were hurt.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// Far above what any takes; a debug build on a busy machine is slow.
const SOON: Duration = Duration::from_secs(20);

/// Sizes and rounds: a tenth, unless slow tests are asked for; `SLOW_TESTS=20` makes it twenty times as many.
fn times(number: usize) -> usize {
    let slow = std::env::var("SLOW_TESTS").ok().and_then(|it| it.parse::<usize>().ok());
    slow.map_or(number / 10, |it| number * it)
}

#[track_caller]
fn soon(name: &str, bytes: &[u8]) -> Inspection {
    let start = Instant::now();
    let res = inspect(name, bytes);
    assert!(start.elapsed() < SOON, "{name}: {:?}", start.elapsed());
    res
}

#[track_caller]
fn not_searched(name: &str, bytes: &[u8]) -> Reason {
    match soon(name, bytes).search {
        Search::NotSearched(reason) => reason,
        other => panic!("{name}: {other:?}"),
    }
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

/// A PDF of these objects, the first one its catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut res = b"%PDF-1.7\n".to_vec();
    for (id, object) in (1..).zip(objects) {
        res.extend(format!("{id} 0 obj\n").bytes());
        res.extend(object);
        res.extend(b"\nendobj\n");
    }
    res.extend(b"trailer <</Root 1 0 R>>\n%%EOF");
    res
}

pub(super) fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{dict} /Length {}>>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

/// A catalog, a page with this content, and more objects from the number 5 on.
pub(super) fn page(resources: &str, content: Vec<u8>, more: Vec<Vec<u8>>) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{resources}>>>>").into_bytes(),
        content,
    ];
    objects.extend(more);
    pdf(&objects)
}

pub(super) const HELVETICA: &str = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";

pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("in memory");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

pub(super) const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");

#[test]
fn the_makers_of_these_tests_make_files_that_are_read() {
    let content = stream("", format!("BT /F 12 Tf 60 700 Td ({}) Tj ET", person(1)).as_bytes());
    let res = soon("a.pdf", &page(HELVETICA, content, vec![]));
    assert_eq!((res.search, res.ids.len()), (Search::Searched, 1));
    let text = format!("<w:document xmlns:w='w'><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:document>", person(1));
    let res = soon("a.docx", &archive(&[TYPES, ("word/document.xml", text.as_bytes())]));
    assert_eq!((res.search, res.ids.len()), (Search::Searched, 1));
}

#[test]
fn forms_that_draw_themselves_or_each_other_end() {
    let form = |n: usize| stream(&format!("/Type/XObject/Subtype/Form/Resources<</XObject<</A {n} 0 R>>>>"), b"/A Do /A Do");
    let itself = page("/XObject<</A 5 0 R>>", stream("", b"/A Do"), vec![form(5)]);
    assert_eq!(soon("a.pdf", &itself).search, Search::Searched);
    let chain: Vec<Vec<u8>> = (0..100).map(|it| form(it + 6)).collect();
    soon("a.pdf", &page("/XObject<</A 5 0 R>>", stream("", b"/A Do"), chain));
    // Ten to the power of nine.
    let wide = |n: usize| stream(&format!("/Type/XObject/Subtype/Form/Resources<</XObject<</A {n} 0 R>>>>"), &b"/A Do ".repeat(10));
    let tree: Vec<Vec<u8>> = (0..9).map(|it| wide(it + 6)).collect();
    assert_eq!(not_searched("a.pdf", &page("/XObject<</A 5 0 R>>", stream("", &b"/A Do ".repeat(1000)), tree)), Reason::TooMuchWork);
}

#[test]
fn trees_that_lead_back_to_themselves_end() {
    let circle = pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]>>".to_vec()]);
    assert_eq!(not_searched("a.pdf", &circle), Reason::Broken);
    let references = pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"3 0 R".to_vec(), b"2 0 R".to_vec()]);
    assert_eq!(not_searched("a.pdf", &references), Reason::Broken);
    let length = page("", b"<</Length 4 0 R>>\nstream\nBT ET\nendstream".to_vec(), vec![]);
    assert_eq!(soon("a.pdf", &length).search, Search::Searched);
}

#[test]
fn deep_nesting_ends() {
    for open in ["[", "<</A", "(", "<"] {
        not_searched("a.pdf", &pdf(&[open.repeat(200_000).into_bytes()]));
        soon("a.pdf", &page("", stream("", open.repeat(200_000).as_bytes()), vec![]));
    }
}

#[test]
fn streams_that_unpack_to_too_much_are_refused() {
    let zeros = zlib(&vec![b' '; 17 << 20]);
    let once = page("", stream("/Filter/FlateDecode", &zeros), vec![]);
    assert_eq!(not_searched("a.pdf", &once), Reason::TooLarge);
    let twice = page("", stream("/Filter[/FlateDecode/FlateDecode]", &zlib(&zeros)), vec![]);
    assert_eq!(not_searched("a.pdf", &twice), Reason::TooLarge);
    let objects = page("", stream("", b""), vec![stream("/Type/ObjStm/N 1/First 5/Filter/FlateDecode", &zeros)]);
    assert_eq!(not_searched("a.pdf", &objects), Reason::TooLarge);
    // Each is small enough, all together are not.
    let part = stream("/Type/ObjStm/N 1/First 5/Filter/FlateDecode", &zlib(&vec![b' '; 12 << 20]));
    let many = vec![part; 5];
    assert_eq!(not_searched("a.pdf", &page("", stream("", b""), many)), Reason::TooLarge);
    let rows = stream("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>", &zlib(b"BT ET"));
    soon("a.pdf", &page("", rows, vec![]));
}

#[test]
fn tables_of_a_font_are_bounded() {
    let cmap = b"1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange";
    let font = "/Font<</F 5 0 R>>";
    let more = vec![
        b"<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont/X/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".to_vec(),
        b"<</Type/Font/Subtype/CIDFontType2/W[0 4000000000 500]>>".to_vec(),
        stream("", cmap),
    ];
    soon("a.pdf", &page(font, stream("", b"BT /F 12 Tf (\x00\x31) Tj ET"), more));
}

#[test]
fn a_pdf_of_very_many_or_overlapping_objects_ends() {
    let small: String = (1..times(400_000)).map(|it| format!("{it} 0 obj<</Type/Page>>\n")).collect();
    soon("a.pdf", format!("%PDF-1.4\n{small}").as_bytes());
    let open: String = (1..times(20_000)).map(|it| format!("{it} 0 obj<</A(\n")).collect();
    not_searched("a.pdf", format!("%PDF-1.4\n{open}").as_bytes());
    let pages: String = (1..times(20_000)).map(|_| "3 0 R ").collect();
    soon(
        "a.pdf",
        &pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), format!("<</Kids[{pages}]>>").into_bytes(), b"<</Type/Page>>".to_vec()]),
    );
}

#[test]
fn an_archive_that_unpacks_to_a_gigabyte_ends() {
    let zeros = archive(&[("a.xml", &vec![b' '; 10 << 20])]);
    let mut source = zip::ZipArchive::new(Cursor::new(&zeros)).expect("an archive");
    let mut bomb = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml".to_owned(), "word/document.xml".to_owned()]
        .into_iter()
        .chain((0..100).map(|it| format!("word/part{it}.xml")))
    {
        bomb.raw_copy_file_rename(source.by_index_raw(0).expect("a part"), name).expect("in memory");
    }
    let bomb = bomb.finish().expect("in memory").into_inner();
    assert!(bomb.len() < 2 << 20);
    assert_eq!(not_searched("a.docx", &bomb), Reason::TooLarge);
    let sheet = [&b"<worksheet><!--"[..], &vec![b' '; 65 << 20], b"--></worksheet>"].concat();
    let parts = [TYPES, ("xl/workbook.xml", &b"<a/>"[..]), ("xl/worksheets/sheet1.xml", &sheet)];
    assert_eq!(not_searched("a.xlsx", &archive(&parts)), Reason::TooLarge);
}

#[test]
fn parts_that_overlap_count_each_time() {
    // One packed part, named by every entry of the directory.
    let single = archive(&[TYPES, ("word/document.xml", b"<a/>"), ("word/b0.xml", &vec![b' '; 8 << 20])]);
    let directory = memchr::memmem::find(&single, b"PK\x01\x02").expect("a directory");
    let end = memchr::memmem::find(&single, b"PK\x05\x06").expect("its end");
    let last = memchr::memmem::rfind(&single[..end], b"PK\x01\x02").expect("an entry");
    let mut bomb = single[..end].to_vec();
    for n in 1..200_u8 {
        let mut entry = single[last..end].to_vec();
        let name = memchr::memmem::find(&entry, b"b0").expect("its name");
        entry[name..name + 2].copy_from_slice(&[b'b', n]);
        bomb.extend(entry);
    }
    let size = u32::try_from(bomb.len() - directory).expect("small").to_le_bytes();
    let count = 202_u16.to_le_bytes();
    bomb.extend(
        [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size, &u32::try_from(directory).expect("small").to_le_bytes(), &[0, 0]].concat(),
    );
    not_searched("a.docx", &bomb);
}

#[test]
fn an_archive_of_too_many_parts_or_of_archives_is_not_opened() {
    let mut many = archive(&[TYPES]);
    many.extend(b"PK\x01\x02".repeat(10_001));
    assert_eq!(not_searched("a.docx", &many), Reason::TooLarge);
    let inner = archive(&[TYPES, ("word/document.xml", format!("<a><p>{}</p></a>", person(1)).as_bytes())]);
    let plain = archive(&[("a.docx", &inner)]);
    assert_eq!(not_searched("a.zip", &plain), Reason::NotText);
    // What an Office file embeds is opened once, and no further.
    let embedded = archive(&[TYPES, ("word/document.xml", b"<a/>"), ("word/embeddings/a.docx", &inner)]);
    assert_eq!(soon("a.docx", &embedded).ids.len(), 1);
    let deeper = archive(&[TYPES, ("word/document.xml", b"<a/>"), ("word/embeddings/a.docx", &embedded)]);
    assert_eq!(soon("a.docx", &deeper).ids.len(), 0);
}

#[test]
fn entities_do_not_multiply() {
    let text = format!("<!DOCTYPE a [<!ENTITY b \"{}\"><!ENTITY c \"&b;&b;&b;\">]><a><p>&c;&c;</p></a>", person(1));
    soon("a.docx", &archive(&[TYPES, ("word/document.xml", text.as_bytes())]));
}

#[test]
fn large_texts_are_read_in_time() {
    let numbers: String = (0..times(300_000)).map(|it| format!("เลขที่บัญชี {}\n", person(it as u64))).collect();
    assert_eq!(soon("a.txt", numbers.as_bytes()).ids.len(), 0);
    soon("a.txt", "1 ".repeat(times(2_000_000)).as_bytes());
    soon("a.csv", "1,".repeat(times(2_000_000)).as_bytes());
    soon("a.csv", "\"".repeat(times(2_000_000)).as_bytes());
    soon("a.html", format!("<html>{}", "<".repeat(times(1_000_000))).as_bytes());
    soon("a.html", format!("<html>{}", "&".repeat(times(1_000_000))).as_bytes());
    assert_eq!(not_searched("a.txt", &vec![b'a'; MAX_TEXT + 1]), Reason::TooLarge);
}

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }
}

/// Past the guard: a panic is to be seen.
fn hurt(name: &str, bytes: &[u8]) {
    let start = Instant::now();
    let (kind, finds) = look(name, bytes, Depth::Whole);
    drop(finds.into_inspection(kind));
    assert!(start.elapsed() < SOON, "{name}: {:?}", start.elapsed());
}

#[test]
fn hurt_files_end_in_facts() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for (name, whole) in files() {
        for n in 0..times(300) {
            let mut bytes = whole.clone();
            match n % 3 {
                0 => bytes.truncate(dice.below(whole.len())),
                1 => {
                    for _ in 0..=dice.below(20) {
                        let at = dice.below(bytes.len());
                        bytes[at] = u8::try_from(dice.next() % 256).unwrap_or(0);
                    }
                }
                _ => {
                    // A piece of the file somewhere else in it.
                    let (from, to) = (dice.below(whole.len()), dice.below(whole.len()));
                    let length = dice.below(2000).min(whole.len() - from.max(to));
                    bytes[to..to + length].copy_from_slice(&whole[from..from + length]);
                }
            }
            hurt(&name, &bytes);
        }
    }
}

#[test]
fn any_bytes_are_a_file() {
    let mut dice = Dice(88_172_645_463_325_252);
    let heads: [&[u8]; 6] = [b"%PDF-1.7\n", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<svg", b"", b"\xFF\xFE"];
    let words = [
        "1 0 obj",
        "<<",
        ">>",
        "[",
        "]",
        "stream\n",
        "endstream",
        "/Type/ObjStm",
        "/Kids",
        "1 0 R",
        "(",
        ")",
        "trailer",
        "/Root 1 0 R",
        "<",
        "9999999999",
    ];
    for n in 0..times(20_000) {
        let mut bytes = heads[n % heads.len()].to_vec();
        for _ in 0..dice.below(200) {
            if n % 2 == 0 {
                bytes.extend(words[dice.below(words.len())].bytes().chain([b' ']));
            } else {
                bytes.push(u8::try_from(dice.next() % 256).unwrap_or(0));
            }
        }
        hurt("a.csv", &bytes);
    }
}
