//! The lines of a paste that prove a match, cut to what a reader needs to see.

use std::ops::Range;

use crate::matching::{Evidence, Signature};
use crate::paste::Paste;

/// Bytes shown before and after what was matched; the rest of a long line is cut.
pub const CONTEXT: usize = 80;

/// Bytes shown of one matched span; enough for the longest error sentence, not for a minified page.
pub const MATCHED: usize = 400;

/// Lines shown of a span that runs over several.
pub const LINES: usize = 3;

/// One place of the paste with the signatures it meets.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote<'a> {
    /// The file; none for the message's own text.
    pub file: Option<&'a str>,
    /// The line it starts on, from 1.
    pub line: usize,
    /// Whether this line is all there is of the paste.
    pub only_line: bool,
    /// The text, line by line.
    pub lines: Vec<Vec<Piece<'a>>>,
    /// What was met, most telling first, each with the share of it that is there.
    pub signatures: Vec<(&'a Signature, f32)>,
}

/// A run of a quoted line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text around the match.
    Context(&'a str),
    /// Text that met a signature.
    Matched(&'a str),
    /// Something was left out here.
    Cut,
}

/// The first `most` places that the evidence points to. What several signatures met on one line is one place.
pub fn quotes<'a>(paste: &'a Paste, evidence: impl IntoIterator<Item = &'a Evidence>, most: usize) -> Vec<Quote<'a>> {
    let mut places: Vec<(usize, usize, Vec<&Evidence>)> = vec![];
    for one in evidence {
        // Evidence of another paste proves nothing about this one.
        if paste.parts().get(one.part).and_then(|part| part.text.get(one.span.clone())).is_none() {
            continue;
        }
        if let Some((_, _, met)) = places.iter_mut().find(|(part, line, _)| (*part, *line) == (one.part, one.line)) {
            met.push(one);
        } else if places.len() < most {
            places.push((one.part, one.line, vec![one]));
        }
    }
    places.into_iter().map(|(part, line, met)| quote(paste, part, line, &met)).collect()
}

fn quote<'a>(paste: &'a Paste, part: usize, line: usize, met: &[&'a Evidence]) -> Quote<'a> {
    let text = paste.parts()[part].text.as_str();
    let spans = joined(met.iter().map(|evidence| evidence.span.clone()).collect());
    let mut lines = vec![];
    let mut at = spans.first().map_or(0, |span| line_start(text, span.start));
    let last = spans.last().map_or(0, |span| span.end);
    loop {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        lines.push(pieces(text, at..end, &spans));
        at = end + 1;
        if at >= last || lines.len() == LINES {
            break;
        }
    }
    let mut signatures: Vec<(&Signature, f32)> = vec![];
    for evidence in met {
        if !signatures.iter().any(|(signature, _)| **signature == evidence.signature) {
            signatures.push((&evidence.signature, evidence.coverage));
        }
    }
    signatures.sort_by_key(|(signature, _)| signature.kind);
    Quote {
        file: paste.parts()[part].name.as_deref(),
        line,
        only_line: paste.parts().len() == 1 && !text.trim_end().contains('\n'),
        lines,
        signatures,
    }
}

/// One line, with the spans that fall into it marked and what is far from them cut.
fn pieces<'a>(text: &'a str, line: Range<usize>, spans: &[Range<usize>]) -> Vec<Piece<'a>> {
    let line = line.start..line.start + text[line].trim_end().len();
    let mut pieces = vec![];
    let context = |pieces: &mut Vec<Piece<'a>>, range: Range<usize>, from: usize, to: usize| {
        let (head, tail) = (floor(text, range.start + from), ceil(text, range.end.saturating_sub(to)));
        if head >= tail || from + to >= range.len() {
            push(pieces, Piece::Context(&text[range]));
        } else {
            push(pieces, Piece::Context(&text[range.start..head]));
            pieces.push(Piece::Cut);
            push(pieces, Piece::Context(&text[tail..range.end]));
        }
    };
    let mut at = line.start;
    for span in spans {
        let span = span.start.max(line.start)..span.end.min(line.end);
        if span.start >= span.end {
            continue;
        }
        let from = if at == line.start { 0 } else { CONTEXT };
        context(&mut pieces, at..span.start, from, CONTEXT);
        if span.len() > MATCHED {
            push(&mut pieces, Piece::Matched(&text[span.start..floor(text, span.start + MATCHED)]));
            pieces.push(Piece::Cut);
        } else {
            push(&mut pieces, Piece::Matched(&text[span.clone()]));
        }
        at = span.end;
    }
    context(&mut pieces, at..line.end, CONTEXT, 0);
    pieces
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, piece: Piece<'a>) {
    if !matches!(piece, Piece::Context("") | Piece::Matched("")) {
        pieces.push(piece);
    }
}

/// The spans in order, overlapping and touching ones as one.
fn joined(mut spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    spans.sort_by_key(|span| span.start);
    let mut joined: Vec<Range<usize>> = vec![];
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::SignatureKind;

    /// Shows a line with `[matched]` and `…` for what was cut.
    fn shown(text: &str, spans: &[Range<usize>]) -> Vec<String> {
        let paste = Paste::new(text);
        let evidence: Vec<Evidence> = spans
            .iter()
            .map(|span| Evidence {
                part: 0,
                line: 1 + text[..span.start].matches('\n').count(),
                span: span.clone(),
                signature: Signature { kind: SignatureKind::Error, text: text[span.clone()].to_owned() },
                coverage: 1.0,
            })
            .collect();
        let line = |pieces: &Vec<Piece<'_>>| {
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Context(text) => (*text).to_owned(),
                    Piece::Matched(text) => format!("[{text}]"),
                    Piece::Cut => "…".to_owned(),
                })
                .collect::<String>()
        };
        quotes(&paste, &evidence, 3).iter().flat_map(|quote| quote.lines.iter().map(line)).collect()
    }

    fn span_of(text: &str, part: &str) -> Range<usize> {
        let start = text.find(part).expect("the part is in the text");
        start..start + part.len()
    }

    #[test]
    fn two_signatures_on_one_line_are_one_quote() {
        let text = "before\r\nThe disk is full (ID 58)\r\nafter";
        assert_eq!(
            shown(text, &[span_of(text, "58"), span_of(text, "disk is full")]),
            ["The [disk is full] (ID [58])"]
        );
    }

    #[test]
    fn overlapping_spans_are_marked_once() {
        let text = "The disk is full";
        assert_eq!(shown(text, &[span_of(text, "The disk"), span_of(text, "disk is")]), ["[The disk is] full"]);
    }

    #[test]
    fn a_span_over_two_lines_shows_both() {
        let text = "x\nThe disk\n  is full today\ny";
        assert_eq!(shown(text, &[span_of(text, "disk\n  is full")]), ["The [disk]", "[  is full] today"]);
    }

    #[test]
    fn a_long_line_is_cut_around_what_matched() {
        let text = format!("{} disk is full {}", "a".repeat(500), "é".repeat(500));
        let lines = shown(&text, &[span_of(&text, "disk is full")]);
        assert_eq!(lines, [format!("…{} [disk is full] {}…", "a".repeat(79), "é".repeat(39))]);
    }

    #[test]
    fn a_gap_between_two_spans_is_cut_in_its_middle() {
        let text = format!("one {} two", "-".repeat(400));
        let lines = shown(&text, &[span_of(&text, "one"), span_of(&text, "two")]);
        assert_eq!(lines, [format!("[one] {0}…{0} [two]", "-".repeat(79))]);
    }

    #[test]
    fn a_very_long_match_is_cut_too() {
        let text = "m".repeat(1000);
        let all = 0..1000;
        assert_eq!(shown(&text, &[all]), [format!("[{}]…", "m".repeat(MATCHED))]);
    }

    #[test]
    fn evidence_of_another_paste_is_left_out() {
        let all = 0..5;
        assert_eq!(shown("short", &[all]), ["[short]"]);
        let stray = Evidence {
            part: 3,
            line: 1,
            span: 0..90,
            signature: Signature { kind: SignatureKind::Code, text: "1".to_owned() },
            coverage: 1.0,
        };
        assert_eq!(quotes(&Paste::new("short"), &[stray], 3), []);
    }

    proptest! {
        #[test]
        fn any_evidence_is_quoted_in_the_words_of_the_paste(
            text in "([a-zé🖨]{0,300}[ \\r\\n\\t]?){0,8}",
            spans in proptest::collection::vec((0usize..2000, 0usize..900), 0..5),
        ) {
            let evidence: Vec<Evidence> = spans
                .iter()
                .map(|(start, length)| Evidence {
                    part: 0,
                    line: 1,
                    span: *start..start + length,
                    signature: Signature { kind: SignatureKind::Body, text: String::new() },
                    coverage: 0.5,
                })
                .collect();
            let paste = Paste::new(text.clone());
            for piece in quotes(&paste, &evidence, 3).iter().flat_map(|quote| &quote.lines).flatten() {
                if let Piece::Context(part) | Piece::Matched(part) = piece {
                    prop_assert!(text.contains(part) && !part.contains('\n') && !part.is_empty());
                }
            }
        }
    }
}
