//! API keys: make, list, rotate, revoke, and check the one a request carries.

mod authenticate;
mod create;
mod get;
mod list;
mod revoke;
mod rotate;

pub use authenticate::{AuthenticateError, authenticate};
pub use create::{CreateApiKey, CreateApiKeyError, CreatedApiKey, create};
pub use get::get;
pub use list::list;
pub use revoke::revoke;
pub use rotate::{RotateApiKeyError, RotatedApiKey, rotate};
