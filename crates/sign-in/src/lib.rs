#![doc = include_str!("../README.md")]

mod drivers;
mod form;
pub mod keys;
pub mod oauth;
pub mod sandbox;

pub use drivers::Drivers;
pub use form::Form;
pub use oauth::OAuth;
pub use sandbox::{Sandbox, SandboxCollector};
