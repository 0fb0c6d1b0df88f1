//! The customer's own labels.

use latchstring_domain::metadata::{Metadata, MetadataError};

use crate::read::{FieldCode, Fields, Refused};

/// Reads `metadata`.
pub(crate) fn metadata(fields: &mut Fields) -> Option<Metadata> {
    let labels = fields.labels("metadata")?;
    labelled(fields, "metadata", labels)
}

/// The labels of a field, once each is a text.
pub(crate) fn labelled(fields: &mut Fields, name: &str, labels: Vec<(String, String)>) -> Option<Metadata> {
    match Metadata::new(labels.into_iter().collect()) {
        Ok(metadata) => Some(metadata),
        Err(error) => {
            let detail = error.to_string();
            match error {
                MetadataError::Key(_) => {
                    fields.refuse(name, Refused::new(FieldCode::IllegalCharacters, detail));
                }
                MetadataError::Value(key) => {
                    fields.refuse_child(name, &key, Refused::new(FieldCode::TooLong, detail));
                }
                _ => fields.refuse(name, Refused::new(FieldCode::TooMany, detail)),
            }
            None
        }
    }
}
