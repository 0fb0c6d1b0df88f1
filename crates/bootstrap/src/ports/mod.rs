//! The world, for the use cases: the machine's clock and randomness, links built from the configuration, and the way out.

mod clock;
mod links;
mod outgoing;
mod pictures;
mod randomness;

pub use clock::SystemClock;
pub(crate) use links::BaseUrlLinks;
pub use outgoing::GuardedOutgoing;
pub use pictures::GuardedPictures;
pub use randomness::OsRandomness;
