//! Sites.

use std::sync::Arc;

use latchstring_domain::site::{Site, SitePath};
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::World;

/// Full and bare come back as they were.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for row in &world.sites {
        assert_eq!(store.site(row.id).await.unwrap().as_ref(), Some(row));
    }
    assert_eq!(store.site(world.make.site(&world.company).id).await.unwrap(), None);
}

/// Sites are listed by company, oldest first, for one company or for many.
pub async fn are_listed_by_company(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.bare_company(&world.workspace);
    let empty = world.make.bare_company(&world.workspace);
    let theirs = world.make.site(&other);
    let changes = [
        Change::CreateCompany(other.clone()),
        Change::CreateCompany(empty.clone()),
        Change::CreateSite(theirs.clone()),
    ];
    accept(&store, changes).await;
    assert_eq!(store.sites_of(world.company.id).await.unwrap(), world.sites);
    assert_eq!(store.sites_of(empty.id).await.unwrap(), []);
    let [first, second] = world.sites;
    let all = store.sites_of_all(&[other.id, empty.id, world.company.id]).await.unwrap();
    assert_eq!(all, [first, second, theirs]);
    assert_eq!(store.sites_of_all(&[]).await.unwrap(), []);
}

/// The external id is unique within a company and free in another.
pub async fn external_ids_are_unique_within_a_company(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let taken = Refusal::Conflict(Constraint::SiteExternalId);
    let [first, bare] = world.sites.clone();
    let twin = Site { external_id: first.external_id.clone(), ..world.make.site(&world.company) };
    refuse_one(&store, Change::CreateSite(twin), taken).await;
    let grabs = Site { external_id: first.external_id.clone(), version: bare.version.next(), ..bare.clone() };
    refuse_one(&store, Change::UpdateSite(grabs), taken).await;
    let other = world.make.bare_company(&world.workspace);
    let elsewhere = Site { external_id: first.external_id, ..world.make.site(&other) };
    accept(&store, [Change::CreateCompany(other), Change::CreateSite(elsewhere)]).await;
}

/// Its company exists, and is one of its own workspace.
pub async fn belong_to_a_company_of_their_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let missing = Refusal::Conflict(Constraint::Reference);
    let nowhere = world.make.company(&world.workspace);
    let orphan = world.make.site(&nowhere);
    refuse_one(&store, Change::CreateSite(orphan), missing).await;
    let other = world.make.workspace();
    accept(&store, [Change::CreateWorkspace(other.clone())]).await;
    let smuggled = Site { workspace_id: other.id, ..world.make.site(&world.company) };
    refuse_one(&store, Change::CreateSite(smuggled), missing).await;
    let [site, _] = world.sites;
    let astray = Site { company_id: nowhere.id, version: site.version.next(), ..site };
    refuse_one(&store, Change::UpdateSite(astray), missing).await;
}

/// An update replaces the row decided on; a delete takes it.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let [first, untouched] = world.sites.clone();
    let second =
        Site { address: None, path: SitePath::default(), version: first.version.next(), ..first.clone() };
    accept(&store, [Change::UpdateSite(second.clone())]).await;
    assert_eq!(store.sites_of(world.company.id).await.unwrap(), [second.clone(), untouched]);
    let missing = world.make.site(&world.company);
    for stale in [first.clone(), second.clone(), missing] {
        refuse_one(&store, Change::UpdateSite(stale), Refusal::Stale).await;
    }
    refuse_one(&store, Change::DeleteSite(first.id, first.version), Refusal::Stale).await;
    accept(&store, [Change::DeleteSite(second.id, second.version)]).await;
    assert_eq!(store.site(second.id).await.unwrap(), None);
    let twin = Site { id: world.sites[1].id, ..world.make.site(&world.company) };
    refuse_one(&store, Change::CreateSite(twin), Refusal::Conflict(Constraint::Identity)).await;
}

/// One that a connection began with is not deleted; one that only an invitation's prefill names is.
pub async fn are_not_deleted_while_in_use(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let [used, wished] = world.sites.clone();
    let mut invitation = world.make.bare_invitation(&world.company);
    if let latchstring_domain::invitation::Purpose::CreateConnection { prefill, .. } = &mut invitation.purpose
    {
        prefill.initial_sites.push(wished.id);
    }
    let connection = world.make.connection(&world.company, &[used.id], invitation.id);
    accept(&store, [Change::CreateInvitation(invitation), Change::CreateConnection(connection)]).await;
    let in_use = Refusal::Conflict(Constraint::InUse);
    refuse_one(&store, Change::DeleteSite(used.id, used.version), in_use).await;
    accept(&store, [Change::DeleteSite(wished.id, wished.version)]).await;
}
