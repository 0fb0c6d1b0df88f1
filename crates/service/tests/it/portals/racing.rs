//! Links that are made side by side, in part, or without an answer.

use std::sync::Arc;

use latchstring_domain::Version;
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::id::CompanyId;
use latchstring_domain::metadata::Metadata;
use latchstring_service::company;
use latchstring_service::portal::{CreatePortalLink, CreatePortalLinkError, PortalWish, create_link};
use latchstring_service::{Failure, tenant};
use latchstring_storage::{Change, ChangeSet, Constraint, Refusal};

use super::links::labels;
use crate::atomicity::fails_whole;
use crate::harness::{Fault, TENANT, World, tenant as named};

fn wish(world: &World) -> CreatePortalLink {
    let tenant_metadata = Some(labels(&[("plan", "gold")]));
    CreatePortalLink { tenant_metadata, ..world.portal_wish(PortalWish::All) }
}

async fn link(world: &World, wish: CreatePortalLink) -> Result<CompanyId, CreatePortalLinkError> {
    let link = create_link(&world.ls, &world.caller, &world.environment(), wish).await?;
    Ok(link.invitation.company_id)
}

/// The tenant as somebody else makes it at the same time.
fn made_elsewhere(world: &World) -> Company {
    let id = CompanyId::from_uuid(uuid::Uuid::from_u128(77));
    Company {
        id,
        public_id: "co_0000000000000000000077".parse::<PublicCompanyId>().unwrap(),
        external_id: Some(named(TENANT)),
        metadata: Metadata::default(),
        version: Version::FIRST,
        ..world.company.clone()
    }
}

#[tokio::test]
async fn t133_t155_a_link_its_tenant_and_the_labels_are_one_commit() {
    let world = World::new().await;
    let expires_at = Some(world.now().saturating_add(std::time::Duration::from_secs(600)));
    let first = fails_whole(&world, async || {
        link(&world, CreatePortalLink { expires_at, ..wish(&world) }).await.is_ok()
    });
    let expected = ["CreateCompany", "AppendEvent", "CreateInvitation", "AppendEvent", "Enqueue", "Announce"];
    assert_eq!(first.await, expected);

    let other = || CreatePortalLink { tenant_metadata: Some(labels(&[("plan", "tin")])), ..wish(&world) };
    let second = fails_whole(&world, async || link(&world, other()).await.is_ok()).await;
    assert_eq!(second, ["UpdateCompany", "AppendEvent", "CreateInvitation", "AppendEvent", "Announce"]);
}

#[tokio::test]
async fn t133_t155_the_labels_of_a_tenant_are_written_whole_or_not_at_all() {
    let world = World::new().await;
    let (name, environment) = (named(TENANT), world.environment());
    for (plan, expected) in
        [("gold", ["CreateCompany", "AppendEvent"]), ("tin", ["UpdateCompany", "AppendEvent"])]
    {
        let labels = labels(&[("plan", plan)]);
        let written = fails_whole(&world, async || {
            tenant::replace_metadata(&world.ls, &world.caller, &environment, &name, &labels).await.is_ok()
        });
        assert_eq!(written.await, expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn callers_who_race_over_a_new_tenant_make_it_once_and_each_gets_a_link() {
    for _ in 0..5 {
        race_over_a_new_tenant(20).await;
    }
}

#[tokio::test]
async fn it_is_made_once_too_when_all_have_read_before_any_has_written() {
    race_over_a_new_tenant(20).await;
}

async fn race_over_a_new_tenant(callers: usize) {
    let world = Arc::new(World::new().await);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..callers {
        let world = world.clone();
        tasks.spawn(async move { link(&world, wish(&world)).await.unwrap() });
    }
    let companies = tasks.join_all().await;

    let made = world.company_called(TENANT).await.unwrap();
    assert_eq!(companies, vec![made.id; callers]);
    assert_eq!(made.metadata, labels(&[("plan", "gold")]));
    assert_eq!(world.kinds(Subject::Company(made.id)).await, [EventKind::CompanyCreated]);
    let snapshot = world.snapshot().await;
    assert_eq!((snapshot.companies.len(), snapshot.invitations.len()), (2, callers));
}

#[tokio::test]
async fn a_tenant_that_somebody_else_makes_meanwhile_is_taken_with_the_labels_wished() {
    let world = World::new().await;
    let faster = made_elsewhere(&world);
    world.store.overtake_next(ChangeSet::new().with(Change::CreateCompany(faster.clone())));

    assert_eq!(link(&world, wish(&world)).await.unwrap(), faster.id);

    let now = world.company_called(TENANT).await.unwrap();
    assert_eq!((now.id, now.metadata), (faster.id, labels(&[("plan", "gold")])));
}

#[tokio::test]
async fn labels_that_somebody_else_changes_meanwhile_are_decided_anew() {
    let world = World::new().await;
    let faster = made_elsewhere(&world);
    world.write(Change::CreateCompany(faster.clone())).await;
    let renamed = Company {
        name: latchstring_domain::text::CompanyName::parse("Renamed").unwrap(),
        version: faster.version.next(),
        ..faster
    };
    world.store.overtake_next(ChangeSet::new().with(Change::UpdateCompany(renamed)));

    link(&world, wish(&world)).await.unwrap();

    let now = world.company_called(TENANT).await.unwrap();
    assert_eq!(now.name.as_str(), "Renamed", "what the other has changed stays");
    assert_eq!(now.metadata, labels(&[("plan", "gold")]));
}

#[tokio::test]
async fn a_tenant_that_somebody_deletes_meanwhile_is_made_again() {
    let world = World::new().await;
    for with_labels in [true, false] {
        let gone = made_elsewhere(&world);
        world.write(Change::CreateCompany(gone.clone())).await;
        world.store.overtake_next(ChangeSet::new().with(Change::DeleteCompany(gone.id, gone.version)));
        let labels = with_labels.then(|| labels(&[("plan", "gold")]));
        let wish = CreatePortalLink { tenant_metadata: labels, ..wish(&world) };

        let made = link(&world, wish).await.unwrap();

        assert_ne!(made, gone.id);
        let new = world.company_called(TENANT).await.unwrap();
        assert_eq!(new.id, made);
        let renamed = company::CompanyChanges { external_id: Some(None), ..Default::default() };
        company::update(&world.ls, &world.caller, new.id, renamed).await.unwrap();
    }
}

#[tokio::test]
async fn t139_a_link_whose_answer_got_lost_is_listed_and_its_tenant_is_not_made_twice() {
    let world = World::new().await;
    world.store.fail_next(Fault::AnswerLost);
    let lost = link(&world, wish(&world)).await;
    assert!(matches!(lost, Err(CreatePortalLinkError::Failed(Failure::Storage(_)))), "{lost:?}");

    let company = link(&world, wish(&world)).await.unwrap();

    let invitations = world.snapshot().await.invitations;
    assert_eq!(invitations.iter().map(|row| row.company_id).collect::<Vec<_>>(), [company; 2]);
    assert_eq!(world.kinds(Subject::Company(company)).await, [EventKind::CompanyCreated]);
}

#[tokio::test]
async fn a_storage_that_contradicts_itself_holds_nobody_for_ever() {
    let world = World::new().await;
    for constraint in [Constraint::CompanyExternalId, Constraint::Reference] {
        world.store.refuse_all(Refusal::Conflict(constraint));
        let failed = link(&world, wish(&world)).await;
        assert!(matches!(failed, Err(CreatePortalLinkError::Failed(Failure::Contention))), "{failed:?}");
    }
    world.store.refuse_all(Refusal::Conflict(Constraint::Identity));
    let before = world.store.commits();
    let failed = link(&world, wish(&world)).await.unwrap_err();
    assert_eq!(failed.to_string(), "defect: a new portal link was refused");
    assert_eq!(world.store.commits() - before, 1);
}
