//! The catalog of providers.

mod resolve;
mod sandbox;
mod search;

pub(crate) use resolve::{Resolved, resolve_url};
pub use sandbox::SANDBOX_URL;
pub(crate) use sandbox::sandbox;
pub use search::{SearchProviders, search};
