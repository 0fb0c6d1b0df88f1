//! What is true of every set of changes: whole or not at all, in order, and refused by name.

use std::sync::Arc;

use futures_util::FutureExt as _;
use latchstring_domain::event::Subject;
use latchstring_domain::invitation::Invitation;
use latchstring_storage::{
    Change, ChangeSet, CommitError, Constraint, InvitationFilter, OutboxCounts, Refusal, Slice, Store,
};

use crate::case::{accept, refuse};
use crate::fixture::{Maker, World, at};

/// What a use case writes: a state, its event, the work it promises, and a mark.
fn use_case(world: &mut World) -> (Invitation, Vec<Change>) {
    let invitation = world.make.bare_invitation(&world.company);
    let subject = Subject::Invitation(invitation.id);
    let changes = vec![
        Change::CreateInvitation(invitation.clone()),
        Change::AppendEvent(world.make.event(world.workspace.id, subject, 1)),
        Change::Enqueue(world.make.outbox_entry(world.workspace.id, at(5))),
        Change::Mark { key: world.make.digest(), until: at(5) },
    ];
    (invitation, changes)
}

async fn nothing_of(store: &Arc<dyn Store>, world: &World, invitation: &Invitation) {
    let filter = InvitationFilter::all(world.workspace.id);
    assert_eq!(store.invitations(&filter, Slice::first(10)).await.unwrap(), []);
    assert_eq!(store.invitation_by_token(&invitation.token.digest).await.unwrap(), None);
    assert_eq!(store.last_event(Subject::Invitation(invitation.id)).await.unwrap(), None);
    assert_eq!(store.outbox_counts().await.unwrap(), OutboxCounts::default());
    assert_eq!(store.company(world.company.id).await.unwrap().as_ref(), Some(&world.company));
}

/// T133, T155: whatever change of a set is refused, and wherever it stands (before the state, after it, after the
/// event, after the outbox entry), nothing of the set is left, and the same set without it is accepted.
pub async fn t133_a_refused_change_leaves_nothing_of_its_set(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let missing = world.make.bare_invitation(&world.company);
    let unminted = world.make.bare_magic_link(&world.company);
    let orphan = world.make.workspace();
    let renamed = latchstring_domain::company::Company {
        version: world.company.version.next(),
        ..world.company.clone()
    };
    let twin = world.make.company(&world.workspace);
    let twin =
        latchstring_domain::company::Company { external_id: world.company.external_id.clone(), ..twin };
    let gap = world.make.subject();
    let refused = [
        (Change::SpendInvitation { id: missing.id, at: at(5) }, Refusal::Stale),
        (Change::UpdateInvitation(missing), Refusal::Stale),
        (Change::SpendMagicLink { id: unminted.id, at: at(5) }, Refusal::Stale),
        (Change::UpdateMagicLink(unminted), Refusal::Stale),
        (Change::CreateCompany(twin), Refusal::Conflict(Constraint::CompanyExternalId)),
        (Change::CreateCompany(world.make.company(&orphan)), Refusal::Conflict(Constraint::Reference)),
        (Change::CreateWorkspace(world.workspace.clone()), Refusal::Conflict(Constraint::Identity)),
        (Change::AppendEvent(world.make.event(world.workspace.id, gap, 2)), Refusal::Stale),
        (Change::DeleteSite(world.sites[0].id, world.sites[0].version.next()), Refusal::Stale),
    ];
    for (change, why) in refused {
        let (invitation, changes) = use_case(&mut world);
        for place in 0..=changes.len() {
            let mut set = vec![Change::UpdateCompany(renamed.clone())];
            set.extend(changes.clone());
            set.insert(place + 1, change.clone());
            refuse(&store, set, place + 1, why).await;
            nothing_of(&store, &world, &invitation).await;
        }
    }
    let (invitation, changes) = use_case(&mut world);
    accept(&store, changes).await;
    assert_eq!(store.invitation(invitation.id).await.unwrap(), Some(invitation));
    assert_eq!(store.outbox_counts().await.unwrap().open, 1);
}

/// T155: when the event cannot be written, the action fails with it.
pub async fn t155_no_event_no_action(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    let subject = Subject::Invitation(invitation.id);
    let created = Change::AppendEvent(world.make.event(world.workspace.id, subject, 1));
    accept(&store, [Change::CreateInvitation(invitation.clone()), created]).await;
    let spend = Change::SpendInvitation { id: invitation.id, at: at(5) };
    let taken = Change::AppendEvent(world.make.event(world.workspace.id, subject, 1));
    refuse(&store, [spend, taken], 1, Refusal::Stale).await;
    assert_eq!(store.invitation(invitation.id).await.unwrap(), Some(invitation));
}

/// A later change sees the earlier ones of its set, and the first that does not hold is named.
pub async fn are_applied_in_order(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let workspace = make.workspace();
    let company = make.company(&workspace);
    let site = make.site(&company);
    let create = [
        Change::CreateWorkspace(workspace.clone()),
        Change::CreateCompany(company.clone()),
        Change::CreateSite(site.clone()),
    ];
    let missing = Refusal::Conflict(Constraint::Reference);
    let backwards: Vec<_> = create.iter().rev().cloned().collect();
    refuse(&store, backwards, 0, missing).await;
    accept(&store, create).await;
    let both_wrong = [
        Change::DeleteSite(site.id, site.version),
        Change::DeleteSite(site.id, site.version),
        Change::CreateCompany(company),
    ];
    refuse(&store, both_wrong, 1, Refusal::Stale).await;
    assert_eq!(store.site(site.id).await.unwrap(), Some(site));
}

/// One row may be changed several times by one set.
pub async fn may_change_one_row_twice(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let second = latchstring_domain::company::Company {
        external_id: None,
        version: world.company.version.next(),
        ..world.company.clone()
    };
    let third = latchstring_domain::company::Company {
        external_id: world.company.external_id.clone(),
        version: second.version.next(),
        updated_at: world.make.tick(),
        ..second.clone()
    };
    accept(&store, [Change::UpdateCompany(second), Change::UpdateCompany(third.clone())]).await;
    assert_eq!(store.company(third.id).await.unwrap(), Some(third));
}

/// A commit that nobody waits for is applied whole or not at all: sent again, the set is either refused at its first
/// change, because all of it is there, or accepted.
pub async fn are_whole_when_nobody_waits(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for _ in 0..20 {
        let (invitation, changes) = use_case(&mut world);
        let mut set = ChangeSet::new();
        changes.into_iter().for_each(|change| set.push(change));
        // Polled once and dropped: the caller has gone away.
        let _ = store.commit(set.clone()).now_or_never();
        match store.commit(set).await {
            Ok(()) => {}
            Err(CommitError::Refused { index: 0, why: Refusal::Conflict(Constraint::Identity), .. }) => {}
            Err(error) => panic!("{error:?}"),
        }
        let last = store.last_event(Subject::Invitation(invitation.id)).await.unwrap();
        assert_eq!(last.unwrap().sequence, 1);
        assert_eq!(store.invitation(invitation.id).await.unwrap(), Some(invitation));
    }
    assert_eq!(store.outbox_counts().await.unwrap().open, 20);
}

/// A commit that was never waited for has done nothing.
pub async fn do_nothing_before_they_are_awaited(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (invitation, changes) = use_case(&mut world);
    let mut set = ChangeSet::new();
    changes.into_iter().for_each(|change| set.push(change));
    drop(store.commit(set));
    nothing_of(&store, &world, &invitation).await;
}
