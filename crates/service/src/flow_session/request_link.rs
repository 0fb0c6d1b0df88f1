use std::time::Duration;

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventData, EventKind, Origin};
use latchstring_domain::link::Link;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::landing::{Presented, find};
use crate::attempts::{Attempts, Commit};
use crate::mail::notice_promised;
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// How often a new link can be asked for through one link in a day. One event is enough to act on; more are noise.
const REQUESTS: u32 = 3;
const REQUESTS_SPAN: Duration = Duration::from_secs(24 * 60 * 60);

/// Why nobody was asked for a new link.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RequestLinkError {
    /// No link of ours, or none any more.
    #[error("no such link")]
    Unknown,
    /// The link can still be used.
    #[error("the link can still be used")]
    StillUsable,
    /// It was asked for before, as often as helps.
    #[error("a new link was asked for before")]
    AskedBefore,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Tells the inviter that the recipient of an ended link wants a new one. Whoever asks proves nothing but that they have
/// the old one.
///
/// # Errors
/// [`RequestLinkError`].
pub async fn request_link(
    ls: &Latchstring,
    presented: Presented<'_>,
    origin: &Origin,
) -> Result<(), RequestLinkError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let found = find(ls, presented).await?.filter(|found| !found.is_new);
        let found = found.ok_or(RequestLinkError::Unknown)?;
        if found.usable(now).is_ok() {
            return Err(RequestLinkError::StillUsable);
        }
        let by = By {
            workspace_id: found.link.workspace_id(),
            actor: Actor { kind: ActorKind::Recipient, id: None, email: None },
            origin: origin.clone(),
            now,
            automated: false,
        };
        let mut chain = Chain::load(ls, found.link.subject()).await.map_err(Failure::from)?;
        let one_more = Change::Tally {
            key: key(ls, &found.link),
            limit: REQUESTS,
            at: now,
            until: now.saturating_add(REQUESTS_SPAN),
        };
        let event = chain.append(ls, &by, EventKind::LinkRequested, EventData::none());
        let notice = notice_promised(ls, &event).await?;
        let set = ChangeSet::new().with(one_more).with(event);
        match attempts.commit(notice.into_iter().fold(set, ChangeSet::with)).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => return Err(RequestLinkError::AskedBefore),
            Commit::Conflict(_) => return Err(Failure::Defect("a request for a link was refused").into()),
        }
    }
}

fn key(ls: &Latchstring, link: &Link) -> Digest {
    Digest::new(tally::key(ls.keyring(), "link-requests", &[link.subject().uuid().as_bytes()]))
}
