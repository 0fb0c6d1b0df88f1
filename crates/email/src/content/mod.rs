//! What each mail says.

mod code;
mod invitation;
mod test;

pub use code::CodeMail;
pub use invitation::{Account, InvitationMail, Task};
pub use test::TestMail;
