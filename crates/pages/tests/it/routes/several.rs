//! Several accounts in one walk.

use std::time::Duration;

use http::{Method, StatusCode};
use latchstring_domain::portal::PortalOptions;
use latchstring_service::portal::PortalLink;

use super::steps::{PASSWORD, USER, connect, enter, pick, sign_in};
use crate::browser::{Browser, Page};
use crate::world::World;

const MORE: &str = "Do you want to connect another account?";
const DONE: &str = "Thanks for connecting your accounts!";

async fn several(world: &World) -> PortalLink {
    world.portal(PortalOptions { connects_several: true, ..PortalOptions::default() }).await
}

/// How many connectors are marked as connected.
fn ticks(page: &Page) -> usize {
    page.html().matches("class=\"tick\"").count()
}

#[tokio::test]
async fn accounts_are_connected_one_after_the_other_until_the_recipient_finishes() {
    let world = World::new().await;
    world.books().await;
    let quay = world.connector("quay", "Quay Books").await;
    let portal = several(&world).await;
    let mut browser = Browser::new(&world.router);
    let first = enter(&mut browser, &portal).await;
    assert!(ticks(&first) == 0 && !first.says("/finish"));
    let page = connect(&mut browser, &first, &world.provider).await;
    assert_eq!((page.path(), page.heading().as_str()), (first.path(), MORE));
    assert_eq!((ticks(&page), world.portal_uses(&portal).await), (1, 1));
    assert_eq!(browser.get(page.path()).await.html(), page.html(), "a reload repeats nothing");

    let page = connect(&mut browser, &page, &quay).await;
    assert_eq!((ticks(&page), world.portal_uses(&portal).await), (2, 2));
    // The same one once more is another account there.
    let page = connect(&mut browser, &page, &quay).await;
    assert_eq!((ticks(&page), world.portal_uses(&portal).await), (2, 3));
    let finish = page.form("/finish");
    let done = browser.submit(&finish).await;
    assert_eq!((done.path(), done.heading().as_str()), (first.path(), DONE));
    assert_eq!(world.connected(world.provider.id).await, 1);
    assert_eq!(world.connected(quay.id).await, 2);
    for connection in world.connections().await {
        assert!(done.says(&connection.id.to_string()), "a receipt for each");
    }
    assert!(done.says("Receipt 1") && done.says("Receipt 3") && done.says("Connect another account"));

    // Back, reload, an old page's buttons: nothing of it does anything more.
    assert_eq!(browser.submit(&finish).await.html(), done.html());
    assert_eq!(pick(&mut browser, &page, &quay).await.html(), done.html());
    assert_eq!(browser.get(done.path()).await.html(), done.html());
    assert_eq!(world.portal_uses(&portal).await, 3);
    let another = browser.submit(&done.form("/restart")).await;
    assert_ne!(another.path(), done.path());
    assert!(ticks(&another) == 0 && another.heading() == "Which account do you want to connect?");
}

#[tokio::test]
async fn one_account_is_thanked_for_as_one() {
    let world = World::new().await;
    world.books().await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &several(&world).await).await;
    let page = connect(&mut browser, &page, &world.provider).await;
    let done = browser.submit(&page.form("/finish")).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
    assert!(done.says("gets the data of your Sandbox Utility account") && !done.says("Receipt 1"));
}

#[tokio::test]
async fn a_connector_is_marked_in_the_flow_in_which_it_was_connected() {
    let world = World::new().await;
    world.books().await;
    world.flow("more", "More", &["sandbox"]).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &several(&world).await).await;
    let page = connect(&mut browser, &page, &world.provider).await;
    assert_eq!((ticks(&page), page.html().matches("Sandbox Utility").count()), (1, 2));
    let (books, more) = page.html().split_once(">More<").unwrap();
    assert!(books.contains("class=\"tick\"") && !more.contains("class=\"tick\""));
}

#[tokio::test]
async fn nothing_is_finished_before_something_is_connected() {
    let world = World::new().await;
    world.books().await;
    let portal = several(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let mut finish = page.form("/provider");
    finish.action = format!("{}/finish", page.path());
    for _ in 0..2 {
        assert_eq!(browser.submit(&finish).await.html(), page.html());
    }
    assert_eq!(browser.get(&finish.action).await.html(), page.html());
    assert!(world.connections().await.is_empty());
}

#[tokio::test]
async fn a_second_account_that_does_not_work_out_costs_nothing_of_the_first() {
    let world = World::new().await;
    world.books().await;
    let options =
        PortalOptions { connects_several: true, hides_back_buttons: true, ..PortalOptions::default() };
    let portal = world.portal(options).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let page = connect(&mut browser, &page, &world.provider).await;
    let page = pick(&mut browser, &page, &world.provider).await;
    let mut page = sign_in(&mut browser, &page, USER, "wrong").await;
    assert!(page.says("Finish without this one"));
    for _ in 0..9 {
        page = sign_in(&mut browser, &page, USER, "wrong").await;
    }
    assert_eq!(
        (page.status(), page.heading().as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "Too many tries for now")
    );
    assert!(page.says("What you connected before stays connected.") && !page.says("Nothing was saved"));
    let done = browser.submit(&page.form("/finish")).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
    assert_eq!((world.connected(world.provider.id).await, world.connections().await.len()), (1, 1));
}

#[tokio::test]
async fn the_walk_can_end_while_another_account_is_asked_for() {
    let world = World::new().await;
    world.books().await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &several(&world).await).await;
    let page = connect(&mut browser, &page, &world.provider).await;
    let page = pick(&mut browser, &page, &world.provider).await;
    let asked = sign_in(&mut browser, &page, "sandbox-mfa", PASSWORD).await;
    assert_eq!(asked.heading(), "Enter the code");
    let list = browser.get(&format!("{}?choose=1", page.path())).await;
    assert_eq!((list.heading().as_str(), ticks(&list)), (MORE, 1));
    let done = browser.submit(&list.form("/finish")).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
}

#[tokio::test]
async fn what_was_connected_is_shown_though_the_link_ended_meanwhile() {
    let world = World::new().await;
    world.books().await;
    let portal = several(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let page = connect(&mut browser, &page, &world.provider).await;
    world.revoke_portal(&portal).await;
    let ended = browser.get(page.path()).await;
    assert_eq!((ended.status(), ended.heading().as_str()), (StatusCode::GONE, "Acme closed this link"));
    let refused = pick(&mut browser, &page, &world.provider).await;
    assert_eq!(refused.status(), StatusCode::GONE);
    let done = browser.submit(&ended.form("/finish")).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
    assert!(!done.says("Connect another account"));
    assert_eq!(world.connections().await.len(), 1);
}

#[tokio::test]
async fn what_is_offered_may_go_while_something_is_connected() {
    let world = World::new().await;
    world.books().await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &several(&world).await).await;
    let page = connect(&mut browser, &page, &world.provider).await;
    world.delete_flow("books").await;
    let gone = browser.get(page.path()).await;
    assert_eq!(gone.heading(), "There is nothing to connect any more");
    assert!(gone.says("What you connected stays connected.") && !gone.says("Ask Acme"));
    let done = browser.submit(&gone.form("/finish")).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
}

#[tokio::test]
async fn a_walk_that_timed_out_after_a_connection_does_not_claim_that_nothing_was_shared() {
    let world = World::new().await;
    world.books().await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &several(&world).await).await;
    let page = connect(&mut browser, &page, &world.provider).await;
    world.clock.advance(Duration::from_secs(3600));
    for late in [browser.get(page.path()).await, browser.submit(&page.form("/finish")).await] {
        assert_eq!((late.status(), late.heading().as_str()), (StatusCode::GONE, "This page is closed"));
        assert!(late.says("Acme") && !late.says("Nothing was shared") && !late.says("/finish"));
    }
}

#[tokio::test]
async fn a_portal_for_one_connector_may_connect_it_several_times_one_walk_each() {
    let world = World::new().await;
    world.books().await;
    for several in [true, false] {
        let options = PortalOptions { connects_several: several, ..PortalOptions::default() };
        let portal = world.portal_to_one("quay", options).await;
        let mut browser = Browser::new(&world.router);
        let page = enter(&mut browser, &portal).await;
        let page = browser.submit(&page.form("/provider")).await;
        let done = sign_in(&mut browser, &page, USER, PASSWORD).await;
        assert_eq!(done.heading(), "Thanks for connecting your account!");
        assert_eq!(done.says("Connect another account"), several);
    }
}

#[tokio::test]
async fn t092_the_new_forms_are_taken_from_pages_of_this_session_only() {
    let world = World::new().await;
    world.books().await;
    let portal = several(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let page = connect(&mut browser, &page, &world.provider).await;
    let other = enter(&mut browser, &portal).await;
    let good = page.form("/finish");
    for action in ["/finish", "/mapping", "/submit", "/provider"] {
        let mut form = good.clone();
        form.action = format!("{}{action}", page.path());
        browser.extra = vec![("sec-fetch-site", "cross-site".to_owned())];
        assert_eq!(browser.submit_only(&form).await.status, StatusCode::FORBIDDEN, "{action}");
        browser.extra.clear();
        for proof in [other.form("/provider").get("csrf").unwrap(), "", "x"] {
            let refused = browser.submit_only(&form.clone().fill("csrf", proof)).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{action}");
        }
        let mut stranger = Browser::new(&world.router);
        assert_eq!(stranger.submit_only(&form).await.status, StatusCode::GONE, "{action} without a pass");
        // Opened in the address bar, it leads to the page of the step.
        let opened = browser.send(Method::GET, &form.action, "").await;
        assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, page.path()));
    }
    assert_eq!(browser.get(page.path()).await.html(), page.html(), "none of it moved anything");
}
