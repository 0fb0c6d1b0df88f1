//! Magic links.

use std::sync::Arc;

use latchstring_domain::actor::Actor;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::invitation::Purpose;
use latchstring_domain::magic_link::{LinkOrigin, MagicLink};
use latchstring_storage::{Change, Constraint, MAX_LIMIT, Refusal, Slice, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::World;

const MISSING: Refusal = Refusal::Conflict(Constraint::Reference);

async fn count(store: &Arc<dyn Store>, world: &World) -> usize {
    store.magic_links(world.company.id, Slice::first(MAX_LIMIT)).await.unwrap().len()
}

/// Full, bare and repairing ones, of every origin, come back as they were.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let connection = world.make.bare_connection(&world.company);
    let mut rows = vec![world.make.magic_link(&world.company)];
    for &origin in LinkOrigin::ALL {
        rows.push(MagicLink { origin, ..world.make.bare_magic_link(&world.company) });
        rows.push(MagicLink { origin, ..world.make.repairing_link(&world.company, connection.id) });
    }
    let everything = MagicLink { purpose: rows[2].purpose.clone(), ..world.make.magic_link(&world.company) };
    rows.push(everything);
    accept(&store, [Change::CreateConnection(connection)]).await;
    accept(&store, rows.iter().cloned().map(Change::CreateMagicLink)).await;
    for row in &rows {
        assert_eq!(store.magic_link(row.id).await.unwrap().as_ref(), Some(row));
    }
    assert_eq!(store.magic_link(world.make.bare_magic_link(&world.company).id).await.unwrap(), None);
}

/// Addresses compare without regard to case, so it takes a closer look to see that their spelling was kept.
pub async fn keep_the_spelling_of_addresses(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let written = world.make.magic_link(&world.company);
    accept(&store, [Change::CreateMagicLink(written.clone())]).await;
    let read = store.magic_link(written.id).await.unwrap().unwrap();
    let spelled = |row: &MagicLink| {
        let Purpose::CreateConnection { prefill, .. } = &row.purpose else { panic!("no prefill") };
        let text = |email: &Option<EmailAddress>| email.as_ref().unwrap().as_str().to_owned();
        (text(&prefill.connection_owner_email), text(&row.created_by.email))
    };
    assert_eq!(spelled(&read), spelled(&written));
}

/// Ids are used once; two links may be alike in all else, and an invitation is no magic link.
pub async fn have_their_own_ids(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.magic_link(&world.company);
    let like_it = MagicLink { id: world.make.bare_magic_link(&world.company).id, ..first.clone() };
    accept(&store, [&first, &like_it].map(|row| Change::CreateMagicLink(row.clone()))).await;
    let twin = MagicLink { id: first.id, ..world.make.bare_magic_link(&world.company) };
    refuse_one(&store, Change::CreateMagicLink(twin), Refusal::Conflict(Constraint::Identity)).await;
    assert_eq!(store.magic_link(first.id).await.unwrap(), Some(first));
    let invitation = world.make.bare_invitation(&world.company);
    let namesake = MagicLinkId::from_uuid(invitation.id.as_uuid());
    accept(&store, [Change::CreateInvitation(invitation)]).await;
    assert_eq!(store.magic_link(namesake).await.unwrap(), None);
}

/// The company and the connection to repair exist, in the link's own workspace.
pub async fn refer_to_what_exists_in_their_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let nowhere = world.make.company(&world.workspace);
    let orphan = world.make.bare_magic_link(&nowhere);
    refuse_one(&store, Change::CreateMagicLink(orphan), MISSING).await;
    let unmade = world.make.bare_connection(&world.company);
    let pointless = world.make.repairing_link(&world.company, unmade.id);
    refuse_one(&store, Change::CreateMagicLink(pointless.clone()), MISSING).await;

    let other = world.make.workspace();
    let theirs = world.make.company(&other);
    let connection = world.make.bare_connection(&theirs);
    let changes = [
        Change::CreateWorkspace(other.clone()),
        Change::CreateCompany(theirs),
        Change::CreateConnection(connection.clone()),
    ];
    accept(&store, changes).await;
    let smuggled = world.make.repairing_link(&world.company, connection.id);
    refuse_one(&store, Change::CreateMagicLink(smuggled.clone()), MISSING).await;
    let astray = MagicLink { workspace_id: other.id, ..world.make.bare_magic_link(&world.company) };
    refuse_one(&store, Change::CreateMagicLink(astray), MISSING).await;
    assert_eq!(count(&store, &world).await, 0);

    let row = world.make.bare_magic_link(&world.company);
    accept(&store, [Change::CreateMagicLink(row.clone())]).await;
    for purpose in [pointless.purpose, smuggled.purpose] {
        let changed = MagicLink { purpose, version: row.version.next(), ..row.clone() };
        refuse_one(&store, Change::UpdateMagicLink(changed), MISSING).await;
    }
    assert_eq!(store.magic_link(row.id).await.unwrap(), Some(row));
}

/// An update replaces the row decided on, except the use count, which only spending moves.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = MagicLink { use_count: 2, ..world.make.bare_magic_link(&world.company) };
    accept(&store, [Change::CreateMagicLink(first.clone())]).await;
    let second = MagicLink {
        id: first.id,
        key_id: [1, 2, 3, 4],
        use_count: 0,
        created_by: Actor { id: None, ..world.make.magic_link(&world.company).created_by },
        version: first.version.next(),
        ..world.make.magic_link(&world.company)
    };
    accept(&store, [Change::UpdateMagicLink(second.clone())]).await;
    let stored = MagicLink { use_count: 2, ..second.clone() };
    assert_eq!(store.magic_link(first.id).await.unwrap(), Some(stored.clone()));

    let other = world.make.workspace();
    let theirs = world.make.company(&other);
    accept(&store, [Change::CreateWorkspace(other.clone()), Change::CreateCompany(theirs.clone())]).await;
    let third = MagicLink { version: second.version.next(), ..second.clone() };
    let moved = MagicLink { workspace_id: other.id, company_id: theirs.id, ..third };
    let unmade = world.make.bare_magic_link(&world.company);
    let missing = MagicLink { version: unmade.version.next(), ..unmade };
    for stale in [first, second, moved, missing] {
        refuse_one(&store, Change::UpdateMagicLink(stale), Refusal::Stale).await;
    }
    assert_eq!(store.magic_link(stored.id).await.unwrap(), Some(stored));
}

/// A company's links are listed newest first, whatever their state, without those of other companies.
pub async fn are_listed_by_company(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.bare_company(&world.workspace);
    let connection = world.make.bare_connection(&world.company);
    let rows = [
        world.make.bare_magic_link(&world.company),
        world.make.magic_link(&world.company),
        world.make.repairing_link(&world.company, connection.id),
    ];
    let of_other = world.make.bare_magic_link(&other);
    let nobodys = world.make.bare_company(&world.workspace);
    accept(&store, [Change::CreateCompany(other.clone()), Change::CreateConnection(connection)]).await;
    accept(&store, rows.clone().map(Change::CreateMagicLink)).await;
    accept(&store, [Change::CreateMagicLink(of_other.clone())]).await;
    let [first, second, third] = rows;
    let cases =
        [(world.company.id, vec![third, second, first]), (other.id, vec![of_other]), (nobodys.id, vec![])];
    for (company, expected) in cases {
        assert_eq!(store.magic_links(company, Slice::first(10)).await.unwrap(), expected);
    }
}

/// The list is read in parts, by key and by skipping, and never longer than the limit of a read.
pub async fn are_listed_in_parts(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let limit = MAX_LIMIT as usize;
    let rows: Vec<_> = (0..=limit).map(|_| world.make.bare_magic_link(&world.company)).collect();
    accept(&store, rows.iter().cloned().map(Change::CreateMagicLink)).await;
    let newest: Vec<_> = rows.iter().rev().map(|row| row.id).collect();
    let part = async |slice| {
        let part = store.magic_links(world.company.id, slice).await.unwrap();
        part.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let mut walked: Vec<MagicLinkId> = Vec::new();
    loop {
        let skip = walked.len() as u64;
        let by_key = part(Slice::After { id: walked.last().copied(), limit: 200 }).await;
        assert_eq!(part(Slice::Skip { skip, limit: 200 }).await, by_key);
        if by_key.is_empty() {
            break;
        }
        walked.extend(by_key);
    }
    assert_eq!(walked, newest);
    assert_eq!(part(Slice::first(u32::MAX)).await, newest[..limit]);
    assert_eq!(part(Slice::first(0)).await, []);
}
