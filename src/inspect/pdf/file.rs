//! The objects of a PDF by their numbers.
//!
//! The table at the end of the file is not believed: objects are found where they stand, and what stands later counts, as when a
//! viewer repairs a file. Objects are read when asked for; what is read and unpacked is counted.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use memchr::memmem;

use super::super::Reason;
use super::crypt::Key;
use super::filter::{self, Refused};
use super::object::{Dict, Lexer, Object};

/// Objects of one file.
const MAX_OBJECTS: usize = 500_000;
/// Bytes that may be unpacked in all.
const MAX_UNPACKED: usize = 96 * 1024 * 1024;
/// Bytes of unpacked objects that are held.
const MAX_HELD: usize = 48 * 1024 * 1024;
/// Steps of work: a byte read is one, what is dearer counts as many.
const MAX_WORK: usize = 192 * 1024 * 1024;
/// A value read, in steps.
const VALUE: usize = 16;
/// Unpacking a stream, however small it is, in steps.
const STREAM_COST: usize = 2048;
/// References that lead to references.
const MAX_STEPS: usize = 8;

/// A file whose objects can be asked for.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    entries: BTreeMap<u32, Entry>,
    /// What streams of objects hold.
    packed: Vec<Vec<u8>>,
    key: Option<Key>,
    trailer: Dict,
    left_to_do: Cell<usize>,
    left_to_unpack: Cell<usize>,
    failed: Cell<Option<Reason>>,
}

#[derive(Clone)]
struct Entry {
    place: Place,
    /// Where it stands in the file, or what it is packed in.
    order: usize,
}

#[derive(Clone)]
enum Place {
    Plain { at: usize, generation: u16, data: Option<Range<usize>> },
    Packed { within: usize, at: usize },
}

impl<'a> File<'a> {
    /// # Errors
    /// Why nothing can be read of it.
    pub(super) fn open(bytes: &'a [u8]) -> Result<File<'a>, Reason> {
        let mut file = File {
            bytes,
            entries: BTreeMap::new(),
            packed: Vec::new(),
            key: None,
            trailer: Dict::default(),
            left_to_do: Cell::new(MAX_WORK),
            left_to_unpack: Cell::new(MAX_UNPACKED),
            failed: Cell::new(None),
        };
        let streams = file.scan()?;
        file.trailers();
        file.unlock()?;
        for id in streams {
            file.unpack_objects(id);
        }
        if file.entries.is_empty() { Err(Reason::Broken) } else { Ok(file) }
    }

    /// Why not all could be read.
    pub(super) fn failed(&self) -> Option<Reason> {
        self.failed.get()
    }

    pub(super) fn fail(&self, reason: Reason) {
        self.failed.set(Some(self.failed.get().map_or(reason, |it| it.min(reason))));
    }

    pub(super) fn trailer(&self, key: &str) -> Option<Object> {
        self.trailer.get(key).and_then(|it| self.resolve(it))
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = u32> {
        self.entries.keys().copied()
    }

    /// Counts steps as done; false when there were enough.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = self.left_to_do.get();
        self.left_to_do.set(left.saturating_sub(steps.saturating_add(VALUE)));
        if left == 0 {
            self.fail(Reason::TooMuchWork);
        }
        left > 0
    }

    /// The object of a number.
    pub(super) fn get(&self, id: u32) -> Option<Object> {
        let place = &self.entries.get(&id)?.place;
        let (bytes, at) = match place {
            Place::Plain { at, .. } => (self.bytes, *at),
            Place::Packed { within, at } => (self.packed.get(*within)?.as_slice(), *at),
        };
        if !self.spend(0) {
            return None;
        }
        let mut lexer = Lexer::new(bytes, at);
        let object = lexer.object();
        self.spend((lexer.at - at.min(lexer.at)).saturating_add(lexer.all_values * VALUE));
        match (object?, place, &self.key) {
            (mut object, Place::Plain { generation, .. }, Some(key)) => {
                decrypt(&mut object, key, id, *generation);
                Some(object)
            }
            (object, _, _) => Some(object),
        }
    }

    /// What a reference stands for, or the value itself.
    pub(super) fn resolve(&self, object: &Object) -> Option<Object> {
        let Object::Ref(id) = object else { return Some(object.clone()) };
        let mut object = self.get(*id)?;
        for _ in 0..MAX_STEPS {
            match object {
                Object::Ref(id) => object = self.get(id)?,
                _ => return Some(object),
            }
        }
        None
    }

    pub(super) fn resolve_key(&self, dict: &Dict, key: &str) -> Option<Object> {
        dict.get(key).and_then(|it| self.resolve(it))
    }

    pub(super) fn dict(&self, dict: &Dict, key: &str) -> Option<Dict> {
        match self.resolve_key(dict, key)? {
            Object::Dict(it) => Some(it),
            _ => None,
        }
    }

    /// Whether an object has bytes behind its dictionary.
    pub(super) fn is_stream(&self, id: u32) -> bool {
        self.entries.get(&id).is_some_and(|it| matches!(it.place, Place::Plain { data: Some(_), .. }))
    }

    /// The bytes of a stream, unpacked; none of pictures, and none of what is too large.
    pub(super) fn stream(&self, id: u32) -> Option<Vec<u8>> {
        let Some(Object::Dict(dict)) = self.get(id) else { return None };
        let Place::Plain { generation, data: Some(data), .. } = &self.entries.get(&id)?.place else { return None };
        let raw = self.bytes.get(data.clone())?;
        if !self.spend(STREAM_COST) {
            return None;
        }
        let filters = self.list(&dict, "Filter", "F");
        let filters: Vec<&[u8]> = filters.iter().filter_map(Object::name).collect();
        let params = self.list(&dict, "DecodeParms", "DP");
        let params: Vec<Option<&Dict>> = params.iter().map(Object::dict).collect();
        let is_plain =
            dict.is("Type", "XRef") || (dict.is("Type", "Metadata") && self.key.as_ref().is_some_and(|it| it.has_plain_metadata));
        let decrypted =
            self.key.as_ref().filter(|_| !is_plain && raw.len() <= self.left_to_unpack.get()).map(|it| it.stream(raw, id, *generation));
        let left = self.left_to_unpack.get();
        match filter::unpack(decrypted.as_deref().unwrap_or(raw), &filters, &params, left) {
            Ok(res) => {
                self.left_to_unpack.set(left - res.bytes.len().min(left));
                if res.is_damaged {
                    self.fail(Reason::Broken);
                }
                Some(res.bytes)
            }
            Err(Refused::Picture) => None,
            Err(Refused::TooLarge) => {
                // What was unpacked in vain is work done.
                self.left_to_unpack.set(left.saturating_sub(filter::MAX_STREAM));
                self.fail(Reason::TooLarge);
                None
            }
        }
    }

    fn list(&self, dict: &Dict, key: &str, short: &str) -> Vec<Object> {
        match self.resolve_key(dict, key).or_else(|| self.resolve_key(dict, short)) {
            Some(Object::Array(all)) => all.iter().take(8).filter_map(|it| self.resolve(it)).collect(),
            Some(Object::Null) | None => Vec::new(),
            Some(one) => vec![one],
        }
    }

    /// Finds all objects. Returns the streams that hold objects, as they stand in the file.
    fn scan(&mut self) -> Result<Vec<u32>, Reason> {
        let (mut at, mut streams) = (0, Vec::new());
        let finder = memmem::Finder::new(b"obj");
        while let Some(found) = finder.find(&self.bytes[at..]) {
            let start = at + found + 3;
            at = start;
            let Some((id, generation)) = header(&self.bytes[..start - 3]) else { continue };
            let mut lexer = Lexer::new(self.bytes, start);
            let object = lexer.object();
            if !self.spend(lexer.at - start + lexer.all_values * VALUE) {
                return Err(Reason::TooMuchWork);
            }
            let Some(object) = object else { continue };
            at = lexer.at;
            let mut data = None;
            if let Object::Dict(dict) = &object {
                data = data_of(self.bytes, lexer, dict);
                at = data.as_ref().map_or(at, |it| it.end);
                if dict.is("Type", "ObjStm") {
                    streams.push(id);
                }
                if dict.is("Type", "XRef") {
                    self.take_trailer(dict);
                }
                if dict.is("Type", "Catalog") && self.trailer.get("Root").is_none() {
                    self.trailer.0.insert(0, (b"Root"[..].into(), Object::Ref(id)));
                }
            }
            self.entries.insert(id, Entry { place: Place::Plain { at: start, generation, data }, order: start });
            if self.entries.len() > MAX_OBJECTS {
                return Err(Reason::TooLarge);
            }
        }
        Ok(streams)
    }

    /// The dictionaries behind the word, last first.
    fn trailers(&mut self) {
        let places: Vec<usize> = memmem::rfind_iter(self.bytes, b"trailer").take(16).collect();
        for at in places.into_iter().rev() {
            if let Some(Object::Dict(dict)) = Lexer::new(self.bytes, at + 7).object() {
                self.take_trailer(&dict);
            }
        }
    }

    fn take_trailer(&mut self, dict: &Dict) {
        for key in ["Root", "Encrypt", "ID", "Info"] {
            if let Some(value) = dict.get(key) {
                self.trailer.0.retain(|it| *it.0 != *key.as_bytes());
                self.trailer.0.push((key.as_bytes().into(), value.clone()));
            }
        }
    }

    fn unlock(&mut self) -> Result<(), Reason> {
        let Some(Object::Dict(mut encrypt)) = self.trailer("Encrypt") else { return Ok(()) };
        // Its own values are never encrypted, but may be references.
        for value in &mut encrypt.0 {
            if let Some(object) = self.resolve(&value.1) {
                value.1 = object;
            }
        }
        let id = match self.trailer("ID") {
            Some(Object::Array(ids)) => ids.first().and_then(|it| self.resolve(it)),
            _ => None,
        };
        let id = match &id {
            Some(Object::Text(id)) => &**id,
            _ => &[],
        };
        self.key = Some(Key::without_password(&encrypt, id).ok_or(Reason::Encrypted)?);
        Ok(())
    }

    /// Takes the objects out of a stream.
    fn unpack_objects(&mut self, id: u32) {
        let Some(order) = self.entries.get(&id).map(|it| it.order) else { return };
        let Some(Object::Dict(dict)) = self.get(id) else { return };
        let Some(bytes) = self.stream(id) else { return };
        let count = |key: &str| self.resolve_key(&dict, key).and_then(|it| it.count()).unwrap_or(0);
        let (n, first) = (count("N"), count("First"));
        if self.packed.iter().map(Vec::len).sum::<usize>() + bytes.len() > MAX_HELD {
            return self.fail(Reason::TooLarge);
        }
        let within = self.packed.len();
        let mut lexer = Lexer::new(&bytes, 0);
        let mut number = || lexer.object().and_then(|it| it.count());
        for _ in 0..n.min(MAX_OBJECTS) {
            let (Some(id), Some(offset)) = (number(), number()) else { break };
            let Ok(id) = u32::try_from(id) else { continue };
            if self.entries.get(&id).is_some_and(|it| it.order > order) || self.entries.len() > MAX_OBJECTS {
                continue;
            }
            self.entries.insert(id, Entry { place: Place::Packed { within, at: first.saturating_add(offset) }, order });
        }
        self.packed.push(bytes);
    }
}

/// `12 0 ` before `obj`.
fn header(before: &[u8]) -> Option<(u32, u16)> {
    let (rest, generation) = number_before(before)?;
    let (rest, id) = number_before(rest)?;
    // Part of a longer word.
    let is_word = rest.last().is_some_and(u8::is_ascii_alphanumeric);
    (!is_word).then_some((id, u16::try_from(generation).ok()?))
}

fn number_before(bytes: &[u8]) -> Option<(&[u8], u32)> {
    let blanks = bytes.iter().rev().take(16).take_while(|it| it.is_ascii_whitespace() || **it == 0).count();
    let bytes = &bytes[..bytes.len() - blanks];
    let digits = bytes.iter().rev().take(9).take_while(|it| it.is_ascii_digit()).count();
    let (rest, number) = bytes.split_at(bytes.len() - digits);
    let number = std::str::from_utf8(number).ok()?.parse().ok()?;
    (blanks > 0).then_some((rest, number))
}

/// The bytes of a stream that begins here, by its length or up to its end.
fn data_of(bytes: &[u8], mut lexer: Lexer, dict: &Dict) -> Option<Range<usize>> {
    lexer.skip_blanks();
    let rest = lexer.rest().strip_prefix(b"stream")?;
    let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r")).unwrap_or(rest);
    let start = bytes.len() - rest.len();
    if let Some(length) = dict.get("Length").and_then(Object::count)
        && let Some(tail) = rest.get(length..)
        && tail.trim_ascii_start().starts_with(b"endstream")
    {
        return Some(start..start + length);
    }
    let length = memmem::find(rest, b"endstream").unwrap_or(rest.len());
    let data = &rest[..length];
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    let data = data.strip_suffix(b"\r").unwrap_or(data);
    Some(start..start + data.len())
}

/// Strings of an object, however deep: the lexer bounds the depth.
fn decrypt(object: &mut Object, key: &Key, id: u32, generation: u16) {
    match object {
        Object::Text(text) => *text = key.string(text, id, generation).into(),
        Object::Array(all) => all.iter_mut().for_each(|it| decrypt(it, key, id, generation)),
        Object::Dict(dict) => dict.0.iter_mut().for_each(|it| decrypt(&mut it.1, key, id, generation)),
        _ => (),
    }
}
