//! Addresses that a workspace mails no more: because a mail came back, or because their reader wants none.

mod lift;
mod list;
mod suppress;
mod unsubscribe;

pub use lift::lift;
pub use list::{ListSuppressions, SuppressionList, list};
pub(crate) use suppress::{is_suppressed, suppress};
pub(crate) use unsubscribe::link;
pub use unsubscribe::{Unsubscribing, unsubscribe, unsubscribing};
