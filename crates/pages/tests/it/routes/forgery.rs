use http::{Method, StatusCode};
use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::Step;

use super::steps::{PASSWORD, USER, choose_sites, start, walk_to};
use crate::browser::{Browser, Form};
use crate::world::{World, link};

/// What a browser would say of a form that was not sent by a page of ours.
const ELSEWHERE: [&[(&str, &str)]; 7] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[("sec-fetch-site", ""), ("origin", "https://evil.test")],
    &[("sec-fetch-site", ""), ("origin", "https://connect.example.com.evil.test")],
    &[("sec-fetch-site", ""), ("origin", "null")],
    &[("sec-fetch-site", ""), ("origin", "")],
];

#[tokio::test]
async fn t092_a_form_that_another_site_sent_does_nothing() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &invitation, Step::SignIn).await;
    let events = world.event_kinds(&invitation).await;
    let good = page.form("/sign-in").fill("username", USER).fill("password", PASSWORD);
    for headers in ELSEWHERE {
        browser.extra = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        for action in [
            "/provider",
            "/sign-in",
            "/challenge",
            "/sites",
            "/mapping",
            "/forwarding",
            "/submit",
            "/finish",
            "/restart",
        ] {
            let form = Form { action: format!("{}{action}", page.path()), ..good.clone() };
            let refused = browser.submit_only(&form).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{headers:?} {action}");
            assert!(refused.body.contains("Please send that once more"));
        }
        let refused = browser.send(Method::POST, &link(&invitation), "").await;
        assert_eq!(
            (refused.status, refused.header("set-cookie")),
            (StatusCode::FORBIDDEN, ""),
            "{headers:?}"
        );
    }
    assert_eq!(world.event_kinds(&invitation).await, events);

    // What an old browser says of a form of ours.
    browser.extra = vec![("sec-fetch-site", String::new()), ("origin", crate::world::BASE.to_owned())];
    assert_eq!(browser.submit(&good).await.heading(), "Choose what to share");
}

#[tokio::test]
async fn t092_a_simple_fetch_without_a_preflight_is_refused_before_its_body_is_read() {
    let world = World::new().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &world.invite().await).await;
    browser.extra =
        vec![("content-type", "text/plain".to_owned()), ("sec-fetch-site", "cross-site".to_owned())];
    let refused = browser.send(Method::POST, &format!("{}/provider", page.path()), "{\"a\":1}").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn t058_a_form_of_one_session_is_worthless_in_another() {
    let world = World::new().await;
    let (one, two) = (world.invite().await, world.invite().await);
    let mut browser = Browser::new(&world.router);
    let first = walk_to(&mut browser, &world, &one, Step::SignIn).await;
    let second = walk_to(&mut browser, &world, &two, Step::SignIn).await;
    let stolen = first.form("/sign-in").get("csrf").unwrap().to_owned();
    for proof in [stolen.as_str(), "", "x"] {
        let form =
            second.form("/sign-in").fill("username", USER).fill("password", PASSWORD).fill("csrf", proof);
        let refused = browser.submit(&form).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        assert!(
            refused.says("Continue where you were")
                && refused.html().contains(&format!("href=\"{}\"", second.path()))
        );
    }
    let without = second.form("/sign-in").untick("csrf").fill("username", USER).fill("password", PASSWORD);
    assert_eq!(browser.submit(&without).await.status(), StatusCode::FORBIDDEN);
    assert!(!world.event_kinds(&two).await.contains(&EventKind::SignedIn));
}

#[tokio::test]
async fn t058_steps_are_neither_skipped_nor_repeated() {
    let world = World::new().await;
    let order = [Step::Provider, Step::SignIn, Step::Challenge, Step::Sites, Step::Done];
    for at in order {
        let invitation = world.invite().await;
        let mut browser = Browser::new(&world.router);
        let page = walk_to(&mut browser, &world, &invitation, at).await;
        let csrf = page.forms().iter().find_map(|form| form.get("csrf").map(ToOwned::to_owned));
        // A receipt has no form, but the session's proof is the same on every page.
        let csrf = csrf.unwrap_or_else(|| {
            let earlier =
                browser.seen.iter().rev().find(|answer| answer.body.contains("name=\"csrf\"")).unwrap();
            let (_, rest) = earlier.body.split_once("name=\"csrf\" value=\"").unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        });
        let before = (world.event_kinds(&invitation).await, world.connections().await.len());
        for (action, own) in [
            ("/sign-in", Step::SignIn),
            ("/challenge", Step::Challenge),
            ("/sites", Step::Sites),
            ("/mapping", Step::Mapping),
            ("/submit", Step::Submit),
            // There is nothing to finish in a walk for one account.
            ("/finish", Step::Submit),
            ("/provider", Step::Provider),
        ] {
            let choosing = action == "/provider" && matches!(at, Step::SignIn | Step::Challenge);
            if own == at || choosing {
                continue;
            }
            let fields = [
                ("csrf", csrf.as_str()),
                ("username", USER),
                ("password", PASSWORD),
                ("code", latchstring_sign_in::sandbox::CODE),
                ("type", "GAS"),
                ("provider", &world.provider.id.to_string()),
                ("site", &world.sites[0].id.to_string()),
            ];
            let fields =
                fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            let form = Form {
                method: "post".to_owned(),
                action: format!("{}{action}", page.path()),
                fields,
                buttons: Vec::new(),
            };
            let answer = browser.submit_only(&form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{action} at {at}");
            assert_eq!(answer.header("location"), page.path());
            assert_eq!(browser.get(page.path()).await.html(), page.html(), "{action} at {at} moves nothing");
        }
        let after = (world.event_kinds(&invitation).await, world.connections().await.len());
        assert_eq!(before, after, "{at}");
    }
}

#[tokio::test]
async fn a_page_of_before_cannot_change_what_was_done_since() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let sites = walk_to(&mut browser, &world, &invitation, Step::Sites).await;
    choose_sites(&mut browser, &world, &sites).await;
    let again = choose_sites(&mut browser, &world, &sites).await;
    assert_eq!(again.heading(), "Thanks for connecting your utility account!");
    assert_eq!(world.connections().await.len(), 1);
}
