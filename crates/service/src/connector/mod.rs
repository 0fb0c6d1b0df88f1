//! Connectors: the providers of the catalog as programs of the hotglue shape know them.

mod available;
mod find;
mod get;
mod import;
mod preview;
mod supported;

pub use available::available;
pub(crate) use find::{FindConnectorsError, find, find_all};
pub use get::get;
pub use import::{ConnectorImport, ImportConnectorsError, Imported, MAX_IMPORT, import};
pub use preview::preview;
pub use supported::supported;
