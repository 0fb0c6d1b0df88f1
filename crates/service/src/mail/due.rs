use latchstring_domain::outbox::Task;
use latchstring_storage::ClaimedEntry;

use super::code::{self, CodeMail};
use super::invitation::{self, InvitationMailing};
use super::notice::{self, NoticeMailing};
use crate::{Failure, Latchstring};

/// A mail to be sent now.
#[derive(Debug)]
pub enum DueMail {
    /// A code that proves an address.
    Code(CodeMail),
    /// An invitation.
    Invitation(Box<InvitationMailing>),
    /// A notice to the customer.
    Notice(Box<NoticeMailing>),
}

/// Whether an entry of the outbox promises a mail, which `outbox::perform` does not send.
#[must_use]
pub const fn is_mail(task: &Task) -> bool {
    matches!(task, Task::MailCode(_) | Task::MailInvitation(_) | Task::MailNotice(_))
}

/// The mail that an entry promises, as it is now: built anew for each try, from what the database knows. `None` when
/// nobody waits for it any more.
///
/// # Errors
/// [`Failure`].
pub async fn due(ls: &Latchstring, claimed: &ClaimedEntry) -> Result<Option<DueMail>, Failure> {
    match claimed.entry.task {
        // A code that was asked for is promised in the same moment.
        Task::MailCode(session) => {
            Ok(code::due(ls, session, claimed.entry.created_at).await?.map(DueMail::Code))
        }
        Task::MailInvitation(mail) => {
            Ok(invitation::due(ls, mail).await?.map(|mail| DueMail::Invitation(Box::new(mail))))
        }
        Task::MailNotice(event) => {
            Ok(notice::due(ls, event).await?.map(|notice| DueMail::Notice(Box::new(notice))))
        }
        _ => Err(Failure::Defect("an entry that promises no mail")),
    }
}
