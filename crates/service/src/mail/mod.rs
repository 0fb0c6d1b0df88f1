//! Mail that was promised: what has to be sent now, and how that went. The sending is `latchstring-dispatch`'s.

mod brand;
mod code;
mod due;
mod invitation;
mod notice;
mod returned;
mod settle;

pub use brand::{MailBrand, MailLogo};
pub use code::CodeMail;
pub use due::{DueMail, due, is_mail};
pub use invitation::InvitationMailing;
pub(crate) use notice::promised as notice_promised;
pub use notice::{Ended, News, NoticeMailing};
pub use returned::{Comeback, came_back};
pub use settle::{failed_for_good, sent, unwanted};
