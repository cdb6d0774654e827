//! The text of a page: its content run as far as text needs it.

use std::collections::BTreeMap;
use std::rc::Rc;

use memchr::memmem;

use super::super::text::is_letter;
use super::file::File;
use super::font::{Font, Letter, UNKNOWN};
use super::layout::Piece;
use super::object::{Dict, Lexer, Object, Token};

/// Forms within forms.
const MAX_DEPTH: usize = 8;
/// Saved states.
const MAX_STATES: usize = 64;
/// Pieces and bytes of text of one page.
const MAX_PIECES: usize = 200_000;
const MAX_TEXT: usize = 4 * 1024 * 1024;
/// Operands of one operator.
const MAX_OPERANDS: usize = 64;
/// Gaps within a string from which on its parts are placed on their own, in heights of a letter.
const SPLIT: f64 = 0.1;
/// An operator of text, in steps of work.
const SHOWN: usize = 32;
/// Pixels from which on a picture may show a paper.
const MIN_PIXELS: usize = 40_000;

/// What a page holds.
#[derive(Default)]
pub(super) struct Page {
    pub(super) pieces: Vec<Piece>,
    /// Letters that can be told.
    pub(super) letters: usize,
    /// Letters whose font does not say what they are.
    pub(super) unknown: usize,
    pub(super) pictures: usize,
    /// Curves: letters may be drawn as such.
    pub(super) curves: usize,
    bytes: usize,
}

/// Fonts by the numbers of their objects.
pub(super) type Fonts = BTreeMap<u32, Rc<Font>>;

/// a b c d e f, as a PDF writes it.
type Matrix = [f64; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `first`, then `second`.
fn multiply(first: &Matrix, second: &Matrix) -> Matrix {
    let row = |x: f64, y: f64| (x * second[0] + y * second[2], x * second[1] + y * second[3]);
    let (one, two, three) = (row(first[0], first[1]), row(first[2], first[3]), row(first[4], first[5]));
    [one.0, one.1, two.0, two.1, three.0 + second[4], three.1 + second[5]]
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// Runs the content of pages.
pub(super) struct Runner<'a, 'f> {
    file: &'a File<'f>,
    fonts: &'a mut Fonts,
    page: Page,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// Forms that are being run, to not run in circles.
    open: Vec<u32>,
}

impl<'a, 'f> Runner<'a, 'f> {
    pub(super) fn new(file: &'a File<'f>, fonts: &'a mut Fonts) -> Runner<'a, 'f> {
        let state = State { matrix: UNIT, font: None, size: 1.0, letter_gap: 0.0, word_gap: 0.0, scale: 1.0, leading: 0.0, rise: 0.0 };
        Runner { file, fonts, page: Page::default(), state, saved: Vec::new(), text: UNIT, line: UNIT, open: Vec::new() }
    }

    pub(super) fn into_page(self) -> Page {
        self.page
    }

    /// Runs the content of a page or form.
    pub(super) fn run(&mut self, content: &[u8], resources: &Dict) {
        if !self.file.spend(content.len() * 2) {
            return;
        }
        let fonts = self.file.dict(resources, "Font").unwrap_or_default();
        let objects = self.file.dict(resources, "XObject").unwrap_or_default();
        let mut lexer = Lexer::new(content, 0);
        let mut operands: Vec<Object> = Vec::new();
        loop {
            match lexer.next() {
                Token::End => return,
                Token::Object(object) if operands.len() < MAX_OPERANDS => operands.push(object),
                Token::Object(_) => (),
                Token::Word(word) => {
                    let steps = if word.first() == Some(&b'T') { SHOWN } else { 0 };
                    if !self.file.spend(steps) {
                        return;
                    }
                    match &*word {
                        b"true" | b"false" | b"null" => continue,
                        b"ID" => self.skip_picture(&mut lexer),
                        b"Tf" => self.set_font(&operands, &fonts),
                        b"Do" => self.draw(&operands, &objects, resources),
                        word => self.operate(word, &operands),
                    }
                    operands.clear();
                }
            }
        }
    }

    /// A picture written within the content: its bytes may look like anything.
    fn skip_picture(&mut self, lexer: &mut Lexer) {
        self.page.pictures += 1;
        let rest = lexer.rest();
        let is_end = |at: &usize| rest.get(at + 2).is_none_or(u8::is_ascii_whitespace) && *at > 0 && rest[at - 1].is_ascii_whitespace();
        lexer.at += memmem::find_iter(rest, b"EI").find(is_end).map_or(rest.len(), |it| it + 2);
    }

    fn set_font(&mut self, operands: &[Object], fonts: &Dict) {
        let [Object::Name(name), size, ..] = operands else { return };
        self.state.size = size.number().unwrap_or(1.0);
        let entry = std::str::from_utf8(name).ok().and_then(|it| fonts.get(it));
        self.state.font = match entry {
            Some(Object::Ref(id)) => {
                if !self.fonts.contains_key(id)
                    && let Some(Object::Dict(dict)) = self.file.get(*id)
                {
                    self.fonts.insert(*id, Rc::new(Font::read(self.file, &dict)));
                }
                self.fonts.get(id).cloned()
            }
            Some(Object::Dict(dict)) if self.file.spend(1024) => Some(Rc::new(Font::read(self.file, dict))),
            _ => None,
        };
    }

    fn draw(&mut self, operands: &[Object], objects: &Dict, resources: &Dict) {
        let name = operands.first().and_then(Object::name).and_then(|it| std::str::from_utf8(it).ok());
        if let Some(Object::Ref(id)) = name.and_then(|it| objects.get(it)) {
            self.object(*id, resources);
        }
    }

    /// A picture or a form.
    pub(super) fn object(&mut self, id: u32, resources: &Dict) {
        let Some(Object::Dict(dict)) = self.file.get(id) else { return };
        if dict.is("Subtype", "Image") {
            let [width, height] = ["Width", "Height"].map(|it| self.file.resolve_key(&dict, it).and_then(|it| it.count()).unwrap_or(0));
            self.page.pictures += usize::from(width.saturating_mul(height) >= MIN_PIXELS);
            return;
        }
        if self.open.len() >= MAX_DEPTH || self.open.contains(&id) {
            return;
        }
        let Some(content) = self.file.stream(id) else { return };
        let own = self.file.dict(&dict, "Resources");
        let before = (self.state.clone(), self.text, self.line, std::mem::take(&mut self.saved));
        if let Some(Object::Array(matrix)) = self.file.resolve_key(&dict, "Matrix") {
            self.state.matrix = multiply(&numbers(&matrix), &self.state.matrix);
        }
        self.open.push(id);
        self.run(&content, own.as_ref().unwrap_or(resources));
        self.open.pop();
        (self.state, self.text, self.line, self.saved) = before;
    }

    fn operate(&mut self, word: &[u8], operands: &[Object]) {
        let number = |n: usize| operands.get(n).and_then(Object::number).filter(|it| it.is_finite()).unwrap_or(0.0);
        match word {
            b"q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.matrix = multiply(&numbers(operands), &self.state.matrix),
            b"BT" => self.begin(UNIT),
            b"Tm" => self.begin(numbers(operands)),
            b"Td" => self.step(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.step(number(0), number(1));
            }
            b"T*" => self.step(0.0, -self.state.leading),
            b"Tc" => self.state.letter_gap = number(0),
            b"Tw" => self.state.word_gap = number(0),
            b"Tz" => self.state.scale = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Tj" => self.show(operands),
            b"TJ" => self.show(operands.first().and_then(Object::array).unwrap_or_default()),
            b"'" => {
                self.step(0.0, -self.state.leading);
                self.show(operands);
            }
            b"\"" => {
                (self.state.word_gap, self.state.letter_gap) = (number(0), number(1));
                self.step(0.0, -self.state.leading);
                self.show(operands.get(2..).unwrap_or_default());
            }
            b"c" | b"v" | b"y" => self.page.curves += 1,
            _ => (),
        }
    }

    fn begin(&mut self, matrix: Matrix) {
        (self.text, self.line) = (matrix, matrix);
    }

    fn step(&mut self, x: f64, y: f64) {
        self.begin(multiply(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line));
    }

    fn advance(&mut self, x: f64) {
        self.text[4] += x * self.text[0];
        self.text[5] += x * self.text[1];
    }

    /// Strings, and numbers that move what follows back.
    fn show(&mut self, items: &[Object]) {
        let Some(font) = self.state.font.clone() else { return };
        let mut piece: Option<Piece> = None;
        for item in items {
            match item {
                Object::Text(bytes) => self.letters(&font, bytes, &mut piece),
                Object::Number(back) => {
                    if (back / 1000.0).abs() > SPLIT {
                        self.put(piece.take());
                    }
                    self.advance(-back / 1000.0 * self.state.size * self.state.scale);
                }
                _ => (),
            }
        }
        self.put(piece);
    }

    fn letters(&mut self, font: &Font, bytes: &[u8], piece: &mut Option<Piece>) {
        let State { size, letter_gap, word_gap, scale, .. } = self.state;
        let is_split = letter_gap.abs() > SPLIT * size.abs();
        let mut letters = font.letters(bytes).peekable();
        while let Some((code, letter, width)) = letters.next() {
            if self.page.bytes > MAX_TEXT {
                return;
            }
            if is_split {
                self.put(piece.take());
            }
            let own = piece.get_or_insert_with(|| self.piece());
            match letter {
                Letter::One(c) => {
                    own.text.push(c);
                    self.count(c.len_utf8(), c == UNKNOWN, usize::from(is_letter(c)));
                }
                Letter::Many(text) => {
                    own.text.push_str(text);
                    let is_unknown = text.is_empty() || text.contains(UNKNOWN);
                    self.count(text.len().max(1), is_unknown, text.chars().filter(|it| is_letter(*it)).count());
                }
            }
            self.advance(width * size * scale);
            // Where a piece ends is asked once: it takes longer than all else here.
            if is_split || letters.peek().is_none() {
                own.end = self.place().0;
            }
            let gap = letter_gap + if code == 32 { word_gap } else { 0.0 };
            self.advance(gap * scale);
        }
    }

    fn count(&mut self, n_bytes: usize, is_unknown: bool, n_letters: usize) {
        self.page.bytes += n_bytes;
        self.page.unknown += usize::from(is_unknown);
        self.page.letters += n_letters;
    }

    /// A piece that begins where the text is.
    fn piece(&self) -> Piece {
        let matrix = multiply(&self.text, &self.state.matrix);
        let ((dx, dy), (start, across)) = (direction(&matrix), self.place());
        #[expect(clippy::cast_possible_truncation, reason = "degrees, or 0")]
        let angle = dy.atan2(dx).to_degrees().round() as i32;
        let size = (self.state.size * matrix[2].hypot(matrix[3])).abs();
        Piece { angle, across, start, end: start, size, text: String::new() }
    }

    /// Where the text is along its line, and how far its line is across.
    fn place(&self) -> (f64, f64) {
        let matrix = multiply(&self.text, &self.state.matrix);
        let raised = multiply(&[1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise], &matrix);
        let (dx, dy) = direction(&matrix);
        let (x, y) = (raised[4], raised[5]);
        (x * dx + y * dy, y * dx - x * dy)
    }

    fn put(&mut self, piece: Option<Piece>) {
        if let Some(piece) = piece.filter(|it| !it.text.is_empty())
            && self.page.pieces.len() < MAX_PIECES
        {
            self.page.pieces.push(piece);
        }
    }
}

/// Where a line of text goes.
fn direction(matrix: &Matrix) -> (f64, f64) {
    let length = matrix[0].hypot(matrix[1]);
    if length > 0.0 && length.is_finite() { (matrix[0] / length, matrix[1] / length) } else { (1.0, 0.0) }
}

fn numbers(operands: &[Object]) -> Matrix {
    let mut res = UNIT;
    for (place, operand) in res.iter_mut().zip(operands) {
        *place = operand.number().filter(|it| it.is_finite()).unwrap_or(0.0);
    }
    res
}
