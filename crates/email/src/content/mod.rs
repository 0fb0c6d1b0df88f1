//! What each mail says.

mod code;

pub use code::CodeMail;
