//! What the inviter fills the sign-in form in with, and what providers put around their fields.

use http::StatusCode;
use latchstring_domain::event::EventKind;
use latchstring_domain::portal::PortalOptions;
use latchstring_domain::sign_in::{Adornment, FieldKind, SelectOption, SignInField, SignInForm};
use latchstring_service::portal::{PortalLink, PortalWish};

use super::secrecy::{keep_log, spellings};
use super::steps::{PASSWORD, USER, enter, pick};
use crate::browser::{Browser, Page};
use crate::world::{World, answers, field, portal_address};

const SECRET: &str = "s3cret of the inviter";

/// A portal to every kind of field, filled in by the inviter.
async fn filled(world: &World) -> (PortalLink, latchstring_domain::provider::Provider) {
    let option = |value: &str, label: &str| SelectOption { value: value.to_owned(), label: label.to_owned() };
    let provider = world
        .connector_with("shop", "Harbour Shop", |import| {
            import.form = SignInForm(vec![
                SignInField {
                    adornment: Adornment {
                        start: Some("https://".to_owned()),
                        end: Some("<b>.shop.example".to_owned()),
                    },
                    ..field("shop", FieldKind::Text)
                },
                field("mail", FieldKind::Email),
                SignInField {
                    options: vec![option("eu-1", "Europe & Africa"), option("us-1", "<Americas>")],
                    ..field("region", FieldKind::Select)
                },
                field("test", FieldKind::Boolean),
                field("secret", FieldKind::Password),
                field("own", FieldKind::Password),
            ]);
        })
        .await;
    world.flow("shops", "Shops", &["shop", "sandbox"]).await;
    let values = answers(&[
        ("shop", "\"><script>alert(1)</script>"),
        ("mail", "dana@harbour.example"),
        ("region", "us-1"),
        ("test", "false"),
        ("secret", SECRET),
        ("unknown", "not a field"),
    ]);
    (world.portal_to(PortalWish::All, PortalOptions::default(), values).await, provider)
}

fn input<'a>(tags: &'a [crate::html::Tag], name: &str) -> &'a crate::html::Tag {
    tags.iter().find(|tag| tag.get("name") == Some(name)).unwrap()
}

#[tokio::test]
async fn the_form_is_filled_in_but_for_secrets() {
    let world = World::new().await;
    let (portal, provider) = filled(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    assert!(!page.says("dana@harbour.example"), "not before it is asked");
    let page = pick(&mut browser, &page, &provider).await;
    let form = page.form("/sign-in");
    let held = [
        ("shop", "\"><script>alert(1)</script>"),
        ("mail", "dana@harbour.example"),
        ("region", "us-1"),
        ("test", "false"),
    ];
    for (name, value) in held {
        assert_eq!(form.get(name), Some(value));
    }
    assert!(!page.html().contains("<script>alert") && !page.says("not a field"));

    let tags = page.tags();
    let (secret, own) = (input(&tags, "secret"), input(&tags, "own"));
    assert!(!secret.has("value") && !secret.has("required") && !own.has("value") && own.has("required"));
    assert!(page.says("By Acme. Leave this empty to use it, or type your own."));
    assert!(secret.get("aria-describedby").unwrap().contains("field-secret-filled"));
    assert!(own.get("aria-describedby").is_none() && page.html().matches("Filled in<").count() == 1);
    assert!(!page.says(SignInBox::NAME), "there is something to type");
}

/// The box that says "connect my account".
struct SignInBox;

impl SignInBox {
    const NAME: &str = "connect-it";
}

#[tokio::test]
async fn options_show_their_labels_and_what_stands_around_a_field_is_heard_too() {
    let world = World::new().await;
    let (portal, provider) = filled(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let page = pick(&mut browser, &page, &provider).await;
    assert!(page.says(">Europe & Africa</option>") && page.says("value=\"eu-1\""));
    assert!(page.html().contains("&#60;Americas&#62;") && !page.html().contains("<Americas>"));
    let tags = page.tags();
    assert_eq!(input(&tags, "shop").get("aria-describedby"), Some("field-shop-start field-shop-end"));
    assert!(
        page.html().contains("<bdi>https://</bdi>")
            && page.html().contains("<bdi>&#60;b&#62;.shop.example</bdi>")
    );

    // A value that is none of the options, and one that is: only what can be chosen is taken.
    let form = page.form("/sign-in").fill("own", "x").fill("region", "Europe & Africa");
    let refused = browser.submit(&form).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Choose one of the answers to “region”."));
    let done = browser.submit(&form.fill("region", "eu-1")).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
}

#[tokio::test]
async fn t006_a_secret_of_the_inviter_is_on_no_page_in_no_log_and_in_no_event() {
    let (log, guard) = keep_log();
    let world = World::new().await;
    let (portal, provider) = filled(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = enter(&mut browser, &portal).await;
    let page = pick(&mut browser, &page, &provider).await;
    let form = page.form("/sign-in");
    for wrong in
        [form.clone(), form.clone().fill("mail", "x").fill("own", "y"), form.clone().fill("secret", " ")]
    {
        assert_eq!(browser.submit(&wrong).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    world.store.set(crate::world::Mood::NoWrites);
    browser.submit(&form.clone().fill("own", "mine alone")).await;
    world.store.set(crate::world::Mood::Well);
    browser.get(page.path()).await;
    let done = browser.submit(&form.fill("own", "mine alone")).await;
    assert_eq!(done.status(), StatusCode::OK);
    drop(guard);
    let log = log.text();
    let events: String =
        world.portal_events(&portal).await.iter().map(|event| format!("{event:?}")).collect();
    for secret in [SECRET, "mine alone"] {
        for spelling in spellings(secret) {
            assert!(!log.contains(&spelling), "{spelling} is in the log");
            assert!(!events.contains(&spelling), "{spelling} is in an event");
            assert!(
                browser.seen.iter().all(|seen| !seen.body.contains(&spelling)),
                "{spelling} is on a page"
            );
        }
    }
}

/// A portal to the sandbox, which checks what it is given.
async fn checked(world: &World, values: &[(&str, &str)]) -> PortalLink {
    world.flow("sandbox", "Sandbox", &["sandbox"]).await;
    world.portal_to(PortalWish::All, PortalOptions::default(), answers(values)).await
}

async fn at_the_form(world: &World, browser: &mut Browser, portal: &PortalLink) -> Page {
    let page = enter(browser, portal).await;
    pick(browser, &page, &world.provider).await
}

#[tokio::test]
async fn a_secret_that_is_filled_in_counts_until_another_is_typed() {
    let world = World::new().await;
    let portal = checked(&world, &[("password", PASSWORD)]).await;
    for (typed, signed_in) in [("", true), ("   ", true), ("another", false)] {
        let mut browser = Browser::new(&world.router);
        let page = at_the_form(&world, &mut browser, &portal).await;
        let page =
            browser.submit(&page.form("/sign-in").fill("username", USER).fill("password", typed)).await;
        assert_eq!(page.heading() == "Thanks for connecting your account!", signed_in, "{typed:?}");
        if !signed_in {
            assert!(page.says("did not accept that sign-in") && page.says("Filled in<"));
            let page = browser.submit(&page.form("/sign-in")).await;
            assert_eq!(
                page.heading(),
                "Thanks for connecting your account!",
                "left empty, it is the inviter's again"
            );
        }
    }
    let wrong = World::new().await;
    let portal = checked(&wrong, &[("password", "wrong")]).await;
    let mut browser = Browser::new(&wrong.router);
    let page = at_the_form(&wrong, &mut browser, &portal).await;
    let form = page.form("/sign-in").fill("username", USER);
    assert_eq!(browser.submit(&form).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let done = browser.submit(&form.fill("password", PASSWORD)).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
}

#[tokio::test]
async fn what_was_filled_in_and_may_be_read_can_be_changed_and_emptied() {
    let world = World::new().await;
    let portal = checked(&world, &[("username", "somebody else")]).await;
    let mut browser = Browser::new(&world.router);
    let page = at_the_form(&world, &mut browser, &portal).await;
    let form = page.form("/sign-in").fill("password", PASSWORD);
    assert_eq!(form.get("username"), Some("somebody else"));
    let empty = browser.submit(&form.clone().fill("username", "")).await;
    assert!(
        empty.says("Fill in “User name or e-mail”.") && empty.form("/sign-in").get("username") == Some("")
    );
    let done = browser.submit(&form.fill("username", USER)).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
}

#[tokio::test]
async fn t002_a_form_with_nothing_left_to_type_takes_a_tick_that_no_scanner_sets() {
    let world = World::new().await;
    let portal = checked(&world, &[("username", USER), ("password", PASSWORD)]).await;
    let mut scanner = Browser::new(&world.router);
    let mut found = vec![scanner.get(&portal_address(&portal)).await];
    for _ in 0..5 {
        let mut next: Vec<Page> = Vec::new();
        for page in &found {
            for form in page.forms() {
                next.push(scanner.submit(&form).await);
                for (name, value) in &form.buttons {
                    next.push(scanner.submit(&form.clone().tick(name, value)).await);
                }
            }
        }
        next.dedup_by_key(|page| page.heading());
        found = next;
    }
    assert!(
        scanner.seen.iter().any(|seen| seen.body.contains("Tick the box to connect your account.")),
        "it got as far as it can"
    );
    let kinds = world.portal_event_kinds(&portal).await;
    for kind in [EventKind::SignedIn, EventKind::SignInFailed, EventKind::Submitted] {
        assert!(!kinds.contains(&kind), "{kind}");
    }
    assert_eq!((world.portal_uses(&portal).await, world.connections().await.len()), (0, 0));

    let mut browser = Browser::new(&world.router);
    let page = at_the_form(&world, &mut browser, &portal).await;
    assert!(page.says("Yes, connect my Sandbox Utility account"));
    let refused = browser.submit(&page.form("/sign-in")).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let done = browser.submit(&page.form("/sign-in").tick(SignInBox::NAME, "1")).await;
    assert_eq!(done.heading(), "Thanks for connecting your account!");
    assert_eq!(world.portal_uses(&portal).await, 1);
}
