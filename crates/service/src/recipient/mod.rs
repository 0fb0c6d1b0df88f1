//! Recipients: forgetting one.

mod chain;
mod erase;
mod found;
mod rows;

pub use erase::{EraseError, Erased, erase};
