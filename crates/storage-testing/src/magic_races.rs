//! Many at once at one magic link. Every case has exactly one right count, whatever the order in which the store takes
//! them.

use std::sync::Arc;

use latchstring_domain::company::Company;
use latchstring_domain::connection::Connection;
use latchstring_domain::event::Subject;
use latchstring_domain::magic_link::MagicLink;
use latchstring_storage::{Change, CommitError, ConnectionFilter, Constraint, Refusal, Slice, Store};

use crate::case::{accept, at_once, commit, race};
use crate::fixture::{World, at};

const NOW: i64 = 1_800_000_000_000;

async fn link(store: &Arc<dyn Store>, world: &mut World) -> MagicLink {
    let row = world.make.bare_magic_link(&world.company);
    accept(store, [Change::CreateMagicLink(row.clone())]).await;
    row
}

async fn sets_at_once(store: &Arc<dyn Store>, sets: Vec<Vec<Change>>) -> Vec<Result<(), CommitError>> {
    at_once(sets, |set| {
        let store = Arc::clone(store);
        async move { commit(&store, set).await }
    })
    .await
}

/// Of many that want the only use, one gets it.
pub async fn the_only_use_is_spent_once(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for _ in 0..20 {
        let row = link(&store, &mut world).await;
        let spend = Change::SpendMagicLink { id: row.id, at: at(NOW) };
        assert_eq!(race(&store, vec![spend; 10], Refusal::Stale).await, 1);
        assert_eq!(store.magic_link(row.id).await.unwrap().unwrap().use_count, 1);
    }
}

/// Of many repairs through one link all count.
pub async fn every_repair_is_counted(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let connection = world.make.bare_connection(&world.company);
    let row = world.make.repairing_link(&world.company, connection.id);
    accept(&store, [Change::CreateConnection(connection), Change::CreateMagicLink(row.clone())]).await;
    let spend = Change::SpendMagicLink { id: row.id, at: at(NOW) };
    assert_eq!(race(&store, vec![spend; 40], Refusal::Stale).await, 40);
    let read = store.magic_link(row.id).await.unwrap().unwrap();
    assert_eq!((read.use_count, read.version.number()), (40, 41));
}

/// With its connection, event and outbox entry in the set, only the winner's are there.
pub async fn only_the_winner_leaves_anything(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = link(&store, &mut world).await;
    let subject = Subject::MagicLink(row.id);
    let sets = (0..16)
        .map(|_| {
            let bare = world.make.bare_connection(&world.company);
            let connection = Connection { magic_link_id: Some(row.id), ..bare };
            vec![
                Change::CreateConnection(connection),
                Change::AppendEvent(world.make.event(world.workspace.id, subject, 1)),
                Change::Enqueue(world.make.outbox_entry(world.workspace.id, at(NOW))),
                Change::SpendMagicLink { id: row.id, at: at(NOW) },
            ]
        })
        .collect();
    let results = sets_at_once(&store, sets).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for error in results.into_iter().filter_map(Result::err) {
        assert_eq!(error.refusal(), Some(Refusal::Stale), "{error:?}");
    }
    let all = ConnectionFilter {
        workspace: world.workspace.id,
        company: None,
        status: None,
        owner_email: None,
        sites: Vec::new(),
        flow: None,
    };
    let made = store.connections(&all, Slice::first(20)).await.unwrap();
    assert_eq!(made.iter().map(|row| row.magic_link_id).collect::<Vec<_>>(), [Some(row.id)]);
    assert_eq!(store.last_event(subject).await.unwrap().unwrap().sequence, 1);
    assert_eq!(store.outbox_counts().await.unwrap().open, 1);
}

/// A revocation and a use never both happen to the only use decided on the same version.
pub async fn a_link_is_revoked_or_spent_never_both(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for round in 0..100 {
        let row = link(&store, &mut world).await;
        let revoked = MagicLink { revoked_at: Some(at(NOW)), version: row.version.next(), ..row.clone() };
        let mut changes =
            vec![Change::UpdateMagicLink(revoked), Change::SpendMagicLink { id: row.id, at: at(NOW) }];
        if round % 2 == 1 {
            changes.reverse();
        }
        assert_eq!(race(&store, changes, Refusal::Stale).await, 1);
        let read = store.magic_link(row.id).await.unwrap().unwrap();
        assert_ne!(read.revoked_at.is_some(), read.use_count == 1);
    }
}

/// Once a company's cut-off is reported done, no use of an older link appears any more, however long its set takes.
pub async fn no_use_appears_after_the_cut_off(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for round in 0..40 {
        let company = world.make.company(&world.workspace);
        let links = [(); 4].map(|()| world.make.bare_magic_link(&company));
        accept(&store, [Change::CreateCompany(company.clone())]).await;
        accept(&store, links.clone().map(Change::CreateMagicLink)).await;
        let spends: Vec<_> = links
            .iter()
            .map(|link| {
                let mut set = vec![Change::SpendMagicLink { id: link.id, at: at(NOW) }];
                set.extend((0..10).map(|_| Change::Mark { key: world.make.digest(), until: at(NOW) }));
                set
            })
            .collect();
        let seen = async |store: &Arc<dyn Store>| {
            let rows = store.magic_links(company.id, Slice::first(10)).await.unwrap();
            rows.iter().map(|row| row.use_count).collect::<Vec<_>>()
        };
        let links_not_before = Some(at(NOW));
        let cut_off = Change::UpdateCompany(Company {
            links_not_before,
            version: company.version.next(),
            ..company.clone()
        });
        let cut = async {
            // A part of the rounds lets the uses begin first.
            for _ in 0..round % 8 {
                store.ping().await.unwrap();
            }
            accept(&store, [cut_off]).await;
            seen(&store).await
        };
        let (results, at_cut_off) = futures_util::future::join(sets_at_once(&store, spends), cut).await;
        for error in results.iter().filter_map(|result| result.as_ref().err()) {
            assert_eq!(error.refusal(), Some(Refusal::Stale), "{error:?}");
        }
        let finally = seen(&store).await;
        assert_eq!(finally, at_cut_off, "round {round}");
        let accepted = results.iter().filter(|result| result.is_ok()).count();
        assert_eq!(finally.iter().sum::<u32>() as usize, accepted);
    }
}

/// A company is not deleted from under a link that is being minted: one of the two is refused.
pub async fn no_link_is_minted_for_what_is_being_deleted(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for _ in 0..20 {
        let company = world.make.company(&world.workspace);
        let link = world.make.bare_magic_link(&company);
        accept(&store, [Change::CreateCompany(company.clone())]).await;
        let delete = vec![Change::DeleteCompany(company.id, company.version)];
        let mint = vec![Change::CreateMagicLink(link.clone())];
        let results = sets_at_once(&store, vec![delete, mint]).await;
        let refusals: Vec<_> = results
            .iter()
            .map(|result| result.as_ref().err().map(|error| error.refusal().unwrap()))
            .collect();
        let (in_use, missing) =
            (Refusal::Conflict(Constraint::InUse), Refusal::Conflict(Constraint::Reference));
        assert!(refusals == [None, Some(missing)] || refusals == [Some(in_use), None], "{refusals:?}");
        assert_eq!(store.company(company.id).await.unwrap().is_none(), results[0].is_ok());
        assert_eq!(store.magic_link(link.id).await.unwrap().is_some(), results[1].is_ok());
    }
}
