//! Notices: mails to the customer itself about what happened.

use crate::email::EmailAddress;
use crate::names::named;

named! {
    /// What a notice can tell of. The names are those of the events.
    Notice, ParseNoticeError, "a notice" {
        /// A recipient asked for a new link where theirs had ended.
        LinkRequested = "LINK_REQUESTED",
        /// A recipient made a connection.
        ConnectionCreated = "CONNECTION_CREATED",
    }
}

/// Who gets notices, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notices {
    /// Where to; `None`: nobody gets any.
    pub to: Option<EmailAddress>,
    /// What of, each once.
    pub of: Vec<Notice>,
    /// In which language, a BCP 47 tag; `None`: English.
    pub locale: Option<String>,
}

/// Nobody yet; and once there is somebody, what waits for them to act.
impl Default for Notices {
    fn default() -> Self {
        Self { to: None, of: vec![Notice::LinkRequested], locale: None }
    }
}

impl Notices {
    /// Each once, in their own order.
    #[must_use]
    pub fn list(wished: impl IntoIterator<Item = Notice>) -> Vec<Notice> {
        let wished: Vec<_> = wished.into_iter().collect();
        Notice::ALL.iter().copied().filter(|notice| wished.contains(notice)).collect()
    }

    /// Where a notice of this goes, if it is wanted.
    #[must_use]
    pub fn to(&self, notice: Notice) -> Option<&EmailAddress> {
        self.to.as_ref().filter(|_| self.of.contains(&notice))
    }
}
