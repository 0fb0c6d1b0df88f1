use latchstring_domain::Timestamp;
use latchstring_domain::erasure::Person;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::{ConnectionId, InvitationId, MagicLinkId};
use latchstring_storage::{Change, ChangeSet, Erasure, MAX_LIMIT};

use super::erase::Erased;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::webhook::updated;
use crate::{Caller, Failure, Latchstring};

const REFUSED: Failure = Failure::Defect("an erasure was refused");

/// Takes a person out of an invitation and its mails.
pub(super) async fn invitation(
    ls: &Latchstring,
    caller: &Caller,
    id: InvitationId,
    person: &Person,
    erased: &mut Erased,
) -> Result<(), Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let Some(found) = ls.store().invitation(id).await? else { return Ok(()) };
        let mut set = ChangeSet::new();
        let left = person.erased_from_invitation(&found, by.now);
        let changed = left.is_some();
        if let Some(left) = left {
            let revoked = left.revoked_at != found.revoked_at;
            set.push(Change::UpdateInvitation(left));
            if revoked {
                let mut chain = Chain::load(ls, Subject::Invitation(id)).await?;
                set.push(chain.append(ls, &by, EventKind::Revoked, EventData::none()));
            }
        }
        let mails = ls.store().mails_of(&[id]).await?;
        let mails: Vec<_> = mails.iter().filter_map(|mail| person.erased_from_mail(mail)).collect();
        let count = u32::try_from(mails.len()).unwrap_or(u32::MAX);
        mails.into_iter().for_each(|mail| set.push(Change::Erase(Erasure::Mail(mail))));
        if set.changes().is_empty() {
            return Ok(());
        }
        match attempts.commit(set).await? {
            Commit::Done => {
                erased.invitations = erased.invitations.saturating_add(u32::from(changed));
                erased.mails = erased.mails.saturating_add(count);
                return Ok(());
            }
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(REFUSED),
        }
    }
}

/// Takes a person out of a magic link.
pub(super) async fn magic_link(
    ls: &Latchstring,
    id: MagicLinkId,
    person: &Person,
    erased: &mut Erased,
) -> Result<(), Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let Some(found) = ls.store().magic_link(id).await? else { return Ok(()) };
        let Some(left) = person.erased_from_magic_link(&found, ls.now()) else { return Ok(()) };
        match attempts.commit(ChangeSet::new().with(Change::UpdateMagicLink(left))).await? {
            Commit::Done => {
                erased.magic_links = erased.magic_links.saturating_add(1);
                return Ok(());
            }
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(REFUSED),
        }
    }
}

/// Takes its owner out of a connection: what they signed in with is gone, with the key it was sealed under, and with the
/// sessions that still know them.
pub(super) async fn connection(
    ls: &Latchstring,
    caller: &Caller,
    id: ConnectionId,
    erased: &mut Erased,
) -> Result<(), Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let Some(found) = ls.store().connection(id).await? else { return Ok(()) };
        let mut set = ChangeSet::new();
        for session in ls.store().flow_sessions_for(id, Timestamp::EPOCH, MAX_LIMIT).await? {
            set.push(Change::DeleteFlowSession(session.id));
        }
        let left = found.without_owner(by.now);
        let changed = left.is_some();
        if let Some(left) = left {
            let mut chain = Chain::load(ls, Subject::Connection(id)).await?;
            let data = updated(&found, &left, vec!["credentials".to_owned()]);
            set.push(Change::UpdateConnection(left));
            set.push(chain.append(ls, &by, EventKind::ConnectionUnlinked, data));
        }
        if set.changes().is_empty() {
            return Ok(());
        }
        match attempts.commit(set).await? {
            Commit::Done => {
                erased.connections = erased.connections.saturating_add(u32::from(changed));
                return Ok(());
            }
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(REFUSED),
        }
    }
}
