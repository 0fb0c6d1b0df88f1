//! Sites: make, look at, change, delete.

mod create;
mod delete;
mod get;
mod list;
mod update;

pub use create::{CreateSite, CreateSiteError, create};
pub use delete::delete;
pub use get::get;
pub use list::list;
pub use update::{SiteChanges, UpdateSiteError, update};
