//! An address as a QR code: SVG and PNG.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::text::html::escape;

/// White modules around the code; the standard asks for four.
const BORDER: i32 = 4;
/// Pixels of a module in the PNG: 41 modules make some 700 pixels, sharp at 6 cm and 300 dpi.
const SCALE: usize = 17;

/// A QR code that withstands a quarter of its area being dirty (level Q), or more where it fits for free.
pub(super) struct Qr(QrCode);

impl Qr {
    /// `None` when the address is too long for any code (some 1,600 bytes).
    #[must_use]
    pub(super) fn of(url: &str) -> Option<Qr> {
        QrCode::encode_text(url, QrCodeEcc::Quartile).ok().map(Qr)
    }

    /// A drawing in one path, runs of modules merged. `title` is what screen readers say.
    #[must_use]
    pub(super) fn svg(&self, title: &str) -> String {
        let size = self.0.size() + 2 * BORDER;
        let title = escape(title);
        let mut path = String::new();
        for y in 0..self.0.size() {
            let mut x = 0;
            while x < self.0.size() {
                let run = (x..self.0.size()).take_while(|x| self.0.get_module(*x, y)).count();
                let run = i32::try_from(run).unwrap_or(0);
                if run > 0 {
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + BORDER, y + BORDER);
                }
                x += run + 1;
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"{title}\" \
             shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }

    /// A picture of one bit per pixel.
    ///
    /// # Panics
    /// Never: writing into memory does not fail.
    #[must_use]
    pub(super) fn png(&self) -> Vec<u8> {
        let modules = self.0.size() + 2 * BORDER;
        let side = usize::try_from(modules).unwrap_or(0) * SCALE;
        let mut rows = Vec::with_capacity(side * side.div_ceil(8));
        for y in 0..modules {
            let row = self.row(y - BORDER, side);
            for _ in 0..SCALE {
                rows.extend_from_slice(&row);
            }
        }
        let mut res = Vec::new();
        let side = u32::try_from(side).expect("a code has at most 185 modules");
        let mut encoder = png::Encoder::new(&mut res, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header().expect("writing into memory does not fail");
        writer.write_image_data(&rows).expect("the rows have the announced length");
        writer.finish().expect("writing into memory does not fail");
        res
    }

    /// One row of pixels, eight to a byte, 1 is white.
    fn row(&self, y: i32, side: usize) -> Vec<u8> {
        let mut res = vec![0_u8; side.div_ceil(8)];
        for pixel in 0..side {
            let x = i32::try_from(pixel / SCALE).unwrap_or(0) - BORDER;
            if !self.0.get_module(x, y) {
                res[pixel / 8] |= 0x80 >> (pixel % 8);
            }
        }
        res
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_white_border_and_no_gaps() {
        let qr = Qr::of("https://itas.nacc.go.th/go/eit/abc123").expect("short");
        let svg = qr.svg("QR \"x\"");
        assert!(svg.contains("viewBox=\"0 0 41 41\"") && svg.contains("M4 4h7v1h-7z") && svg.contains("&quot;x&quot;"));
        assert!(qr.png().starts_with(b"\x89PNG"));
        assert!(Qr::of(&"x".repeat(5000)).is_none());
    }
}
