//! Taking connectors into the catalog: foreseen, done, and looked at.

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::provider::{Connector, ProviderUrl};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_service::connector::{ConnectorImport, ImportConnectorsError, Imported};
use latchstring_service::{Thing, connector};

use crate::harness::World;
use crate::rights::{not_found, other_workspace};

fn wanted(key: &str, host: &str) -> ConnectorImport {
    ConnectorImport {
        oauth: None,
        connector: Connector::named(key.parse().unwrap()),
        name: ProviderName::parse(key).unwrap(),
        url: ProviderUrl::parse(&format!("https://{host}")).unwrap(),
        form: SignInForm::username_and_password(),
    }
}

async fn keys(world: &World) -> Vec<String> {
    let all = connector::available(&world.ls, &world.caller, &world.workspace.id.to_string()).await.unwrap();
    all.into_iter().map(|one| one.connector.unwrap().key.to_string()).collect()
}

async fn catalog_events(world: &World) -> Vec<EventKind> {
    world.kinds(Subject::Workspace(world.workspace.id)).await
}

#[tokio::test]
async fn what_is_foreseen_is_what_happens() {
    let world = World::new().await;
    connector::import(&world.ls, &world.caller, &[wanted("a", "a.example"), wanted("b", "b.example")])
        .await
        .unwrap();
    let wish = [wanted("a", "a.example"), wanted("b", "moved.example"), wanted("c", "c.example")];
    let before = (keys(&world).await, catalog_events(&world).await);

    let expected = connector::preview(&world.ls, &world.caller, &wish).await.unwrap();
    assert_eq!(expected, Imported { created: 1, updated: 1, unchanged: 1 });
    assert_eq!((keys(&world).await, catalog_events(&world).await), before);

    assert_eq!(connector::import(&world.ls, &world.caller, &wish).await.unwrap(), expected);
    assert_eq!(keys(&world).await, ["a", "b", "c", "sandbox"]);
    let kinds = catalog_events(&world).await;
    assert_eq!(kinds[before.1.len()..], [EventKind::ProviderUpdated, EventKind::ProviderCreated]);
}

#[tokio::test]
async fn what_would_be_refused_is_foreseen_too() {
    let world = World::new().await;
    let taken = [wanted("mine", "sandbox.example")];
    let foreseen = connector::preview(&world.ls, &world.caller, &taken).await.unwrap_err();
    assert!(matches!(foreseen, ImportConnectorsError::UrlTaken(_)), "{foreseen}");
    let refused = connector::import(&world.ls, &world.caller, &taken).await.unwrap_err();
    assert_eq!(foreseen.to_string(), refused.to_string());
}

#[tokio::test]
async fn a_connector_is_found_by_key_or_id_and_in_its_own_workspace_alone() {
    let world = World::new().await;
    let sandbox = connector::get(&world.ls, &world.caller, &"sandbox".parse().unwrap()).await.unwrap();
    let id = sandbox.id.to_string().parse().unwrap();
    assert_eq!(connector::get(&world.ls, &world.caller, &id).await.unwrap(), sandbox);
    let stranger = other_workspace(&world).await;
    for name in [id, "nothing".parse().unwrap()] {
        let refused = connector::get(&world.ls, &stranger, &name).await.unwrap_err();
        not_found(&refused, Thing::Connector);
    }
}
