use std::path::Path;

use latchstring_service::restore::Marked;
use serde::Serialize;

use crate::output::{Block, Shape};

/// A copy of the database.
#[derive(Serialize)]
pub(crate) struct BackupShape {
    pub(crate) file: String,
    pub(crate) bytes: u64,
}

impl Shape for BackupShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(format!(
            "Wrote {} ({} bytes). It is worth nothing without the keyring, which is kept elsewhere.",
            self.file, self.bytes
        ))]
    }
}

/// A database that was put back.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RestoredShape {
    invitations_revoked: u64,
    companies_cut_off: u64,
    api_keys_revoked: u64,
    before: Option<String>,
}

impl RestoredShape {
    pub(crate) fn new(marked: Marked, before: Option<&Path>) -> Self {
        Self {
            invitations_revoked: marked.invitations,
            companies_cut_off: marked.companies,
            api_keys_revoked: marked.api_keys,
            before: before.map(|path| path.display().to_string()),
        }
    }
}

impl Shape for RestoredShape {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Line(format!(
            "Restored. Revoked {} invitations, the magic links of {} companies, and {} API keys.",
            self.invitations_revoked, self.companies_cut_off, self.api_keys_revoked
        ))];
        if let Some(before) = &self.before {
            blocks.push(Block::Line(format!("The database that was there is {before}.")));
        }
        blocks
    }
}
