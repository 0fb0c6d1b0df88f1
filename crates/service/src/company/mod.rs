//! Companies: make, look at, change, delete.

mod create;
mod delete;
mod get;
mod list;
mod update;

pub use create::{CreateCompany, CreateCompanyError, create};
pub(crate) use create::{New, new};
pub use delete::{DeleteCompanyError, delete};
pub(crate) use get::find;
pub use get::{CompanyView, get};
pub use list::{ListCompanies, list};
pub use update::{CompanyChanges, UpdateCompanyError, update};
pub(crate) use update::{change, set};
