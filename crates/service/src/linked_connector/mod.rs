//! Linked connectors: the connections of one tenant in one flow, as programs of the hotglue shape know them.

mod config;
mod find;
mod link;
mod list;
mod unlink;
mod update;

pub use config::{ConfigRefused, MAX_CONFIG};
pub use find::{LinkedConnector, Place};
pub use link::{LinkConnector, LinkConnectorError, link};
pub use list::{ListLinkedConnectors, ListedConnector, list};
pub use unlink::unlink;
pub use update::{LinkedConnectorChanges, UpdateLinkedConnectorError, update};
