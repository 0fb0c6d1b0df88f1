//! The choice among what a portal offers.

use std::collections::BTreeSet;

use http::StatusCode;
use latchstring_domain::country::Country;
use latchstring_domain::portal::PortalOptions;
use latchstring_domain::text::{HelperText, Tag};
use latchstring_service::portal::PortalWish;
use latchstring_service::ports::Answers;
use latchstring_storage::{Change, ChangeSet, Store as _};

use super::steps::{button, enter, pick};
use crate::browser::{Browser, Page};
use crate::html::text_of;
use crate::world::World;

/// The headings of the flows, in order.
fn flows(page: &Page) -> Vec<String> {
    page.html().split("id=\"flow-").skip(1).map(|rest| text_of(rest, "bdi").to_owned()).collect()
}

/// The names of the connectors, in order.
fn names(page: &Page) -> Vec<String> {
    let names = page.html().split("class=\"provider-name\"").skip(1);
    names.map(|rest| text_of(rest, "bdi").to_owned()).collect()
}

#[tokio::test]
async fn what_is_offered_is_grouped_by_flow_in_the_flows_own_order() {
    let world = World::new().await;
    world.books().await;
    world.connector("shop", "Harbour Shop").await;
    world.flow("shops", "Shops & <b>markets</b>", &["shop", "quay"]).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &world.portal(PortalOptions::default()).await).await;
    assert_eq!(
        (page.status(), page.heading().as_str()),
        (StatusCode::OK, "Which account do you want to connect?")
    );
    assert_eq!(flows(&page), ["Accounting", "Shops &#38; &#60;b&#62;markets&#60;/b&#62;"]);
    assert_eq!(names(&page), ["Sandbox Utility", "Quay Books", "Fjord Ledger", "Harbour Shop", "Quay Books"]);
    assert!(page.says("fjord.example") && !page.says("www.fjord.example"));
    assert!(page.form("/provider").get("country").is_none(), "no country is asked");
    assert!(!page.says("Finish") && !page.says("Connected"));

    // Which flow it was chosen in is what its form says.
    let shops = page.forms().into_iter().rfind(|form| form.action.ends_with("/provider")).unwrap();
    let quay = shops.buttons[1].1.clone();
    let page = browser.submit(&shops.tick("provider", &quay)).await;
    assert_eq!(page.heading(), "Sign in to Quay Books");
    super::steps::sign_in(&mut browser, &page, "dana", "x").await;
    let made = world.connections().await.remove(0);
    assert_eq!(made.flow.unwrap().key.as_str(), "shops");
}

#[tokio::test]
async fn a_single_flow_has_no_heading_and_hidden_ones_show_each_connector_once() {
    let world = World::new().await;
    world.books().await;
    let portal = world.portal(PortalOptions::default()).await;
    let page = enter(&mut Browser::new(&world.router), &portal).await;
    assert!(flows(&page).is_empty() && names(&page).len() == 3);
    world.flow("more", "More", &["quay", "sandbox"]).await;
    let page = enter(&mut Browser::new(&world.router), &portal).await;
    assert_eq!((flows(&page).len(), names(&page).len()), (2, 5));

    let hidden = PortalOptions { hides_flows: true, ..PortalOptions::default() };
    let page = enter(&mut Browser::new(&world.router), &world.portal(hidden).await).await;
    assert_eq!((flows(&page).len(), names(&page).len()), (0, 3));

    let one = PortalWish::Flow("more".parse().unwrap());
    let portal = world.portal_to(one, PortalOptions::default(), Answers::default()).await;
    let page = enter(&mut Browser::new(&world.router), &portal).await;
    assert_eq!(
        (flows(&page).len(), names(&page)),
        (0, vec!["Quay Books".to_owned(), "Sandbox Utility".to_owned()])
    );
}

#[tokio::test]
async fn the_inviters_line_of_help_is_plain_text() {
    let world = World::new().await;
    world.books().await;
    let text = "First line\n<img src=x onerror=alert(1)> & more";
    let helper_text = Some(HelperText::parse(text).unwrap());
    let portal = world.portal(PortalOptions { helper_text, ..PortalOptions::default() }).await;
    let page = enter(&mut Browser::new(&world.router), &portal).await;
    assert!(page.says(text) && !page.html().contains("<img"));
}

#[tokio::test]
async fn above_ten_there_is_a_search_by_name_domain_and_tag() {
    let world = World::new().await;
    for n in 1..=9 {
        world.connector(&format!("fjord-{n}"), &format!("Fjord Ledger {n}")).await;
    }
    let keys: Vec<_> = (1..=9).map(|n| format!("fjord-{n}")).collect();
    let mut keys: Vec<_> = keys.iter().map(String::as_str).collect();
    keys.push("sandbox");
    world.flow("ten", "Ten", &keys).await;
    let portal = world.portal(PortalOptions::default()).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    assert!(names(&page).len() == 10 && !page.says("role=\"search\""), "ten are read, not searched");

    let quay = world
        .connector_with("quay", "Quay", |import| {
            import.connector.tags = vec![Tag::parse("Bokføring").unwrap()];
        })
        .await;
    world.flow("more", "Others", &["quay"]).await;
    let page = browser.get(page.path()).await;
    assert!(page.says("role=\"search\"") && page.says("data-live") && !page.says("Bokføring</"));
    let search = page.form(page.path());
    for (typed, found) in [("LEDGER 4", "Fjord Ledger 4"), (" quay.example ", "Quay"), ("bokFØring", "Quay")]
    {
        let page = browser.submit(&search.clone().fill("q", typed)).await;
        assert_eq!(names(&page), [found], "{typed}");
        assert!(page.says("One found") && !page.says("data-live"), "the rest is not on the page");
        assert_eq!(page.form(page.path()).get("q"), Some(typed.trim()));
    }
    let page = browser.submit(&search.clone().fill("q", "ledger")).await;
    assert!(page.says("9 found") && flows(&page) == ["Ten"], "a flow without a match is not shown");
    let page = browser.submit(&search.clone().fill("q", "<script>alert(1)</script>")).await;
    assert!(
        page.says("Nothing matches “<script>alert(1)</script>”") && !page.html().contains("<script>alert")
    );
    let page = browser.submit(&search.fill("q", "quay")).await;
    assert_eq!(pick(&mut browser, &page, &quay).await.heading(), "Sign in to Quay");
}

#[tokio::test]
async fn nothing_chosen_and_something_withdrawn_are_said() {
    let world = World::new().await;
    world.books().await;
    world.connector("shop", "Harbour Shop").await;
    world.flow("shops", "Shops", &["shop"]).await;
    let portal = world.portal(PortalOptions::default()).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let empty = browser.submit(&page.form("/provider")).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("Choose one from the list."));

    let chosen = button(&page, &world.provider);
    world.delete_flow("books").await;
    let gone = browser.submit(&chosen).await;
    assert_eq!(gone.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(gone.says("withdrawn a moment ago") && names(&gone) == ["Harbour Shop"]);

    world.delete_flow("shops").await;
    for page in [browser.submit(&chosen).await, browser.get(page.path()).await] {
        assert_eq!(page.status(), StatusCode::GONE);
        assert_eq!(page.heading(), "There is nothing to connect any more");
        assert!(page.says("Ask Acme for a new link") && page.says(&portal.invitation.id.to_string()));
    }
    assert_eq!(world.portal_uses(&portal).await, 0);
}

#[tokio::test]
async fn a_portal_whose_only_connector_is_gone_says_so() {
    let world = World::new().await;
    world.books().await;
    let portal = world.portal_to_one("quay", PortalOptions::default()).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    world.delete_flow("books").await;
    let gone = browser.submit(&page.form("/provider")).await;
    assert_eq!(
        (gone.status(), gone.heading().as_str()),
        (StatusCode::GONE, "There is nothing to connect any more")
    );
}

#[tokio::test]
async fn another_connector_can_be_chosen_until_one_has_signed_in() {
    let world = World::new().await;
    world.books().await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &world.portal(PortalOptions::default()).await).await;
    let page = pick(&mut browser, &page, &world.provider).await;
    let list = browser.get(&format!("{}?choose=1", page.path())).await;
    assert_eq!(names(&list).len(), 3);
    assert_eq!(browser.get(page.path()).await.heading(), page.heading(), "looking changes nothing");
    let form = list.forms().into_iter().find(|form| form.action.ends_with("/provider")).unwrap();
    let quay = form.buttons[1].1.clone();
    let page = browser.submit(&form.tick("provider", &quay)).await;
    assert_eq!(page.heading(), "Sign in to Quay Books");
}

#[tokio::test]
async fn the_country_is_asked_only_where_there_are_several() {
    let world = World::new().await;
    let flow = world.books().await;
    let country = |code: &str| code.parse::<Country>().unwrap();
    let mut provider = world.provider.clone();
    let mut serves = BTreeSet::from([country("NO")]);
    for (several, asked) in [(false, false), (true, true)] {
        // The newest connection is the one with the last id, and ids of the same moment have no order.
        world.clock.advance(std::time::Duration::from_secs(1));
        if several {
            serves.insert(country("SE"));
        }
        provider.countries = serves.clone();
        let changed =
            latchstring_domain::provider::Provider { version: provider.version.next(), ..provider.clone() };
        world.store.commit(ChangeSet::new().with(Change::UpdateProvider(changed.clone()))).await.unwrap();
        provider = changed;
        let portal = world.portal(PortalOptions::default()).await;
        let mut browser = Browser::new(&world.router);
        let page = enter(&mut browser, &portal).await;
        let page = pick(&mut browser, &page, &provider).await;
        assert_eq!(page.says("Country"), asked);
        let page = if asked {
            assert_eq!(page.heading(), "Is your account here?");
            assert!(page.says("?choose=1") && page.says("Norway") && page.says("Sweden"));
            let form = page.form("/provider");
            for wrong in ["", "DE"] {
                let again = browser.submit(&form.clone().fill("country", wrong)).await;
                assert_eq!(again.heading(), page.heading(), "{wrong}");
            }
            browser.submit(&form.fill("country", "SE")).await
        } else {
            page
        };
        assert_eq!(page.heading(), "Sign in to Sandbox Utility");
        super::steps::sign_in(&mut browser, &page, super::steps::USER, super::steps::PASSWORD).await;
        let made = world.connections().await.into_iter().max_by_key(|made| made.id).unwrap();
        let expected = if several { "SE" } else { "NO" };
        assert_eq!((made.country, made.flow.unwrap().id), (Some(country(expected)), flow.id));
    }
    let one = world.portal_to_one("sandbox", PortalOptions::default()).await;
    let page = enter(&mut Browser::new(&world.router), &one).await;
    assert!(page.says("Country") && page.says("Sweden") && !page.says("choose=1"));
}
