//! Office files before 2007, and any with a password: OLE containers.
//!
//! Their text is not read by its structure but looked at roughly, as 8-bit and 16-bit letters. What is found is told; what is not
//! found is no proof.

use encoding_rs::{UTF_16LE, WINDOWS_874};
use memchr::memmem;

use super::Reason;
use super::finds::Finds;
use super::national_id::Lenient;

/// Bytes looked at; text stands early in what is larger.
const MAX_BYTES: usize = 32 * 1024 * 1024;
/// Bytes decoded at a time, and how far two pieces overlap.
const PIECE: usize = 256 * 1024;
const OVERLAP: usize = 512;

pub(super) fn read(bytes: &[u8]) -> Finds {
    let mut finds = Finds::default();
    finds.encrypted = has_name(bytes, "EncryptedPackage");
    finds.macros = has_name(bytes, "_VBA_PROJECT") || has_name(bytes, "_VBA_PROJECT_CUR");
    finds.fail(if finds.encrypted { Reason::Encrypted } else { Reason::OldForm });
    if !finds.encrypted {
        search(&bytes[..bytes.len().min(MAX_BYTES)], &mut finds);
    }
    finds
}

/// Whether a stream or folder of this name is in the container.
fn has_name(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memmem::find(bytes, &name).is_some()
}

pub(super) fn search(bytes: &[u8], finds: &mut Finds) {
    let mut at = 0;
    while at < bytes.len() && !finds.is_full() {
        let piece = &bytes[at..bytes.len().min(at + PIECE + OVERLAP)];
        for text in [WINDOWS_874.decode_without_bom_handling(piece).0, wide(piece), wide(&piece[1..])] {
            finds.search(&text, Lenient::No, None, || "ในไฟล์".to_owned());
        }
        at += PIECE;
    }
}

fn wide(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    UTF_16LE.decode_without_bom_handling(bytes).0
}
