use latchstring_domain::email::EmailAddress;
use latchstring_domain::suppression::Suppression;
use serde::Serialize;

use super::event;
use crate::output::{Block, Shape};

/// Addresses that are mailed no more; `next` is what to list after when there are more.
#[derive(Serialize)]
pub(crate) struct SuppressionListShape {
    suppressions: Vec<SuppressionShape>,
    next: Option<String>,
}

#[derive(Serialize)]
struct SuppressionShape {
    email: String,
    reason: &'static str,
    since: String,
}

impl From<&Suppression> for SuppressionShape {
    fn from(Suppression { workspace_id: _, address, reason, since }: &Suppression) -> Self {
        Self { email: address.to_string(), reason: reason.as_str(), since: since.to_string() }
    }
}

impl SuppressionListShape {
    pub(crate) fn new(items: &[Suppression], next: Option<&EmailAddress>) -> Self {
        let suppressions = items.iter().map(Into::into).collect();
        Self { suppressions, next: next.map(ToString::to_string) }
    }
}

impl Shape for SuppressionListShape {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &SuppressionShape| vec![one.email.clone(), one.reason.to_owned(), one.since.clone()];
        let table = Block::Table {
            head: &["ADDRESS", "REASON", "SINCE"],
            rows: self.suppressions.iter().map(row).collect(),
            none: "No address is suppressed.",
        };
        event::with_next(table, self.next.as_ref())
    }
}

/// An address that is mailed again, and why it was not.
#[derive(Serialize)]
pub(crate) struct LiftedShape {
    #[serde(flatten)]
    lifted: SuppressionShape,
}

impl From<&Suppression> for LiftedShape {
    fn from(lifted: &Suppression) -> Self {
        Self { lifted: lifted.into() }
    }
}

impl Shape for LiftedShape {
    fn blocks(&self) -> Vec<Block> {
        let SuppressionShape { email, reason, since } = &self.lifted;
        vec![Block::Line(format!("{email} is mailed again; it was not since {since} ({reason})."))]
    }
}
