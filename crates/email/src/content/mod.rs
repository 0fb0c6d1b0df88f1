//! What each mail says.

mod code;
mod invitation;

pub use code::CodeMail;
pub use invitation::{Account, InvitationMail, Task};
