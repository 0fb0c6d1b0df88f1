//! The catalog of providers.

mod resolve;
mod sandbox;
mod search;

pub(crate) use resolve::{Resolved, resolve_url};
pub(crate) use sandbox::sandbox;
pub use sandbox::{SANDBOX_KEY, SANDBOX_URL};
pub use search::{SearchProviders, search};
