//! Links in the hotglue shape: where they are, whose they are, and how they look.

use http::{Method, StatusCode};
use latchstring_domain::event::{AgentClass, EventKind};
use latchstring_domain::flow_session::FlowLink;
use latchstring_domain::portal::{PortalOptions, TextKey, TextOverrides};
use latchstring_domain::text::OverrideText;
use latchstring_i18n::{Catalog, Folder};

use super::dead_ends::told;
use super::secrecy::{keep_log, spellings};
use super::steps::{PASSWORD, USER, button, enter, pick, sign_in};
use crate::browser::{Browser, Page};
use crate::html::text_of;
use crate::world::{TENANT, World, portal_address, portal_token, state};

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
    assert_eq!(landing.without_address(), browser.get(&path).await.without_address());
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
async fn the_words_are_for_an_account_of_any_kind_and_name_who_asks() {
    let world = World::new().await;
    world.books().await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&portal_address(&world.portal(PortalOptions::default()).await)).await;
    // The tenant is the recipient's own side, and is called by its id.
    assert_eq!(landing.heading(), "Acme asks you to connect an account");
    assert!(landing.says("They get the data of the account you connect"));
    assert_eq!(text_of(landing.html(), "title"), "Connect your account");
    let portal = world.portal(PortalOptions::default()).await;
    let page = enter(&mut browser, &portal).await;
    let page = pick(&mut browser, &page, &world.provider).await;
    assert!(page.says("Signing in connects this account to Acme."), "nothing more is asked");
    let page = sign_in(&mut browser, &page, USER, PASSWORD).await;
    assert_eq!(page.heading(), "Thanks for connecting your account!");
    for seen in &browser.seen {
        for word in ["utility account", "bills", "usage", TENANT] {
            assert!(!seen.body.contains(word), "{word} on {}", seen.path);
        }
    }
    assert!(!page.says("Connect another account"), "a portal for one account");
    assert_eq!(world.portal_uses(&portal).await, 1);
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
    assert!(visits.iter().all(|visit| visit.link == this && visit.agent == AgentClass::Program));
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
        let same = (StatusCode::NOT_FOUND, unknown.without_address());
        assert_eq!((page.status(), page.without_address()), same, "{wrong}");
        // The choice of a language leads to the address that was asked for, which has a length.
        let headers = |page: &Page| {
            let all = told(&page.answer.headers).into_iter();
            all.filter(|(name, _)| name != "content-length").collect::<Vec<_>>()
        };
        assert_eq!(headers(&page), headers(&unknown), "{wrong}");
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
        (portal_address(&portal), Some(format!("/p/i/{}", portal_token(&portal)))),
        ("/?token=lsi_gone".to_owned(), Some("/p/i/lsi_gone".to_owned())),
        // The page's own address, whose query the form replaces.
        ("/?token=%22%3E".to_owned(), None),
        (format!("/p/i/{}", portal_token(&portal)), None),
    ] {
        let page = browser.get(&address).await;
        let tags = page.tags();
        let form = tags.iter().find(|tag| tag.get("class") == Some("languages")).unwrap();
        assert_eq!(form.get("action"), expected.as_deref(), "{address}");
    }
}

fn saying(texts: &[(TextKey, &str)]) -> PortalOptions {
    let own = texts.iter().map(|(key, text)| (*key, OverrideText::parse(text).unwrap()));
    PortalOptions { texts: TextOverrides(own.collect()), ..PortalOptions::default() }
}

#[tokio::test]
async fn a_links_own_words_stand_as_they_are_and_as_text() {
    let world = World::new().await;
    world.books().await;
    let hostile = "<script>alert(1)</script> { $company } \"&'";
    let options = saying(&[
        (TextKey::LandingHeading, hostile),
        (TextKey::LandingLead, "Bring a pen."),
        (TextKey::LandingStart, "Go"),
        (TextKey::ConnectorsHeading, "Where are your books?"),
        (TextKey::ConnectorsLead, hostile),
        (TextKey::SignInButton, "Let me in"),
        (TextKey::DoneHeading, "All set"),
    ]);
    let portal = world.portal(options).await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&portal_address(&portal)).await;
    assert_eq!(landing.heading(), hostile);
    assert!(landing.says("Bring a pen.") && landing.says(">Go</button>"));
    assert!(landing.says("Sent by Acme on"), "who asks is always said");
    let page = enter(&mut browser, &portal).await;
    assert_eq!(page.heading(), "Where are your books?");
    assert!(page.says(hostile));
    let page = pick(&mut browser, &page, &world.provider).await;
    assert!(page.says(">Let me in</button>") && page.heading() == "Sign in to Sandbox Utility");
    let form = page.form("/sign-in").fill("username", USER);
    let done = browser.submit(&form.fill("password", PASSWORD)).await;
    assert_eq!(done.heading(), "All set");
    for seen in &browser.seen {
        assert!(!seen.body.contains("<script>alert"), "{}", seen.path);
    }
}

#[tokio::test]
async fn progress_and_ways_back_can_be_left_out() {
    let world = World::new().await;
    world.books().await;
    for hidden in [false, true] {
        let options = PortalOptions {
            hides_breadcrumbs: hidden,
            hides_back_buttons: hidden,
            ..PortalOptions::default()
        };
        let portal = world.portal(options).await;
        let mut browser = Browser::new(&world.router);
        let page = enter(&mut browser, &portal).await;
        let page = pick(&mut browser, &page, &world.provider).await;
        assert_eq!(page.says("?choose=1"), !hidden);
        let again = browser.get(&format!("{}?choose=1", page.path())).await;
        assert_eq!(again.heading() == page.heading(), hidden, "asking for it is no way around it");
        let asked = sign_in(&mut browser, &page, "sandbox-mfa", PASSWORD).await;
        assert_eq!(asked.heading(), "Enter the code");
        let end = if hidden { "/provider" } else { "/restart" };
        let page = browser.submit(&asked.form(end)).await;
        let expected =
            if hidden { "Sign in to Sandbox Utility" } else { "Which account do you want to connect?" };
        assert_eq!(page.heading(), expected, "starting again is no way back either");
        let walked = browser.seen.iter().filter(|seen| seen.path.starts_with("/p/s/"));
        let lines = walked.filter(|seen| seen.body.contains("class=\"progress\"")).count();
        assert_eq!(lines == 0, hidden);
    }
}

#[tokio::test]
async fn a_portal_for_one_connector_asks_whether_it_is_right_and_offers_no_other() {
    let world = World::new().await;
    world.books().await;
    let portal = world.portal_to_one("quay", PortalOptions::default()).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    assert_eq!(page.heading(), "Is your account here?");
    assert!(page.says("quay.example") && !page.says("choose=1") && !page.says("Sandbox"));
    assert!(page.form("/provider").get("country").is_none());
    for query in ["?choose=1", "?choose=1&q=sandbox", "?sites=1"] {
        assert_eq!(browser.get(&format!("{}{query}", page.path())).await.heading(), page.heading());
    }
    // No other one is taken either, whoever makes up a form.
    let other = page.form("/provider").fill("provider", &world.provider.id.to_string());
    assert_eq!(browser.submit(&other).await.heading(), "Is your account here?");
    let page = browser.submit(&page.form("/provider")).await;
    assert_eq!(page.heading(), "Sign in to Quay Books");
    assert!(!page.says("choose=1"));
}

#[tokio::test]
async fn a_portal_takes_nothing_beside_its_offer() {
    let world = World::new().await;
    let flow = world.books().await;
    let stranger = world.connector("stranger", "Stranger").await;
    let portal = world.portal(PortalOptions::default()).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    assert!(!page.says("isn’t listed") && !page.says("Stranger"));
    let good = button(&page, &world.provider);
    for (flow, provider) in [
        (flow.id.to_string(), stranger.id.to_string()),
        (stranger.id.to_string(), world.provider.id.to_string()),
        ("x".to_owned(), world.provider.id.to_string()),
        (flow.id.to_string(), "prefilled".to_owned()),
        (flow.id.to_string(), String::new()),
    ] {
        let refused = browser.submit(&good.clone().fill("flow", &flow).fill("provider", &provider)).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{flow} {provider}");
        assert_eq!(refused.heading(), "Which account do you want to connect?");
    }
    let unlisted = crate::browser::Form {
        fields: [
            ("csrf", good.get("csrf").unwrap()),
            ("other_name", "Evil"),
            ("other_url", "https://evil.test"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        ..good
    };
    assert_eq!(browser.submit(&unlisted).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!world.portal_event_kinds(&portal).await.contains(&EventKind::ProviderChosen));
}
