//! Importing connectors into the catalog.

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::provider::{Connector, Provider, ProviderUrl, SignInMethod};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::{ProviderName, Tag};
use latchstring_service::connector::{
    self, ConnectorImport, ImportConnectorsError, Imported, MAX_IMPORT, available,
};
use latchstring_service::flow_session::{self, ProviderWish};
use latchstring_service::{Failure, Thing};
use latchstring_storage::{Change, ChangeSet, Constraint, Flows as _, Providers as _, Refusal};

use crate::atomicity::fails_whole;
use crate::harness::{Fault, World, origin, schema, typed};
use crate::rights::not_found;

async fn import(world: &World, wish: &[ConnectorImport]) -> Result<Imported, ImportConnectorsError> {
    connector::import(&world.ls, &world.caller, wish).await
}

fn counts(created: usize, updated: usize, unchanged: usize) -> Imported {
    Imported { created, updated, unchanged }
}

async fn found(world: &World, key: &str) -> Option<Provider> {
    world.store.connector(world.workspace.id, &typed(key)).await.unwrap()
}

/// What the workspace's log tells of providers: what happened to which connector.
async fn told(world: &World) -> Vec<(EventKind, String)> {
    let events = world.events(Subject::Workspace(world.workspace.id)).await;
    let about = |event: &latchstring_domain::event::Event| {
        let connector = event.body.data.values().get("connector")?;
        Some((event.body.kind, format!("{connector:?}").replace("Text(\"", "").replace("\")", "")))
    };
    events.iter().filter_map(about).collect()
}

fn at(wish: ConnectorImport, url: &str) -> ConnectorImport {
    ConnectorImport { url: ProviderUrl::parse(url).unwrap(), ..wish }
}

#[tokio::test]
async fn an_import_makes_what_is_new_changes_what_differs_and_leaves_the_rest() {
    let world = World::new().await;
    let wish = ["acme", "bolt", "core"].map(|key| world.connector(key));
    assert_eq!(import(&world, &wish).await.unwrap(), counts(3, 0, 0));
    let acme = found(&world, "acme").await.unwrap();
    assert_eq!((&acme.method, acme.listed), (&SignInMethod::Form, true));
    assert_eq!((&acme.url, &acme.form), (&wish[0].url, &wish[0].form));
    let before = world.snapshot().await;
    assert_eq!(import(&world, &wish).await.unwrap(), counts(0, 0, 3));
    assert_eq!(import(&world, &[]).await.unwrap(), counts(0, 0, 0));
    assert_eq!(world.snapshot().await, before, "what changes nothing is written nowhere");

    let [acme_wish, bolt_wish, _] = wish;
    let changed = ConnectorImport {
        connector: Connector {
            tags: vec![Tag::parse("erp").unwrap()],
            fields: Some(schema("Bills", &["amount"])),
            ..acme_wish.connector.clone()
        },
        name: ProviderName::parse("Acme Inc.").unwrap(),
        form: SignInForm(Vec::new()),
        ..at(acme_wish.clone(), "https://login.acme.example")
    };
    world.clock.advance(std::time::Duration::from_secs(1));
    let mixed = [changed.clone(), bolt_wish, world.connector("dune")];
    assert_eq!(import(&world, &mixed).await.unwrap(), counts(1, 1, 1));
    let expected = Provider {
        name: changed.name,
        url: changed.url,
        form: changed.form,
        connector: Some(changed.connector),
        updated_at: world.now(),
        version: acme.version.next(),
        ..acme
    };
    assert_eq!(found(&world, "acme").await, Some(expected));
    assert!(found(&world, "core").await.is_some(), "what is not named stays");
    let events = [
        (EventKind::ProviderCreated, "acme"),
        (EventKind::ProviderCreated, "bolt"),
        (EventKind::ProviderCreated, "core"),
        (EventKind::ProviderUpdated, "acme"),
        (EventKind::ProviderCreated, "dune"),
    ];
    assert_eq!(told(&world).await, events.map(|(kind, key)| (kind, key.to_owned())));
}

#[tokio::test]
async fn each_part_of_a_connector_that_differs_is_an_update() {
    let world = World::new().await;
    let mut wish = world.connector("acme");
    import(&world, std::slice::from_ref(&wish)).await.unwrap();
    let parts: [fn(&mut ConnectorImport); 6] = [
        |wish| wish.name = ProviderName::parse("Acme Inc.").unwrap(),
        |wish| wish.url = ProviderUrl::parse("https://new.acme.example").unwrap(),
        |wish| wish.form = SignInForm(Vec::new()),
        |wish| wish.connector.tags = vec![Tag::parse("erp").unwrap()],
        |wish| wish.connector.icon = Some(ProviderUrl::parse("https://cdn.example/a.svg").unwrap()),
        |wish| wish.connector.fields = Some(schema("Bills", &["amount"])),
    ];
    for change in parts {
        change(&mut wish);
        assert_eq!(import(&world, std::slice::from_ref(&wish)).await.unwrap(), counts(0, 1, 0), "{wish:?}");
    }
    let unlisted = found(&world, "acme").await.unwrap();
    let unlisted = Provider { listed: false, version: unlisted.version.next(), ..unlisted };
    world.write(Change::UpdateProvider(unlisted)).await;
    assert_eq!(import(&world, std::slice::from_ref(&wish)).await.unwrap(), counts(0, 1, 0));
    assert!(found(&world, "acme").await.unwrap().listed, "an import puts it back into the catalog");
}

#[tokio::test]
async fn a_provider_that_a_recipient_named_becomes_the_connector_at_its_address() {
    let world = World::new().await;
    let pass = world.open(&world.invite(None, None).await).await;
    let url = world.connector("acme").url;
    let wish = ProviderWish::Unlisted { name: ProviderName::parse("My ACME").unwrap(), url: url.clone() };
    flow_session::choose_provider(&world.ls, &pass, &wish, None, &origin(1)).await.unwrap();
    let named = world.store.provider_by_url(world.workspace.id, &url).await.unwrap().unwrap();
    assert!(!named.listed && named.connector.is_none());

    assert_eq!(import(&world, &[world.connector("acme")]).await.unwrap(), counts(0, 1, 0));

    let adopted = found(&world, "acme").await.unwrap();
    assert_eq!((adopted.id, adopted.created_at), (named.id, named.created_at), "whoever chose it goes on");
    assert!(adopted.listed);
    assert_eq!(adopted.name.as_str(), "acme");
}

#[tokio::test]
async fn an_import_that_contradicts_itself_or_the_catalog_is_refused_whole() {
    let world = World::new().await;
    import(&world, &[world.connector("acme"), world.connector("bolt")]).await.unwrap();
    let new = || world.connector("new");
    let before = world.snapshot().await;
    let refused = async |wish: &[ConnectorImport]| {
        let error = import(&world, wish).await.unwrap_err();
        assert_eq!(world.snapshot().await, before, "{error}");
        error
    };

    let error = refused(&[new(), world.connector("acme"), at(new(), "https://other.example")]).await;
    assert!(matches!(&error, ImportConnectorsError::RepeatedKey(key) if key.as_str() == "new"), "{error:?}");
    // An address in its normal form is the same address.
    let error = refused(&[new(), at(world.connector("twin"), "https://NEW.example:443/")]).await;
    let ImportConnectorsError::SameUrl(one, two) = &error else { panic!("{error:?}") };
    assert_eq!((one.as_str(), two.as_str()), ("new", "twin"));
    // At the address of another connector: under a new key, and moved there.
    for wish in [at(new(), "https://acme.example"), at(world.connector("bolt"), "https://acme.example")] {
        let key = wish.connector.key.clone();
        let error = refused(&[world.connector("fine"), wish]).await;
        assert!(matches!(&error, ImportConnectorsError::UrlTaken(taken) if *taken == key), "{error:?}");
    }
}

#[tokio::test]
async fn an_import_has_a_thousand_connectors_at_most() {
    let world = World::new().await;
    let many: Vec<_> = (0..=MAX_IMPORT).map(|number| world.connector(&format!("c{number}"))).collect();
    assert_eq!(MAX_IMPORT, 1000);
    let before = world.snapshot().await;
    let refused = import(&world, &many).await;
    assert!(matches!(refused, Err(ImportConnectorsError::TooMany)), "{refused:?}");
    assert_eq!(world.snapshot().await, before);

    assert_eq!(import(&world, &many[..MAX_IMPORT]).await.unwrap(), counts(MAX_IMPORT, 0, 0));
    import(&world, &many[MAX_IMPORT..]).await.unwrap();
    let all = available(&world.ls, &world.caller, &world.environment()).await.unwrap();
    assert_eq!(all.len(), MAX_IMPORT + 2, "however many there are, and the sandbox");
    let keys: Vec<_> = all.iter().map(|found| found.connector.as_ref().unwrap().key.clone()).collect();
    assert!(keys.is_sorted());
}

#[tokio::test]
async fn what_is_available_is_listed_and_has_a_key() {
    let world = World::new().await;
    let hidden = world.import(&["hidden"]).await.remove(0);
    let hidden = Provider { listed: false, version: hidden.version.next(), ..hidden };
    world.write(Change::UpdateProvider(hidden)).await;
    let all = available(&world.ls, &world.caller, &world.environment()).await.unwrap();
    assert_eq!(all, std::slice::from_ref(&world.provider));
    let elsewhere = available(&world.ls, &world.caller, "elsewhere").await;
    not_found(&elsewhere.unwrap_err(), Thing::Workspace);
}

#[tokio::test]
async fn t133_t155_an_import_is_whole_or_nothing() {
    let world = World::new().await;
    import(&world, &[world.connector("acme")]).await.unwrap();
    let moved = || at(world.connector("acme"), "https://new.acme.example");
    let made = fails_whole(&world, async || {
        import(&world, &[world.connector("bolt"), moved(), world.connector("core")]).await.is_ok()
    });
    let expected =
        ["CreateProvider", "AppendEvent", "UpdateProvider", "AppendEvent", "CreateProvider", "AppendEvent"];
    assert_eq!(made.await, expected);
}

#[tokio::test]
async fn two_imports_of_the_same_connectors_at_once_make_each_once() {
    let world = World::new().await;
    let wish = ["acme", "bolt"].map(|key| world.connector(key));
    let (one, two) = tokio::join!(import(&world, &wish), import(&world, &wish));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!((one.created + two.created, one.unchanged + two.unchanged), (2, 2));
    assert_eq!(told(&world).await.len(), 2);
}

#[tokio::test]
async fn a_provider_that_somebody_names_meanwhile_is_adopted() {
    let world = World::new().await;
    let url = world.connector("acme").url;
    let named = Provider {
        id: latchstring_domain::id::ProviderId::from_uuid(uuid::Uuid::from_u128(77)),
        url,
        connector: None,
        listed: false,
        ..world.provider.clone()
    };
    world.store.overtake_next(ChangeSet::new().with(Change::CreateProvider(named.clone())));
    assert_eq!(import(&world, &[world.connector("acme")]).await.unwrap(), counts(0, 1, 0));
    assert_eq!(found(&world, "acme").await.unwrap().id, named.id);
}

#[tokio::test]
async fn t139_an_import_whose_answer_got_lost_changes_nothing_when_it_is_sent_again() {
    let world = World::new().await;
    let wish = ["acme", "bolt"].map(|key| world.connector(key));
    world.store.fail_next(Fault::AnswerLost);
    import(&world, &wish).await.unwrap_err();
    assert_eq!(import(&world, &wish).await.unwrap(), counts(0, 0, 2));
}

#[tokio::test]
async fn a_storage_that_contradicts_itself_holds_no_import_for_ever() {
    let world = World::new().await;
    for constraint in [Constraint::ProviderUrl, Constraint::ConnectorKey] {
        world.store.refuse_all(Refusal::Conflict(constraint));
        let failed = import(&world, &[world.connector("acme")]).await;
        assert!(matches!(failed, Err(ImportConnectorsError::Failed(Failure::Contention))), "{failed:?}");
    }
}
