//! Providers that are connectors.

use std::sync::Arc;

use latchstring_domain::id::WorkspaceId;
use latchstring_domain::key::ConnectorKey;
use latchstring_domain::provider::{Connector, Provider};
use latchstring_storage::{Change, Constraint, MAX_LIMIT, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::World;

const TAKEN: Refusal = Refusal::Conflict(Constraint::ConnectorKey);

fn key(text: &str) -> ConnectorKey {
    text.parse().unwrap()
}

/// A provider at an address of its own, of which as a connector only the key is known.
fn named(world: &mut World, text: &str) -> Provider {
    let connector = Some(Connector::named(key(text)));
    let url = format!("https://{}.example.com", world.make.tick().unix_millis());
    Provider { connector, ..world.make.provider(&world.workspace, "Provider", &url) }
}

/// With everything known of it and with nothing but its key, it comes back as it was, by key; no other provider does.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let full = world.make.provider(&world.workspace, "Full", "https://full.example.com");
    let bare = named(&mut world, "Bare");
    let longest = named(&mut world, &"k".repeat(latchstring_domain::key::MAX));
    let none = world.make.bare_provider(&world.workspace, "None", "https://none.example.com");
    let rows = [full, bare, longest];
    accept(&store, rows.iter().chain([&none]).map(|row| Change::CreateProvider(row.clone()))).await;
    let (workspace, other) = (world.workspace.id, world.make.workspace().id);
    for row in &rows {
        let key = &row.connector.as_ref().unwrap().key;
        assert_eq!(store.connector(workspace, key).await.unwrap().as_ref(), Some(row));
        assert_eq!(store.provider(row.id).await.unwrap().as_ref(), Some(row));
        assert_eq!(store.connector(other, key).await.unwrap(), None);
    }
    assert_eq!(store.provider(none.id).await.unwrap(), Some(none));
    for missing in ["bare", "Bar", "Bare."] {
        assert_eq!(store.connector(workspace, &key(missing)).await.unwrap(), None, "{missing}");
    }
}

/// The key is unique within a workspace, compared to the letter, free in another, and free again when it is given up;
/// any number of providers have none.
pub async fn keys_are_unique_within_a_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.workspace();
    let first = named(&mut world, "sap");
    let cased = named(&mut world, "SAP");
    let elsewhere = Provider { workspace_id: other.id, ..named(&mut world, "sap") };
    let none = [(); 2].map(|()| Provider { connector: None, ..named(&mut world, "none") });
    accept(&store, [Change::CreateWorkspace(other.clone())]).await;
    let rows = [&first, &cased, &elsewhere, &none[0], &none[1]];
    accept(&store, rows.map(|row| Change::CreateProvider(row.clone()))).await;

    let twin = named(&mut world, "sap");
    refuse_one(&store, Change::CreateProvider(twin), TAKEN).await;
    let [grabs, _] = none;
    let grabs =
        Provider { connector: first.connector.clone(), version: grabs.version.next(), ..grabs.clone() };
    refuse_one(&store, Change::UpdateProvider(grabs.clone()), TAKEN).await;
    let gives_up = Provider { connector: None, version: first.version.next(), ..first };
    accept(&store, [Change::UpdateProvider(gives_up.clone()), Change::UpdateProvider(grabs.clone())]).await;
    assert_eq!(store.connector(world.workspace.id, &key("sap")).await.unwrap(), Some(grabs));
    assert_eq!(store.connector(other.id, &key("sap")).await.unwrap(), Some(elsewhere));
    assert_eq!(store.provider(gives_up.id).await.unwrap(), Some(gives_up));
}

async fn keys(
    store: &Arc<dyn Store>,
    workspace: WorkspaceId,
    after: Option<&str>,
    limit: u32,
) -> Vec<String> {
    let after = after.map(key);
    let found = store.connectors(workspace, after.as_ref(), limit).await.unwrap();
    found.iter().map(|row| row.connector.as_ref().unwrap().key.to_string()).collect()
}

/// Connectors are listed by the bytes of their keys, without providers that are none, those that are not listed and
/// those of other workspaces.
pub async fn are_listed_by_key(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.workspace();
    let mut rows: Vec<_> =
        ["b", "a", "a.b", "a-b", "a_b", "B", "1", "ab"].map(|text| named(&mut world, text)).into();
    rows.push(Provider { listed: false, ..named(&mut world, "a-hidden") });
    rows.push(Provider { connector: None, ..named(&mut world, "none") });
    rows.push(Provider { workspace_id: other.id, ..named(&mut world, "a-theirs") });
    let expected = rows[1].clone();
    accept(&store, [Change::CreateWorkspace(other.clone())]).await;
    accept(&store, rows.into_iter().map(Change::CreateProvider)).await;
    let all = ["1", "B", "a", "a-b", "a.b", "a_b", "ab", "b"];
    assert_eq!(keys(&store, world.workspace.id, None, 100).await, all);
    assert_eq!(keys(&store, other.id, None, 100).await, ["a-theirs"]);
    let from = store.connectors(world.workspace.id, Some(&key("B")), 1).await.unwrap();
    assert_eq!(from, [expected]);
}

/// A list goes on after a key, whether it is still there or not, and is limited.
pub async fn are_listed_in_parts(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let rows: Vec<_> = (100..112).map(|number| named(&mut world, &format!("c{number}"))).collect();
    accept(&store, rows.into_iter().map(Change::CreateProvider)).await;
    let workspace = world.workspace.id;
    let mut walked: Vec<String> = Vec::new();
    loop {
        let part = keys(&store, workspace, walked.last().map(String::as_str), 5).await;
        assert!(part.len() <= 5);
        if part.is_empty() {
            break;
        }
        walked.extend(part);
    }
    assert_eq!(walked, (100..112).map(|number| format!("c{number}")).collect::<Vec<_>>());
    assert_eq!(keys(&store, workspace, Some("c1095"), 2).await, ["c110", "c111"]);
    assert_eq!(keys(&store, workspace, None, 0).await, [""; 0]);
    let rows: Vec<_> = (0..=MAX_LIMIT).map(|number| named(&mut world, &format!("d{number}"))).collect();
    accept(&store, rows.into_iter().map(Change::CreateProvider)).await;
    assert_eq!(keys(&store, workspace, None, u32::MAX).await.len(), MAX_LIMIT as usize);
}

/// Providers are found by any number of ids, each once, connectors or not and listed or not; an id that is none is left
/// out.
pub async fn are_found_by_ids(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.workspace();
    let theirs = Provider { workspace_id: other.id, ..named(&mut world, "theirs") };
    let bare = world.make.bare_provider(&world.workspace, "Bare", "https://bare.example.com");
    let wanted = [named(&mut world, "wanted"), bare, theirs];
    let unwanted = named(&mut world, "unwanted");
    accept(&store, [Change::CreateWorkspace(other)]).await;
    accept(&store, wanted.iter().chain([&unwanted]).map(|row| Change::CreateProvider(row.clone()))).await;

    // More ids than fit one statement, and the wanted ones in the first and in the last.
    let mut ids: Vec<_> = wanted.iter().map(|row| row.id).collect();
    ids.extend((0..1_200).map(|_| world.make.provider_choice().provider_id));
    ids.extend(wanted.iter().rev().map(|row| row.id));
    let mut found = store.providers_by_ids(&ids).await.unwrap();
    found.sort_by_key(|row| row.id);
    let mut expected = wanted.to_vec();
    expected.sort_by_key(|row| row.id);
    assert_eq!(found, expected);
    let unknown = world.make.provider_choice().provider_id;
    assert_eq!(store.providers_by_ids(&[unknown]).await.unwrap(), []);
    assert_eq!(store.providers_by_ids(&[]).await.unwrap(), []);
}
