//! Links that came by mail, and passing them on.

use std::time::Duration;

use http::StatusCode;
use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::event::EventKind;
use latchstring_service::invitation::InvitationView;
use latchstring_service::mail::{self, DueMail};
use latchstring_service::outbox;
use secrecy::ExposeSecret as _;

use super::steps::{PASSWORD, USER, choose_sandbox, sign_in};
use crate::browser::{Browser, Page};
use crate::world::{World, gated, link};

const BOSS: &str = "boss@acme.example";

/// A world, an invitation that was mailed to dana@harbour.example, and the path in the mail.
/// A link that came by mail to Dana, and that anybody at Harbour may use.
async fn mailed() -> (World, InvitationView, String) {
    let world = World::with_mail().await;
    let mut terms = gated();
    terms.allowed = AllowList::new(
        ["dana@harbour.example", "*@harbour.example"].map(|rule| AddressRule::parse(rule).unwrap()),
    )
    .unwrap();
    terms.send_email = true;
    let invitation = world.invite_with(Default::default(), Default::default(), terms).await;
    let path = sent(&world).await.remove(0).1;
    (world, invitation, path)
}

/// The mails that are due, sent: to whom, and the path of the link.
async fn sent(world: &World) -> Vec<(String, String)> {
    let mut mails = Vec::new();
    let entries = outbox::claim_mail(&world.ls, Duration::from_secs(60), 50).await.unwrap();
    for entry in entries.into_iter().filter(|entry| mail::is_mail(&entry.entry.task)) {
        if let Some(DueMail::Invitation(mail)) = mail::due(&world.ls, &entry).await.unwrap() {
            let url = mail.url.expose_secret();
            mails.push((mail.to.to_string(), url[url.find("/p/i/").unwrap()..].to_owned()));
        }
        mail::sent(&world.ls, &entry).await.unwrap();
    }
    mails
}

async fn begun(world: &World, path: &str) -> (Browser, Page) {
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(path).await;
    let page = browser.submit(&landing.form(path)).await;
    (browser, page)
}

#[tokio::test]
async fn t077_who_comes_by_mail_presses_one_button_and_is_in() {
    let (world, invitation, path) = mailed().await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&path).await;
    assert_eq!(landing.status(), StatusCode::OK);
    assert!(
        landing.says("Continue as d•••@harbour.example") && landing.says("Not you?"),
        "{}",
        landing.html()
    );
    assert!(!landing.says("dana@"), "t008 an unfurled link shows no address");
    assert!(landing.says("energy report"), "the inviter’s words are for those on the list");
    assert!(!world.event_kinds(&invitation).await.contains(&EventKind::EmailVerified), "P1");

    let page = browser.submit(&landing.form(&path)).await;
    assert_eq!(page.heading(), "Who sends your bills?");
    assert!(page.path().starts_with("/p/s/"), "t005 away from the secrets");
    assert!(world.event_kinds(&invitation).await.contains(&EventKind::EmailVerified));
    assert!(sent(&world).await.is_empty(), "no code was needed");
    let page = choose_sandbox(&mut browser, &world, &page).await;
    sign_in(&mut browser, &page, USER, PASSWORD).await;
}

#[tokio::test]
async fn somebody_else_at_that_link_proves_an_address_of_their_own() {
    let (world, _, path) = mailed().await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&path).await;
    let other = landing
        .tags()
        .into_iter()
        .find(|tag| tag.name == "a" && tag.get("href") == Some(&path[..path.rfind('/').unwrap()]));
    assert!(other.is_some(), "Not you? leads to the link without the proof");
    for damaged in [
        format!("{path}A"),
        path[..path.len() - 1].to_owned(),
        format!("{}/x", &path[..path.rfind('/').unwrap()]),
    ] {
        let page = browser.get(&damaged).await;
        assert_eq!(page.status(), StatusCode::OK);
        assert!(page.says("Send me a code") && !page.says("energy report"), "{damaged}");
        let page = browser.submit(&page.form(&damaged).fill("email", "dana@harbour.example")).await;
        assert_eq!(page.heading(), "Check your e-mail");
    }
}

#[tokio::test]
async fn t002_a_scanner_that_presses_every_button_mails_nobody_and_spends_nothing() {
    let (world, invitation, path) = mailed().await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&path).await;
    let form = landing.form(&path);
    let page = browser.submit(&form).await;
    for empty in page.forms() {
        browser.submit(&empty).await;
    }
    let (name, value) = form.buttons[0].clone();
    let page = browser.submit(&form.tick(&name, &value)).await;
    assert_eq!(page.heading(), "Who should do this instead?");
    let refused = browser.submit(&page.form("/hand-off")).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Enter your colleague’s e-mail address."));
    assert!(sent(&world).await.is_empty());
    assert_eq!(world.uses(&invitation).await.0, 0);
}

#[tokio::test]
async fn a_recipient_passes_the_link_on_from_the_sign_in_page() {
    let (world, invitation, path) = mailed().await;
    let (mut browser, page) = begun(&world, &path).await;
    let page = choose_sandbox(&mut browser, &world, &page).await;
    let to = page
        .tags()
        .into_iter()
        .find_map(|tag| tag.get("href").filter(|to| to.ends_with("/hand-off")).map(str::to_owned));
    let page = browser.get(&to.expect("the sign-in page offers it")).await;
    assert_eq!(page.heading(), "Who should do this instead?");
    let form = page.form("/hand-off");

    for (typed, why) in [
        ("boss@", "Enter an address such as name@example.com."),
        ("Dana@Harbour.Example", "That is your own address. Enter your colleague’s."),
    ] {
        let page = browser.submit(&form.clone().fill("email", typed)).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(why) && page.says(typed), "{}", page.html());
    }
    // t071: a listed address and another one.
    let done = browser.submit(&form.clone().fill("email", BOSS)).await;
    let same = browser.submit(&form.clone().fill("email", "mallory@example.net")).await;
    assert_eq!((done.status(), done.heading()), (StatusCode::OK, "Passed on".to_owned()));
    assert_eq!(done.html(), same.html());
    let told = world.event_kinds(&invitation).await;
    assert_eq!(told.iter().filter(|kind| **kind == EventKind::HandedOff).count(), 2);

    browser.submit(&form.clone().fill("email", BOSS)).await;
    let enough = browser.submit(&form.fill("email", BOSS)).await;
    assert_eq!(enough.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(enough.heading(), "This link was passed on too often");
}

#[tokio::test]
async fn nobody_passes_on_what_they_have_not_proved() {
    let (world, invitation, path) = mailed().await;
    let plain = link(&invitation);
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&plain).await;
    let gate = browser.submit(&landing.form(&plain).fill("email", "dana@harbour.example")).await;
    let page = browser.get(&format!("{}/hand-off", gate.path())).await;
    assert_eq!(page.heading(), "Check your e-mail");
    sent(&world).await;

    // With then=hand-off and a proof that is none, the address comes first as well.
    let damaged = format!("{path}A");
    let landing = browser.get(&damaged).await;
    let page = browser.submit(&landing.form(&damaged).tick("then", "hand-off")).await;
    assert!(
        page.says("What is your e-\u{2060}mail address?") || page.says("Send me a code"),
        "{}",
        page.heading()
    );
}

#[tokio::test]
async fn where_nobody_else_may_use_the_link_it_is_not_offered_to_be_passed_on() {
    let world = World::with_mail().await;
    let mut terms = gated();
    terms.send_email = true;
    world.invite_with(Default::default(), Default::default(), terms).await;
    let path = sent(&world).await.remove(0).1;
    let offers = |page: &Page| page.says("Send this to a colleague");
    assert!(!offers(&Browser::new(&world.router).get(&path).await));
    let (mut browser, page) = begun(&world, &path).await;
    assert!(!offers(&choose_sandbox(&mut browser, &world, &page).await));
    let asked = browser.get(&format!("{}/hand-off", page.path())).await;
    assert_eq!(asked.heading(), "Sign in to Sandbox Utility", "its address leads on");
}
