#![doc = include_str!("../README.md")]
#![expect(
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a law that does not hold is told by a panic, as every fuzzer expects"
)]
#![expect(clippy::indexing_slicing, reason = "a member that JSON does not have reads as null")]

mod api;
mod deployment;
mod email;
mod links;
mod tokens;
mod url;

pub use api::{bulk_csv, invitation_body};
pub use email::email;
pub use links::{link_message, sealed_link};
pub use tokens::tokens;
pub use url::webhook_url;

/// A law, by the name of its corpus.
pub type Law = fn(&[u8]);

/// Every law.
pub const ALL: [(&str, Law); 7] = [
    ("bulk_csv", bulk_csv),
    ("email", email),
    ("invitation_body", invitation_body),
    ("link_message", link_message),
    ("sealed_link", sealed_link),
    ("tokens", tokens),
    ("webhook_url", webhook_url),
];
