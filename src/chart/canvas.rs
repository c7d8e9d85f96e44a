//! Where a picture is painted, and how it becomes a PNG.
//!
//! It is painted at twice its size and taken together four pixels to one: the library draws edges without soft steps and
//! sets letters on whole pixels.

use std::error::Error;
use std::sync::OnceLock;

use plotters::backend::{BitMapBackend, RGBPixel};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea as _};
use plotters::style::{FontStyle, RGBColor, register_font};

use super::{HEIGHT, Undrawn, WIDTH};

/// Pixels painted for one, each way.
const SCALE: u32 = 2;

/// The name that the font goes by.
pub(super) const FONT: &str = "firstline";

/// An area to draw on, in pixels of twice the picture's size.
pub(super) type Area<'a> = DrawingArea<BitMapBackend<'a, RGBPixel>, Shift>;
/// What drawing comes to.
pub(super) type Drawn = Result<(), Box<dyn Error>>;

/// A picture while it is painted: three bytes a pixel.
pub(super) struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { pixels: vec![0; (WIDTH * SCALE * HEIGHT * SCALE * 3) as usize] }
    }

    pub(super) fn paint(&mut self, paint: impl FnOnce(&Area<'_>) -> Drawn) -> Result<(), Undrawn> {
        if !has_font() {
            return Err(Undrawn("the font that comes with it cannot be read".to_owned()));
        }
        let done = BitMapBackend::<RGBPixel>::with_buffer_and_format(&mut self.pixels, (WIDTH * SCALE, HEIGHT * SCALE))
            .map_err(Box::from)
            .and_then(|backend| {
                let area = backend.into_drawing_area();
                paint(&area)?;
                Ok(area.present()?)
            });
        done.map_err(|error: Box<dyn Error>| Undrawn(error.to_string()))
    }

    pub(super) fn png(&self) -> Result<Vec<u8>, Undrawn> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let written = encoder.write_header().and_then(|mut png| {
            png.write_image_data(&self.together())?;
            png.finish()
        });
        written.map_err(|error| Undrawn(error.to_string()))?;
        Ok(bytes)
    }

    /// The picture at its size: each pixel is the middle of those that were painted for it.
    fn together(&self) -> Vec<u8> {
        let row = (WIDTH * SCALE * 3) as usize;
        let mut small = Vec::with_capacity(self.pixels.len() / (SCALE * SCALE) as usize);
        for rows in self.pixels.chunks_exact(row * 2) {
            let (upper, lower) = rows.split_at(row);
            for (upper, lower) in upper.chunks_exact(6).zip(lower.chunks_exact(6)) {
                for part in 0..3 {
                    let four = u32::from(upper[part]) + u32::from(upper[part + 3]) + u32::from(lower[part]);
                    small.push(((four + u32::from(lower[part + 3])) / 4) as u8);
                }
            }
        }
        small
    }
}

/// Whether the library has the font: it keeps fonts for the whole process.
fn has_font() -> bool {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    *REGISTERED.get_or_init(|| {
        let faces = [(FontStyle::Normal, ttf_noto_sans::REGULAR), (FontStyle::Bold, ttf_noto_sans::BOLD)];
        faces.into_iter().all(|(style, bytes)| register_font(FONT, style, bytes).is_ok())
    })
}

/// The colours. Each ink has a contrast of at least 4.5 with the ground, which is enough for text.
pub(super) mod ink {
    use super::RGBColor;

    pub(in super::super) const GROUND: RGBColor = RGBColor(0x1E, 0x20, 0x26);
    pub(in super::super) const PANEL: RGBColor = RGBColor(0x28, 0x2B, 0x33);
    pub(in super::super) const LINES: RGBColor = RGBColor(0x42, 0x46, 0x51);
    pub(in super::super) const TEXT: RGBColor = RGBColor(0xF2, 0xF3, 0xF5);
    pub(in super::super) const QUIET: RGBColor = RGBColor(0xB9, 0xBE, 0xC9);
    pub(in super::super) const ANSWERED: RGBColor = RGBColor(0x4F, 0xA3, 0xF7);
    pub(in super::super) const SUGGESTED: RGBColor = RGBColor(0xF2, 0xB8, 0x3F);
    pub(in super::super) const NOTHING: RGBColor = RGBColor(0x9A, 0xA1, 0xAF);
    pub(in super::super) const HELPED: RGBColor = RGBColor(0x4C, 0xC3, 0x8A);
}
