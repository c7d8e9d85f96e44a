//! Tantivy in memory, one segment, its default tokenizer; any of the paste's words, titles before errors before bodies.

use std::collections::BTreeSet;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, Query, TermQuery};
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TEXT};
use tantivy::{Index, IndexReader, IndexWriter, Term, doc};

use super::{Document, Outcome, Peer, TOP};

pub(super) struct Tantivy {
    index: Index,
    reader: IndexReader,
    fields: [(Field, f32); 3],
}

impl Tantivy {
    pub(super) fn new(documents: &[Document]) -> Outcome<Self> {
        let mut schema = Schema::builder();
        let title = schema.add_text_field("title", TEXT);
        let errors = schema.add_text_field("errors", TEXT);
        let body = schema.add_text_field("body", TEXT);
        let number = schema.add_u64_field("number", FAST);
        let index = Index::create_in_ram(schema.build());
        let mut writer: IndexWriter = index.writer(100_000_000)?;
        for (at, document) in (0u64..).zip(documents) {
            writer.add_document(doc!(
                title => document.title,
                errors => document.errors.as_str(),
                body => document.body.as_str(),
                number => at,
            ))?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        let reader = index.reader()?;
        reader.reload()?;
        Ok(Self { index, reader, fields: [(title, 4.0), (errors, 3.0), (body, 1.0)] })
    }
}

impl Peer for Tantivy {
    fn name(&self) -> &'static str {
        "tantivy"
    }

    fn bar(&self) -> Option<f64> {
        Some(5.0)
    }

    fn search(&self, paste: &str) -> Outcome<Vec<u64>> {
        let mut words = BTreeSet::new();
        let mut analyzer = self.index.tokenizer_for_field(self.fields[0].0)?;
        analyzer.token_stream(paste).process(&mut |token| {
            words.insert(token.text.clone());
        });
        let mut any: Vec<Box<dyn Query>> = Vec::with_capacity(words.len() * self.fields.len());
        for word in &words {
            for (field, boost) in self.fields {
                let term = TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs);
                any.push(Box::new(BoostQuery::new(Box::new(term), boost)));
            }
        }
        let searcher = self.reader.searcher();
        let best = searcher.search(&BooleanQuery::union(any), &TopDocs::with_limit(TOP).order_by_score())?;
        let mut numbers = Vec::with_capacity(best.len());
        for (_, place) in best {
            let column = searcher.segment_reader(place.segment_ord).fast_fields().u64("number")?;
            numbers.extend(column.first(place.doc_id));
        }
        Ok(numbers)
    }
}
