//! A code that was asked for, as one JSON column.

use latchstring_domain::email::EmailAddress;
use latchstring_domain::flow_session::AskedCode;
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row};
use super::sealed::SealedText;

const COLUMN: &str = "asked_code";

#[derive(Serialize, Deserialize)]
pub(super) struct AskedCodeRow {
    mail_to: Option<String>,
    seal: SealedText,
    code: SealedText,
    #[serde(default)]
    language: Option<String>,
    asked_at: i64,
    asked: u32,
    wrong: u32,
}

impl AskedCodeRow {
    pub(super) fn write(value: &AskedCode) -> Self {
        Self {
            mail_to: value.mail_to.as_ref().map(EmailAddress::to_string),
            seal: SealedText::write(&value.seal),
            code: SealedText::write(&value.code),
            language: value.language.clone(),
            asked_at: value.asked_at.unix_millis(),
            asked: value.asked,
            wrong: value.wrong,
        }
    }

    pub(super) fn read(self, row: &Row, claimed: EmailAddress) -> Result<AskedCode> {
        Ok(AskedCode {
            claimed,
            mail_to: row.email(COLUMN, self.mail_to)?,
            seal: self.seal.read(row, COLUMN)?,
            code: self.code.read(row, COLUMN)?,
            language: self.language,
            asked_at: row.time(COLUMN, self.asked_at)?,
            asked: self.asked,
            wrong: self.wrong,
        })
    }
}
