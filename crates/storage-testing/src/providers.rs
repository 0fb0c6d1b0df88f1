//! The provider catalog.

use std::sync::Arc;

use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::text::ProviderName;
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::World;

/// Full and bare come back as they were, by id and by address.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let full =
        world.make.provider(&world.workspace, "Power & Light", "https://www.example.com/Login?a=%20b#c");
    let bare = world.make.bare_provider(&world.workspace, "Gas", "https://gas.example.com");
    accept(&store, [&full, &bare].map(|row| Change::CreateProvider(row.clone()))).await;
    for row in [&full, &bare] {
        assert_eq!(store.provider(row.id).await.unwrap().as_ref(), Some(row));
        let found = store.provider_by_url(world.workspace.id, &row.url).await.unwrap();
        assert_eq!(found.as_ref(), Some(row));
    }
    let other = world.make.workspace();
    assert_eq!(store.provider_by_url(other.id, &full.url).await.unwrap(), None);
    let unknown = ProviderUrl::parse("https://unknown.example.com").unwrap();
    assert_eq!(store.provider_by_url(world.workspace.id, &unknown).await.unwrap(), None);
}

/// The address is unique within a workspace, and compared to the letter.
pub async fn addresses_are_unique_within_a_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let url = "https://www.example.com/Login";
    let first = world.make.provider(&world.workspace, "One", url);
    let cased = world.make.provider(&world.workspace, "Two", "https://www.example.com/login");
    let other = world.make.workspace();
    let elsewhere = world.make.provider(&other, "Three", url);
    accept(&store, [Change::CreateWorkspace(other)]).await;
    accept(&store, [&first, &cased, &elsewhere].map(|row| Change::CreateProvider(row.clone()))).await;
    let taken = Refusal::Conflict(Constraint::ProviderUrl);
    let twin = world.make.provider(&world.workspace, "Four", url);
    refuse_one(&store, Change::CreateProvider(twin), taken).await;
    let grabs = Provider { url: first.url.clone(), version: cased.version.next(), ..cased.clone() };
    refuse_one(&store, Change::UpdateProvider(grabs), taken).await;
    let twin = Provider {
        id: first.id,
        ..world.make.provider(&world.workspace, "Five", "https://five.example.com")
    };
    refuse_one(&store, Change::CreateProvider(twin), Refusal::Conflict(Constraint::Identity)).await;
}

/// An update replaces the row decided on, and the search follows.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.provider(&world.workspace, "Old", "https://old.example.com");
    accept(&store, [Change::CreateProvider(first.clone())]).await;
    let second = Provider {
        name: ProviderName::parse("New").unwrap(),
        url: ProviderUrl::parse("https://new.example.com").unwrap(),
        version: first.version.next(),
        ..first.clone()
    };
    accept(&store, [Change::UpdateProvider(second.clone())]).await;
    refuse_one(&store, Change::UpdateProvider(second.clone()), Refusal::Stale).await;
    assert_eq!(names(&store, &world, Some("old"), None).await, [""; 0]);
    assert_eq!(names(&store, &world, Some("new"), None).await, ["New"]);
    assert_eq!(store.provider_by_url(world.workspace.id, &first.url).await.unwrap(), None);
}

async fn names(
    store: &Arc<dyn Store>,
    world: &World,
    text: Option<&str>,
    country: Option<&str>,
) -> Vec<String> {
    let country = country.map(|code| code.parse().unwrap());
    let found = store.providers(world.workspace.id, text, country, 100).await.unwrap();
    found.iter().map(|provider| provider.name.to_string()).collect()
}

async fn catalog(store: &Arc<dyn Store>) -> World {
    let mut world = World::seed(store).await;
    let make = &mut world.make;
    let anywhere = Provider {
        countries: [].into(),
        ..make.provider(&world.workspace, "banana 100%", "https://a.example.com/under_score")
    };
    let other = make.workspace();
    let rows = [
        make.provider(&world.workspace, "Apple!", "https://b.example.com/UPPER"),
        anywhere,
        Provider {
            countries: ["JP".parse().unwrap()].into(),
            ..make.provider(&world.workspace, "ÄPFEL", "https://c.example.com")
        },
        make.provider(&world.workspace, "cherry", "https://d.example.com"),
        make.bare_provider(&world.workspace, "apple, not listed", "https://e.example.com"),
        make.provider(&other, "apple elsewhere", "https://f.example.com"),
    ];
    accept(store, [Change::CreateWorkspace(other)]).await;
    accept(store, rows.map(Change::CreateProvider)).await;
    world
}

/// A search looks into name and address, without regard to ASCII case and to nothing else, and finds what is listed
/// in the workspace, by name.
pub async fn are_found_by_part_of_name_or_address(store: Arc<dyn Store>) {
    let world = catalog(&store).await;
    assert_eq!(names(&store, &world, None, None).await, ["Apple!", "banana 100%", "cherry", "ÄPFEL"]);
    assert_eq!(names(&store, &world, Some("AppLE"), None).await, ["Apple!"]);
    assert_eq!(names(&store, &world, Some("b.example"), None).await, ["Apple!"]);
    assert_eq!(names(&store, &world, Some("upper"), None).await, ["Apple!"]);
    assert_eq!(names(&store, &world, Some("äpfel"), None).await, [""; 0]);
    assert_eq!(names(&store, &world, Some("Äpfel"), None).await, ["ÄPFEL"]);
    assert_eq!(names(&store, &world, Some(""), None).await.len(), 4);
    let two = store.providers(world.workspace.id, None, None, 2).await.unwrap();
    assert_eq!(two.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Apple!", "banana 100%"]);
}

/// No character of a search is a wildcard, and none breaks it.
pub async fn are_searched_to_the_letter(store: Arc<dyn Store>) {
    let world = catalog(&store).await;
    assert_eq!(names(&store, &world, Some("%"), None).await, ["banana 100%"]);
    assert_eq!(names(&store, &world, Some("_"), None).await, ["banana 100%"]);
    assert_eq!(names(&store, &world, Some("!"), None).await, ["Apple!"]);
    for nothing in ["a%e", "a_ple", "\\", "'", "\0", "apple!\0", "!%", "\n", "apple!https"] {
        assert_eq!(names(&store, &world, Some(nothing), None).await, [""; 0], "{nothing:?}");
    }
    assert_eq!(names(&store, &world, Some(&"%".repeat(100_000)), None).await, [""; 0]);
}

/// A country is served by those that list it and by those that list none.
pub async fn are_found_by_country(store: Arc<dyn Store>) {
    let world = catalog(&store).await;
    assert_eq!(names(&store, &world, None, Some("JP")).await, ["banana 100%", "ÄPFEL"]);
    assert_eq!(names(&store, &world, None, Some("FR")).await, ["banana 100%"]);
    assert_eq!(names(&store, &world, Some("e"), Some("US")).await, ["Apple!", "banana 100%", "cherry"]);
}
