use http::StatusCode;
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::Step;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_domain::utility::UtilityType;

use super::steps::{PASSWORD, USER, choose_sandbox, choose_sites, sign_in, start, walk_to};
use crate::browser::Browser;
use crate::world::{World, link, terms};

#[tokio::test]
async fn a_recipient_without_javascript_walks_from_the_link_to_the_receipt() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);

    let page = start(&mut browser, &invitation).await;
    assert_eq!((page.status(), page.heading().as_str()), (StatusCode::OK, "Who sends your bills?"));
    let page = browser.submit(&page.form(page.path()).fill("q", "utility")).await;
    assert!(page.says("One provider found"));
    let page = choose_sandbox(&mut browser, &world, &page).await;
    assert_eq!(page.heading(), "Sign in to Sandbox Utility");
    assert!(page.says("sandbox.example"));
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    assert_eq!(page.heading(), "Choose what to share");
    assert!(page.says("12 Harbour Street") && page.says("4 Quay Road, Bergen"));
    let page = choose_sites(&mut browser, &world, &page).await;
    assert_eq!(page.heading(), "Thanks for connecting your utility account!");

    let connection = world.connections().await.remove(0);
    assert_eq!(connection.status, ConnectionStatus::Pending);
    assert_eq!(connection.initial_sites, [world.sites[0].id]);
    assert_eq!(connection.utility_types, [UtilityType::Electricity].into());
    for kept in ["Sandbox Utility", "12 Harbour Street", "Electricity", "20 November 2026"] {
        assert!(page.says(kept), "{kept}");
    }
    assert!(page.says(&connection.id.to_string()) && !page.says("Warehouse North"));
    assert_eq!(world.uses(&invitation).await, (1, InvitationStatus::Fulfilled));
    let expected = [
        EventKind::Created,
        EventKind::Started,
        EventKind::ProviderChosen,
        EventKind::SignedIn,
        EventKind::Submitted,
        EventKind::ConnectionCreated,
        EventKind::Fulfilled,
    ];
    assert_eq!(world.event_kinds(&invitation).await, expected);
    // Each step carries the id of the request that took it, which the browser was told.
    let started = browser.seen.iter().find(|answer| answer.method == http::Method::POST).unwrap();
    let event = &world.events(&invitation).await[1].body;
    assert_eq!(event.origin.request_id.unwrap().to_string(), started.header("x-request-id"));
}

#[tokio::test]
async fn the_address_of_a_walk_is_one_and_a_reload_repeats_nothing() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let first = start(&mut browser, &invitation).await;
    for step in [Step::SignIn, Step::Sites, Step::Done] {
        let mut other = Browser::new(&world.router);
        let invitation = world.invite().await;
        let page = walk_to(&mut other, &world, &invitation, step).await;
        let before = world.event_kinds(&invitation).await.len();
        let again = other.get(page.path()).await;
        assert_eq!(again.html(), page.html(), "{step}");
        assert_eq!(world.event_kinds(&invitation).await.len(), before);
    }
    assert_eq!(browser.get(first.path()).await.html(), first.html());
}

#[tokio::test]
async fn two_links_in_two_tabs_of_one_browser_do_not_mix() {
    let world = World::new().await;
    let (one, two) = (world.invite().await, world.invite().await);
    let mut browser = Browser::new(&world.router);
    let first = start(&mut browser, &one).await;
    let second = start(&mut browser, &two).await;
    assert_ne!(first.path(), second.path());

    let first = choose_sandbox(&mut browser, &world, &first).await;
    assert_eq!(browser.get(second.path()).await.heading(), "Who sends your bills?");
    let second = choose_sandbox(&mut browser, &world, &second).await;
    let first = sign_in(&mut browser, &first, USER, PASSWORD).await;
    let second = sign_in(&mut browser, &second, "sandbox-mfa", PASSWORD).await;
    assert_eq!(
        (first.heading().as_str(), second.heading().as_str()),
        ("Choose what to share", "Enter the code")
    );
    choose_sites(&mut browser, &world, &first).await;
    assert_eq!(world.uses(&one).await.0, 1);
    assert_eq!(world.uses(&two).await.0, 0);
}

#[tokio::test]
async fn another_account_can_be_connected_while_uses_remain() {
    let world = World::new().await;
    let mut terms = terms();
    terms.max_uses = std::num::NonZeroU32::new(2);
    let invitation = world.invite_with(Default::default(), Default::default(), terms).await;
    let mut browser = Browser::new(&world.router);
    let done = walk_to(&mut browser, &world, &invitation, Step::Done).await;
    assert!(done.says("Connect another account"));

    let page = browser.submit(&done.form("/restart")).await;
    assert_ne!(page.path(), done.path());
    let page = choose_sandbox(&mut browser, &world, &page).await;
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    let last = choose_sites(&mut browser, &world, &page).await;
    assert!(!last.says("Connect another account"), "the link is used up");
    assert_eq!(world.uses(&invitation).await, (2, InvitationStatus::Fulfilled));
    assert_eq!(world.connections().await.len(), 2);
    assert_eq!(browser.get(done.path()).await.heading(), done.heading(), "the first receipt is still there");

    let refused = browser.submit(&done.form("/restart")).await;
    assert_eq!(refused.status(), StatusCode::GONE);
    assert_eq!(refused.heading(), "This link was already used");
}

#[tokio::test]
async fn a_walk_can_start_again_and_choose_another_provider() {
    let world = World::new().await;
    let other = world.list_provider("Nordlys Gas", "https://gas.example", |_| {}).await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &invitation, Step::Challenge).await;
    let page = browser.submit(&page.form("/restart")).await;
    assert_eq!(page.heading(), "Who sends your bills?");

    let page = choose_sandbox(&mut browser, &world, &page).await;
    let link = page
        .tags()
        .iter()
        .find_map(|tag| tag.get("href").filter(|to| to.ends_with("?choose=1")).map(ToOwned::to_owned));
    let page = browser.get(&link.unwrap()).await;
    let page = browser.submit(&page.form("/provider").tick("provider", &other.id.to_string())).await;
    assert_eq!(page.heading(), "Sign in to Nordlys Gas");
}

#[tokio::test]
async fn t056_a_submission_that_fails_costs_nothing_and_can_be_sent_again() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &invitation, Step::Sites).await;
    world.store.set(crate::world::Mood::NoWrites);
    let failed = choose_sites(&mut browser, &world, &page).await;
    assert_eq!(failed.status(), StatusCode::SERVICE_UNAVAILABLE);
    world.store.set(crate::world::Mood::Well);
    assert_eq!(world.uses(&invitation).await, (0, InvitationStatus::Active));
    assert!(world.connections().await.is_empty());

    let page = browser.get(page.path()).await;
    choose_sites(&mut browser, &world, &page).await;
    assert_eq!(world.uses(&invitation).await.0, 1);
    // A press that got lost on its way and is pressed again finds the receipt.
    let again = choose_sites(&mut browser, &world, &page).await;
    assert_eq!(again.heading(), "Thanks for connecting your utility account!");
    assert_eq!((world.uses(&invitation).await.0, world.connections().await.len()), (1, 1));
    // And the link itself says what became of it.
    let reopened = browser.get(&link(&invitation)).await;
    assert_eq!(reopened.heading(), "This link was already used");
}
