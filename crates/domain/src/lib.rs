#![doc = include_str!("../README.md")]

pub mod account;
pub mod actor;
pub mod allowed_providers;
pub mod api_key;
pub mod branding;
pub mod company;
pub mod connection;
pub mod country;
pub mod email;
pub mod event;
pub mod flow;
pub mod flow_session;
pub mod id;
pub mod invitation;
pub mod key;
pub mod link;
pub mod magic_link;
pub mod metadata;
mod names;
pub mod outbox;
pub mod portal;
pub mod prefill;
pub mod problem;
pub mod provider;
pub mod sealed;
pub mod sign_in;
pub mod site;
pub mod text;
pub mod timestamp;
pub mod utility;
pub mod version;
pub mod workspace;

pub use timestamp::Timestamp;
pub use version::Version;
