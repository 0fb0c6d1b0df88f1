//! A working deployment from nothing: a folder with a database and a keyring, and enough in it to send a first link.

mod facts;
mod folder;
mod furnish;
mod mailbox;

pub use facts::Facts;
pub use folder::{Folder, FolderError};
pub use furnish::furnish;
pub(crate) use mailbox::MailFolder;
