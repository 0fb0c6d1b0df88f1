#![doc = include_str!("../README.md")]

mod brand;
mod content;
mod mail;
mod mailer;
mod sender;
pub mod transport;
mod unsubscribe;
mod words;

pub use brand::{Brand, Logo};
pub use content::{Account, CodeMail, Ended, InvitationMail, News, NoticeMail, Task, TestMail};
pub use mail::{Content, Mail};
pub use mailer::{Mailer, SendError};
pub use sender::Senders;
