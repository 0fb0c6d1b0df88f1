//! The routes, over a store in memory, the sandbox's drivers, a clock that stands still and a seeded source of randomness.

mod connect_values;
mod connectors;
mod cookies;
mod dead_ends;
mod empty_fields;
mod errors;
mod forgery;
mod forms;
mod gate;
mod gated;
pub(crate) mod headers;
mod keys;
mod landing;
mod language;
mod magic_links;
mod mailed_links;
mod mapping;
mod moved;
mod pictures;
mod portals;
mod prefill;
mod reconnect;
mod sandbox;
mod secrecy;
mod several;
mod steps;
mod walk;
