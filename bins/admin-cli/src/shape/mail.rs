use latchstring_bootstrap::mail::MailWay;
use latchstring_domain::email::EmailAddress;
use serde::Serialize;

use crate::output::{Block, Shape};

/// A test mail that was handed on.
#[derive(Serialize)]
pub(crate) struct SentTest {
    to: String,
    /// The folder or the server that took it.
    by: String,
    #[serde(skip)]
    way: MailWay,
}

impl SentTest {
    pub(crate) fn new(to: &EmailAddress, way: MailWay) -> Self {
        let by = match &way {
            MailWay::None => String::new(),
            MailWay::Folder(folder) => folder.display().to_string(),
            MailWay::Server { at, .. } => at.clone(),
        };
        Self { to: to.to_string(), by, way }
    }
}

impl Shape for SentTest {
    fn blocks(&self) -> Vec<Block> {
        let Self { to, by, way } = self;
        vec![Block::Line(match way {
            MailWay::Folder(_) => {
                format!("A test mail for {to} lies in {by}. Mails are not sent, but put there.")
            }
            MailWay::None | MailWay::Server { .. } => {
                format!(
                    "{by} has taken a test mail for {to}. Look into that mailbox, and into its folder for spam."
                )
            }
        })]
    }
}
