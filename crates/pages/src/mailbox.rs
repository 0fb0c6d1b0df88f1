//! The mails of a server that sends none.

use std::io;

use async_trait::async_trait;

/// The mails that a server has put into a folder in place of sending them, for whoever tries it out on their own machine.
#[async_trait]
pub trait Mailbox: Send + Sync {
    /// Its mails, newest first, and no more than can be looked over.
    ///
    /// # Errors
    /// When the folder cannot be read.
    async fn mails(&self) -> io::Result<Vec<KeptMail>>;

    /// The mail of this name, if there is one. The name is whatever somebody asks for.
    ///
    /// # Errors
    /// When it cannot be read.
    async fn mail(&self, name: &str) -> io::Result<Option<OpenedMail>>;
}

/// A mail as a list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMail {
    /// What it is asked for by: letters, digits and hyphens.
    pub name: String,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was written, as `2026-11-20 21:05 UTC`.
    pub at: String,
}

/// A mail with what is in it.
#[derive(Clone)]
pub struct OpenedMail {
    /// Its head.
    pub mail: KeptMail,
    /// From whom.
    pub from: String,
    /// The part for mail programs that show HTML, with its pictures in it.
    pub html: Option<String>,
    /// The part for the others.
    pub text: String,
    /// All of it, as it would have gone on its way.
    pub raw: Vec<u8>,
}
