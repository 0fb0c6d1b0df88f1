//! Workspaces: make one, find them, change what they set.

mod create;
mod inbound_secret;
mod list;
mod return_secret;
mod update;

pub use create::{CreateWorkspace, create};
pub(crate) use inbound_secret::inbound_secret;
pub use inbound_secret::rotate_inbound_secret;
pub use list::{get, list, own};
pub(crate) use return_secret::return_secret;
pub use return_secret::rotate_return_secret;
pub use update::{UpdateWorkspaceError, WorkspaceChanges, update};
