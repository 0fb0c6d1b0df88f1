//! Sites: make, look at, change, delete.

mod create;
mod delete;
mod get;
mod list;
mod unknown;
mod update;

pub use create::{CreateSite, CreateSiteError, create};
pub use delete::{DeleteSiteError, delete};
pub use get::get;
pub use list::list;
pub(crate) use unknown::unknown;
pub use update::{SiteChanges, UpdateSiteError, update};
