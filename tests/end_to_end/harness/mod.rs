//! The harness itself: a test that cannot fail is worse than none.

mod browser;
mod postgres;
pub(crate) mod site;
