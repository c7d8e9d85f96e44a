//! What to show as proof of a match.

use super::found::Place;
use super::index::Index;
use super::read::Reading;
use super::signals::value;
use super::{Evidence, Signature};
use crate::paste::Paste;

/// Evidence of which less is there, both ways, is not shown beside better.
const WEAK: f32 = 0.4;
/// Places shown for one issue.
const MOST: usize = 5;

/// Each place of the paste once, with the text that it meets best, strongest first.
pub(super) fn of(index: &Index, paste: &Paste, reading: &Reading, places: &[Place]) -> Vec<Evidence> {
    let mut order: Vec<&Place> = places.iter().filter(|p| p.lies.mass > 0.0).collect();
    order.sort_by(|a, b| {
        let worth = |p: &Place| value(p.kind, p.shared_by, &p.lies);
        worth(b)
            .total_cmp(&worth(a))
            .then_with(|| (a.lies.segment, a.lies.span.start).cmp(&(b.lies.segment, b.lies.span.start)))
            .then(a.phrase.cmp(&b.phrase))
    });
    let mut out: Vec<Evidence> = Vec::new();
    for place in order {
        let segment = &reading.segments[place.lies.segment];
        let part = segment.part as usize;
        let span = place.lies.span.clone();
        let told = out.iter().any(|e| e.part == part && e.span.start < span.end && span.start < e.span.end);
        let weak = place.lies.coverage < WEAK && place.lies.explains < WEAK && !out.is_empty();
        if told || weak {
            continue;
        }
        let text = match place.phrase {
            Some(phrase) => index.text(&index.phrases[phrase as usize]).to_owned(),
            // Prose is not kept word for word: what stands in the paste stands, as good as so, in the text.
            None => paste.slice(part, span.clone()).to_owned(),
        };
        out.push(Evidence {
            part,
            line: segment.line as usize,
            span,
            signature: Signature { kind: place.kind, text },
            coverage: place.lies.coverage,
        });
        if out.len() == MOST {
            break;
        }
    }
    out
}
