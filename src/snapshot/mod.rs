//! One year's section with its evidence in one file that opens from a disk: what was public on a day, to keep and to show.
//!
//! Made of an [`Output`]; the same output and the same words give the same bytes. Does not build and does not ask git.

mod compare;
pub mod repository;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

pub use self::compare::{Difference, check};
use crate::output::{Body, Digest, Output, media_type};
use crate::text::html::escape;

/// The list of files inside, beside the cover.
pub const LIST: &str = "snapshot.json";
/// The page that says what the file is.
pub const COVER: &str = "cover.html";

/// What a snapshot says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Name of the agency.
    pub agency: String,
    /// Address of the section.
    pub base_url: String,
    /// Fiscal year, Buddhist era.
    pub year: u16,
    /// The day whose content it shows, ISO 8601; empty for the content as it was when it was made.
    pub as_of: String,
    /// Commit of the content; empty without a repository.
    pub commit: String,
    /// When that was committed, in seconds since 1970; 0 without a repository.
    pub committed: i64,
    /// Whether files differed from that commit.
    pub has_changes: bool,
    /// Version of the program.
    pub program: String,
}

/// The list inside.
#[derive(Debug, Serialize, Deserialize)]
struct List {
    about: About,
    /// By path.
    files: BTreeMap<String, Entry>,
}

/// A file inside.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    /// Bytes.
    size: u64,
    /// Media type.
    r#type: String,
    /// Digest of its bytes.
    sha256: String,
}

/// The files of a snapshot, sorted: those of the section, the cover, the list.
fn files<'a>(output: &'a Output, about: &About) -> Result<BTreeMap<String, Piece<'a>>> {
    let mut list = List { about: about.clone(), files: BTreeMap::new() };
    let mut res: BTreeMap<String, Piece> = BTreeMap::new();
    let mut add = |path: &str, size: u64, digest: Digest| {
        let extension = path.rsplit_once('.').map_or("", |it| it.1);
        list.files.insert(path.to_owned(), Entry { size, r#type: media_type(extension).to_owned(), sha256: digest.to_string() });
    };
    for (path, body) in output.iter() {
        add(path.as_str(), body.size(), body.digest());
        res.insert(path.as_str().to_owned(), Piece::Of(body));
    }
    let cover = cover(about, output.len()).into_bytes();
    add(COVER, cover.len() as u64, Digest::of(&cover));
    res.insert(COVER.to_owned(), Piece::Own(cover));
    let text = serde_json::to_string_pretty(&list).context("writing the list of files")? + "\n";
    res.insert(LIST.to_owned(), Piece::Own(text.into_bytes()));
    Ok(res)
}

enum Piece<'a> {
    Of(&'a Body),
    Own(Vec<u8>),
}

impl Piece<'_> {
    fn write(&self, to: &mut impl io::Write) -> Result<()> {
        match self {
            Piece::Own(bytes) => to.write_all(bytes)?,
            Piece::Of(body @ (Body::Bytes(_) | Body::Aside(_))) => to.write_all(&body.bytes()?)?,
            Piece::Of(Body::Copy { from, sha256, .. }) => {
                let file = File::open(from).with_context(|| format!("reading `{}`", from.display()))?;
                let (digest, _) = Digest::of_reader(file, |piece| to.write_all(piece))?;
                if digest != *sha256 {
                    bail!("`{}` changed while it was read; try again", from.display());
                }
            }
        }
        Ok(())
    }
}

/// Writes a snapshot as one ZIP file, in place of what stands there, in one step.
///
/// # Errors
/// When the machine refuses.
pub fn write_zip(output: &Output, about: &About, to: &Path) -> Result<()> {
    let draft = beside(to);
    let res = zipped(output, about, &draft).and_then(|()| fs::rename(&draft, to).with_context(|| format!("writing `{}`", to.display())));
    if res.is_err() {
        let _ = fs::remove_file(&draft);
    }
    res
}

fn beside(to: &Path) -> PathBuf {
    let name = to.file_name().map_or_else(|| "snapshot".into(), |it| it.to_string_lossy());
    to.with_file_name(format!(".{name}.new"))
}

fn zipped(output: &Output, about: &About, draft: &Path) -> Result<()> {
    let file = File::create(draft).with_context(|| format!("writing `{}`", draft.display()))?;
    let mut zip = ZipWriter::new(io::BufWriter::new(file));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(time(about.committed))
        .unix_permissions(0o644);
    for (path, piece) in files(output, about)? {
        zip.start_file(path.as_str(), options).with_context(|| format!("writing `{}`", draft.display()))?;
        piece.write(&mut zip)?;
    }
    let file = zip.finish().with_context(|| format!("writing `{}`", draft.display()))?;
    file.into_inner().context("writing the last bytes")?.sync_all().with_context(|| format!("writing `{}`", draft.display()))
}

/// Writes a snapshot as a new folder.
///
/// # Errors
/// When the folder is there already, or the machine refuses.
pub fn write_folder(output: &Output, about: &About, to: &Path) -> Result<()> {
    if to.exists() {
        bail!("`{}` is there already; a snapshot is written to a new folder", to.display());
    }
    let draft = beside(to);
    // What a run left that was cut off would be kept as if it were public.
    match fs::remove_dir_all(&draft) {
        Err(err) if err.kind() != io::ErrorKind::NotFound => {
            return Err(err).with_context(|| format!("removing `{}`", draft.display()));
        }
        _ => {}
    }
    let written = || -> Result<()> {
        for (path, piece) in files(output, about)? {
            let path = draft.join(path);
            path.parent().map_or(Ok(()), fs::create_dir_all).with_context(|| format!("writing `{}`", path.display()))?;
            let mut file = File::create(&path).with_context(|| format!("writing `{}`", path.display()))?;
            piece.write(&mut file)?;
        }
        fs::rename(&draft, to).with_context(|| format!("writing `{}`", to.display()))
    };
    let res = written();
    if res.is_err() {
        let _ = fs::remove_dir_all(&draft);
    }
    res
}

/// The time of files inside: that of the commit, or the first one that a ZIP can hold.
fn time(seconds: i64) -> DateTime {
    let Some(day) = u64::try_from(seconds).ok().and_then(crate::text::date::Date::of_epoch_in_thailand) else { return DateTime::default() };
    let (year, month, day) = day.parts();
    u16::try_from(year).ok().and_then(|year| DateTime::from_date_and_time(year, month, day, 0, 0, 0).ok()).unwrap_or_default()
}

/// The page that says what the file is, and how to look whether it is whole.
fn cover(about: &About, n_files: usize) -> String {
    let About { agency, base_url, year, as_of, commit, committed, has_changes, program } = about;
    let day = |seconds: i64| u64::try_from(seconds).ok().and_then(crate::text::date::Date::of_epoch_in_thailand);
    let thai = |it: crate::text::date::Date| it.thai_long(crate::text::digits::Digits::Arabic);
    let (agency, base_url) = (escape(agency), escape(base_url));
    let mut rows = vec![("หน่วยงาน", "Agency", agency.clone()), ("ที่อยู่เว็บไซต์", "Address", base_url)];
    if let Some(day) = crate::text::date::Date::parse(as_of) {
        rows.push(("เนื้อหา ณ สิ้นวันที่", "Content at the end of", format!("{} · {}", thai(day), day.english())));
    }
    if let Some(day) = day(*committed).filter(|_| !commit.is_empty()) {
        rows.push(("บันทึกใน git เมื่อ", "Committed", format!("{} · {}", thai(day), day.english())));
        rows.push(("คอมมิต", "Commit", format!("<code>{}</code>", escape(commit))));
    }
    rows.push(("จำนวนไฟล์", "Files", n_files.to_string()));
    rows.push(("สร้างด้วย", "Made by", format!("prongsai {}", escape(program))));
    let rows: String = rows
        .iter()
        .map(|(th, en, value)| format!("<tr><th scope=\"row\">{th}<br><small lang=\"en\">{en}</small></th><td>{value}</td></tr>\n"))
        .collect();
    let changed = if *has_changes {
        "<p><strong>มีไฟล์ที่แก้ไขแล้วแต่ยังไม่ได้บันทึกใน git</strong> <span lang=\"en\">Some files differ from the commit.</span></p>\n"
    } else {
        ""
    };
    format!(
        "<!doctype html>\n<html lang=\"th\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>สำเนาหน้าเว็บ ITA ปี {year} {agency}</title>\n\
         <style>body{{font:1.05rem/1.75 system-ui,\"Noto Sans Thai\",sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}}\
         h1{{line-height:1.35}}table{{border-collapse:collapse;width:100%}}th,td{{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid #ccc;overflow-wrap:anywhere}}\
         th{{font-weight:400;color:#444;width:36%}}code{{overflow-wrap:anywhere}}a{{color:#0b4f8a}}\
         @media (prefers-color-scheme:dark){{body{{color:#eee;background:#161616}}th{{color:#bbb}}th,td{{border-color:#444}}a{{color:#8cc4ff}}}}</style>\n\
         <main>\n<h1>สำเนาหน้าเว็บ ITA ปีงบประมาณ {year}<br>{agency}</h1>\n\
         <p>ไฟล์ชุดนี้คือหน้าเว็บและหลักฐานทั้งหมดของปีนี้ เปิดดูได้จากเครื่องโดยไม่ต้องต่ออินเทอร์เน็ต \
         <a href=\"{year}/index.html\">เปิดดัชนีลิงก์</a> <a href=\"index.html\">เปิดหน้าแรก</a></p>\n\
         <p lang=\"en\">These are all pages and evidence of the year. They open from this disk; addresses in full lead to the live site.</p>\n\
         <table>\n{rows}</table>\n{changed}\
         <h2>ตรวจว่าไฟล์ครบและไม่ถูกแก้ไข</h2>\n\
         <p>สั่ง <code>prongsai verify</code> ตามด้วยชื่อไฟล์ ZIP หรือโฟลเดอร์นี้ หรือเทียบค่า SHA-256 ใน <a href=\"{LIST}\">{LIST}</a> \
         สร้างใหม่จากคอมมิตเดียวกันด้วยโปรแกรมรุ่นเดียวกันจะได้ไฟล์เหมือนเดิมทุกไบต์</p>\n\
         <p lang=\"en\">Run <code>prongsai verify</code> with the name of the ZIP file or folder, or compare the digests. Made again from the same commit with the same \
         version it is the same to the byte.</p>\n</main>\n</html>\n"
    )
}
