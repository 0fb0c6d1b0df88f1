//! What commands answer that did something other than with a thing of the database.

use latchstring_bootstrap::command::KeyFacts;
use serde::Serialize;

use crate::output::{Block, Shape};

/// The migrations that were applied.
#[derive(Serialize)]
pub(crate) struct Migrated {
    pub(crate) applied: Vec<String>,
}

impl Shape for Migrated {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(match self.applied.as_slice() {
            [] => "The database was up to date already.".to_owned(),
            [one] => format!("Applied 1 migration: {one}"),
            more => format!("Applied {} migrations: {}", more.len(), more.join(", ")),
        })]
    }
}

/// A new keyring file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewKeyring {
    pub(crate) file: String,
    pub(crate) key_id: String,
}

impl Shape for NewKeyring {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(format!(
            "Made {} with the key {}. Keep a copy of it apart from the database's: without it no link opens and no \
             credential can be read.",
            self.file, self.key_id
        ))]
    }
}

/// The keys of the keyring, the primary first.
#[derive(Serialize)]
pub(crate) struct KeyList {
    keys: Vec<KeyShape>,
}

#[derive(Serialize)]
struct KeyShape {
    id: String,
    state: &'static str,
}

impl From<Vec<KeyFacts>> for KeyList {
    fn from(keys: Vec<KeyFacts>) -> Self {
        Self { keys: keys.into_iter().map(|KeyFacts { id, state }| KeyShape { id, state }).collect() }
    }
}

impl Shape for KeyList {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Table {
            head: &["ID", "STATE"],
            rows: self.keys.iter().map(|key| vec![key.id.clone(), key.state.to_owned()]).collect(),
            none: "No key.",
        }]
    }
}
