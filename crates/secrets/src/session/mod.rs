//! Sessions of recipients and operators: the token in the cookie, the token in the forms, and sealed state.

mod state;
mod token;

pub use state::{open_state, seal_state};
pub use token::{ParseSessionTokenError, SessionToken};
