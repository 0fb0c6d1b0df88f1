use askama::Template;

use crate::words::{Letter, Words};

/// A notice to the customer of what happened.
#[derive(Debug)]
pub struct NoticeMail {
    /// Whose workspace it is: the name that the mail bears.
    pub workspace: String,
    /// The company it is about.
    pub about: String,
    /// What happened.
    pub news: News,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Somebody who has a link that has ended asks for a new one.
    LinkRequested {
        /// The link's id.
        link: String,
        /// What the customer calls it.
        reference: Option<String>,
        /// Why it cannot be used.
        ended: Ended,
    },
    /// A recipient made a connection.
    Connected {
        /// At whom.
        provider: String,
        /// The connection's id.
        connection: String,
    },
}

/// Why a link cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
    /// It was used as often as it may be.
    Used,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Html<'a> {
    words: &'a Words<'a>,
    mail: &'a NoticeMail,
}

#[derive(Template)]
#[template(path = "notice.txt", escape = "none")]
struct Text<'a> {
    words: &'a Words<'a>,
    mail: &'a NoticeMail,
}

impl NoticeMail {
    pub(crate) fn write(&self, words: &Words<'_>) -> Result<Letter, askama::Error> {
        let subject = words.say(self.subject()).text("about", &self.about).text("provider", self.provider());
        Ok(Letter {
            subject: subject.to_string(),
            html: Html { words, mail: self }.render()?,
            text: Text { words, mail: self }.render()?,
        })
    }

    const fn subject(&self) -> &'static str {
        match self.news {
            News::LinkRequested { .. } => "mail-notice-link-subject",
            News::Connected { .. } => "mail-notice-connected-subject",
        }
    }

    const fn why(&self) -> &'static str {
        match self.news {
            News::LinkRequested { ended: Ended::Expired, .. } => "mail-notice-link-expired",
            News::LinkRequested { ended: Ended::Revoked, .. } => "mail-notice-link-revoked",
            News::LinkRequested { ended: Ended::Used, .. } => "mail-notice-link-used",
            News::Connected { .. } => "mail-notice-connected",
        }
    }

    /// What to do about it.
    const fn advice(&self) -> Option<&'static str> {
        match self.news {
            News::LinkRequested { .. } => Some("mail-notice-link-advice"),
            News::Connected { .. } => None,
        }
    }

    fn provider(&self) -> &str {
        match &self.news {
            News::Connected { provider, .. } => provider,
            News::LinkRequested { .. } => "",
        }
    }

    /// What it is called: each a text with `$name`.
    fn names(&self) -> Vec<(&'static str, &str)> {
        match &self.news {
            News::LinkRequested { link, reference, .. } => {
                let reference = reference.as_deref().map(|name| ("mail-notice-reference", name));
                std::iter::once(("mail-notice-link-id", link.as_str())).chain(reference).collect()
            }
            News::Connected { connection, .. } => vec![("mail-notice-connection-id", connection)],
        }
    }
}
