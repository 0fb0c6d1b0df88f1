#![doc = include_str!("../README.md")]

pub mod assets;
pub mod brand;
pub mod mailbox;
mod route;
pub mod view;

pub use route::{PagesState, fallback, router};
