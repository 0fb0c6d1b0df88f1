use std::collections::BTreeMap;

use latchstring_domain::metadata::{Metadata, MetadataError};

use crate::problem::Problem;

/// The labels that `--metadata` gives, each key once.
pub(super) fn labels(given: Vec<(String, String)>) -> Result<Metadata, Problem> {
    let mut labels = BTreeMap::new();
    for (key, value) in given {
        if labels.contains_key(&key) {
            return Err(Problem::usage(format!("--metadata: the key {key:?} is given twice")));
        }
        labels.insert(key, value);
    }
    Metadata::new(labels).map_err(|error| {
        Problem::usage(match &error {
            MetadataError::Key(key) | MetadataError::Value(key) => format!("--metadata {key:?}: {error}"),
            _ => format!("--metadata: {error}"),
        })
    })
}
