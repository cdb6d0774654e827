//! Text whatever its encoding: UTF-8, UTF-16 with its mark, windows-874.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_874};

/// The mark that some programs put before UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of a file.
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return UTF_16LE.decode_without_bom_handling(rest).0;
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return UTF_16BE.decode_without_bom_handling(rest).0;
    }
    let rest = bytes.strip_prefix(MARK).unwrap_or(bytes);
    std::str::from_utf8(rest).map_or_else(|_| WINDOWS_874.decode_without_bom_handling(rest).0, Cow::Borrowed)
}

/// Whether bytes are UTF-8, with its mark or without.
#[must_use]
pub fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
}
