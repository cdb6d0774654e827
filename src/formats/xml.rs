//! XML as a stream of events, with a limit on how deep it nests.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements within each other.
const MAX_DEPTH: usize = 1000;

/// Calls for every event until the end; `None` when it is no XML.
pub fn walk(reader: &mut dyn BufRead, mut on: impl FnMut(Event)) -> Option<()> {
    let mut xml = Reader::from_reader(reader);
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    loop {
        let event = xml.read_event_into(&mut buffer).ok()?;
        match event {
            Event::Eof => return Some(()),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => (),
        }
        if depth > MAX_DEPTH {
            return None;
        }
        on(event);
        buffer.clear();
    }
}

/// What a reference stands for.
#[must_use]
pub fn referred(reference: &BytesRef) -> char {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c,
        _ => match &**reference {
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "amp" => '&',
            _ => ' ',
        },
    }
}

/// The value of an attribute by its local name.
#[must_use]
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|it| it.key.local_name().as_ref() == name);
    found.map(|it| unescape(&it.value))
}

/// The value of an attribute as it stands in the file, with its references resolved.
#[must_use]
pub fn unescape(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}
