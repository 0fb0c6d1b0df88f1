#![doc = include_str!("../README.md")]

mod arg;
mod catalog;
#[cfg(test)]
mod cldr;
mod digits;
mod gap;
mod language;
mod negotiate;

pub use arg::Arg;
pub use catalog::{Catalog, Folder, LoadError};
pub use gap::{Gap, Problem, report};
pub use language::{Direction, Language};
