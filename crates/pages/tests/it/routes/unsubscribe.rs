//! The link at the foot of a reminder.

use std::time::Duration;

use http::{Method, StatusCode};
use latchstring_domain::reminder::Days;
use latchstring_domain::suppression::Suppression;
use latchstring_service::mail::{self, DueMail};
use latchstring_service::outbox;
use latchstring_service::suppression::{self, ListSuppressions};
use latchstring_service::workspace::{self, WorkspaceChanges};
use secrecy::ExposeSecret as _;

use crate::browser::Browser;
use crate::world::{World, gated};

const LEASE: Duration = Duration::from_secs(60);

async fn suppressed(world: &World) -> Vec<Suppression> {
    let wish = ListSuppressions { address: None, after: None, per_page: 10 };
    suppression::list(&world.ls, &world.caller, wish).await.unwrap().items
}

/// A world, and the path in a reminder to dana@harbour.example.
async fn reminded() -> (World, String) {
    let world = World::with_mail().await;
    let wish =
        WorkspaceChanges { remind_after: Some(Some(Days::new(1).unwrap())), ..WorkspaceChanges::default() };
    workspace::update(&world.ls, &world.caller, wish).await.unwrap();
    let mut terms = gated();
    terms.send_email = true;
    world.invite_with(Default::default(), Default::default(), terms).await;
    for _ in 0..2 {
        for entry in outbox::claim_mail(&world.ls, LEASE, 10).await.unwrap() {
            let Some(DueMail::Invitation(due)) = mail::due(&world.ls, &entry).await.unwrap() else {
                continue;
            };
            mail::sent(&world.ls, &entry).await.unwrap();
            if let Some(link) = due.unsubscribe {
                let url = link.expose_secret();
                return (world, url[url.find("/p/u/").unwrap()..].to_owned());
            }
        }
        world.clock.advance(Duration::from_secs(24 * 60 * 60));
        for entry in outbox::claim(&world.ls, LEASE, 10).await.unwrap() {
            outbox::perform(&world.ls, &entry).await.unwrap();
        }
    }
    panic!("nobody was reminded");
}

#[tokio::test]
async fn whoever_looks_is_asked_and_whoever_presses_gets_no_more() {
    let (world, path) = reminded().await;
    let mut browser = Browser::new(&world.router);
    for method in [Method::GET, Method::HEAD] {
        assert_eq!(browser.send(method, &path, "").await.status, StatusCode::OK);
    }
    let page = browser.get(&path).await;
    assert!(
        page.says("No more mails to d•••@harbour.example?") && page.says("Acme will not mail"),
        "{}",
        page.html()
    );
    assert!(!page.says("dana@"));
    assert_eq!(suppressed(&world).await, [], "P1: looking changes nothing");

    let done = browser.submit(&page.form(&path)).await;
    assert_eq!(done.heading(), "Done: no more mails to d•••@harbour.example");
    assert_eq!(suppressed(&world).await.len(), 1);
    let again = browser.get(&path).await;
    assert_eq!(again.heading(), "Done: no more mails to d•••@harbour.example");
}

/// RFC 8058: the mail program posts by itself, from anywhere, without cookies and with a body of its own.
#[tokio::test]
async fn a_mail_program_asks_with_one_click() {
    let (world, path) = reminded().await;
    let mut program = Browser::new(&world.router);
    program.extra = vec![("sec-fetch-site", String::new()), ("origin", String::new())];
    let answer = program.send(Method::POST, &path, "List-Unsubscribe=One-Click").await;
    assert_eq!(answer.status, StatusCode::OK, "a redirect is no answer to a mail program: {}", answer.body);
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(suppressed(&world).await.len(), 1);
}

#[tokio::test]
async fn t017_a_link_that_is_none_changes_nothing() {
    let (world, path) = reminded().await;
    let mut browser = Browser::new(&world.router);
    for wrong in [format!("{path}A"), path[..path.len() - 1].to_owned(), "/p/u/nothing".to_owned()] {
        for method in [Method::GET, Method::POST] {
            let answer = browser.send(method, &wrong, "").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}: {}", answer.body);
        }
    }
    assert_eq!(suppressed(&world).await, []);
}
