//! The recipient's walk: open a link, choose a provider, sign in, choose sites, submit.

mod answer_challenge;
mod arrival;
mod choose_provider;
mod choose_sites;
mod error;
mod finish;
mod forget;
mod inviter;
mod landing;
mod map_fields;
mod open;
mod pass;
mod progress;
mod restart;
mod secret;
mod sign_in;
mod submit;
mod view;

pub use answer_challenge::{AnswerChallengeError, answer_challenge};
pub use choose_provider::{ChooseProviderError, ProviderWish, choose_provider};
pub use choose_sites::{ChooseSitesError, choose_sites};
pub use error::FlowError;
pub use finish::finish;
pub(crate) use forget::forget;
pub use inviter::{Inviter, inviter};
pub use landing::{Landing, LandingError, Presented, landing};
pub use map_fields::{MapFieldsError, map_fields};
pub use open::{OpenError, Opened, open, open_again};
pub use pass::FlowPass;
pub use progress::SignInProgress;
pub use restart::restart;
pub use secret::MagicSecret;
pub use sign_in::{SignInError, sign_in};
pub use submit::{SubmitError, Submitted, submit};
pub use view::{FlowView, Receipt, view};
