#![doc = include_str!("../README.md")]

mod act;
mod compare;
mod deployment;
mod invariants;
mod reference;
mod relay;
mod step;
mod walk;

pub use reference::{At, Link, Outcome, Reference, Session};
pub use step::{History, Step, Trouble, histories, history};
pub use walk::{Difference, Told, walk};
