//! Which characters are letters, which punctuation.
//!
//! Rust's standard library knows letters and digits of all scripts but not punctuation; a test compares this file with the parser.

/// Thai script: letters, marks, digits and signs.
pub(super) fn is_thai(c: char) -> bool {
    ('\u{0E00}'..='\u{0E7F}').contains(&c)
}

/// Whether a line break between the two says nothing, because Thai writes no space between words.
///
/// After ๆ and ฯ a space is right, and digits or signs on both sides of a break are two things, not one.
pub(super) fn joins(before: char, after: char) -> bool {
    is_thai_letter(before) && is_thai_letter(after) && !matches!(before, 'ๆ' | 'ฯ')
}

/// Consonants, vowels and marks, with ๆ and ฯ.
fn is_thai_letter(c: char) -> bool {
    matches!(c, 'ก'..='\u{0E3A}' | 'เ'..='\u{0E4E}')
}

/// What stands in a word: not a space, not punctuation.
///
/// Invisible joints (ZWSP, word joiner) count, since for Markdown they are neither of the two.
pub(super) fn is_word(c: char) -> bool {
    is_thai(c) && !is_punctuation(c) || c.is_alphanumeric() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Punctuation and symbols as the parser has them, of the scripts that occur in Thai documents.
pub(super) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let listed = matches!(c,
        '฿' | '๏' | '๚' | '๛'
        | '\u{00A1}'..='\u{00AC}' | '\u{00AE}'..='\u{00BF}' | '×' | '÷'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}'
        | '\u{207A}'..='\u{207E}' | '\u{208A}'..='\u{208E}'
        | '\u{20A0}'..='\u{20C0}' | '\u{2100}'..='\u{214F}' | '\u{218A}'..='\u{218B}' | '\u{2190}'..='\u{23FF}'
        | '\u{2400}'..='\u{2426}' | '\u{2440}'..='\u{244A}' | '\u{249C}'..='\u{24B5}' | '\u{2500}'..='\u{2B73}' | '\u{2B76}'..='\u{2B95}' | '\u{2B97}'..='\u{2BFF}'
        | '\u{2E00}'..='\u{2E5D}' | '\u{3001}'..='\u{3020}' | '\u{3030}' | '〶' | '〷' | '〽'..='〿'
        | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE52}'
        | '\u{FF01}'..='\u{FF65}' | '\u{FFE0}'..='\u{FFE6}' | '\u{FFE8}'..='\u{FFEE}' | '\u{FFFC}' | '\u{FFFD}'
        // Pictures, without the gaps that are still unassigned.
        | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F300}'..='\u{1F6D7}' | '\u{1F6DC}'..='\u{1F6EC}' | '\u{1F6F0}'..='\u{1F6FC}'
        | '\u{1F7E0}'..='\u{1F7EB}' | '\u{1F90C}'..='\u{1FA53}' | '\u{1FA70}'..='\u{1FA7C}' | '\u{1FA80}'..='\u{1FA88}'
        | '\u{1FA90}'..='\u{1FABD}' | '\u{1FABF}'..='\u{1FAC5}' | '\u{1FACE}'..='\u{1FADB}' | '\u{1FAE0}'..='\u{1FAE8}'
        | '\u{1FAF0}'..='\u{1FAF8}');
    listed && !c.is_alphanumeric() || matches!(c, 'Ⓐ'..='ⓩ')
}
