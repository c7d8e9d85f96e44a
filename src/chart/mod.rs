//! Figures as a picture: four small panels, a PNG.
//!
//! The picture brings its own ground, on which its ink is read: nothing in it depends on whether the reader's Discord is
//! light or dark. No colour is the only thing that tells two things apart: the parts of a column stand in one order, and
//! what is counted stands beside it.
//!
//! The font that comes with it knows Latin, Greek and Cyrillic letters. In a language that needs others, Japanese, the
//! picture speaks English; issues are named by their ids, which are in no language.

mod canvas;
mod panels;

use std::fmt;

use crate::numbers::Figures;
use crate::words::Language;

/// The width of a picture, in pixels: legible at half the size, at which Discord shows it first.
pub const WIDTH: u32 = 1200;
/// The height of a picture, in pixels.
pub const HEIGHT: u32 = 840;

/// Why a picture could not be drawn.
#[derive(Debug)]
pub struct Undrawn(String);

impl fmt::Display for Undrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the picture could not be drawn: {}", self.0)
    }
}

impl std::error::Error for Undrawn {}

/// Draws figures, with the words of a language, as the bytes of a PNG of [`WIDTH`] times [`HEIGHT`].
///
/// # Errors
/// When the library that draws fails, which it has no reason to.
pub fn draw(language: Language, figures: &Figures) -> Result<Vec<u8>, Undrawn> {
    let language = match language {
        Language::Japanese => Language::English,
        spelled_in_latin => spelled_in_latin,
    };
    let mut canvas = canvas::Canvas::new();
    canvas.paint(|area| panels::draw(area, language, figures))?;
    canvas.png()
}

#[cfg(test)]
mod tests;
