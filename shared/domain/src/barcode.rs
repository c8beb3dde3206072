//! Barcodes: a text as a QR code, black on opaque white with the quiet zone that scanners need.

use crate::Invalid;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// Modules of white around the code (ISO/IEC 18004).
const QUIET: usize = 4;
/// Pixels a module of the PNG: sharp on a phone's screen, still small as a file.
const SCALE: usize = 8;

/// A QR code.
#[derive(Debug, Clone)]
pub struct Barcode {
    modules: Vec<Color>,
    width: usize,
}

impl Barcode {
    /// The code of a text, with error correction M: a smudged or dimmed screen still scans.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M)
            .map_err(|_| Invalid::new("is too long for a QR code", "at most some 2,000 characters"))?;
        Ok(Self { width: code.width(), modules: code.into_colors() })
    }

    /// Modules a side, quiet zone included.
    pub fn side(&self) -> usize {
        self.width + 2 * QUIET
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        let inside = |at: usize| (QUIET..QUIET + self.width).contains(&at);
        inside(x) && inside(y) && self.modules[(y - QUIET) * self.width + x - QUIET] == Color::Dark
    }

    /// Lengths of dark runs in a row of modules, with their starts.
    fn runs(&self, y: usize) -> Vec<(usize, usize)> {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for x in (0..self.side()).filter(|x| self.dark(*x, y)) {
            match runs.last_mut() {
                Some((start, length)) if *start + *length == x => *length += 1,
                _ => runs.push((x, 1)),
            }
        }
        runs
    }

    /// The code as SVG to be put into a page: it scales, and needs no style.
    pub fn svg(&self) -> String {
        let side = self.side();
        let mut path = String::new();
        for y in 0..side {
            for (x, length) in self.runs(y) {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
             aria-label=\"Activation QR code\" shape-rendering=\"crispEdges\">\
             <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
        )
    }

    /// Pixels a side of the PNG.
    pub fn pixels(&self) -> usize {
        self.side() * SCALE
    }

    /// The code as PNG, one bit a pixel.
    pub fn png(&self) -> Vec<u8> {
        let pixels = self.pixels();
        let row_bytes = pixels.div_ceil(8);
        let mut data = Vec::with_capacity(row_bytes * pixels);
        for y in 0..self.side() {
            let mut row = vec![0xff_u8; row_bytes];
            for (x, length) in self.runs(y) {
                for pixel in x * SCALE..(x + length) * SCALE {
                    row[pixel / 8] &= !(0x80 >> (pixel % 8));
                }
            }
            for _ in 0..SCALE {
                data.extend_from_slice(&row);
            }
        }
        let side = u32::try_from(pixels).unwrap_or_default();
        let mut file = Vec::with_capacity(1024);
        let mut encoder = png::Encoder::new(&mut file, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        // For rows that repeat, no filter gives the smallest file, and this level most of it in less time.
        encoder.set_compression(png::Compression::Balanced);
        encoder.set_filter(png::Filter::NoFilter);
        // Writing to memory fails only on a size that does not match the data, which is made to match above.
        if let Ok(mut writer) = encoder.write_header() {
            let _ = writer.write_image_data(&data);
        }
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://onramp.example.org/activate/AbCdEfGhIjKlMnOpQrSt";

    fn pixels(png: &[u8]) -> (usize, Vec<bool>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut data = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut data).unwrap();
        let side = info.width as usize;
        let dark = (0..side * side).map(|at| {
            let (x, y) = (at % side, at / side);
            data[y * info.line_size + x / 8] & (0x80 >> (x % 8)) == 0
        });
        (side, dark.collect())
    }

    fn scan(png: &[u8]) -> String {
        let (side, dark) = pixels(png);
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(
                side,
                side,
                |x, y| {
                    if dark[y * side + x] { 0 } else { 255 }
                },
            );
        image.detect_grids()[0].decode().unwrap().1
    }

    #[test]
    fn an_independent_reader_reads_the_text() {
        let barcode = Barcode::new(LINK).unwrap();
        assert_eq!(scan(&barcode.png()), LINK);
    }

    #[test]
    fn four_modules_around_it_are_white_and_the_file_is_small() {
        let barcode = Barcode::new(LINK).unwrap();
        let png = barcode.png();
        let (side, dark) = pixels(&png);
        let zone = QUIET * SCALE;
        let inside = |at: usize| (zone..side - zone).contains(&at);
        assert!((0..side * side).all(|at| (inside(at % side) && inside(at / side)) || !dark[at]));
        assert!(dark[zone * side + zone], "the finder pattern begins right behind the quiet zone");
        assert!(png.len() < 1_200, "{} bytes", png.len());
    }

    #[test]
    fn the_svg_has_an_opaque_ground_and_no_style() {
        let svg = Barcode::new(LINK).unwrap().svg();
        assert!(svg.contains("fill=\"#fff\"") && !svg.contains("style"), "{svg}");
    }
}
