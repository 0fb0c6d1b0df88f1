//! What the use cases need of the world, implemented outside: time, randomness, links, signing in, collecting.

mod clock;
mod collector;
mod links;
mod randomness;
mod sign_in;

pub use clock::Clock;
pub use collector::{Collected, Collector};
pub use links::Links;
pub use randomness::Randomness;
pub use sign_in::{Answers, DriverState, SignIn, SignInOutcome, SignInRefusal, SignInUnavailable};
