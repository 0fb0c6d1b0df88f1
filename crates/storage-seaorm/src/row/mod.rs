//! Rows to domain values and back, one file a table. A row that no value could have become is reported, not repaired.

mod actor;
pub(crate) mod cell;
mod names;
mod sealed;

pub(crate) mod api_keys;
pub(crate) mod companies;
pub(crate) mod connections;
pub(crate) mod events;
pub(crate) mod flow_sessions;
mod flow_state;
pub(crate) mod invitations;
pub(crate) mod magic_links;
pub(crate) mod outbox_entries;
mod prefill;
pub(crate) mod providers;
pub(crate) mod purpose;
pub(crate) mod sites;
pub(crate) mod workspaces;
