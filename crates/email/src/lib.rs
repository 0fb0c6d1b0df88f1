#![doc = include_str!("../README.md")]

mod content;
mod mail;
mod mailer;
pub mod transport;
mod words;

pub use content::CodeMail;
pub use mail::{Content, Mail};
pub use mailer::{Mailer, SendError};
