use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use secrecy::SecretString;
use uuid::Uuid;

use crate::brand::Brand;
use crate::content::{CodeMail, InvitationMail, NoticeMail, TestMail};
use crate::words::{Letter, Words};

/// What is to be said, to whom.
#[derive(Debug)]
pub struct Mail {
    /// What makes it this mail and no other: two tries at sending it have the same.
    pub id: Uuid,
    /// To whom.
    pub to: EmailAddress,
    /// The language wished for, a BCP 47 tag; English where it is not spoken.
    pub locale: Option<String>,
    /// When it was promised, which is its date.
    pub at: Timestamp,
    /// The address that whoever sends it states as theirs; `None`: they have none.
    pub sender: Option<EmailAddress>,
    /// How it looks.
    pub brand: Brand,
    /// The link by which its reader asks for no more; `None` where they asked for this one themselves, or it is the first.
    pub unsubscribe: Option<SecretString>,
    /// What it says.
    pub content: Content,
}

/// What a mail says.
#[derive(Debug)]
#[non_exhaustive]
pub enum Content {
    /// A code that proves an address.
    Code(CodeMail),
    /// The link of an invitation.
    Invitation(Box<InvitationMail>),
    /// A notice to the customer.
    Notice(Box<NoticeMail>),
    /// A test of the way that mail goes.
    Test(TestMail),
}

impl Content {
    pub(crate) fn company(&self) -> &str {
        match self {
            Self::Code(content) => &content.company,
            Self::Invitation(content) => &content.company,
            Self::Notice(content) => &content.workspace,
            Self::Test(_) => TestMail::FROM,
        }
    }

    pub(crate) fn write(&self, words: &Words<'_>) -> Result<Letter, askama::Error> {
        match self {
            Self::Code(content) => content.write(words),
            Self::Invitation(content) => content.write(words),
            Self::Notice(content) => content.write(words),
            Self::Test(content) => content.write(words),
        }
    }
}
