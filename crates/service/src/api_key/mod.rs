//! API keys: make, list, revoke, and check the one a request carries.

mod authenticate;
mod create;
mod list;
mod revoke;

pub use authenticate::{AuthenticateError, authenticate};
pub use create::{CreateApiKey, CreateApiKeyError, CreatedApiKey, create};
pub use list::list;
pub use revoke::revoke;
