use std::collections::BTreeSet;
use std::sync::Arc;

use latchstring_domain::company::Company;
use latchstring_domain::connection::{Connection, ConnectionStatus, StatusReport};
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::provider::Provider;
use latchstring_service::connection;
use latchstring_service::linked_connector::{
    ConfigRefused, LinkConnector, LinkConnectorError, LinkedConnector, MAX_CONFIG,
};
use latchstring_service::ports::Answers;
use latchstring_service::{Failure, Thing};
use latchstring_storage::{Change, ChangeSet, Constraint, Flows as _, Refusal};

use super::{config, ids, linked, mapping, pairs, place, stored, try_link, values, wish, world};
use crate::atomicity::fails_whole;
use crate::harness::{Fault, PASSWORD, TENANT, USERNAME, answers, mapped, tenant, typed};
use crate::secrecy::holds;

fn report(status: ConnectionStatus) -> StatusReport {
    StatusReport { status, detail: None, accounts: None }
}

#[tokio::test]
async fn a_connector_is_linked_for_a_tenant_that_is_made_on_the_spot() {
    let world = world().await;
    let wish = LinkConnector {
        field_mapping: Some(mapping(&[mapped("Invoice.total", "Bills.amount")])),
        ..wish(&world, "acme", config())
    };
    let LinkedConnector { connection, provider } = try_link(&world, wish.clone()).await.unwrap();

    let company = world.company_called(TENANT).await.unwrap();
    let provider = provider.unwrap();
    let flow = connection.flow.clone().unwrap();
    assert_eq!(flow.key.as_str(), "bills");
    let expected = Connection {
        flow: Some(flow),
        field_mapping: wish.field_mapping,
        ..Connection::begin(connection.id, &company, &provider, connection.credentials.clone(), world.now())
    };
    assert_eq!(connection, expected);
    assert_eq!(stored(&world, connection.id).await, connection);
    assert_eq!(values(&world, connection.id).await, pairs(&[("password", PASSWORD), ("username", USERNAME)]));
    let events = world.events(Subject::Connection(connection.id)).await;
    assert_eq!(events[0].body.kind, EventKind::ConnectionCreated);
    assert_eq!(events[0].body.data.values()["flow"], "bills".into());
    assert_eq!(world.kinds(Subject::Company(company.id)).await, [EventKind::CompanyCreated]);
}

#[tokio::test]
async fn linking_again_gives_the_same_connection_the_new_values_and_lets_it_wait_again() {
    let world = world().await;
    let first = linked(&world, "acme").await;
    connection::report_status(
        &world.ls,
        &world.caller,
        first.id,
        report(ConnectionStatus::PasswordIncorrect),
    )
    .await
    .unwrap();
    let before = stored(&world, first.id).await;
    world.clock.advance(std::time::Duration::from_secs(1));
    let new = answers(&[("username", "new"), ("password", "newer"), ("extra", "x")]);

    let again = try_link(&world, wish(&world, "acme", new)).await.unwrap().connection;

    let expected = Connection {
        credentials: again.credentials.clone(),
        status: ConnectionStatus::Pending,
        status_reported_at: world.now(),
        status_since: world.now(),
        updated_at: world.now(),
        version: before.version.next(),
        ..before
    };
    assert_eq!(again, expected);
    assert_eq!(ids(&world).await, [first.id]);
    let expected = pairs(&[("extra", "x"), ("password", "newer"), ("username", "new")]);
    assert_eq!(values(&world, first.id).await, expected);
    let less = answers(&[("username", "last"), ("password", "one")]);
    try_link(&world, wish(&world, "acme", less)).await.unwrap();
    let expected = pairs(&[("password", "one"), ("username", "last")]);
    assert_eq!(values(&world, first.id).await, expected, "linking replaces; only a change merges");
    let kinds = world.kinds(Subject::Connection(first.id)).await;
    assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::ConnectionUpdated).count(), 2);
}

#[tokio::test]
async fn linking_again_keeps_the_mapping_unless_it_brings_another() {
    let world = world().await;
    let one = mapping(&[mapped("Invoice.total", "Bills.amount")]);
    let two = mapping(&[mapped("Invoice.total", "Bills.total")]);
    for (wished, expected) in [(Some(one.clone()), one.clone()), (None, one), (Some(two.clone()), two)] {
        let version = match ids(&world).await.first() {
            Some(id) => Some(stored(&world, *id).await.version.next()),
            None => None,
        };
        let wish = LinkConnector { field_mapping: wished, ..wish(&world, "acme", config()) };
        let linked = try_link(&world, wish).await.unwrap().connection;
        assert_eq!(linked.field_mapping, Some(expected));
        assert!(version.is_none_or(|version| version == linked.version), "one version, however much changed");
    }
}

#[tokio::test]
async fn a_required_value_that_is_missing_or_empty_is_refused_and_nothing_is_written() {
    let world = world().await;
    let before = world.snapshot().await;
    let both = || vec!["username".to_owned(), "password".to_owned()];
    let table = [
        (Answers::default(), both()),
        (answers(&[("Username", "x"), ("token", "y")]), both()),
        (answers(&[("username", "x"), ("password", "")]), vec!["password".to_owned()]),
    ];
    for (config, expected) in table {
        let refused = try_link(&world, wish(&world, "acme", config)).await;
        let Err(LinkConnectorError::Config(ConfigRefused::Missing(missing))) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(missing, expected);
    }
    let many = |count: usize| {
        (0..count - 2).fold(config(), |config, number| {
            config.with(&format!("x{number}"), secrecy::SecretString::from("y"))
        })
    };
    let refused = try_link(&world, wish(&world, "acme", many(MAX_CONFIG + 1))).await;
    assert!(matches!(refused, Err(LinkConnectorError::Config(ConfigRefused::TooMany))), "{refused:?}");
    assert_eq!(world.snapshot().await, before, "no tenant either");

    let made = try_link(&world, wish(&world, "acme", many(MAX_CONFIG))).await.unwrap().connection;
    assert_eq!(made.credentials.fields.len(), 50);
    let before = world.snapshot().await;
    try_link(&world, wish(&world, "acme", Answers::default())).await.unwrap_err();
    assert_eq!(world.snapshot().await, before, "what is linked stays as it is");
}

#[tokio::test]
async fn only_a_listed_connector_of_the_flow_is_linked() {
    let world = world().await;
    let acme = world.store.connector(world.workspace.id, &typed("acme")).await.unwrap().unwrap();
    let hidden = Provider { listed: false, version: acme.version.next(), ..acme };
    world.write(Change::UpdateProvider(hidden)).await;
    let before = world.snapshot().await;
    for connector in ["catalog", "acme", "nothing", uuid::Uuid::from_u128(5).to_string().as_str()] {
        let refused = try_link(&world, wish(&world, connector, config())).await;
        assert!(matches!(refused, Err(LinkConnectorError::UnknownConnector)), "{connector}: {refused:?}");
    }
    let nowhere = LinkConnector {
        place: place(&world, "nothing", tenant(TENANT)),
        ..wish(&world, "sandbox", config())
    };
    let refused = try_link(&world, nowhere).await;
    assert!(matches!(refused, Err(LinkConnectorError::Failed(Failure::NotFound(Thing::Flow)))));
    assert_eq!(world.snapshot().await, before);
    let by_id = world.provider.id.to_string();
    let made = try_link(&world, wish(&world, &by_id, config())).await.unwrap().connection;
    assert_eq!(made.provider.id, world.provider.id);
}

#[tokio::test]
async fn the_sandbox_collector_looks_at_what_is_linked_and_again_at_what_is_linked_again() {
    let world = world().await;
    let made = linked(&world, "sandbox").await;
    world.clock.advance(std::time::Duration::from_secs(30));
    assert_eq!(world.work().await, 1);
    assert_eq!(stored(&world, made.id).await.status, ConnectionStatus::Connected);
    linked(&world, "sandbox").await;
    assert_eq!(stored(&world, made.id).await.status, ConnectionStatus::Pending);
    world.clock.advance(std::time::Duration::from_secs(30));
    assert_eq!(world.work().await, 1);
    assert_eq!(stored(&world, made.id).await.status, ConnectionStatus::Connected);
    linked(&world, "acme").await;
    world.clock.advance(std::time::Duration::from_secs(30));
    assert_eq!(world.work().await, 0, "the collector of any other is the customer's own");
}

#[tokio::test]
async fn t165_nothing_that_is_committed_holds_what_a_server_linked_with() {
    let world = world().await;
    world.store.take_committed();
    let made = linked(&world, "acme").await;
    let again = linked(&world, "acme").await;
    assert_ne!(made.credentials, again.credentials, "no two sealings are the same");
    let sealed = [&made, &again].into_iter().flat_map(|row| {
        row.credentials.fields.iter().map(|(_, sealed)| sealed).chain([&row.credentials.data_key])
    });
    for bytes in sealed {
        assert!(!holds(bytes.as_bytes(), USERNAME) && !holds(bytes.as_bytes(), PASSWORD));
    }
    let written = format!("{:?} {:?}", world.store.take_committed(), wish(&world, "acme", config()));
    assert!(!written.contains(USERNAME) && !written.contains(PASSWORD), "{written}");
}

#[tokio::test]
async fn t133_t155_a_link_is_whole_or_nothing() {
    let world = world().await;
    let again = async || try_link(&world, wish(&world, "sandbox", config())).await.is_ok();
    let first = fails_whole(&world, again).await;
    let expected = ["CreateCompany", "AppendEvent", "CreateConnection", "AppendEvent", "Enqueue", "Announce"];
    assert_eq!(first, expected);
    assert_eq!(fails_whole(&world, again).await, ["UpdateConnection", "AppendEvent", "Enqueue", "Announce"]);
    let other = async || try_link(&world, wish(&world, "acme", config())).await.is_ok();
    assert_eq!(
        fails_whole(&world, other).await,
        ["UpdateCompany", "CreateConnection", "AppendEvent", "Announce"]
    );
}

async fn race_to_link(servers: usize, tenant_is_there: bool) {
    let world = Arc::new(world().await);
    if tenant_is_there {
        world.company_is_the_tenant().await;
    }
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..servers {
        for connector in ["sandbox", "acme"] {
            let world = world.clone();
            tasks.spawn(async move { (connector, linked(&world, connector).await.id) });
        }
    }
    let made: BTreeSet<_> = tasks.join_all().await.into_iter().collect();

    assert_eq!(made.len(), 2, "each connector is linked once: {made:?}");
    let mut linked = ids(&world).await;
    linked.sort_unstable();
    let mut expected: Vec<_> = made.into_iter().map(|(_, id)| id).collect();
    expected.sort_unstable();
    assert_eq!(linked, expected);
    let tenant = world.company_called(TENANT).await.unwrap();
    let kinds = world.kinds(Subject::Company(tenant.id)).await;
    assert_eq!(kinds.iter().filter(|kind| **kind == EventKind::CompanyCreated).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_race_link_each_connector_once() {
    for _ in 0..5 {
        race_to_link(10, false).await;
        race_to_link(10, true).await;
    }
}

#[tokio::test]
async fn it_is_linked_once_too_when_all_have_read_before_any_has_written() {
    race_to_link(10, false).await;
    race_to_link(10, true).await;
}

#[tokio::test]
async fn a_tenant_that_was_made_and_linked_meanwhile_is_not_linked_again() {
    let world = world().await;
    let (one, two) = tokio::join!(linked(&world, "acme"), async {
        // One read later than the other.
        tokio::task::yield_now().await;
        linked(&world, "acme").await
    });
    assert_eq!(one.id, two.id);
    assert_eq!(ids(&world).await, [one.id]);
}

#[tokio::test]
async fn linking_changes_nothing_of_the_tenant() {
    let world = world().await;
    world.company_is_the_tenant().await;
    let before = world.company_called(TENANT).await.unwrap();
    let told = world.kinds(Subject::Company(before.id)).await;
    world.clock.advance(std::time::Duration::from_secs(1));
    linked(&world, "acme").await;
    let after = world.company_called(TENANT).await.unwrap();
    assert_eq!(Company { version: before.version, ..after.clone() }, before);
    assert_eq!(world.kinds(Subject::Company(after.id)).await, told);
}

#[tokio::test]
async fn what_others_change_meanwhile_is_decided_anew() {
    let world = world().await;
    let first = linked(&world, "acme").await;
    let reported = first.clone().report(report(ConnectionStatus::Connected), world.now()).unwrap();
    world.store.overtake_next(ChangeSet::new().with(Change::UpdateConnection(reported.clone())));
    let again = linked(&world, "acme").await;
    assert_eq!((again.id, again.version), (first.id, reported.version.next()));
    assert_eq!(again.status, ConnectionStatus::Pending);

    // It was ended: what is linked now is another connection.
    let ended = again.clone().unlink(world.now());
    world.store.overtake_next(ChangeSet::new().with(Change::UpdateConnection(ended)));
    let fresh = linked(&world, "acme").await;
    assert_ne!(fresh.id, first.id);
    assert_eq!(ids(&world).await, [fresh.id]);
}

#[tokio::test]
async fn a_tenant_that_somebody_deletes_meanwhile_is_made_again() {
    let world = world().await;
    let environment = world.environment();
    let labels = Default::default();
    latchstring_service::tenant::replace_metadata(
        &world.ls,
        &world.caller,
        &environment,
        &tenant(TENANT),
        &labels,
    )
    .await
    .unwrap();
    let gone = world.company_called(TENANT).await.unwrap();
    world.store.overtake_next(ChangeSet::new().with(Change::DeleteCompany(gone.id, gone.version)));

    let made = linked(&world, "acme").await;

    assert_ne!(made.company_id, gone.id);
    assert_eq!(world.company_called(TENANT).await.unwrap().id, made.company_id);
    assert_eq!(ids(&world).await, [made.id]);
}

#[tokio::test]
async fn t139_a_link_whose_answer_got_lost_is_there_and_linking_again_keeps_it() {
    let world = world().await;
    world.store.fail_next(Fault::AnswerLost);
    let lost = try_link(&world, wish(&world, "acme", config())).await;
    assert!(matches!(lost, Err(LinkConnectorError::Failed(Failure::Storage(_)))), "{lost:?}");
    let there = ids(&world).await;
    assert_eq!(there, [linked(&world, "acme").await.id]);
    assert_eq!(world.connections().await.len(), 1);
}

#[tokio::test]
async fn a_storage_that_contradicts_itself_holds_no_link_for_ever() {
    let world = world().await;
    for constraint in [Constraint::CompanyExternalId, Constraint::Reference] {
        world.store.refuse_all(Refusal::Conflict(constraint));
        let failed = try_link(&world, wish(&world, "acme", config())).await;
        assert!(matches!(failed, Err(LinkConnectorError::Failed(Failure::Contention))), "{failed:?}");
    }
}
