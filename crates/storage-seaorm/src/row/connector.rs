//! What makes a provider a connector: its key, which is searched for, in a column, and the rest as JSON in another. Both
//! are there, or neither.

use latchstring_domain::provider::{Connector, ProviderUrl};
use latchstring_domain::text::Tag;
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row, json};
use super::schema::SchemaRow;

const COLUMN: &str = "connector";

#[derive(Serialize, Deserialize)]
struct ConnectorRow {
    tags: Vec<String>,
    icon: Option<String>,
    fields: Option<SchemaRow>,
}

/// The two columns.
pub(super) type Columns = (Option<String>, Option<String>);

pub(super) fn write(value: Option<&Connector>) -> Result<Columns> {
    let Some(Connector { key, tags, icon, fields }) = value else { return Ok((None, None)) };
    let connector = ConnectorRow {
        tags: tags.iter().map(Tag::to_string).collect(),
        icon: icon.as_ref().map(ProviderUrl::to_string),
        fields: fields.as_ref().map(SchemaRow::write),
    };
    Ok((Some(key.to_string()), Some(json(&connector)?)))
}

pub(super) fn read(row: &Row, columns: Columns) -> Result<Option<Connector>> {
    let (key, text) = match columns {
        (Some(key), Some(text)) => (key, text),
        (None, None) => return Ok(None),
        _ => return Err(row.broken(COLUMN)),
    };
    let ConnectorRow { tags, icon, fields } = row.json(COLUMN, &text)?;
    Ok(Some(Connector {
        key: row.parse("connector_key", &key)?,
        tags: row.ok(COLUMN, tags.iter().map(|tag| Tag::parse(tag)).collect())?,
        icon: row.optional(COLUMN, icon, |url| ProviderUrl::parse(&url))?,
        fields: fields.map(|fields| fields.read(row, COLUMN)).transpose()?,
    }))
}
