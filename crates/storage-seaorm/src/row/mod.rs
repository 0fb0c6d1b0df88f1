//! Rows to domain values and back, one file a table. A row that no value could have become is reported, not repaired.

mod actor;
mod asked_code;
pub(crate) mod cell;
mod metadata;
mod names;
mod oauth;
mod portal;
mod schema;
mod sealed;

pub(crate) mod api_keys;
pub(crate) mod brandings;
pub(crate) mod bulks;
pub(crate) mod companies;
pub(crate) mod connections;
mod connector;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod flow_sessions;
mod flow_state;
pub(crate) mod flows;
pub(crate) mod invitation_mails;
pub(crate) mod invitations;
pub(crate) mod kept_answers;
pub(crate) mod magic_links;
pub(crate) mod outbox_entries;
mod prefill;
pub(crate) mod providers;
pub(crate) mod purpose;
pub(crate) mod retired_links;
mod sign_in_form;
pub(crate) mod sites;
pub(crate) mod tallies;
pub(crate) mod webhook_deliveries;
pub(crate) mod webhook_endpoints;
pub(crate) mod webhook_messages;
pub(crate) mod workspaces;
