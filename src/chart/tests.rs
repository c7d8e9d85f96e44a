use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::canvas::ink;
use super::*;
use crate::numbers::{CaseTimes, IssueTally, Period, Tally, What};

fn now() -> Timestamp {
    "2026-05-08T10:30:00Z".parse().expect("it is a time")
}

/// A week in which one paste was answered each hour, and whatever else is given.
fn week(issue: &str) -> Figures {
    let hours_ago = |hours| Period::hour(now() - SignedDuration::from_hours(hours));
    let tallies: Vec<_> =
        (0..100).map(|hours| Tally { hour: hours_ago(hours), what: What::Answered, count: 1 }).collect();
    let issues = [IssueTally { issue: issue.to_owned(), what: What::Answered, count: 100 }];
    let case = CaseTimes {
        opened_at: now(),
        acknowledged_at: Some(now() + Duration::from_secs(90)),
        acknowledged_by: None,
        resolved_at: None,
        resolved_by: None,
        issue: None,
    };
    Figures::of(Period::of_days(7, now(), TimeZone::UTC), None, &tallies, issues, &[case])
}

/// The colours of a picture, three bytes a pixel.
fn pixels(bytes: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("it is a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it is not too large")];
    let frame = reader.next_frame(&mut pixels).expect("it holds a picture");
    assert_eq!((frame.width, frame.height, frame.color_type), (WIDTH, HEIGHT, png::ColorType::Rgb));
    pixels
}

fn share_of(colour: plotters::style::RGBColor, pixels: &[u8]) -> f64 {
    let plotters::style::RGBColor(r, g, b) = colour;
    let of_it = pixels.chunks_exact(3).filter(|pixel| *pixel == [r, g, b]).count();
    of_it as f64 / (WIDTH * HEIGHT) as f64
}

#[test]
fn what_happened_is_drawn_and_nothing_is_drawn_of_nothing() {
    let nothing = Figures::of(Period::of_days(1, now(), TimeZone::UTC), None, &[], [], &[]);
    let empty = pixels(&draw(Language::Japanese, &nothing).expect("it can be drawn"));
    let full = pixels(&draw(Language::German, &week("mail/server-moved")).expect("it can be drawn"));
    assert!(share_of(ink::ANSWERED, &empty) < 0.001, "the legend alone");
    assert!(share_of(ink::ANSWERED, &full) > 0.05);
    assert!(share_of(ink::PANEL, &full) > 0.5 && share_of(ink::GROUND, &full) > 0.02, "there is room around it");
}

#[test]
fn a_name_that_is_too_long_is_cut_and_stays_in_its_panel() {
    let long = format!("mail/{}", "ä".repeat(400));
    let drawn = pixels(&draw(Language::French, &week(&long)).expect("it can be drawn"));
    // The strip between the lower two panels.
    let strip = (HEIGHT * 6 / 10..HEIGHT * 9 / 10).map(|y| ((y * WIDTH + WIDTH / 2) * 3) as usize);
    let plotters::style::RGBColor(r, g, b) = ink::GROUND;
    assert!(strip.into_iter().all(|at| drawn[at..at + 3] == [r, g, b]));
}

#[test]
fn every_ink_is_read_on_its_ground() {
    // <https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio>
    let light = |plotters::style::RGBColor(r, g, b): plotters::style::RGBColor| {
        let part = |part: u8| match f64::from(part) / 255.0 {
            dim if dim <= 0.03928 => dim / 12.92,
            bright => ((bright + 0.055) / 1.055).powf(2.4),
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    };
    let inks = [ink::TEXT, ink::QUIET, ink::ANSWERED, ink::SUGGESTED, ink::NOTHING, ink::HELPED];
    for colour in inks {
        let contrast = (light(colour) + 0.05) / (light(ink::PANEL) + 0.05);
        assert!(contrast >= 4.5, "{colour:?}: {contrast:.1}");
    }
}
