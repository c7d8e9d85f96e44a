//! The panels: pastes over time, busiest hours, what was named most often, cases.

use std::ops::Range;

use plotters::chart::ChartBuilder;
use plotters::coord::ranged1d::{IntoSegmentedCoord as _, SegmentValue};
use plotters::element::{Rectangle, Text as Written};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontStyle, IntoFont as _, RGBColor, ShapeStyle, TextStyle};

use super::canvas::{Area, Drawn, FONT, ink};
use crate::numbers::{Counts, Figures, Spread, in_words};
use crate::words::{Language, Text};

/// Between the panels, and around them.
const GAP: i32 = 24;
/// Between a panel's edge and what is in it.
const PAD: i32 = 36;
/// The heights of the letters.
const TITLE: i32 = 58;
const LABEL: i32 = 48;
const SMALL: i32 = 48;
const LARGE: i32 = 104;

pub(super) fn draw(area: &Area<'_>, language: Language, figures: &Figures) -> Drawn {
    area.fill(&ink::GROUND)?;
    let panels = area.margin(GAP / 2, GAP / 2, GAP / 2, GAP / 2).split_evenly((2, 2));
    let panels: Vec<_> = panels.iter().map(|panel| panel.margin(GAP / 2, GAP / 2, GAP / 2, GAP / 2)).collect();
    let [over_time, hours, issues, cases] = panels.as_slice() else { return Ok(()) };
    pastes_over_time(&panel(over_time, language.say(Text::StatsPastes))?, language, figures)?;
    let zone = figures.period.zone.iana_name().unwrap_or("UTC");
    hours_of_day(&panel(hours, &format!("{} · {zone}", language.say(Text::StatsHours)))?, figures)?;
    named_most(&panel(issues, language.say(Text::StatsIssues))?, language, figures)?;
    what_became_of_cases(&panel(cases, language.say(Text::StatsCases))?, language, figures)
}

/// A panel with its title; what is left of it for the content.
fn panel<'a>(area: &Area<'a>, title: &str) -> Result<Area<'a>, Box<dyn std::error::Error>> {
    area.fill(&ink::PANEL)?;
    let inside = area.margin(PAD, PAD, PAD, PAD);
    let (width, _) = size(&inside);
    write(&inside, title, (0, TITLE / 2), TITLE, width, Look { bold: true, ..Look::default() })?;
    Ok(inside.margin(TITLE + PAD / 2, 0, 0, 0))
}

fn pastes_over_time(area: &Area<'_>, language: Language, figures: &Figures) -> Drawn {
    let legend = [
        (ink::ANSWERED, Text::StatsAnswered),
        (ink::SUGGESTED, Text::StatsSuggested),
        (ink::NOTHING, Text::StatsNothing),
    ];
    let (width, height) = size(area);
    let mut x = 0;
    for (colour, label) in legend {
        let label = language.say(label);
        fill(area, (x, height - SMALL + 12), (x + 30, height - 6), colour)?;
        write(area, label, (x + 42, height - SMALL / 2), SMALL, width / 3, Look::quiet())?;
        x += 42 + measured(label, SMALL, false) + 36;
    }
    let columns: Vec<[(RGBColor, u64); 3]> = figures
        .columns
        .iter()
        .map(|(_, counts)| {
            [(ink::ANSWERED, counts.answered), (ink::SUGGESTED, counts.suggested), (ink::NOTHING, counts.abstained)]
        })
        .collect();
    let name = |at: usize| {
        let day = figures.columns.get(at).map(|(column, _)| column.first);
        day.map(|day| format!("{:02}-{:02}", day.month(), day.day())).unwrap_or_default()
    };
    stacked(&area.margin(0, SMALL + PAD / 2, 0, 0), &columns, 5, name)
}

fn hours_of_day(area: &Area<'_>, figures: &Figures) -> Drawn {
    let columns: Vec<[(RGBColor, u64); 1]> = figures.hours.iter().map(|count| [(ink::ANSWERED, *count)]).collect();
    stacked(area, &columns, 12, |hour| hour.to_string())
}

/// Columns beside each other, each of parts upon each other, with a scale.
fn stacked<const PARTS: usize>(
    area: &Area<'_>,
    columns: &[[(RGBColor, u64); PARTS]],
    labels: usize,
    name: impl Fn(usize) -> String,
) -> Drawn {
    let highest = columns.iter().map(|parts| parts.iter().map(|(_, count)| count).sum::<u64>()).max().unwrap_or(0);
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(LABEL + 16)
        .y_label_area_size(96)
        .margin_top(LABEL / 2)
        .build_cartesian_2d((0..columns.len().saturating_sub(1)).into_segmented(), 0..highest.max(1))?;
    let quiet = style(LABEL, Look::quiet());
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(ink::LINES)
        .light_line_style(ink::PANEL)
        .axis_style(ink::LINES)
        .x_labels(labels)
        .y_labels(5)
        .y_label_formatter(&|count| shortened(*count))
        .x_label_formatter(&|at| match at {
            SegmentValue::CenterOf(at) if *at < columns.len() => name(*at),
            _ => String::new(),
        })
        .label_style(quiet)
        .draw()?;
    let gap = if columns.len() > 40 { 1 } else { 4 };
    let bars = columns.iter().enumerate().flat_map(|(at, parts)| {
        let mut below = 0;
        parts
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(move |(colour, count)| {
                let from = below;
                below += count;
                (at, from..below, *colour)
            })
            .collect::<Vec<_>>()
    });
    chart.draw_series(bars.map(|(at, Range { start, end }, colour)| {
        let corners = [(SegmentValue::Exact(at), start), (SegmentValue::Exact(at + 1), end)];
        let mut bar = Rectangle::new(corners, colour.filled());
        bar.set_margin(0, 0, gap, gap);
        bar
    }))?;
    Ok(())
}

fn named_most(area: &Area<'_>, language: Language, figures: &Figures) -> Drawn {
    let (width, height) = size(area);
    if figures.issues.is_empty() {
        return write(area, "–", (0, LARGE / 2), LARGE, width, Look::quiet());
    }
    let most = figures.issues.first().map_or(1, |(_, counts)| counts.named().max(1));
    let row = height / i32::try_from(crate::numbers::ISSUES).unwrap_or(i32::MAX);
    for (at, (issue, counts)) in (0..).zip(&figures.issues) {
        let (top, said) = (at * row, said_of(language, counts));
        let reserved = measured(&said, SMALL, false) + 24;
        write(area, issue, (0, top + SMALL / 2), SMALL, width - reserved, Look::default())?;
        write(area, &said, (width, top + SMALL / 2), SMALL, reserved, Look { right: true, ..Look::quiet() })?;
        let length = (i64::from(width) * counts.named().cast_signed() / most.cast_signed()) as i32;
        let (upper, lower) = (top + SMALL + 8, top + SMALL + 28);
        fill(area, (0, upper), (width, lower), ink::LINES)?;
        fill(area, (0, upper), (length.max(4), lower), ink::ANSWERED)?;
    }
    Ok(())
}

/// How often an issue was named, and how often it helped.
fn said_of(language: Language, counts: &Counts) -> String {
    match counts.votes() {
        0 => counts.named().to_string(),
        votes => format!("{} · {} {}/{votes}", counts.named(), language.say(Text::StatsHelped), counts.helped),
    }
}

fn what_became_of_cases(area: &Area<'_>, language: Language, figures: &Figures) -> Drawn {
    let (width, height) = size(area);
    let cases = &figures.cases;
    let half = width / 2;
    let large = |at: (i32, i32), number: &str, label: Text, colour| -> Drawn {
        write(
            area,
            number,
            (at.0, at.1 + LARGE / 2),
            LARGE,
            half - PAD,
            Look { colour, bold: true, ..Look::default() },
        )?;
        let label = language.say(label);
        write(area, label, (at.0, at.1 + LARGE + SMALL / 2), SMALL, half - PAD, Look::quiet())
    };
    large((0, 0), &cases.opened.to_string(), Text::StatsOpened, ink::TEXT)?;
    large((half, 0), &cases.open.to_string(), Text::StatsStillOpen, ink::TEXT)?;
    let spread = |at: (i32, i32), spread: Spread, label: Text| -> Drawn {
        large(at, &in_words(spread.median), label, ink::HELPED)?;
        let rest = format!("90 %: {} · n = {}", in_words(spread.p90), spread.times);
        write(area, &rest, (at.0, at.1 + LARGE + SMALL + SMALL), SMALL, half - PAD, Look::quiet())
    };
    spread((0, height / 2), cases.to_acknowledge, Text::StatsToAcknowledge)?;
    spread((half, height / 2), cases.to_resolve, Text::StatsToResolve)
}

/// How a text looks.
#[derive(Clone, Copy)]
struct Look {
    colour: RGBColor,
    bold: bool,
    /// Whether it ends where it is put, instead of beginning there.
    right: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { colour: ink::TEXT, bold: false, right: false }
    }
}

impl Look {
    fn quiet() -> Self {
        Self { colour: ink::QUIET, ..Self::default() }
    }
}

fn style(height: i32, look: Look) -> TextStyle<'static> {
    let face = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
    (FONT, height, face).into_font().color(&look.colour)
}

/// How wide a text is.
fn measured(text: &str, height: i32, bold: bool) -> i32 {
    let font = style(height, Look { bold, ..Look::default() }).font;
    font.layout_box(text).map_or(0, |((left, _), (right, _))| right - left)
}

/// Writes a text within a width; the height at which it is put is that of its middle.
fn write(area: &Area<'_>, text: &str, at: (i32, i32), height: i32, width: i32, look: Look) -> Drawn {
    let mut shown = text.to_owned();
    while measured(&shown, height, look.bold) > width && shown.pop().is_some() {
        let kept = shown.trim_end_matches('…').trim_end().len();
        shown.truncate(kept);
        shown.pop();
        if shown.is_empty() {
            break;
        }
        shown.push('…');
    }
    let side = if look.right { HPos::Right } else { HPos::Left };
    let style = style(height, look).pos(Pos::new(side, VPos::Center));
    Ok(area.draw(&Written::new(shown, at, style))?)
}

fn fill(area: &Area<'_>, from: (i32, i32), to: (i32, i32), colour: RGBColor) -> Drawn {
    Ok(area.draw(&Rectangle::new([from, to], ShapeStyle::from(&colour).filled()))?)
}

fn size(area: &Area<'_>) -> (i32, i32) {
    let (width, height) = area.dim_in_pixel();
    (width.cast_signed(), height.cast_signed())
}

/// A count in few characters: `12k`.
fn shortened(count: u64) -> String {
    match count {
        0..10_000 => count.to_string(),
        10_000..10_000_000 => format!("{}k", count / 1_000),
        _ => format!("{}M", count / 1_000_000),
    }
}
