//! The customer's labels, as a JSON object in a column `metadata`.

use std::collections::BTreeMap;

use latchstring_domain::metadata::Metadata;

use super::cell::{Result, Row, json};

pub(super) fn write(value: &Metadata) -> Result<String> {
    json(value.labels())
}

pub(super) fn read(row: &Row, text: &str) -> Result<Metadata> {
    let labels: BTreeMap<String, String> = row.json("metadata", text)?;
    row.ok("metadata", Metadata::new(labels))
}
