//! Unpacking streams, never beyond a limit.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::object::{Dict, Object, hex_digit};

/// Bytes of one stream.
pub(super) const MAX_STREAM: usize = 16 * 1024 * 1024;
/// Filters one behind the other.
const MAX_FILTERS: usize = 4;

/// Why a stream is not unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// A picture, or a form of packing nobody uses for text.
    Picture,
    TooLarge,
}

/// What was unpacked; of a damaged stream what comes before the damage.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    pub(super) is_damaged: bool,
}

/// Unpacks a stream by its filters.
pub(super) fn unpack(bytes: &[u8], filters: &[&[u8]], params: &[Option<&Dict>], left: usize) -> Result<Unpacked, Refused> {
    let limit = left.min(MAX_STREAM);
    let mut is_damaged = false;
    let mut res = bytes.get(..bytes.len().min(limit)).filter(|_| filters.is_empty()).unwrap_or_default().to_vec();
    if filters.is_empty() && bytes.len() > limit || filters.len() > MAX_FILTERS {
        return Err(Refused::TooLarge);
    }
    for (n, filter) in filters.iter().enumerate() {
        let input = if n == 0 { bytes } else { &res };
        let out = match *filter {
            b"FlateDecode" | b"Fl" => inflate(input, limit, &mut is_damaged),
            b"LZWDecode" | b"LZW" => lzw(input, early_change(params.get(n).copied().flatten()), limit),
            b"ASCII85Decode" | b"A85" => ascii85(input, limit),
            b"ASCIIHexDecode" | b"AHx" => hex(input, limit),
            b"RunLengthDecode" | b"RL" => run_length(input, limit),
            b"Crypt" => input[..input.len().min(limit + 1)].to_vec(),
            _ => return Err(Refused::Picture),
        };
        if out.len() > limit {
            return Err(Refused::TooLarge);
        }
        res = match params.get(n).copied().flatten() {
            Some(params) => predict(out, params),
            None => out,
        };
    }
    Ok(Unpacked { bytes: res, is_damaged })
}

fn inflate(input: &[u8], limit: usize, is_damaged: &mut bool) -> Vec<u8> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut res = Vec::new();
    if input.is_empty() || ZlibDecoder::new(input).take(limit).read_to_end(&mut res).is_ok() {
        return res;
    }
    // Some writers err in the head or in the sum at the end only.
    let mut raw = Vec::new();
    let is_whole = DeflateDecoder::new(input.get(2..).unwrap_or_default()).take(limit).read_to_end(&mut raw).is_ok();
    *is_damaged |= !is_whole;
    if is_whole || raw.len() > res.len() { raw } else { res }
}

fn early_change(params: Option<&Dict>) -> usize {
    params.and_then(|it| it.get("EarlyChange")).and_then(Object::count).unwrap_or(1).min(1)
}

fn lzw(input: &[u8], early: usize, limit: usize) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut res: Vec<u8> = Vec::new();
    // Each entry is a piece of what was written: start and length.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut n_bits, mut width) = (0_u32, 0_u32, 9_u32);
    let mut previous: Option<(usize, usize)> = None;
    for byte in input {
        bits = bits << 8 | u32::from(*byte);
        n_bits += 8;
        if n_bits < width {
            continue;
        }
        n_bits -= width;
        let code = usize::try_from(bits >> n_bits & ((1 << width) - 1)).unwrap_or(END);
        bits &= (1 << n_bits) - 1;
        let start = res.len();
        match (code, previous) {
            (CLEAR, _) => {
                table.clear();
                width = 9;
                previous = None;
                continue;
            }
            (END, _) => break,
            (0..CLEAR, _) => res.push(u8::try_from(code).unwrap_or(0)),
            (_, Some(last)) => {
                // A code that is just being made: the last piece and its first letter.
                let (from, length) = table.get(code - 258).copied().unwrap_or((last.0, last.1 + 1));
                for at in from..from + length {
                    res.push(res[at]);
                }
            }
            (_, None) => break,
        }
        if res.len() > limit {
            break;
        }
        if let Some((from, length)) = previous
            && table.len() < 4096 - 258
        {
            table.push((from, length + 1));
        }
        previous = Some((start, res.len() - start));
        width = match table.len() + 258 + early + 1 {
            0..=512 => 9,
            513..=1024 => 10,
            1025..=2048 => 11,
            _ => 12,
        };
    }
    res
}

fn ascii85(input: &[u8], limit: usize) -> Vec<u8> {
    let mut res = Vec::new();
    let mut group = Vec::with_capacity(5);
    for byte in input {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => res.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => (),
        }
        if group.len() == 5 {
            res.extend(group85(&group));
            group.clear();
        }
        if res.len() > limit {
            return res;
        }
    }
    if group.len() > 1 {
        let length = group.len() - 1;
        group.resize(5, 84);
        res.extend(&group85(&group)[..length]);
    }
    res
}

fn group85(group: &[u8]) -> [u8; 4] {
    group.iter().fold(0_u32, |res, it| res.wrapping_mul(85).wrapping_add(u32::from(*it))).to_be_bytes()
}

fn hex(input: &[u8], limit: usize) -> Vec<u8> {
    let digits: Vec<u8> =
        input.iter().take_while(|it| **it != b'>').take(limit.saturating_mul(2)).filter_map(|it| hex_digit(*it)).collect();
    digits.chunks(2).map(|it| it[0] * 16 + it.get(1).copied().unwrap_or(0)).collect()
}

fn run_length(input: &[u8], limit: usize) -> Vec<u8> {
    let (mut res, mut at) = (Vec::new(), 0);
    while let Some(length) = input.get(at).filter(|it| **it != 128 && res.len() <= limit) {
        let length = usize::from(*length);
        if length < 128 {
            let end = (at + length + 2).min(input.len());
            res.extend(&input[at + 1..end]);
            at = end;
        } else {
            let Some(byte) = input.get(at + 1) else { break };
            res.resize(res.len() + 257 - length, *byte);
            at += 2;
        }
    }
    res
}

/// Undoes the prediction of rows; a damaged row ends it.
fn predict(bytes: Vec<u8>, params: &Dict) -> Vec<u8> {
    let get = |key: &str, default: usize| params.get(key).and_then(Object::count).unwrap_or(default);
    let predictor = get("Predictor", 1);
    let bits = get("Colors", 1).saturating_mul(get("BitsPerComponent", 8));
    let row = bits.saturating_mul(get("Columns", 1)).div_ceil(8);
    let back = bits.div_ceil(8).max(1);
    if predictor < 10 || row == 0 || row > bytes.len() {
        return bytes;
    }
    let mut res: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; row];
    for line in bytes.chunks(row + 1) {
        let mut current = line[1..].to_vec();
        current.resize(row, 0);
        for at in 0..row {
            let left = if at >= back { current[at - back] } else { 0 };
            let corner = if at >= back { above[at - back] } else { 0 };
            let guess = match line[0] {
                1 => left,
                2 => above[at],
                3 => u8::try_from(u16::midpoint(u16::from(left), u16::from(above[at]))).unwrap_or(0),
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            current[at] = current[at].wrapping_add(guess);
        }
        res.extend(&current[..line.len() - 1]);
        above = current;
    }
    res
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |it: u8| (estimate - i16::from(it)).abs();
    [left, above, corner].into_iter().min_by_key(|it| distance(*it)).unwrap_or(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_unpack_as_they_were_packed() {
        let check = |filter: &[u8], bytes: &[u8], expected: &[u8]| {
            assert_eq!(unpack(bytes, &[filter], &[], 1000), Ok(Unpacked { bytes: expected.to_vec(), is_damaged: false }));
        };
        check(b"ASCIIHexDecode", b"41 42 4>zz", b"AB@");
        check(b"ASCII85Decode", b"87cURD]i,\"Ebo80~>", b"Hello World!");
        check(b"RunLengthDecode", &[2, b'a', b'b', b'c', 254, b'x', 128], b"abcxxx");
        // The example of the specification.
        check(b"LZWDecode", &[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01], &[45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        assert_eq!(unpack(b"x", &[b"DCTDecode"], &[], 1000), Err(Refused::Picture));
        assert_eq!(unpack(&[129, b'x'].repeat(100), &[b"RunLengthDecode"], &[], 1000), Err(Refused::TooLarge));
    }
}
