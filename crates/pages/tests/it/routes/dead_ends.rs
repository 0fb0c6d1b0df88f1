use std::num::NonZeroU32;
use std::time::Duration;

use http::{Method, StatusCode};
use latchstring_domain::flow_session::Step;
use latchstring_domain::invitation::InvitationStatus;

use super::steps::{choose_sandbox, choose_sites, start, walk_to};
use crate::browser::{Browser, Page};
use crate::world::{World, link, terms, token};

const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);
const HOUR: Duration = Duration::from_secs(3600);

fn is(page: &Page, status: StatusCode, heading: &str) {
    assert_eq!((page.status(), page.heading().as_str()), (status, heading));
}

/// The headers, but for what tells requests apart.
pub(super) fn told(headers: &http::HeaderMap) -> Vec<(String, http::HeaderValue)> {
    let named = headers.iter().filter(|(name, _)| *name != "x-request-id");
    let mut all: Vec<_> = named.map(|(name, value)| (name.to_string(), value.clone())).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[tokio::test]
async fn t032_everything_that_is_no_link_gets_the_same_answer() {
    let world = World::new().await;
    let real = token(&world.invite().await);
    let flipped = real.replace(&real[10..11], if &real[10..11] == "A" { "B" } else { "A" });
    let others = [
        "x".to_owned(),
        "lsi_".to_owned(),
        real[..real.len() - 1].to_owned(),
        format!("{real}A"),
        flipped,
        real.to_uppercase(),
        real.replace("lsi_", "lsk_"),
        "%FF%FE".to_owned(),
        "%00".to_owned(),
        "x".repeat(4000),
        "01900000-0000-7000-8000-000000000001".to_owned(),
    ];
    let mut browser = Browser::new(&world.router);
    let first = browser.get("/p/i/lsi_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await;
    is(&first, StatusCode::NOT_FOUND, "This link does not work");
    assert!(first.says("Copy the whole link") && !first.says("Acme"));
    for other in &others {
        for method in [Method::GET, Method::POST] {
            let answer = browser.send(method.clone(), &format!("/p/i/{other}"), "").await;
            assert_eq!(
                (answer.status, &answer.body),
                (first.status(), &first.answer.body),
                "{method} {other}"
            );
            assert_eq!(told(&answer.headers), told(&first.answer.headers), "{method} {other}");
        }
    }
    assert!(world.visits.take().is_empty());
}

#[tokio::test]
async fn t053_a_link_past_its_day_says_when_it_ended_and_whom_to_ask() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    world.clock.advance(WEEK - Duration::from_millis(1));
    assert_eq!(browser.get(&link(&invitation)).await.status(), StatusCode::OK);
    world.clock.advance(Duration::from_millis(1));
    let page = browser.get(&link(&invitation)).await;
    is(&page, StatusCode::GONE, "This link has expired");
    assert!(
        page.says("It worked until 27 November 2026.")
            && page.says("Ask Acme Property Services for a new link")
    );
    assert!(page.says(&invitation.invitation.id.to_string()), "something to mention");
    let pressed = browser.send(Method::POST, &link(&invitation), "").await;
    assert_eq!((pressed.status, &pressed.body), (StatusCode::GONE, &page.answer.body));
}

#[tokio::test]
async fn a_link_that_was_revoked_or_used_says_so_to_who_has_it() {
    let world = World::new().await;
    let (revoked, used) = (world.invite().await, world.invite().await);
    world.revoke(&revoked).await;
    let mut browser = Browser::new(&world.router);
    walk_to(&mut browser, &world, &used, Step::Done).await;
    world.clock.advance(HOUR * 48);
    for (invitation, heading, words) in [
        (&revoked, "Acme Property Services closed this link", "there may be a newer link"),
        (&used, "This link was already used", "It was last used on 20 November 2026."),
    ] {
        for method in [Method::GET, Method::POST] {
            let answer = browser.send(method, &link(invitation), "").await;
            assert_eq!(answer.status, StatusCode::GONE);
            assert!(answer.body.contains(heading) && answer.body.contains(words), "{heading}");
            assert_eq!(answer.header("set-cookie"), "");
        }
    }
}

#[tokio::test]
async fn t046_a_link_that_was_replaced_is_closed_and_so_is_what_it_opened() {
    let world = World::new().await;
    let old = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &old, Step::Sites).await;
    let new = world.rotate(&old).await;
    assert_ne!(link(&new), link(&old));
    let heading = "Acme Property Services closed this link";
    let closed = browser.get(&link(&old)).await;
    is(&closed, StatusCode::GONE, heading);
    assert!(closed.says("there may be a newer link") && !closed.says(&token(&new)));
    is(&browser.get(page.path()).await, StatusCode::GONE, heading);
    assert_eq!(Browser::new(&world.router).get(&link(&new)).await.status(), StatusCode::OK);
}

/// T046, T052: at each step, a page that was loaded while the link could be used.
#[tokio::test]
async fn t052_a_page_that_is_open_is_no_permission() {
    for step in [Step::Provider, Step::SignIn, Step::Challenge, Step::Sites] {
        for end in ["revoked", "expired", "fulfilled"] {
            let world = World::new().await;
            let invitation = world.invite().await;
            let mut browser = Browser::new(&world.router);
            let page = walk_to(&mut browser, &world, &invitation, step).await;
            let heading = match end {
                "revoked" => {
                    world.revoke(&invitation).await;
                    "Acme Property Services closed this link"
                }
                "fulfilled" => {
                    walk_to(&mut Browser::new(&world.router), &world, &invitation, Step::Done).await;
                    "This link was already used"
                }
                _ => {
                    world.clock.advance(WEEK);
                    "This link has expired"
                }
            };
            let made = world.connections().await.len();
            let events = world.event_kinds(&invitation).await.len();
            let sent = match step {
                Step::Provider => choose_sandbox(&mut browser, &world, &page).await,
                Step::SignIn => {
                    super::steps::sign_in(&mut browser, &page, super::steps::USER, super::steps::PASSWORD)
                        .await
                }
                Step::Challenge => {
                    super::steps::answer(&mut browser, &page, latchstring_sign_in::sandbox::CODE).await
                }
                _ => choose_sites(&mut browser, &world, &page).await,
            };
            // Within the week the session has timed out as well, but starting again would not help.
            is(&sent, StatusCode::GONE, heading);
            is(&browser.get(page.path()).await, StatusCode::GONE, heading);
            assert_eq!(world.connections().await.len(), made, "{step} {end}");
            assert_eq!(
                world.event_kinds(&invitation).await.len(),
                events,
                "{step} {end}: nothing was recorded"
            );
        }
    }
}

#[tokio::test]
async fn a_session_that_took_too_long_starts_again_with_one_press() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let form = walk_to(&mut browser, &world, &invitation, Step::SignIn).await;
    world.clock.advance(HOUR);
    let page = browser.get(form.path()).await;
    is(&page, StatusCode::GONE, "Let’s start again");
    assert!(page.says("Nothing was shared.") && page.says("Acme Property Services"));
    let late = super::steps::sign_in(&mut browser, &form, super::steps::USER, super::steps::PASSWORD).await;
    is(&late, StatusCode::GONE, "Let’s start again");
    let page = browser.submit(&late.form("/restart")).await;
    is(&page, StatusCode::OK, "Who sends your bills?");
    assert_ne!(page.path(), form.path());
    assert_eq!(world.uses(&invitation).await, (0, InvitationStatus::Active));
}

#[tokio::test]
async fn a_receipt_that_is_closed_does_not_claim_that_nothing_was_shared() {
    let world = World::new().await;
    for (max_uses, heading) in [(1, "This link was already used"), (2, "This page is closed")] {
        let mut terms = terms();
        terms.max_uses = NonZeroU32::new(max_uses);
        let invitation = world.invite_with(Default::default(), Default::default(), terms).await;
        let mut browser = Browser::new(&world.router);
        let done = walk_to(&mut browser, &world, &invitation, Step::Done).await;
        world.clock.advance(HOUR);
        let page = browser.get(done.path()).await;
        is(&page, StatusCode::GONE, heading);
        assert!(page.says("Acme Property Services") && !page.says("Nothing was shared"));
    }
}

#[tokio::test]
async fn t046_a_session_ends_with_its_link_wherever_it_stands() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    world.revoke(&invitation).await;
    is(&browser.get(page.path()).await, StatusCode::GONE, "Acme Property Services closed this link");
    let restarted = choose_sandbox(&mut browser, &world, &page).await;
    is(&restarted, StatusCode::GONE, "Acme Property Services closed this link");
}

#[tokio::test]
async fn a_receipt_outlives_its_link() {
    let world = World::new().await;
    let mut terms = terms();
    terms.max_uses = None;
    let invitation = world.invite_with(Default::default(), Default::default(), terms).await;
    let mut browser = Browser::new(&world.router);
    let done = walk_to(&mut browser, &world, &invitation, Step::Done).await;
    world.revoke(&invitation).await;
    let page = browser.get(done.path()).await;
    assert_eq!(page.heading(), done.heading());
    assert!(!page.says("Connect another account"));
}
