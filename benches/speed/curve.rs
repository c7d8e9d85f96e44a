//! Draws how costs grow as an SVG picture, both axes logarithmic, each cost as a multiple of its first, which
//! stands on the line of proportion where it is not that of the least size.

use std::fmt::Write;

/// One cost at several sizes.
pub(crate) struct Line {
    /// What it is.
    pub(crate) name: &'static str,
    /// (size, cost), smallest size first.
    pub(crate) points: Vec<(f64, f64)>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 200.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 60.0;
const COLOURS: [&str; 4] = ["#0969da", "#bf8700", "#8250df", "#8c959f"];

/// The picture of these lines, with that of a cost in proportion beside them.
pub(crate) fn svg(lines: &[Line]) -> String {
    let sizes: Vec<f64> = lines.first().map_or(Vec::new(), |line| line.points.iter().map(|p| p.0).collect());
    let (Some(&least), Some(&most)) = (sizes.first(), sizes.last()) else { return String::new() };
    let decades = (most / least).log10();
    let x = |size: f64| LEFT + (size / least).log10() / decades * (WIDTH - LEFT - RIGHT);
    let y = |ratio: f64| HEIGHT - BOTTOM - ratio.max(0.5).log10() / decades * (HEIGHT - TOP - BOTTOM);

    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"13\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n"
    );
    for &size in &sizes {
        let ratio = size / least;
        let (right, foot) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
        let _ = writeln!(
            out,
            "<path d=\"M{0:.1} {TOP}V{foot}M{LEFT} {1:.1}H{right}\" stroke=\"#d0d7de\"/>\n\
             <text x=\"{0:.1}\" y=\"{2}\" text-anchor=\"middle\">{3}</text>\n\
             <text x=\"{4}\" y=\"{5:.1}\" text-anchor=\"end\">{ratio} x</text>",
            x(size),
            y(ratio),
            foot + 20.0,
            spoken(size),
            LEFT - 8.0,
            y(ratio) + 4.0,
        );
    }
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">issues</text>",
        f64::midpoint(LEFT, WIDTH - RIGHT),
        HEIGHT - 14.0
    );
    let proportional = Line { name: "in proportion", points: sizes.iter().map(|&size| (size, size)).collect() };
    let mut labels: Vec<(f64, String, &str)> = Vec::new();
    for (line, colour) in lines.iter().chain([&proportional]).zip(COLOURS) {
        let Some(&(start, cost)) = line.points.first() else { continue };
        let first = cost / (start / least);
        let points: Vec<String> =
            line.points.iter().map(|&(size, cost)| format!("{:.1},{:.1}", x(size), y(cost / first))).collect();
        let dashes = if line.name == proportional.name { " stroke-dasharray=\"5 4\"" } else { "" };
        let points = points.join(" ");
        let _ = writeln!(
            out,
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dashes}/>"
        );
        let last = line.points[line.points.len() - 1].1 / first;
        labels.push((y(last), format!("{}: {last:.0} x", line.name), colour));
    }
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = f64::MIN;
    for (at, text, colour) in labels {
        lowest = at.max(lowest + 16.0);
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{:.1}\" fill=\"{colour}\">{text}</text>",
            WIDTH - RIGHT + 8.0,
            lowest + 4.0
        );
    }
    out.push_str("</svg>\n");
    out
}

fn spoken(size: f64) -> String {
    if size >= 1e6 { format!("{} M", size / 1e6) } else { format!("{} k", size / 1e3) }
}
