#![doc = include_str!("../README.md")]

mod bulks;
mod change;
mod change_name;
mod erasure;
mod error;
mod keyed;
mod log;
mod reads;
mod slice;
mod store;
mod suppressions;
mod sweeps;
mod walks;

pub use bulks::{Bulks, InvitationNames};
pub use change::{BulkChange, Change, ChangeSet};
pub use erasure::Erasure;
pub use error::{CommitError, Constraint, Refusal, StorageError, StorageErrorKind};
pub use keyed::{KeyedRow, KeyedRows, KeyedTable};
pub use log::{Checkpoints, EventFilter, EventPosition, Events, LogChange};
pub use reads::{
    ApiKeys, Brandings, Companies, ConnectionFilter, Connections, DeliveryFilter, Flows, InvitationFilter,
    InvitationMails, Invitations, KeptAnswers, MagicLinks, MessageRange, ProviderFilter, ProviderPlace,
    Providers, Sites, Tallies, Tally, Webhooks, Workspaces,
};
pub use slice::{MAX_LIMIT, Slice};
pub use store::{Claim, ClaimedEntry, Outbox, OutboxCounts, ParkedEntry, ParkedFilter, Store};
pub use suppressions::Suppressions;
pub use sweeps::{Sweep, Sweeps, Swept};
pub use walks::{FlowSessions, MfaMessages};
