//! The catalog of providers.

mod create;
mod entry;
mod get;
mod import;
mod list;
mod logo;
pub(crate) mod oauth;
mod resolve;
mod sandbox;
mod search;
mod update;
mod withdraw;

pub use create::{CreateProviderError, create};
pub use entry::CatalogEntry;
pub use get::get;
pub use import::{ImportProvidersError, MAX_CATALOG, import, preview};
pub use list::{ProviderPage, list};
pub use logo::{Emblem, may_set_logo, set_logo};
pub use oauth::OAuthWish;
pub(crate) use resolve::{Resolved, resolve_url};
pub(crate) use sandbox::sandbox;
pub use sandbox::{SANDBOX_KEY, SANDBOX_URL};
pub use search::{SearchProviders, search};
pub use update::{ProviderChanges, UpdateProviderError, update};
pub use withdraw::withdraw;
