//! Proving an address before anything else.

use std::time::Duration;

use http::StatusCode;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::EventKind;
use latchstring_domain::prefill::{Prefill, ProviderHint};
use latchstring_service::invitation::InvitationView;
use latchstring_service::mail::{self, CodeMail, DueMail};
use latchstring_service::outbox;
use secrecy::ExposeSecret as _;

use crate::browser::{Browser, Form, Page};
use crate::world::{World, gated, link};

const LISTED: &str = "dana@harbour.example";
const STRANGER: &str = "mallory@example.net";
const CODE: &str = "Check your e-mail";

/// A world that sends mail, and an invitation for one address that says much to whoever passes.
async fn limited() -> (World, InvitationView) {
    let world = World::with_mail().await;
    let prefill = Prefill {
        provider: Some(ProviderHint::Id(world.provider.id)),
        initial_sites: vec![world.sites[0].id],
        connection_owner_email: Some(EmailAddress::parse("owner@acme.example").unwrap()),
        ..Prefill::default()
    };
    let invitation = world.invite_with(prefill, Default::default(), gated()).await;
    (world, invitation)
}

/// Opens the link and asks for a code for an address.
async fn ask(browser: &mut Browser, invitation: &InvitationView, address: &str) -> Page {
    let path = link(invitation);
    let landing = browser.get(&path).await;
    browser.submit(&landing.form(&path).fill("email", address)).await
}

/// The code that is due to be mailed, and to whom; `None` where nothing is.
async fn mailed(world: &World) -> Option<(String, String)> {
    due(world).await.map(|mail| (mail.to.as_str().to_owned(), mail.code.expose_secret().to_owned()))
}

async fn due(world: &World) -> Option<CodeMail> {
    let entries = outbox::claim_mail(&world.ls, Duration::from_secs(60), 10).await.unwrap();
    let mut found = None;
    for entry in entries.into_iter().filter(|entry| mail::is_mail(&entry.entry.task)) {
        if let Some(DueMail::Code(mail)) = mail::due(&world.ls, &entry).await.unwrap() {
            found = Some(mail);
        }
        mail::sent(&world.ls, &entry).await.unwrap();
    }
    found
}

#[tokio::test]
async fn the_mail_with_a_code_is_in_the_language_of_the_page_that_asked_for_it() {
    for (accepted, chosen, expected) in [("ja, en;q=0.5", None, "ja"), ("ja", Some("pt-BR"), "pt-BR")] {
        let (world, invitation) = limited().await;
        let mut browser = Browser::with(&world.router, "accept-language", accepted);
        if let Some(tag) = chosen {
            browser.get(&format!("{}?lang={tag}", link(&invitation))).await;
        }
        let page = ask(&mut browser, &invitation, LISTED).await;
        assert_eq!(due(&world).await.unwrap().locale.as_deref(), Some(expected));
        // Chosen later, it is that of the next mail.
        browser.get(&format!("{}?lang=ar", link(&invitation))).await;
        world.clock.advance(Duration::from_secs(120));
        browser.submit(&page.form("/address")).await;
        assert_eq!(due(&world).await.unwrap().locale.as_deref(), Some("ar"));
    }
}

async fn type_code(browser: &mut Browser, page: &Page, code: &str) -> Page {
    browser.submit(&page.form("/code").fill("code", code)).await
}

fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn t077_an_address_is_proved_with_the_code_that_was_mailed_to_it() {
    let (world, invitation) = limited().await;
    let mut browser = Browser::new(&world.router);
    let page = ask(&mut browser, &invitation, LISTED).await;
    assert_eq!((page.status(), page.heading().as_str()), (StatusCode::OK, CODE));
    assert!(page.says("d•••@harbour.example"), "the address is masked");
    assert!(page.says("autocomplete=\"one-time-code\""));

    let (to, code) = mailed(&world).await.unwrap();
    assert_eq!(to, LISTED);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let page = type_code(&mut browser, &page, &spaced).await;
    assert_eq!(page.heading(), "Is this your provider?", "{}", page.html());
    let page = browser.submit(&page.form("/provider")).await;
    assert!(page.says("Sign in to Sandbox Utility"));
    let told = world.event_kinds(&invitation).await;
    let proof =
        [EventKind::Created, EventKind::Started, EventKind::VerificationSent, EventKind::EmailVerified];
    assert_eq!(told[..4], proof);
}

#[tokio::test]
async fn t047_the_cookie_of_before_the_proof_opens_nothing_after_it() {
    let (world, invitation) = limited().await;
    let mut browser = Browser::new(&world.router);
    let page = ask(&mut browser, &invitation, LISTED).await;
    // Somebody planted this cookie, or has read it.
    let mut other = Browser::new(&world.router);
    other.cookies = browser.cookies.clone();
    let before = browser.cookies["__Host-latchstring-flow"].clone();
    let (_, code) = mailed(&world).await.unwrap();
    let provider = type_code(&mut browser, &page, &code).await;
    assert_eq!(provider.heading(), "Is this your provider?");
    let after = &browser.cookies["__Host-latchstring-flow"];
    assert_ne!(before.split_once('.').unwrap().1, after.split_once('.').unwrap().1);
    assert!(!after.contains('~'), "the pass of before is not kept beside the new one");

    for stale in [other.get(provider.path()).await, other.submit(&page.form("/code")).await] {
        assert_eq!((stale.status(), stale.heading().as_str()), (StatusCode::GONE, "This page is closed"));
        assert!(!stale.says("Acme"), "nothing is told of whose it was");
    }
    assert!(browser.submit(&provider.form("/provider")).await.says("Sign in to Sandbox Utility"));
}

#[tokio::test]
async fn t011_t071_the_pages_are_the_same_for_every_address_and_tell_nothing_of_the_link() {
    let (world, invitation) = limited().await;
    let mut listed = Browser::new(&world.router);
    let mut stranger = Browser::new(&world.router);
    let told = ask(&mut listed, &invitation, LISTED).await;
    assert!(mailed(&world).await.is_some());
    let same = ask(&mut stranger, &invitation, STRANGER).await;
    assert_eq!(mailed(&world).await, None, "nothing goes to a stranger");
    assert_eq!(same.status(), told.status());
    let anonymous = |page: &Page, address: &str| {
        let form = page.form("/code");
        let id = form.action.split('/').nth(3).unwrap().to_owned();
        page.html().replace(form.get("csrf").unwrap(), "").replace(&id, "").replace(address, "")
    };
    assert_eq!(anonymous(&told, "d•••@harbour.example"), anonymous(&same, "m•••@example.net"));

    let wrong = type_code(&mut stranger, &same, "000000").await;
    assert_eq!((wrong.status(), wrong.heading().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, CODE));
    for answer in &stranger.seen {
        for private in ["Sandbox Utility", "sandbox.example", "Harbour", "harbour", "owner@", "energy report"]
        {
            assert!(!answer.body.contains(private), "{private} at {}", answer.path);
        }
    }
}

#[tokio::test]
async fn what_is_no_address_opens_nothing() {
    let (world, invitation) = limited().await;
    let mut browser = Browser::new(&world.router);
    for (typed, said) in [
        ("", "Enter your e-mail address."),
        ("dana@", "Enter an address such as"),
        ("a@x.example,b@x.example", "Enter an"),
    ] {
        let page = ask(&mut browser, &invitation, typed).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(page.says(said), "{typed}");
        assert!(page.says("asks you to connect"), "it is the landing page still");
    }
    assert!(browser.cookies.is_empty());
    assert_eq!(world.event_kinds(&invitation).await, [EventKind::Created]);
}

#[tokio::test]
async fn t065_wrong_codes_are_counted_and_the_fifth_voids_the_right_one() {
    let (world, invitation) = limited().await;
    let mut browser = Browser::new(&world.router);
    let page = ask(&mut browser, &invitation, LISTED).await;
    let (_, code) = mailed(&world).await.unwrap();
    for (typed, said) in [("", "Enter the code from the mail."), ("12345", "A code has six digits.")] {
        let page = type_code(&mut browser, &page, typed).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(said), "{typed}");
    }
    let wrong = another(&code);
    for left in (0..5).rev() {
        let page = type_code(&mut browser, &page, &wrong).await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.says("2 tries left"), left == 2);
        assert_eq!(page.says("One try left"), left == 1);
        assert_eq!(page.says("Ask for another one below."), left == 0);
    }
    let page = type_code(&mut browser, &page, &code).await;
    assert!(page.says("This code can no longer be used."));
}

#[tokio::test]
async fn t063_a_code_of_ten_minutes_ago_is_told_so_and_another_helps() {
    let (world, invitation) = limited().await;
    let mut browser = Browser::new(&world.router);
    let page = ask(&mut browser, &invitation, LISTED).await;
    let (_, old) = mailed(&world).await.unwrap();
    world.clock.advance(Duration::from_secs(600));
    let page = type_code(&mut browser, &page, &old).await;
    assert!(page.says("This code can no longer be used."));
    let again = page.forms().into_iter().find(|form| form.action.ends_with("/address")).unwrap();
    let page = browser.submit(&again).await;
    assert_eq!(page.heading(), CODE);
    let (to, new) = mailed(&world).await.unwrap();
    assert_eq!(to, LISTED);
    let page = type_code(&mut browser, &page, &new).await;
    assert_eq!(page.heading(), "Is this your provider?");
}

#[tokio::test]
async fn another_code_is_to_be_waited_for_and_another_address_is_not() {
    let (world, invitation) = limited().await;
    let mut browser = Browser::new(&world.router);
    let page = ask(&mut browser, &invitation, "dina@harbour.example").await;
    assert!(page.says("data-wait=\"60\"") && page.says("You can ask for another one in 1:00."));
    world.clock.advance(Duration::from_secs(39));
    let again = page.forms().into_iter().find(|form| form.action.ends_with("/address")).unwrap();
    let page = browser.submit(&again).await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Another code can be sent in 0:21."));
    assert_eq!(mailed(&world).await, None, "not one of the listed");

    let page = browser.get(&format!("{}?address=1", page.path().trim_end_matches("/address"))).await;
    assert_eq!(page.heading(), "What is your e-\u{2060}mail address?");
    let page = browser.submit(&page.form("/address").fill("email", "dana@")).await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.submit(&page.form("/address").fill("email", LISTED)).await;
    assert_eq!((page.status(), page.heading().as_str()), (StatusCode::OK, CODE));
    assert_eq!(mailed(&world).await.unwrap().0, LISTED);
}

#[tokio::test]
async fn t066_too_many_codes_end_in_a_page_of_their_own() {
    let (world, invitation) = limited().await;
    for _ in 0..100 {
        let mut browser = Browser::new(&world.router);
        let page = ask(&mut browser, &invitation, LISTED).await;
        if page.status() == StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(page.heading(), "Too many codes for now");
            assert!(browser.cookies.is_empty(), "no session is left behind in the browser");
            return;
        }
        assert_eq!(page.heading(), CODE);
    }
    panic!("a hundred codes were sent");
}

#[tokio::test]
async fn a_new_link_is_asked_for_where_one_has_ended() {
    let (world, invitation) = limited().await;
    world.revoke(&invitation).await;
    let mut browser = Browser::new(&world.router);
    let ended = browser.get(&link(&invitation)).await;
    assert_eq!(ended.status(), StatusCode::GONE);
    let ask = ended.forms().into_iter().find(|form| form.action.ends_with("?ask=link")).unwrap();
    for _ in 0..5 {
        let page = browser.submit(&ask).await;
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(page.heading(), "Acme Property Services knows that you would like a new link");
    }
    let told = world.event_kinds(&invitation).await;
    let asked = told.iter().filter(|kind| **kind == EventKind::LinkRequested).count();
    assert_eq!(asked, 3, "more would be noise: {told:?}");

    // Of a link that can be used nothing is asked: it is shown.
    let open = world.invite().await;
    let ask = Form { action: format!("{}?ask=link", link(&open)), ..ask };
    let answer = browser.submit_only(&ask).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, link(&open).as_str()));
}
