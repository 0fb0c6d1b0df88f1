//! The world, for the use cases: the machine's clock and randomness, and links built from the configuration.

mod clock;
mod links;
mod randomness;

pub(crate) use clock::SystemClock;
pub(crate) use links::BaseUrlLinks;
pub use randomness::OsRandomness;
