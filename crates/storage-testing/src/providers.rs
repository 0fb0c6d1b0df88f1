//! The provider catalog.

use std::sync::Arc;

use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::text::ProviderName;
use latchstring_domain::utility::UtilityType;
use latchstring_storage::{Change, Constraint, ProviderFilter, ProviderPlace, Refusal, Store};

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
    let text = text.map(ToOwned::to_owned);
    matching(store, &ProviderFilter { text, country, ..ProviderFilter::listed(world.workspace.id) }).await
}

async fn matching(store: &Arc<dyn Store>, filter: &ProviderFilter) -> Vec<String> {
    let found = store.providers(filter, None, 100).await.unwrap();
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
    let two = store.providers(&ProviderFilter::listed(world.workspace.id), None, 2).await.unwrap();
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

/// A type of utility is delivered by those that list it and by those that list none.
pub async fn are_found_by_utility_type(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let rows = [
        Provider {
            utility_types: [UtilityType::Water].into(),
            ..world.make.provider(&world.workspace, "Water", "https://w.example.com")
        },
        Provider {
            utility_types: [UtilityType::HotWater, UtilityType::Gas].into(),
            ..world.make.provider(&world.workspace, "Heat", "https://h.example.com")
        },
        Provider {
            utility_types: [].into(),
            ..world.make.provider(&world.workspace, "Anything", "https://a.example.com")
        },
    ];
    accept(&store, rows.map(Change::CreateProvider)).await;
    let all = ProviderFilter::listed(world.workspace.id);
    for (wanted, expected) in [
        (UtilityType::Water, vec!["Anything", "Water"]),
        (UtilityType::Gas, vec!["Anything", "Heat"]),
        (UtilityType::Steam, vec!["Anything"]),
    ] {
        let filter = ProviderFilter { utility_type: Some(wanted), ..all.clone() };
        assert_eq!(matching(&store, &filter).await, expected, "{wanted}");
    }
}

/// Those that recipients do not find are a list of their own, and some can be picked out by id.
pub async fn are_found_among_the_unlisted_and_among_some(store: Arc<dyn Store>) {
    let world = catalog(&store).await;
    let all = ProviderFilter::listed(world.workspace.id);
    let unlisted = ProviderFilter { listed: false, ..all.clone() };
    assert_eq!(matching(&store, &unlisted).await, ["apple, not listed"]);
    let ids = |rows: Vec<Provider>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    let known = ids(store.providers(&all, None, 100).await.unwrap());
    let hidden = ids(store.providers(&unlisted, None, 100).await.unwrap());
    let some = ProviderFilter { among: Some(vec![known[3], hidden[0], known[1]]), ..all.clone() };
    assert_eq!(matching(&store, &some).await, ["banana 100%", "ÄPFEL"]);
    let text = Some("banana".to_owned());
    assert_eq!(matching(&store, &ProviderFilter { text, ..some }).await, ["banana 100%"]);
    assert_eq!(matching(&store, &ProviderFilter { among: Some(Vec::new()), ..all }).await, [""; 0]);
}

/// Page after page, everything is there once: also where names differ in nothing but case, and after a place whose
/// provider is gone.
pub async fn come_in_pages(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let names = ["b", "A", "a", "B", "a", "c"];
    let make = |(number, name): (usize, &&str)| {
        world.make.provider(&world.workspace, name, &format!("https://n{number}.example.com"))
    };
    let rows: Vec<_> = names.iter().enumerate().map(make).collect();
    accept(&store, rows.iter().cloned().map(Change::CreateProvider)).await;
    let filter = ProviderFilter::listed(world.workspace.id);
    let whole = store.providers(&filter, None, 100).await.unwrap();
    assert_eq!(whole.len(), rows.len());
    let mut paged: Vec<Provider> = Vec::new();
    loop {
        let last = paged.last().map(|row| ProviderPlace { name: row.name.clone(), id: row.id });
        let page = store.providers(&filter, last.as_ref(), 2).await.unwrap();
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, whole);
    let between = ProviderPlace { name: ProviderName::parse("AA").unwrap(), id: rows[0].id };
    let after = store.providers(&filter, Some(&between), 100).await.unwrap();
    assert_eq!(after.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["b", "B", "c"]);
}
