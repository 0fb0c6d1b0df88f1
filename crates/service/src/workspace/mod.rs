//! Workspaces: make one, find them.

mod create;
mod list;

pub use create::{CreateWorkspace, create};
pub use list::{get, list};
