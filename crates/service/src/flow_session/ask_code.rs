use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{EventData, EventKind, Origin};
use latchstring_domain::flow_session::{AskCodeError as Refused, FlowSession, NewCode};
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_domain::sealed::SealedBytes;
use latchstring_secrets::code::OneTimeCode;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::code::{binding, count_mailed, hold};
use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::{Failure, Latchstring};

/// Why no code was sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AskCodeError {
    /// This deployment sends no mail.
    #[error("no mail can be sent")]
    NoMail,
    /// One was sent a moment ago.
    #[error("another code can be asked for at {at}")]
    TooSoon {
        /// From when on another can be asked for.
        at: Timestamp,
    },
    /// Too many were sent for this address, or through this link, in the last hour.
    #[error("too many codes were sent")]
    TooMany,
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Sends a code to an address that the recipient says is theirs, if the allow-list admits it. Whether it does is not told:
/// for one that is not admitted the same is written and promised, and nothing is mailed. The mail is in `language`, a BCP 47
/// tag: that of the page on which it is asked for.
///
/// # Errors
/// [`AskCodeError`].
pub async fn ask_code(
    ls: &Latchstring,
    pass: &FlowPass,
    claimed: &EmailAddress,
    language: &str,
    origin: &Origin,
) -> Result<(), AskCodeError> {
    if !ls.sends_mail() {
        return Err(AskCodeError::NoMail);
    }
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let (walk, mut chain) = Walk::resume_to_record(ls, pass).await?;
        let mail_to = walk.link.allowed().and_then(|allowed| allowed.mail_to(claimed));
        let admitted = mail_to.is_some();
        let by = walk.by(origin, now);
        let session = ask(ls, &walk.session, Claim { address: claimed, mail_to, language }, now)?;
        let [per_address, per_link] = count_mailed(ls, walk.session.link, claimed, now);
        let (kind, data) = told(admitted, claimed);
        let set = ChangeSet::new()
            .with(per_address)
            .with(per_link)
            .with(mail_soon(ls, &session, now))
            .with(Change::UpdateFlowSession(session))
            .with(chain.append(ls, &by, kind, data));
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => return Err(AskCodeError::TooMany),
            Commit::Conflict(_) => return Err(Failure::Defect("a code was refused").into()),
        }
    }
}

/// What somebody says, and what the list says to that.
struct Claim<'a> {
    address: &'a EmailAddress,
    mail_to: Option<EmailAddress>,
    language: &'a str,
}

fn ask(
    ls: &Latchstring,
    session: &FlowSession,
    claim: Claim<'_>,
    now: Timestamp,
) -> Result<FlowSession, AskCodeError> {
    let code = OneTimeCode::generate(&mut *ls.rng());
    let seal = code.seal(ls.keyring(), &binding(session, claim.address), &mut *ls.rng());
    let new = NewCode {
        claimed: claim.address.clone(),
        mail_to: claim.mail_to,
        seal: SealedBytes::new(seal.as_bytes().to_vec()),
        code: hold(ls, session, &code),
        language: Some(claim.language.to_owned()),
    };
    session.clone().ask_code(new, now).map_err(|refused| match refused {
        Refused::TooSoon { at } => AskCodeError::TooSoon { at },
        Refused::Step(error) => error.into(),
        _ => Failure::Defect("a code was refused for another reason").into(),
    })
}

/// What the inviter's log says. The address stands there masked: of one that is not on the list it is nobody's business
/// whose it is, and of one that is, the list says it.
fn told(admitted: bool, claimed: &EmailAddress) -> (EventKind, EventData) {
    let data = EventData::none().with("address", claimed.masked());
    if admitted {
        (EventKind::VerificationSent, data)
    } else {
        (EventKind::VerificationFailed, data.with("reason", "address-not-listed"))
    }
}

fn mail_soon(ls: &Latchstring, session: &FlowSession, now: Timestamp) -> Change {
    Change::Enqueue(OutboxEntry {
        id: OutboxId::generate(now, &mut *ls.rng()),
        workspace_id: session.workspace_id,
        task: Task::MailCode(session.id),
        run_at: now,
        created_at: now,
    })
}
