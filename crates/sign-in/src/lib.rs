#![doc = include_str!("../README.md")]

mod drivers;
mod form;
pub mod keys;
pub mod sandbox;

pub use drivers::Drivers;
pub use form::Form;
pub use sandbox::{Sandbox, SandboxCollector};
