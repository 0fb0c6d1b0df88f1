//! Flows: make, look at, change, delete.

mod create;
mod delete;
mod find;
mod get;
mod list;
mod update;

pub use create::{CreateFlow, CreateFlowError, create};
pub use delete::delete;
pub use find::FlowView;
pub(crate) use find::{find, views};
pub use get::get;
pub use list::list;
pub use update::{FlowChanges, UpdateFlowError, update};
