#![doc = include_str!("../README.md")]

mod auth;
mod branding;
mod bulk;
mod companies;
mod connections;
mod datasources;
mod dead_letters;
mod docs;
mod events;
mod flows;
mod hotglue;
mod idempotency;
mod inbound;
mod invitations;
mod magic_links;
mod mapping;
mod metadata;
mod openapi;
mod paging;
mod path;
mod ping;
mod problem;
mod read;
mod reveal;
mod router;
mod schema;
mod sites;
mod state;
mod time_text;
mod webhooks;
mod workspace;

pub use openapi::openapi;
pub use router::{face, router};
pub use state::ApiState;
