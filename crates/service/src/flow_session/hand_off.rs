use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{EventData, EventKind, Origin};
use latchstring_domain::flow_session::{Gate, Step, StepError};
use latchstring_domain::invitation::{Invitation, MailReason};
use latchstring_domain::link::Link;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::invitation::promise;
use crate::{Failure, Latchstring};

/// How often one invitation is passed on in a day, and to the same address: nobody's mailbox is filled by a link.
const PER_INVITATION: u32 = 10;
const PER_ADDRESS: u32 = 2;
const SPAN: Duration = Duration::from_secs(24 * 60 * 60);

/// Why a link was not passed on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HandOffError {
    /// This deployment sends no mail.
    #[error("no mail can be sent")]
    NoMail,
    /// That is the address that the recipient has proved.
    #[error("that is the recipient's own address")]
    Yourself,
    /// It was passed on so often that nobody can do it again today.
    #[error("the link was passed on too often")]
    TooMany,
    /// The session cannot go on, or its recipient has proved no address.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Mails the link to a colleague of a recipient who has proved an address, if the allow-list admits the colleague's.
/// Whether it does is not told: the same is counted and written down, and nothing is mailed. The recipient's own
/// session stays as it is.
///
/// # Errors
/// [`HandOffError`].
pub async fn hand_off(
    ls: &Latchstring,
    pass: &FlowPass,
    to: &EmailAddress,
    origin: &Origin,
) -> Result<(), HandOffError> {
    if !ls.sends_mail() {
        return Err(HandOffError::NoMail);
    }
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let (walk, mut chain) = Walk::resume_to_record(ls, pass).await?;
        let wrong_step = || StepError::WrongStep { at: walk.session.step() };
        let (Link::Invitation(invitation), Gate::Passed(own)) = (&walk.link, &walk.session.gate) else {
            return Err(wrong_step().into());
        };
        if !may_be_passed_on(walk.session.step()) {
            return Err(wrong_step().into());
        }
        if now >= walk.session.expires_at {
            return Err(StepError::Expired.into());
        }
        if own == to {
            return Err(HandOffError::Yourself);
        }
        let by = walk.by(origin, now);
        let mut set = counted(ls, invitation, to, now);
        match invitation.allowed.mail_to(to) {
            Some(to) => {
                let reason = MailReason::HandedOff { by: own.clone() };
                promise(ls, &mut set, &mut chain, &by, invitation, to, reason);
            }
            None => {
                let data =
                    EventData::none().with("address", to.masked()).with("reason", "address-not-listed");
                set.push(chain.append(ls, &by, EventKind::HandedOff, data));
            }
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => return Err(HandOffError::TooMany),
            Commit::Conflict(_) => return Err(Failure::Defect("a hand-off was refused").into()),
        }
    }
}

/// Whether somebody else could take the walk over: not once somebody has signed in.
pub(super) const fn may_be_passed_on(step: Step) -> bool {
    matches!(step, Step::Provider | Step::SignIn | Step::Challenge)
}

fn counted(ls: &Latchstring, invitation: &Invitation, to: &EmailAddress, at: Timestamp) -> ChangeSet {
    let one_more = |parts: &[&[u8]], limit| Change::Tally {
        key: Digest::new(tally::key(ls.keyring(), "hand-offs", parts)),
        limit,
        at,
        until: at.saturating_add(SPAN),
    };
    let id = invitation.id.to_bytes();
    ChangeSet::new()
        .with(one_more(&[&id, to.canonical().as_bytes()], PER_ADDRESS))
        .with(one_more(&[&id], PER_INVITATION))
}
