//! Companies.

use std::sync::Arc;

use latchstring_domain::company::Company;
use latchstring_domain::text::{CompanyName, ExternalId};
use latchstring_storage::{Change, Constraint, Refusal, Slice, Store};

use crate::case::{accept, company_count, refuse, refuse_one};
use crate::fixture::World;

const TAKEN: Refusal = Refusal::Conflict(Constraint::CompanyExternalId);

/// Full and bare come back as they were, by either id.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let full = world.make.company(&world.workspace);
    let bare = world.make.bare_company(&world.workspace);
    accept(&store, [&full, &bare].map(|row| Change::CreateCompany(row.clone()))).await;
    for row in [&full, &bare, &world.company] {
        assert_eq!(store.company(row.id).await.unwrap().as_ref(), Some(row));
        assert_eq!(store.company_by_public_id(&row.public_id).await.unwrap().as_ref(), Some(row));
    }
    let missing = world.make.company(&world.workspace);
    assert_eq!(store.company(missing.id).await.unwrap(), None);
    assert_eq!(store.company_by_public_id(&missing.public_id).await.unwrap(), None);
}

/// Public ids differ by case alone and are still different.
pub async fn public_ids_are_told_apart_by_case(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let lower: Company = Company {
        public_id: "co_aaaaaaaaaaaaaaaaaaaaaa".parse().unwrap(),
        ..world.make.company(&world.workspace)
    };
    let upper: Company = Company {
        public_id: "co_AAAAAAAAAAAAAAAAAAAAAA".parse().unwrap(),
        ..world.make.company(&world.workspace)
    };
    accept(&store, [&lower, &upper].map(|row| Change::CreateCompany(row.clone()))).await;
    assert_eq!(store.company_by_public_id(&upper.public_id).await.unwrap(), Some(upper));
}

/// A workspace's companies are listed newest first, without those of others, and by external id when asked.
pub async fn are_listed_by_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.workspace();
    let stranger = world.make.company(&other);
    let newer = world.make.bare_company(&world.workspace);
    let changes = [
        Change::CreateWorkspace(other.clone()),
        Change::CreateCompany(stranger.clone()),
        Change::CreateCompany(newer.clone()),
    ];
    accept(&store, changes).await;
    let all = store.companies(world.workspace.id, None, Slice::first(10)).await.unwrap();
    assert_eq!(all, [newer, world.company.clone()]);
    let wanted = world.company.external_id.clone();
    let found = store.companies(world.workspace.id, wanted.as_ref(), Slice::first(10)).await.unwrap();
    assert_eq!(found, [world.company]);
    let theirs = store.companies(world.workspace.id, stranger.external_id.as_ref(), Slice::first(10)).await;
    assert_eq!(theirs.unwrap(), []);
}

/// The external id is unique within a workspace, free in another, and free again when it is given up.
pub async fn external_ids_are_unique_within_a_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.workspace();
    let external_id = world.company.external_id.clone();
    let twin = Company { external_id: external_id.clone(), ..world.make.company(&world.workspace) };
    refuse_one(&store, Change::CreateCompany(twin.clone()), TAKEN).await;

    let elsewhere = Company { external_id: external_id.clone(), ..world.make.company(&other) };
    accept(&store, [Change::CreateWorkspace(other), Change::CreateCompany(elsewhere)]).await;

    let second = world.make.bare_company(&world.workspace);
    accept(&store, [Change::CreateCompany(second.clone())]).await;
    let grabs = Company { external_id, version: second.version.next(), ..second.clone() };
    refuse_one(&store, Change::UpdateCompany(grabs.clone()), TAKEN).await;
    let letter_case =
        ExternalId::parse(&grabs.external_id.as_ref().unwrap().as_str().to_lowercase()).unwrap();
    let cased = Company { external_id: Some(letter_case), ..grabs.clone() };
    accept(&store, [Change::UpdateCompany(cased.clone())]).await;

    let gives_up = Company { external_id: None, version: world.company.version.next(), ..world.company };
    let grabs = Company { version: cased.version.next(), ..grabs };
    accept(&store, [Change::UpdateCompany(gives_up), Change::UpdateCompany(grabs)]).await;
}

/// Ids, internal and public, are used once over all workspaces; the workspace must exist.
pub async fn have_their_own_ids_and_an_existing_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let taken = Refusal::Conflict(Constraint::Identity);
    let twin = Company { id: world.company.id, ..world.make.company(&world.workspace) };
    refuse_one(&store, Change::CreateCompany(twin), taken).await;
    let public_id = world.company.public_id.clone();
    let twin = Company { public_id, ..world.make.company(&world.workspace) };
    refuse_one(&store, Change::CreateCompany(twin), taken).await;
    let nowhere = world.make.workspace();
    let orphan = world.make.company(&nowhere);
    refuse_one(&store, Change::CreateCompany(orphan), Refusal::Conflict(Constraint::Reference)).await;
    assert_eq!(company_count(&store, world.workspace.id).await, 1);
}

/// An update replaces the row decided on, and no other, and never one of another workspace.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.company.clone();
    let second = Company {
        name: CompanyName::parse("Renamed").unwrap(),
        data_collection_start_date: None,
        links_not_before: Some(world.make.tick()),
        updated_at: world.make.tick(),
        version: first.version.next(),
        ..first.clone()
    };
    accept(&store, [Change::UpdateCompany(second.clone())]).await;
    assert_eq!(store.company(first.id).await.unwrap(), Some(second.clone()));

    let other = world.make.workspace();
    accept(&store, [Change::CreateWorkspace(other.clone())]).await;
    let third = Company { version: second.version.next(), ..second.clone() };
    let moved = Company { workspace_id: other.id, ..third.clone() };
    let missing = Company { version: second.version.next(), ..world.make.company(&world.workspace) };
    for stale in [first, second.clone(), moved, missing] {
        refuse_one(&store, Change::UpdateCompany(stale), Refusal::Stale).await;
    }
    assert_eq!(store.company(second.id).await.unwrap(), Some(second));
}

/// One that nothing refers to is deleted, from the version decided on, and its names are free again.
pub async fn are_deleted_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let company = world.make.company(&world.workspace);
    accept(&store, [Change::CreateCompany(company.clone())]).await;
    let missing = world.make.company(&world.workspace);
    for (id, version) in [(company.id, company.version.next()), (missing.id, missing.version)] {
        refuse_one(&store, Change::DeleteCompany(id, version), Refusal::Stale).await;
    }
    accept(&store, [Change::DeleteCompany(company.id, company.version)]).await;
    assert_eq!(store.company(company.id).await.unwrap(), None);
    assert_eq!(store.company_by_public_id(&company.public_id).await.unwrap(), None);
    refuse_one(&store, Change::DeleteCompany(company.id, company.version), Refusal::Stale).await;
    accept(&store, [Change::CreateCompany(company)]).await;
}

/// One with a site, an invitation, a magic link or a connection is not deleted, but can be in the set that takes the last away.
pub async fn are_not_deleted_while_in_use(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let [with_site, with_invitation, with_link, with_connection] =
        [(); 4].map(|()| world.make.company(&world.workspace));
    let site = world.make.site(&with_site);
    let changes = [
        Change::CreateCompany(with_site.clone()),
        Change::CreateCompany(with_invitation.clone()),
        Change::CreateCompany(with_link.clone()),
        Change::CreateCompany(with_connection.clone()),
        Change::CreateSite(site.clone()),
        Change::CreateInvitation(world.make.bare_invitation(&with_invitation)),
        Change::CreateMagicLink(world.make.bare_magic_link(&with_link)),
        Change::CreateConnection(world.make.bare_connection(&with_connection)),
    ];
    accept(&store, changes).await;
    let in_use = Refusal::Conflict(Constraint::InUse);
    for company in [&with_site, &with_invitation, &with_link, &with_connection] {
        refuse_one(&store, Change::DeleteCompany(company.id, company.version), in_use).await;
        assert_eq!(store.company(company.id).await.unwrap().as_ref(), Some(company));
    }
    let delete_site = Change::DeleteSite(site.id, site.version);
    let delete_company = Change::DeleteCompany(with_site.id, with_site.version);
    refuse(&store, [delete_company.clone(), delete_site.clone()], 0, in_use).await;
    accept(&store, [delete_site, delete_company]).await;
}
