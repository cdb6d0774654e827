//! What a file is, by its bytes and not by its name.

use memchr::memmem;

use super::{packed, text};

/// What an attachment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// A workbook of Excel since 2007.
    Xlsx,
    /// A document of Word since 2007.
    Docx,
    /// Slides of `PowerPoint` since 2007.
    Pptx,
    /// Word, Excel or `PowerPoint` before 2007, or any Office file with a password: an OLE container.
    OldOffice,
    /// An archive, among them `OpenDocument`.
    Zip,
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// SVG.
    Svg,
    /// Text: CSV and the like in UTF-8, UTF-16 or windows-874.
    Text,
    /// HTML.
    Html,
    /// A program or script: ELF, PE, Mach-O, `#!`, PHP.
    Executable,
    /// Nothing of these.
    Unknown,
}

/// Where the mark of a PDF may begin; scanners write things before it.
const PDF_MARK: usize = 1024;

/// How a short cut of Windows begins.
const SHORTCUT: &[u8] = &[0x4C, 0, 0, 0, 1, 0x14, 2, 0];

pub(super) fn of(bytes: &[u8]) -> Kind {
    let head = &bytes[..bytes.len().min(PDF_MARK)];
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Kind::Png,
        [0xFF, 0xD8, 0xFF, ..] => Kind::Jpeg,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Gif,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Kind::Webp,
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Kind::OldOffice,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => packed::kind(bytes),
        _ if is_program(bytes) => Kind::Executable,
        _ if memmem::find(head, b"%PDF-").is_some() => Kind::Pdf,
        _ => of_text(bytes),
    }
}

fn is_program(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let is_pe = || {
        let at = bytes.get(0x3C..0x40).and_then(|it| Some(u32::from_le_bytes(it.try_into().ok()?)));
        at.and_then(|it| bytes.get(usize::try_from(it).ok()?..)).is_some_and(|it| it.starts_with(b"PE\0\0") || it.starts_with(b"NE"))
    };
    match start {
        [0x7F, b'E', b'L', b'F', ..] | [b'#', b'!', ..] | [0xCA, 0xFE, 0xBA, 0xBE, ..] | [0xCF | 0xCE, 0xFA, 0xED, 0xFE, ..] => true,
        _ if start.starts_with(SHORTCUT) => true,
        [b'M', b'Z', ..] => is_pe(),
        _ => {
            let start = start.trim_ascii_start();
            [&b"<?php"[..], b"<?=", b"<%"].iter().any(|it| starts_with_any_case(start, it))
        }
    }
}

fn starts_with_any_case(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.get(..mark.len()).is_some_and(|it| it.eq_ignore_ascii_case(mark))
}

fn of_text(bytes: &[u8]) -> Kind {
    if !text::is_text(bytes) {
        return Kind::Unknown;
    }
    let mut start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    // Declarations and comments before the first element.
    loop {
        let end: &[u8] = match start {
            _ if start.starts_with(b"<!--") => b"-->",
            _ if start.starts_with(b"<?xml") => b"?>",
            _ if starts_with_any_case(start, b"<!doctype html") => return Kind::Html,
            _ if starts_with_any_case(start, b"<!doctype") => b">",
            _ => break,
        };
        let Some(at) = memmem::find(start, end) else { break };
        start = start[at + end.len()..].trim_ascii_start();
    }
    let html = [&b"<html"[..], b"<head", b"<body", b"<script", b"<iframe", b"<meta", b"<title", b"<div", b"<table", b"<p>"];
    match start {
        _ if starts_with_any_case(start, b"<svg") => Kind::Svg,
        _ if html.iter().any(|it| starts_with_any_case(start, it)) => Kind::Html,
        _ => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_what_a_file_is() {
        let pe = [&b"MZ"[..], &[0; 0x3A], &[0x40, 0, 0, 0], b"PE\0\0"].concat();
        for (bytes, expected) in [
            (&b"%PDF-1.7\n"[..], Kind::Pdf),
            (b"junk\n%PDF-1.4", Kind::Pdf),
            (b"\x89PNG\r\n\x1a\n", Kind::Png),
            (b"\xFF\xD8\xFF\xE0", Kind::Jpeg),
            (b"GIF89a", Kind::Gif),
            (b"RIFF\0\0\0\0WEBPVP8 ", Kind::Webp),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::OldOffice),
            (b"PK\x05\x06", Kind::Zip),
            (b"\x7FELF\x02", Kind::Executable),
            (&pe, Kind::Executable),
            (b"MZ is how this text begins", Kind::Text),
            (b"#!/bin/sh\n", Kind::Executable),
            (b"\xEF\xBB\xBF \n<?PHP echo 1;", Kind::Executable),
            (b"<?xml version='1.0'?><!-- x --><svg/>", Kind::Svg),
            (b"<!DOCTYPE html><p>", Kind::Html),
            (b" <HTML>", Kind::Html),
            (b"a,b\n1,2\n", Kind::Text),
            (b"\xE0\xB8\x81,1", Kind::Text),
            (b"\xA1\xD2\xC3,1\r\n", Kind::Text),
            (b"\xFF\xFEa\0,\0", Kind::Text),
            (b"\0\x01\x02", Kind::Unknown),
            (b"", Kind::Text),
        ] {
            assert_eq!(of(bytes), expected, "{bytes:?}");
        }
    }
}
