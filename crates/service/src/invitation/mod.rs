//! Invitations: make, look at, extend, mail again, revoke, and note what happens to them.

mod branding;
mod create_contributor;
mod create_reconnect;
mod expiry;
mod extend;
mod get;
mod issue;
mod list;
mod mailing;
mod remind;
mod resend;
mod revealing;
mod revoke;
mod view;
mod visit;

pub use branding::LinkBrandError;
pub(crate) use branding::{Logo, has_font, logo, may_look_so, wants_own_font};
pub(crate) use create_contributor::fits_allowed;
pub use create_contributor::{CreateContributor, CreateContributorError, create_contributor};
pub use create_reconnect::{CreateReconnect, CreateReconnectError, create_reconnect};
pub use extend::{ExtendInvitationError, extend};
pub use get::{InvitationDetail, get};
pub use issue::InvitationTerms;
pub(crate) use issue::{
    IssueError, Issued, Kind, check_sites as check_draft_sites, issue_as, issue_by, issue_draft, workspace_of,
};
pub use list::{ListInvitations, WantedInvitations, list};
pub use mailing::CannotMail;
pub(crate) use mailing::{addresses as mailed_addresses, promise, told as told_of_mail};
pub use resend::{Resend, ResendError, Resent, Skipped, resend};
pub(crate) use revealing::record_bulk_reveal;
pub use revoke::{RevokeInvitationError, revoke};
pub use view::InvitationView;
pub(crate) use view::{reveal, reveal_token};
pub use visit::{Visit, record_visit};

pub(crate) use expiry::record_expiry;
pub(crate) use remind::{look_after, remind, untouched};
