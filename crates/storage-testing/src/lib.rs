#![doc = include_str!("../README.md")]
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the cases are tests, which fail by panicking"
)]

mod case;
mod contract;
mod harness;

pub mod api_keys;
pub mod brandings;
pub mod bulks;
pub mod change_sets;
pub mod checkpoints;
pub mod companies;
pub mod connections;
pub mod connectors;
pub mod erasures;
pub mod events;
pub mod fixture;
pub mod flow_sessions;
pub mod flows;
pub mod groups;
pub mod invitation_mails;
pub mod invitations;
pub mod kept_answers;
pub mod keyed_rows;
pub mod magic_links;
pub mod magic_races;
pub mod magic_spending;
pub mod marks;
pub mod mfa_messages;
pub mod outbox;
pub mod paging;
pub mod providers;
pub mod queues;
pub mod races;
pub mod relay;
pub mod sites;
pub mod spending;
pub mod suppressions;
pub mod sweeps;
pub mod tallies;
pub mod webhooks;
pub mod workspaces;

pub use harness::{Harness, run};
