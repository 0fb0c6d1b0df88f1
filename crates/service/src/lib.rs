#![doc = include_str!("../README.md")]

pub mod api_key;
pub mod branding;
pub mod bulk;
pub mod company;
pub mod connection;
pub mod connector;
pub mod dead_letter;
pub mod event;
pub mod flow;
pub mod flow_session;
pub mod inbound;
pub mod invitation;
pub mod keyring;
pub mod linked_connector;
pub mod magic_link;
pub mod mail;
pub mod once;
pub mod outbox;
pub mod portal;
pub mod ports;
pub mod provider;
pub mod recipient;
pub mod restore;
pub mod retention;
pub mod site;
pub mod suppression;
pub mod tenant;
pub mod webhook;
pub mod workspace;

mod attempts;
mod caller;
mod credentials;
mod cursor;
mod environment;
mod failure;
mod latchstring;
mod page;
mod prefill;
mod record;

pub use caller::Caller;
pub use credentials::ClientSecrets;
pub use cursor::{
    CursorRefused, open_address_cursor, open_cursor, open_provider_cursor, seal_address_cursor, seal_cursor,
    seal_provider_cursor,
};
pub use failure::{Failure, Thing};
pub use keyring::{KeyringCheckError, check_keyring};
pub use latchstring::{Latchstring, Parts};
pub use latchstring_storage::{MAX_LIMIT, ProviderPlace, Slice, StorageError, StorageErrorKind};
pub use page::{Listing, MAX_PER_PAGE, Numbered, PageRequest};
