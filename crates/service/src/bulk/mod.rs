//! Bulk invitations: many are asked for at once, checked whole, and made a few at a time.

mod advance;
mod ask;
mod check;
mod get;
mod issue;
mod logos;
mod twins;

pub use advance::advance;
pub use ask::{Asked, BulkError, BulkReport, MAX_LOGOS, Refused, ask};
pub use get::{BulkRowView, BulkView, get, progress};
pub(crate) use issue::issue_next;
