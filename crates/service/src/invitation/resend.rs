use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{
    ExtendError, Extension, Invitation, MailReason, NotUsable, RotateError,
};
use latchstring_domain::sealed::Digest;
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::extend::lengthen;
use super::get::find;
use super::issue::{link_token, workspace_of};
use super::mailing::{self, CannotMail, cooled_down, promise};
use super::remind::look_before_expiry;
use super::view::{InvitationView, views};
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// How often in a day one address is mailed again by a workspace, whatever its invitations: nobody's mailbox is filled by
/// a program that runs in circles.
const PER_ADDRESS: u32 = 10;
const SPAN: Duration = Duration::from_secs(24 * 60 * 60);

/// How an invitation is mailed again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resend {
    /// How much longer it lives; `None`: as long as it does.
    pub extend: Option<Duration>,
    /// Whether it gets another link, which kills the one it has.
    pub rotate: bool,
    /// To whom it goes; `None`: every address of its list.
    pub to: Option<Vec<EmailAddress>>,
}

/// What came of it.
#[derive(Debug)]
pub struct Resent {
    /// The invitation.
    pub view: InvitationView,
    /// To whom it goes.
    pub mailed: Vec<EmailAddress>,
    /// To whom it does not, because too little time has passed since they were sent it last.
    pub skipped: Vec<Skipped>,
}

/// An address that is not mailed for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The address.
    pub to: EmailAddress,
    /// From when on it can be.
    pub retry_at: Timestamp,
}

/// Why an invitation was not mailed again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResendError {
    /// Its link opens nothing: it is at its end, or has expired and is not extended.
    #[error(transparent)]
    NotUsable(#[from] NotUsable),
    /// It cannot live so much longer.
    #[error(transparent)]
    Extend(#[from] ExtendError),
    /// Its allow-list does not admit these.
    #[error("the allow-list of the invitation does not admit all of the addresses")]
    NotAllowed(Vec<EmailAddress>),
    /// There is nobody to mail it to, or nothing to do so with.
    #[error(transparent)]
    Mail(#[from] CannotMail),
    /// All of them were sent it a moment ago, or too often.
    #[error("it was mailed to all of them a short while ago; try again after {retry_at}")]
    TooSoon {
        /// From when on the first of them can be mailed.
        retry_at: Timestamp,
    },
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Mails an invitation again, with the same link unless another is asked for. An address that was sent it a short while
/// ago is passed over; where that leaves nobody and nothing else was asked for, nothing is done. Another link replaces
/// the one before at once, whether or not everybody can be mailed. Needs the scope `invitations:write`.
///
/// # Errors
/// [`ResendError`].
pub async fn resend(
    ls: &Latchstring,
    caller: &Caller,
    id: InvitationId,
    wish: &Resend,
) -> Result<Resent, ResendError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let workspace = workspace_of(ls, caller).await?;
    let mut attempts = Attempts::new(ls);
    let (invitation, sorted) = loop {
        let by = By::caller(caller, ls.now());
        let before = find(ls, caller, id).await?;
        let mut chain = Chain::load(ls, Subject::Invitation(id)).await.map_err(Failure::from)?;
        let mut set = ChangeSet::new();
        let invitation = match wish.extend {
            None => before,
            Some(span) => lengthen(ls, &mut set, &mut chain, &by, &workspace, before, Extension::By(span))?,
        };
        invitation.usable(by.now)?;
        if wish.extend.is_some() {
            look_before_expiry(ls, &mut set, &workspace, &invitation, by.now).await?;
        }
        let sorted = sort(ls, &invitation, wish, by.now).await?;
        let invitation = match wish.rotate {
            false => invitation,
            true => rotated(ls, &mut set, &mut chain, &by, invitation)?,
        };
        mail_again(ls, &mut set, &mut chain, &by, &invitation, &sorted.mailed);
        match attempts.commit(set).await? {
            Commit::Done => break (invitation, sorted),
            Commit::Stale => {}
            // Another invitation has just been mailed to one of them: pass that one over.
            Commit::Conflict(Constraint::Limit) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("a resend was refused").into()),
        }
    };
    let mut views = views(ls, caller, &workspace, vec![invitation]).await?;
    let view = views.pop().ok_or(Failure::Defect("one invitation has one view"))?;
    Ok(Resent { view, mailed: sorted.mailed, skipped: sorted.skipped })
}

/// The addresses, by whether they are mailed now.
struct Sorted {
    mailed: Vec<EmailAddress>,
    skipped: Vec<Skipped>,
}

async fn sort(
    ls: &Latchstring,
    invitation: &Invitation,
    wish: &Resend,
    now: Timestamp,
) -> Result<Sorted, ResendError> {
    let earlier = ls.store().mails_of(&[invitation.id]).await.map_err(Failure::from)?;
    let mut sorted = Sorted { mailed: Vec::new(), skipped: Vec::new() };
    for to in addresses(ls, invitation, wish)? {
        let cooled = earlier.iter().filter(|mail| mail.to == to).filter_map(cooled_down).max();
        let tally = ls.store().tally(&key(ls, invitation, &to)).await.map_err(Failure::from)?;
        let quota = tally.filter(|tally| tally.count >= PER_ADDRESS).map(|tally| tally.until);
        match cooled.max(quota).filter(|at| now < *at) {
            Some(retry_at) => sorted.skipped.push(Skipped { to, retry_at }),
            None => sorted.mailed.push(to),
        }
    }
    match sorted.skipped.iter().map(|skipped| skipped.retry_at).min() {
        Some(retry_at) if sorted.mailed.is_empty() && !wish.rotate => Err(ResendError::TooSoon { retry_at }),
        _ => Ok(sorted),
    }
}

/// To whom it is to go, each once and as the list spells it. Nobody will do where there is another link to be made.
fn addresses(
    ls: &Latchstring,
    invitation: &Invitation,
    wish: &Resend,
) -> Result<Vec<EmailAddress>, ResendError> {
    let Some(chosen) = &wish.to else {
        return match mailing::addresses(ls, &invitation.allowed) {
            Err(CannotMail::NoAddress) if wish.rotate => Ok(Vec::new()),
            addresses => Ok(addresses?),
        };
    };
    let (mut listed, mut strangers) = (Vec::new(), Vec::new());
    for address in chosen {
        match invitation.allowed.mail_to(address) {
            Some(address) if listed.contains(&address) => {}
            Some(address) => listed.push(address),
            None => strangers.push(address.clone()),
        }
    }
    match (strangers.is_empty(), listed.is_empty()) {
        (false, _) => Err(ResendError::NotAllowed(strangers)),
        (true, true) if !wish.rotate => Err(CannotMail::NoAddress.into()),
        (true, false) if !ls.sends_mail() => Err(CannotMail::NoMail.into()),
        (true, _) => Ok(listed),
    }
}

/// Adds what gives the invitation another link to a set.
fn rotated(
    ls: &Latchstring,
    set: &mut ChangeSet,
    chain: &mut Chain,
    by: &By,
    invitation: Invitation,
) -> Result<Invitation, ResendError> {
    let token = link_token(ls, invitation.id, invitation.token.next_generation())?;
    let generation = i64::from(token.generation);
    let (invitation, retired) = invitation.rotate(by.now, token).map_err(|error| match error {
        RotateError::NotUsable(why) => ResendError::NotUsable(why),
        _ => Failure::Defect("the next link of an invitation is the one it has").into(),
    })?;
    set.push(Change::UpdateInvitation(invitation.clone()));
    set.push(Change::RetireLink(retired));
    let data = EventData::none().with("generation", generation);
    set.push(chain.append(ls, by, EventKind::LinkRotated, data));
    Ok(invitation)
}

fn mail_again(
    ls: &Latchstring,
    set: &mut ChangeSet,
    chain: &mut Chain,
    by: &By,
    invitation: &Invitation,
    to: &[EmailAddress],
) {
    if to.is_empty() {
        return;
    }
    let count = i64::try_from(to.len()).unwrap_or(i64::MAX);
    set.push(chain.append(ls, by, EventKind::Resent, EventData::none().with("count", count)));
    for to in to {
        let until = by.now.saturating_add(SPAN);
        set.push(Change::Tally { key: key(ls, invitation, to), limit: PER_ADDRESS, at: by.now, until });
        promise(ls, set, chain, by, invitation, to.clone(), MailReason::Invited);
    }
}

fn key(ls: &Latchstring, invitation: &Invitation, to: &EmailAddress) -> Digest {
    let parts: [&[u8]; 2] = [&invitation.workspace_id.to_bytes(), to.canonical().as_bytes()];
    Digest::new(tally::key(ls.keyring(), "resends", &parts))
}
