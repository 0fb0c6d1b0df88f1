use std::fmt;

use askama::Template;
use latchstring_domain::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};

use crate::words::{Letter, Words};

/// The link of an invitation, to somebody who may use it.
pub struct InvitationMail {
    /// Who asks.
    pub company: String,
    /// What for.
    pub task: Task,
    /// The inviter's own words, plain text.
    pub message: Option<String>,
    /// Who passed it on, if somebody did.
    pub handed_off_by: Option<String>,
    /// Whether it was mailed to them before, and they have done nothing.
    pub reminds: bool,
    /// The link.
    pub url: SecretString,
    /// From when on it cannot be used, if it ends.
    pub expires_at: Option<Timestamp>,
}

/// What an invitation asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// To connect an account.
    Connect(Account),
    /// To sign in to it anew.
    Reconnect(Account),
}

/// Whose account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// Of this provider.
    At(String),
    /// Of a utility.
    Utility,
    /// Of any kind.
    Any,
}

/// Without the link.
impl fmt::Debug for InvitationMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvitationMail")
            .field("company", &self.company)
            .field("task", &self.task)
            .finish_non_exhaustive()
    }
}

/// The keys of one task's texts.
struct Keys {
    subject: &'static str,
    why: &'static str,
    button: &'static str,
}

#[derive(Template)]
#[template(path = "invitation.html")]
struct Html<'a> {
    words: &'a Words<'a>,
    keys: Keys,
    mail: &'a InvitationMail,
}

#[derive(Template)]
#[template(path = "invitation.txt", escape = "none")]
struct Text<'a> {
    words: &'a Words<'a>,
    keys: Keys,
    mail: &'a InvitationMail,
}

impl InvitationMail {
    pub(crate) fn write(&self, words: &Words<'_>) -> Result<Letter, askama::Error> {
        Ok(Letter {
            subject: words.say(self.keys().subject).text("provider", self.provider()).to_string(),
            html: Html { words, keys: self.keys(), mail: self }.render()?,
            text: Text { words, keys: self.keys(), mail: self }.render()?,
        })
    }

    fn keys(&self) -> Keys {
        let (subject, why, button) = match &self.task {
            Task::Connect(Account::At(_)) => {
                ("mail-connect-subject-named", "mail-connect-why-named", "mail-connect-button")
            }
            Task::Connect(Account::Utility) => {
                ("mail-connect-subject", "mail-connect-why", "mail-connect-button")
            }
            Task::Connect(Account::Any) => {
                ("mail-connect-subject-general", "mail-connect-why-general", "mail-connect-button")
            }
            Task::Reconnect(Account::At(_)) => {
                ("mail-reconnect-subject-named", "mail-reconnect-why-named", "mail-reconnect-button")
            }
            Task::Reconnect(Account::Utility) => {
                ("mail-reconnect-subject", "mail-reconnect-why", "mail-reconnect-button")
            }
            Task::Reconnect(Account::Any) => {
                ("mail-reconnect-subject-general", "mail-reconnect-why-general", "mail-reconnect-button")
            }
        };
        let subject = match (&self.task, self.reminds) {
            (_, false) => subject,
            (Task::Connect(_), true) => "mail-remind-connect-subject",
            (Task::Reconnect(_), true) => "mail-remind-reconnect-subject",
        };
        Keys { subject, why, button }
    }

    fn provider(&self) -> &str {
        match &self.task {
            Task::Connect(Account::At(provider)) | Task::Reconnect(Account::At(provider)) => provider,
            _ => "",
        }
    }

    fn by(&self) -> &str {
        self.handed_off_by.as_deref().unwrap_or_default()
    }

    fn url(&self) -> &str {
        self.url.expose_secret()
    }
}
