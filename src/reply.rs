//! What the reader sees, rendered from a verdict.
