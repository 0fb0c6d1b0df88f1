#![doc = include_str!("../README.md")]

mod api_keys;
mod auth;
mod branding;
mod bulk;
mod companies;
mod connections;
mod datasources;
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

pub use bulk::{BulkPlaces, BulkRows, MAX_BYTES as MAX_BULK_BYTES};
pub use latchstring_web_kit::problem::Problem;
pub use openapi::openapi;
pub use router::{face, router};
pub use state::ApiState;
