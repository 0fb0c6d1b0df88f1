//! The harness itself: a test that cannot fail is worse than none.

mod browser;
mod databases;
pub(crate) mod site;
