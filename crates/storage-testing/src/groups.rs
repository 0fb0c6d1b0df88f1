//! Many sets on their way at once, as a store may put them into one commit: what becomes of one is never another's doing.

use std::sync::Arc;

use futures_util::FutureExt as _;
use latchstring_domain::event::Subject;
use latchstring_domain::invitation::Invitation;
use latchstring_storage::{Change, ChangeSet, CommitError, Constraint, Refusal, Store};

use crate::case::{accept, at_once, commit};
use crate::fixture::{World, at};

/// The state, its event, the work it promises, and a mark of its own.
fn set(world: &mut World) -> (Invitation, ChangeSet) {
    let invitation = world.make.bare_invitation(&world.company);
    let event = world.make.event(world.workspace.id, Subject::Invitation(invitation.id), 1);
    let set = ChangeSet::new()
        .with(Change::CreateInvitation(invitation.clone()))
        .with(Change::AppendEvent(event))
        .with(Change::Enqueue(world.make.outbox_entry(world.workspace.id, at(5))))
        .with(Change::Mark { key: world.make.digest(), until: at(5) });
    (invitation, set)
}

/// Whether all of a set is there; it must not be there in part.
async fn stands(store: &Arc<dyn Store>, invitation: &Invitation) -> bool {
    let row = store.invitation(invitation.id).await.unwrap();
    let event = store.last_event(Subject::Invitation(invitation.id)).await.unwrap();
    assert_eq!(row.is_some(), event.is_some());
    row.is_some()
}

/// Of so many sets at once every `nth` breaks a rule, each another one; exactly those are refused, with the right change and
/// the right reason, and the others stand.
async fn exactly_those_that_break_a_rule(store: &Arc<dyn Store>, count: usize, nth: usize) {
    let mut world = World::seed(store).await;
    let taken = world.make.digest();
    let first = world.make.bare_invitation(&world.company);
    let spent = Change::SpendInvitation { id: world.make.bare_invitation(&world.company).id, at: at(5) };
    accept(store, [Change::CreateInvitation(first.clone()), Change::Mark { key: taken, until: at(5) }]).await;
    let mut sets = Vec::with_capacity(count);
    for number in 1..=count {
        let (invitation, set) = set(&mut world);
        let rule = (number % nth == 0).then_some(number / nth % 5);
        let mut changes = set.into_changes();
        let broken = rule.map(|rule| match rule {
            0 => (0, Change::CreateInvitation(Invitation { id: invitation.id, ..first.clone() }), identity()),
            1 => {
                let subject = Subject::Invitation(invitation.id);
                let gap = world.make.event(world.workspace.id, subject, 2);
                (1, Change::AppendEvent(gap), Refusal::Stale)
            }
            2 => (3, Change::Mark { key: taken, until: at(5) }, Refusal::Conflict(Constraint::Once)),
            3 => (2, spent.clone(), Refusal::Stale),
            _ => {
                let nobodys = world.make.bare_workspace();
                let company = world.make.bare_company(&nobodys);
                (3, Change::CreateCompany(company), Refusal::Conflict(Constraint::Reference))
            }
        });
        let expected = broken.map(|(place, change, why)| {
            let name = change.name();
            changes[place] = change;
            (name, place, why)
        });
        sets.push((invitation, changes, expected));
    }
    let results = at_once(sets, |(invitation, changes, expected)| {
        let store = Arc::clone(store);
        async move { (invitation, expected, commit(&store, changes).await) }
    })
    .await;
    let mut standing = 0_usize;
    for (invitation, expected, result) in results {
        let refused = match result {
            Ok(()) => None,
            Err(CommitError::Refused { change, index, why }) => Some((change, index, why)),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(refused, expected);
        assert_eq!(stands(store, &invitation).await, expected.is_none());
        standing += usize::from(expected.is_none());
    }
    assert_eq!(standing, count - count / nth);
    assert_eq!(usize::try_from(store.outbox_counts().await.unwrap().open), Ok(standing));
}

const fn identity() -> Refusal {
    Refusal::Conflict(Constraint::Identity)
}

/// One in sixteen breaks a rule.
pub async fn one_refused_in_sixteen_costs_nobody_else(store: Arc<dyn Store>) {
    exactly_those_that_break_a_rule(&store, 320, 16).await;
}

/// One in two hundred does.
pub async fn one_refused_in_two_hundred_costs_nobody_else(store: Arc<dyn Store>) {
    exactly_those_that_break_a_rule(&store, 800, 200).await;
}

/// A set that nobody waits for any more is applied or not, never in part, whatever becomes of those beside it; sent again, it
/// is there once.
pub async fn callers_who_go_away_change_nothing(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let sets: Vec<_> = (0..96).map(|_| set(&mut world)).collect();
    let done = at_once(sets.clone().into_iter().enumerate(), |(number, (_, set))| {
        let store = Arc::clone(&store);
        async move {
            let committed = store.commit(set);
            match number % 3 {
                0 => drop(committed),
                1 => assert!(!matches!(committed.now_or_never(), Some(Err(_)))),
                _ => committed.await.unwrap(),
            }
        }
    });
    done.await;
    for (number, (invitation, set)) in sets.into_iter().enumerate() {
        match store.commit(set).await {
            Ok(()) => assert_ne!(number % 3, 2),
            Err(CommitError::Refused { index: 0, why, .. }) => {
                assert_eq!(why, identity());
                assert_ne!(number % 3, 0, "a commit that was never awaited was made");
            }
            Err(error) => panic!("{error:?}"),
        }
        assert!(stands(&store, &invitation).await);
    }
    assert_eq!(store.outbox_counts().await.unwrap().open, 96);
}

/// Many that append to one chain at once, each after the event it has read: the chain has no gap and no fork, and all that was
/// said to be appended is in it.
pub async fn one_chain_grows_by_all_that_is_appended_at_once(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    let spare: Vec<_> = (0..24).map(|_| world.make.event(world.workspace.id, subject, 1)).collect();
    let results = at_once(spare, |mut event| {
        let store = Arc::clone(&store);
        async move {
            loop {
                let last = store.last_event(subject).await.unwrap();
                event.sequence = last.map_or(0, |last| last.sequence) + 1;
                match commit(&store, [Change::AppendEvent(event.clone())]).await {
                    Ok(()) => return event,
                    Err(error) => assert_eq!(error.refusal(), Some(Refusal::Stale), "{error:?}"),
                }
            }
        }
    })
    .await;
    let mut appended = results;
    appended.sort_by_key(|event| event.sequence);
    assert_eq!(store.events_of(subject, 0, 100).await.unwrap(), appended);
    assert!(appended.iter().map(|event| event.sequence).eq(1..=24));
}

/// Sets that were sent one after the other are seen by those after them, also when all are on their way at once: who reads the
/// end of a chain after a commit builds on it.
pub async fn a_chain_of_one_set_goes_on_in_the_next(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    for round in 0..8 {
        let first = 1 + round * 4;
        let events = (first..first + 4).map(|number| world.make.event(world.workspace.id, subject, number));
        let (two, others): (Vec<_>, Vec<_>) =
            events.map(Change::AppendEvent).enumerate().partition(|(place, _)| *place < 2);
        let commit_all = |changes: Vec<(usize, Change)>| {
            let changes: Vec<_> = changes.into_iter().map(|(_, change)| change).collect();
            let store = Arc::clone(&store);
            async move { commit(&store, changes).await }
        };
        // The second is stale unless the first is in before it; either way nothing is in part.
        let (one, other) = futures_util::future::join(commit_all(two), commit_all(others.clone())).await;
        one.unwrap();
        if other.is_err_and(|error| error.refusal() == Some(Refusal::Stale)) {
            commit_all(others).await.unwrap();
        }
        assert_eq!(store.last_event(subject).await.unwrap().unwrap().sequence, first + 3);
    }
}
