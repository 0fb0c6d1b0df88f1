#![doc = include_str!("../README.md")]

mod change;
mod error;
mod reads;
mod slice;
mod store;

pub use change::{Change, ChangeSet};
pub use error::{CommitError, Constraint, Refusal, StorageError, StorageErrorKind};
pub use reads::{
    ApiKeys, Brandings, Companies, ConnectionFilter, Connections, EventFilter, EventPosition, Events,
    FlowSessions, Flows, InvitationFilter, InvitationMails, Invitations, MagicLinks, ProviderFilter,
    ProviderPlace, Providers, Sites, Tallies, Tally, Workspaces,
};
pub use slice::{MAX_LIMIT, Slice};
pub use store::{Claim, ClaimedEntry, Outbox, OutboxCounts, Store};
