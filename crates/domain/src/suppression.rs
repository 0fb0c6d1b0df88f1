//! Addresses that a workspace mails no more.

use crate::Timestamp;
use crate::email::EmailAddress;
use crate::id::WorkspaceId;
use crate::names::named;

named! {
    /// Why an address is mailed no more.
    SuppressionReason, ParseSuppressionReasonError, "a reason" {
        /// A mail to it could not be delivered, though a mail server had taken it.
        Bounced = "BOUNCED",
        /// Its reader called a mail unwanted.
        Complained = "COMPLAINED",
        /// Its reader asked for no more mail.
        Unsubscribed = "UNSUBSCRIBED",
    }
}

/// An address that a workspace mails no more, until somebody lifts that. A code that its reader asks for is mailed all the
/// same: they are at the page and wait for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The workspace. Others go on mailing it.
    pub workspace_id: WorkspaceId,
    /// The address, as it was mailed.
    pub address: EmailAddress,
    /// Why; the first reason there was.
    pub reason: SuppressionReason,
    /// Since when.
    pub since: Timestamp,
}
