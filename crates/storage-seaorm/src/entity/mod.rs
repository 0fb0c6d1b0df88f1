//! The tables as SeaORM sees them. Nothing outside this crate names them: `row` turns their rows into domain values.

#![expect(unreachable_pub, reason = "SeaORM's derive macros make public items")]

pub(crate) mod api_keys;
pub(crate) mod brandings;
pub(crate) mod bulk_batches;
pub(crate) mod bulks;
pub(crate) mod canaries;
pub(crate) mod companies;
pub(crate) mod connection_sites;
pub(crate) mod connections;
pub(crate) mod event_checkpoints;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod flow_sessions;
pub(crate) mod flows;
pub(crate) mod invitation_addresses;
pub(crate) mod invitation_mails;
pub(crate) mod invitations;
pub(crate) mod kept_answers;
pub(crate) mod magic_links;
pub(crate) mod marks;
pub(crate) mod mfa_messages;
pub(crate) mod outbox_entries;
pub(crate) mod providers;
pub(crate) mod retired_links;
pub(crate) mod sites;
pub(crate) mod tallies;
pub(crate) mod webhook_deliveries;
pub(crate) mod webhook_endpoints;
pub(crate) mod webhook_messages;
pub(crate) mod workspaces;
