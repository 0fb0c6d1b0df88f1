//! What each mail says.

mod code;
mod invitation;
mod notice;
mod test;

pub use code::CodeMail;
pub use invitation::{Account, InvitationMail, Task};
pub use notice::{Ended, News, NoticeMail};
pub use test::TestMail;
