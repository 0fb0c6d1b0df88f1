use latchstring_domain::api_key::Scope;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::erasure::Person;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_storage::{Change, ChangeSet, Erasure};

use super::found::Found;
use super::{chain, rows};
use crate::attempts::{Attempts, Commit};
use crate::event::BrokenChain;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// From how many things somebody was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Erased {
    /// Invitations.
    pub invitations: u32,
    /// Magic links.
    pub magic_links: u32,
    /// Mails.
    pub mails: u32,
    /// Connections, which are ended.
    pub connections: u32,
    /// Events.
    pub events: u32,
    /// Webhooks that are kept.
    pub webhooks: u32,
}

/// Why somebody was not erased, or not from everything.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EraseError {
    /// A chain of events about them does not verify. To seal it anew would hide that.
    #[error(transparent)]
    Broken(#[from] BrokenChain),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Erases the recipient with this address from the caller's workspace: their address, where they came from, what was prefilled
/// for them, whom mails went to, what they signed in with, and what webhooks that are kept say of them. The event log says the
/// rest and still verifies. Needs the scope `workspace:manage`.
///
/// A link that was for them alone can be used no more, and their connections are ended. Doing it again finds nothing more, or
/// what has come since; one that was interrupted is gone on with so.
///
/// # Errors
/// [`EraseError`].
pub async fn erase(ls: &Latchstring, caller: &Caller, address: EmailAddress) -> Result<Erased, EraseError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut erased = Erased::default();
    let Some(mut person) = Person::of(address) else { return Ok(erased) };
    let found = Found::gather(ls, caller.workspace_id(), &mut person).await?;
    // What a thing is found by goes last, so that whoever is interrupted finds it again.
    for (subject, alone) in found.subjects() {
        chain::erase(ls, caller.workspace_id(), subject, (&person, alone), &mut erased).await?;
    }
    for id in found.magic_links.keys() {
        rows::magic_link(ls, *id, &person, &mut erased).await?;
    }
    for id in found.invitations.keys() {
        rows::invitation(ls, caller, *id, &person, &mut erased).await?;
    }
    for id in found.connections.keys() {
        rows::connection(ls, caller, *id, &mut erased).await?;
    }
    // Also where nothing was left to erase: the one before may have been interrupted just here.
    if erased != Erased::default() || !found.invitations.is_empty() {
        tell(ls, caller, &person, erased).await?;
    }
    Ok(erased)
}

/// From now on nothing is found by the address; and it is written down that it was done, and not to whom.
async fn tell(ls: &Latchstring, caller: &Caller, person: &Person, erased: Erased) -> Result<(), Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let address = Erasure::Address(caller.workspace_id(), person.address().clone());
        let mut set = ChangeSet::new().with(Change::Erase(address));
        if erased != Erased::default() {
            let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
            set.push(chain.append(
                ls,
                &By::caller(caller, ls.now()),
                EventKind::RecipientErased,
                counts(erased),
            ));
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an event was refused for another reason")),
        }
    }
}

fn counts(erased: Erased) -> EventData {
    let Erased { invitations, magic_links, mails, connections, events, webhooks } = erased;
    EventData::none()
        .with("invitations", i64::from(invitations))
        .with("magicLinks", i64::from(magic_links))
        .with("mails", i64::from(mails))
        .with("connections", i64::from(connections))
        .with("events", i64::from(events))
        .with("webhooks", i64::from(webhooks))
}
