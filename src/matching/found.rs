//! What was found in a paste of an issue, before anything is made of it.

use super::SignatureKind;
use super::align::Alignment;

/// One text of an issue that was found in the paste.
pub(super) struct Place {
    pub kind: SignatureKind,
    /// In how many articles the same text stands.
    pub shared_by: u16,
    /// Index into [`Index::phrases`]; none for a sentence of prose.
    pub phrase: Option<u32>,
    /// How it lies on the paste.
    pub lies: Alignment,
}

/// What was found of one issue.
#[derive(Default)]
pub(super) struct Found {
    pub places: Vec<Place>,
}
