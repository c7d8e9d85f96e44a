//! `firstline schema`: The JSON Schema of an article, so that editors complete and check the files.

use std::io::Write;
use std::process::ExitCode;

use super::Outcome;
use crate::knowledge::schema;

/// Prints the schema.
pub fn run(out: &mut dyn Write) -> Outcome {
    out.write_all(schema::json_schema().as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
