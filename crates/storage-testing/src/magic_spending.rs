//! Uses of magic links, one after the other; see [`crate::magic_races`] for all at once.

use std::sync::Arc;

use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::magic_link::MagicLink;
use latchstring_storage::{Change, Refusal, Store};

use crate::case::{accept, refuse, refuse_one};
use crate::fixture::{World, at};

const NOW: i64 = 1_800_000_000_000;

fn spend(id: MagicLinkId, at: Timestamp) -> Change {
    Change::SpendMagicLink { id, at }
}

/// A world, and a link for each purpose.
async fn links(store: &Arc<dyn Store>, change: impl Fn(MagicLink) -> MagicLink) -> (World, [MagicLink; 2]) {
    let mut world = World::seed(store).await;
    let connection = world.make.bare_connection(&world.company);
    let create = change(world.make.bare_magic_link(&world.company));
    let edit = change(world.make.repairing_link(&world.company, connection.id));
    let changes = [
        Change::CreateConnection(connection),
        Change::CreateMagicLink(create.clone()),
        Change::CreateMagicLink(edit.clone()),
    ];
    accept(store, changes).await;
    (world, [create, edit])
}

async fn uses(store: &Arc<dyn Store>, id: MagicLinkId) -> u32 {
    store.magic_link(id).await.unwrap().unwrap().use_count
}

/// A use adds one to the count and the version and sets the time of change, as the domain does.
pub async fn adds_one_use(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let full = world.make.magic_link(&world.company);
    let row = MagicLink { revoked_at: None, use_count: 0, ..full };
    let untouched = world.make.bare_magic_link(&world.company);
    accept(&store, [&row, &untouched].map(|row| Change::CreateMagicLink(row.clone()))).await;
    let now = world.make.tick();
    accept(&store, [spend(row.id, now)]).await;
    let spent = row.clone().spend(&world.company, now).unwrap();
    assert_eq!(store.magic_link(row.id).await.unwrap(), Some(spent));
    assert_eq!(store.magic_link(untouched.id).await.unwrap(), Some(untouched));
    let decided_before = MagicLink { version: row.version.next(), ..row };
    refuse_one(&store, Change::UpdateMagicLink(decided_before), Refusal::Stale).await;
}

/// A link that makes a connection is used up by the first, also within one set.
pub async fn of_a_new_connection_is_the_only_one(store: Arc<dyn Store>) {
    let (mut world, [first, _]) = links(&store, |row| row).await;
    refuse(&store, [spend(first.id, at(NOW)), spend(first.id, at(NOW))], 1, Refusal::Stale).await;
    assert_eq!(uses(&store, first.id).await, 0);
    accept(&store, [spend(first.id, at(NOW))]).await;
    refuse_one(&store, spend(first.id, at(NOW)), Refusal::Stale).await;
    assert_eq!(uses(&store, first.id).await, 1);
    let used = MagicLink { use_count: 1, ..world.make.bare_magic_link(&world.company) };
    accept(&store, [Change::CreateMagicLink(used.clone())]).await;
    refuse_one(&store, spend(used.id, at(NOW)), Refusal::Stale).await;
}

/// A link that repairs a connection is used again and again.
pub async fn of_a_repair_is_one_of_many(store: Arc<dyn Store>) {
    let (_, [_, edit]) = links(&store, |row| row).await;
    accept(&store, [spend(edit.id, at(NOW)), spend(edit.id, at(NOW))]).await;
    for _ in 0..8 {
        accept(&store, [spend(edit.id, Timestamp::MAX)]).await;
    }
    let read = store.magic_link(edit.id).await.unwrap().unwrap();
    assert_eq!((read.use_count, read.version.number()), (10, 11));
}

/// A link is spent a millisecond before its expiry, and not at it.
pub async fn ends_at_the_expiry(store: Arc<dyn Store>) {
    let (_, rows) = links(&store, |row| MagicLink { expires_at: Some(at(NOW)), ..row }).await;
    for row in rows {
        for late in [at(NOW), at(NOW + 1), Timestamp::MAX] {
            refuse_one(&store, spend(row.id, late), Refusal::Stale).await;
        }
        accept(&store, [spend(row.id, at(NOW - 1))]).await;
        assert_eq!(uses(&store, row.id).await, 1);
    }
}

/// A link is spent when its company has no cut-off, or one at the very time the link was minted, and not when the
/// cut-off is a millisecond later; whatever the time of the use.
pub async fn ends_at_the_cut_off(store: Arc<dyn Store>) {
    let (world, rows) = links(&store, |row| MagicLink { issued_at: at(NOW), ..row }).await;
    let mut company = world.company.clone();
    for (cut_off, spendable) in [
        (None, true),
        (Some(at(NOW - 1)), true),
        (Some(at(NOW)), true),
        (Some(at(NOW + 1)), false),
        (Some(Timestamp::MAX), false),
        (None, true),
    ] {
        company = Company { links_not_before: cut_off, version: company.version.next(), ..company };
        accept(&store, [Change::UpdateCompany(company.clone())]).await;
        for row in &rows {
            for time in [at(NOW - 1), at(NOW), at(NOW + 1)] {
                if !spendable {
                    refuse_one(&store, spend(row.id, time), Refusal::Stale).await;
                }
            }
        }
        if spendable {
            let before = uses(&store, rows[1].id).await;
            accept(&store, [spend(rows[1].id, at(NOW))]).await;
            assert_eq!(uses(&store, rows[1].id).await, before + 1);
        }
    }
    assert_eq!(uses(&store, rows[0].id).await, 0);
    accept(&store, [spend(rows[0].id, at(NOW))]).await;
}

/// The cut-off is that of the link's own company, and counts within one set.
pub async fn is_cut_off_by_its_own_company(store: Arc<dyn Store>) {
    let (mut world, [create, edit]) = links(&store, |row| row).await;
    let links_not_before = Some(Timestamp::MAX);
    let stricter = Company { links_not_before, ..world.make.company(&world.workspace) };
    let cut_off = world.make.bare_magic_link(&stricter);
    let changes = [Change::CreateCompany(stricter), Change::CreateMagicLink(cut_off.clone())];
    accept(&store, changes).await;
    refuse_one(&store, spend(cut_off.id, at(NOW)), Refusal::Stale).await;
    accept(&store, [spend(create.id, at(NOW))]).await;

    let stops = Company { links_not_before, version: world.company.version.next(), ..world.company };
    let stop = Change::UpdateCompany(stops.clone());
    refuse(&store, [stop.clone(), spend(edit.id, at(NOW))], 1, Refusal::Stale).await;
    accept(&store, [spend(edit.id, at(NOW)), stop]).await;
    refuse_one(&store, spend(edit.id, at(NOW)), Refusal::Stale).await;
    assert_eq!(store.company(stops.id).await.unwrap(), Some(stops));
    assert_eq!(uses(&store, edit.id).await, 1);
}

/// A revoked one is not spent, whatever the time; nor is one that is not there.
pub async fn is_refused_when_revoked_or_missing(store: Arc<dyn Store>) {
    let (mut world, rows) = links(&store, |row| MagicLink { revoked_at: Some(at(NOW)), ..row }).await;
    for row in rows {
        for time in [at(NOW - 1), at(NOW), at(NOW + 1)] {
            refuse_one(&store, spend(row.id, time), Refusal::Stale).await;
        }
        assert_eq!(store.magic_link(row.id).await.unwrap(), Some(row));
    }
    let missing = world.make.bare_magic_link(&world.company);
    refuse_one(&store, spend(missing.id, at(NOW)), Refusal::Stale).await;
    let invitation = world.make.bare_invitation(&world.company);
    let namesake = MagicLinkId::from_uuid(invitation.id.as_uuid());
    accept(&store, [Change::CreateInvitation(invitation)]).await;
    refuse_one(&store, spend(namesake, at(NOW)), Refusal::Stale).await;
}
