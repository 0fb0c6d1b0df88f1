//! The play provider of sandbox workspaces: every outcome of a sign-in, on demand.

mod accounts;
mod collector;
mod driver;
mod fields;
mod question;
mod state;
mod user;

pub use collector::SandboxCollector;
pub use driver::Sandbox;
pub use question::{CODE, MAX_ATTEMPTS, MIN_NEW_PASSWORD, SECURITY_ANSWER, SECURITY_QUESTION};
pub use user::{PASSWORD, SandboxUser};
