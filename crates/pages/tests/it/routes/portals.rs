//! Links in the hotglue shape: where they are, whose they are, and how they look.

use http::{Method, StatusCode};
use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::FlowLink;
use latchstring_domain::portal::PortalOptions;
use latchstring_i18n::{Catalog, Folder};

use super::dead_ends::told;
use super::secrecy::{keep_log, spellings};
use super::steps::enter;
use crate::browser::Browser;
use crate::world::{World, portal_address, portal_token, state};

#[tokio::test]
async fn the_first_page_of_a_portal_is_at_the_root_and_posts_elsewhere() {
    let world = World::new().await;
    world.books().await;
    let portal = world.portal(PortalOptions::default()).await;
    let (root, path) = (portal_address(&portal), format!("/p/i/{}", portal_token(&portal)));
    assert!(root.starts_with("/?token=lsi_"), "{root}");
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&root).await;
    assert_eq!((landing.status(), landing.path()), (StatusCode::OK, "/"));
    assert_eq!(landing.html(), browser.get(&path).await.html());
    assert_eq!(landing.forms()[0].action, path);
    for more in [
        format!("{root}&theme=dark"),
        format!("/?flow=x&{}", &root[2..]),
        format!("{root}&token=lsi_other&csrf=1"),
    ] {
        assert_eq!(browser.get(&more).await.html(), landing.html(), "{more}");
    }

    let page = browser.submit(&landing.forms()[0]).await;
    assert!(page.path().starts_with("/p/s/"));
    for seen in &browser.seen {
        let later = seen.path.starts_with("/p/s/");
        assert!(!later || !seen.body.contains("lsi_"));
        assert!(!seen.header("location").contains("lsi_"));
    }
}

#[tokio::test]
async fn t001_reading_a_portal_spends_nothing_and_leaves_one_word_of_each_visit() {
    let world = World::new().await;
    world.books().await;
    let portal = world.portal(PortalOptions::default()).await;
    let root = portal_address(&portal);
    let mut scanner = Browser::with(&world.router, "user-agent", "curl/8.5.0");
    for _ in 0..20 {
        assert_eq!(scanner.send(Method::GET, &root, "").await.status, StatusCode::OK);
        let head = scanner.send(Method::HEAD, &root, "").await;
        assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
        assert_eq!(scanner.send(Method::POST, &root, "").await.status, StatusCode::METHOD_NOT_ALLOWED);
    }
    assert!(scanner.cookies.is_empty());
    assert_eq!(world.portal_event_kinds(&portal).await, [EventKind::Created]);
    let visits = world.visits.take();
    assert_eq!(visits.len(), 20, "a head is no visit");
    let this = FlowLink::Invitation(portal.invitation.id);
    assert!(visits.iter().all(|visit| visit.link == this && visit.automated));
    Browser::with(&world.router, "sec-purpose", "prefetch").get(&root).await;
    assert!(world.visits.take().is_empty());
}

#[tokio::test]
async fn t032_what_is_no_token_is_told_so_as_anywhere_and_no_token_is_no_page() {
    let world = World::new().await;
    world.books().await;
    let real = portal_token(&world.portal(PortalOptions::default()).await);
    let mut browser = Browser::new(&world.router);
    let nowhere = browser.get("/p/nowhere").await;
    for none in ["/", "/?", "/?lang=en", "/?Token=x", "/?tokens=x"] {
        let page = browser.get(none).await;
        assert_eq!((page.status(), page.html()), (StatusCode::NOT_FOUND, nowhere.html()), "{none}");
    }
    let unknown = browser.get("/p/i/lsi_nothing").await;
    let long = "x".repeat(4000);
    for wrong in ["", "x", &real[..real.len() - 1], &real.to_uppercase(), "%FF", "%00", "a%2Fb", &long] {
        let page = browser.get(&format!("/?token={wrong}")).await;
        assert_eq!((page.status(), page.html()), (StatusCode::NOT_FOUND, unknown.html()), "{wrong}");
        assert_eq!(told(&page.answer.headers), told(&unknown.answer.headers), "{wrong}");
    }
    assert!(world.visits.take().is_empty());
}

#[tokio::test]
async fn t006_nothing_logs_the_query() {
    let (log, guard) = keep_log();
    let world = World::new().await;
    world.books().await;
    let portal = world.portal(PortalOptions::default()).await;
    let mut browser = Browser::new(&world.router);
    enter(&mut browser, &portal).await;
    world.revoke_portal(&portal).await;
    browser.get(&portal_address(&portal)).await;
    world.store.set(crate::world::Mood::Down);
    browser.get(&portal_address(&portal)).await;
    world.store.set(crate::world::Mood::Well);
    browser.get("/?token=lsi_a-wrong-one").await;
    drop(guard);
    let log = log.text();
    assert!(log.contains("latchstring::access") && log.contains("route=\"/\""), "the log was kept: {log}");
    for secret in [portal_token(&portal).as_str(), "lsi_a-wrong-one"] {
        for spelling in spellings(secret) {
            assert!(!log.contains(&spelling), "{spelling} is in the log");
        }
    }
    assert!(!log.contains("token="));
}

#[tokio::test]
async fn a_portal_that_ended_says_so_as_any_link_does() {
    let world = World::new().await;
    world.books().await;
    let portal = world.portal(PortalOptions::default()).await;
    world.revoke_portal(&portal).await;
    let page = Browser::new(&world.router).get(&portal_address(&portal)).await;
    assert_eq!((page.status(), page.heading().as_str()), (StatusCode::GONE, "Acme closed this link"));
    assert!(page.says(&portal.invitation.id.to_string()));
    assert!(world.visits.take().is_empty());
}

#[tokio::test]
async fn the_language_is_switched_without_losing_the_link() {
    const GERMAN: Folder = Folder { tag: "de", files: &[("pages.ftl", "language-name = Deutsch\n")] };
    const ENGLISH: Folder = Folder { tag: "en", files: &[("pages.ftl", "language-name = English\n")] };
    let world = World::new().await;
    world.books().await;
    let portal = world.portal(PortalOptions::default()).await;
    let catalog = Catalog::from_folders(&[ENGLISH, GERMAN]).unwrap();
    let mut browser = Browser::new(&latchstring_pages::router(state(&world.ls, &world.visits, catalog)));
    for (address, expected) in [
        (portal_address(&portal), format!("/p/i/{}?lang=de", portal_token(&portal))),
        ("/?token=lsi_gone".to_owned(), "/p/i/lsi_gone?lang=de".to_owned()),
        ("/?token=%22%3E".to_owned(), "?lang=de".to_owned()),
        (format!("/p/i/{}", portal_token(&portal)), "?lang=de".to_owned()),
    ] {
        let page = browser.get(&address).await;
        let tags = page.tags();
        let link = tags.iter().find(|tag| tag.get("hreflang") == Some("de")).unwrap();
        assert_eq!(link.get("href"), Some(expected.as_str()), "{address}");
    }
}
