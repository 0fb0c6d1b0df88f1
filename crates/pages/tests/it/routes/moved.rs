//! T009: the address that magic links had before.

use http::{Method, StatusCode};

use super::steps::start_at;
use crate::browser::Browser;
use crate::world::{World, address, secret};

#[tokio::test]
async fn t009_an_old_address_leads_for_good_to_the_new_one_on_the_same_host() {
    let world = World::new().await;
    let minted = world.mint().await;
    let old = format!("/create-datasource/magic-link/{}/{}", world.company.public_id, secret(&minted));
    let mut browser = Browser::new(&world.router);
    for name in ["host", "x-forwarded-host"] {
        browser.extra.push((name, "evil.test".to_owned()));
    }
    for tail in ["", "/connect", "?next=https://evil.test", "/connect?next=//evil.test&lang=en"] {
        for method in [Method::GET, Method::HEAD] {
            let moved = browser.send(method, &format!("{old}{tail}"), "").await;
            assert_eq!(moved.status, StatusCode::PERMANENT_REDIRECT);
            assert_eq!(moved.header("location"), address(&minted), "{tail}");
            // The rest of what a page wears is checked by the browser, on each answer.
            assert_eq!(moved.header("referrer-policy"), "no-referrer");
            assert_eq!((moved.header("cache-control"), moved.header("set-cookie")), ("no-store", ""));
        }
    }
    assert!(world.visits.take().is_empty(), "being sent on is no visit");
    let page = start_at(&mut Browser::new(&world.router), &address(&minted)).await;
    assert_eq!(page.heading(), "Who sends your bills?");
}

#[tokio::test]
async fn t009_an_old_address_leads_nowhere_else() {
    let world = World::new().await;
    let own = world.company.public_id.as_str();
    let minted = world.mint().await;
    let good = secret(&minted);
    let mut browser = Browser::new(&world.router);
    let unknown = browser.get("/p/i/lsi_nothing").await;
    let evil = [
        format!("//evil.test/{good}"),
        format!("/{own}//evil.test"),
        format!("%2f%2fevil.test/{good}"),
        format!("%5cevil.test/{good}"),
        format!("{own}/%2f%2fevil.test"),
        format!("{own}/%5c%5cevil.test"),
        format!("{own}/..%2f..%2fevil"),
        format!("{own}/https:%2f%2fevil.test"),
        format!("{own}/{good}%0d%0aLocation:%20evil"),
        format!("{own}/{good}%3Fnext=evil"),
        format!("{own}/{good}%23evil"),
        format!("evil.test/{good}"),
        format!("{own}/{good}/connect/evil"),
        format!("{own}/%FF"),
        format!("{own}/"),
        String::new(),
    ];
    for tail in evil {
        let path = format!("/create-datasource/magic-link/{tail}");
        let answer = browser.send(Method::GET, &path, "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.header("location").is_empty() && !answer.body.contains("evil"), "{path}");
        let pressed = browser.send(Method::POST, &path, "").await;
        assert!(pressed.status.is_client_error() && pressed.header("location").is_empty(), "{path}");
    }
    // A secret that opens nothing is sent on too, and told there what every stranger is told.
    let wrong = format!("/create-datasource/magic-link/{own}/AAAA");
    let moved = browser.send(Method::GET, &wrong, "").await;
    assert_eq!(moved.header("location"), format!("/p/connect/{own}/AAAA"));
    assert_eq!(browser.get(moved.header("location")).await.html(), unknown.html());
}
