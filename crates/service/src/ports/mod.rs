//! What the use cases need of the world, implemented outside: time, randomness, links, signing in,
//! collecting, pictures from elsewhere, a place to leave word of visits, and a bell for whoever works on the outbox.

mod bell;
mod clock;
mod collector;
mod links;
mod pictures;
mod randomness;
mod sign_in;
mod visits;

pub use bell::Bell;
pub use clock::Clock;
pub use collector::{Collected, Collector};
pub use links::Links;
pub use pictures::{FetchError, Pictures};
pub use randomness::Randomness;
pub use sign_in::{Answers, DriverState, SignIn, SignInOutcome, SignInRefusal, SignInUnavailable};
pub use visits::Visits;
