//! The labels of tenants, which are companies by another name.

use std::collections::BTreeMap;

use latchstring_domain::company::Company;
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::text::WorkspaceName;
use latchstring_domain::workspace::{ExpiryPolicy, Mode};
use latchstring_service::tenant::replace_metadata;
use latchstring_service::workspace::{self, CreateWorkspace};
use latchstring_service::{Caller, Failure, Thing};
use latchstring_storage::{Change, ChangeSet};

use crate::harness::{Fault, TENANT, World, origin, tenant, typed};
use crate::rights::not_found;

fn labels(pairs: &[(&str, &str)]) -> Metadata {
    let pairs = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Metadata::new(BTreeMap::from_iter(pairs)).unwrap()
}

async fn replace(world: &World, labels: &Metadata) -> Result<(), Failure> {
    replace_metadata(&world.ls, &world.caller, &world.environment(), &tenant(TENANT), labels).await
}

async fn the_tenant(world: &World) -> Company {
    world.company_called(TENANT).await.unwrap()
}

#[tokio::test]
async fn labels_take_the_place_of_all_there_were_and_make_the_tenant() {
    let world = World::new().await;
    replace(&world, &labels(&[("plan", "gold"), ("seat", "7")])).await.unwrap();
    let made = the_tenant(&world).await;
    assert_eq!(made.metadata, labels(&[("plan", "gold"), ("seat", "7")]));
    world.clock.advance(std::time::Duration::from_secs(1));
    replace(&world, &labels(&[("plan", "tin")])).await.unwrap();
    let expected = Company {
        metadata: labels(&[("plan", "tin")]),
        updated_at: world.now(),
        version: made.version.next(),
        ..made
    };
    assert_eq!(the_tenant(&world).await, expected);

    let before = world.snapshot().await;
    replace(&world, &labels(&[("plan", "tin")])).await.unwrap();
    assert_eq!(world.snapshot().await, before, "what changes nothing is written nowhere");
    replace(&world, &Metadata::default()).await.unwrap();
    assert_eq!(the_tenant(&world).await.metadata, Metadata::default());
    let events = world.events(Subject::Company(expected.id)).await;
    let kinds: Vec<_> = events.iter().map(|event| event.body.kind).collect();
    assert_eq!(kinds, [EventKind::CompanyCreated, EventKind::CompanyUpdated, EventKind::CompanyUpdated]);
    assert_eq!(events[1].body.data.values()["changed"], vec!["metadata".to_owned()].into());
}

#[tokio::test]
async fn a_company_that_was_made_otherwise_is_a_tenant_by_its_external_id() {
    let world = World::new().await;
    world.company_is_the_tenant().await;
    replace(&world, &labels(&[("plan", "gold")])).await.unwrap();
    let company = the_tenant(&world).await;
    assert_eq!((company.id, company.name), (world.company.id, world.company.name.clone()));
}

#[tokio::test]
async fn an_environment_is_named_by_its_key_or_its_id_and_only_the_callers_own() {
    let world = World::new().await;
    let wish = CreateWorkspace {
        name: WorkspaceName::parse("Named").unwrap(),
        environment: Some(typed("prod.acme")),
        mode: Mode::Sandbox,
        expiry: ExpiryPolicy::default(),
    };
    let named = workspace::create(&world.ls, "olivia", origin(1), wish).await.unwrap();
    let caller = Caller::operator(named.id, "olivia", origin(2));
    let replace = async |caller: &Caller, environment: &str| {
        let gold = labels(&[("plan", "gold")]);
        replace_metadata(&world.ls, caller, environment, &tenant(TENANT), &gold).await
    };
    for environment in ["prod.acme".to_owned(), named.id.to_string()] {
        replace(&caller, &environment).await.unwrap();
    }
    let upper = named.id.to_string().to_uppercase();
    for environment in ["", "PROD.ACME", "prod", upper.as_str(), "../prod.acme"] {
        not_found(&replace(&caller, environment).await.unwrap_err(), Thing::Workspace);
    }
    // The key of another customer's workspace is no name of one's own.
    let before = world.snapshot().await;
    not_found(&replace(&world.caller, "prod.acme").await.unwrap_err(), Thing::Workspace);
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn a_tenant_that_others_make_change_or_delete_meanwhile_gets_the_labels_all_the_same() {
    let world = World::new().await;
    let gold = labels(&[("plan", "gold")]);
    replace(&world, &Metadata::default()).await.unwrap();
    let row = the_tenant(&world).await;
    let renamed =
        Company { metadata: labels(&[("plan", "tin")]), version: row.version.next(), ..row.clone() };
    world.store.overtake_next(ChangeSet::new().with(Change::UpdateCompany(renamed.clone())));
    replace(&world, &gold).await.unwrap();
    assert_eq!(the_tenant(&world).await.metadata, gold);

    let now = the_tenant(&world).await;
    world.store.overtake_next(ChangeSet::new().with(Change::DeleteCompany(now.id, now.version)));
    replace(&world, &labels(&[("plan", "tin")])).await.unwrap();
    let again = the_tenant(&world).await;
    assert_ne!(again.id, now.id);
    assert_eq!(again.metadata, labels(&[("plan", "tin")]));

    world.write(Change::DeleteCompany(again.id, again.version)).await;
    world.store.overtake_next(ChangeSet::new().with(Change::CreateCompany(row.clone())));
    replace(&world, &gold).await.unwrap();
    assert_eq!((the_tenant(&world).await.id, the_tenant(&world).await.metadata), (row.id, gold));
}

#[tokio::test]
async fn t139_labels_whose_answer_got_lost_are_written_once() {
    let world = World::new().await;
    let gold = labels(&[("plan", "gold")]);
    world.store.fail_next(Fault::AnswerLost);
    replace(&world, &gold).await.unwrap_err();
    replace(&world, &gold).await.unwrap();
    let company = the_tenant(&world).await;
    assert_eq!(world.kinds(Subject::Company(company.id)).await, [EventKind::CompanyCreated]);
}
