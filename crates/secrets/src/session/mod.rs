//! Sessions of recipients and operators: the token in the cookie, the token in the forms, the token on its way to another
//! tab, and sealed state.

mod carried;
mod state;
mod token;

pub use carried::{CarriedError, carried, carry};
pub use state::{open_state, seal_state};
pub use token::{ParseSessionTokenError, SessionToken};
