use http::StatusCode;
use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::Step;
use latchstring_domain::invitation::InvitationStatus;

use super::steps::walk_to;
use crate::browser::{Browser, Page};
use crate::world::{World, link};

/// Every way to send what is on a page: each form as it stands, and with each of its buttons.
async fn press_everything(browser: &mut Browser, page: &Page) -> Vec<Page> {
    let mut pages = Vec::new();
    for form in page.forms() {
        pages.push(browser.submit(&form).await);
        for (name, value) in &form.buttons {
            pages.push(browser.submit(&form.clone().tick(name, value)).await);
        }
    }
    pages
}

#[tokio::test]
async fn t002_a_scanner_that_presses_every_button_over_empty_fields_spends_nothing() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut scanner = Browser::new(&world.router);
    let mut found = vec![scanner.get(&link(&invitation)).await];
    // Each page that comes of it is scanned again, to a depth that no walk has.
    for _ in 0..5 {
        let mut next: Vec<Page> = Vec::new();
        for page in &found {
            for follow in press_everything(&mut scanner, page).await {
                assert!(!follow.status().is_server_error(), "{}", follow.heading());
                if !next.iter().any(|other| other.heading() == follow.heading()) {
                    next.push(follow);
                }
            }
        }
        found = next;
    }
    assert!(found.iter().any(|page| page.heading().starts_with("Sign in to")), "it got as far as it can");
    assert_eq!(world.uses(&invitation).await, (0, InvitationStatus::Active));
    assert!(world.connections().await.is_empty());
    let kinds = world.event_kinds(&invitation).await;
    for kind in [EventKind::SignInFailed, EventKind::SignedIn, EventKind::Submitted, EventKind::Fulfilled] {
        assert!(!kinds.contains(&kind), "{kind}");
    }
}

#[tokio::test]
async fn t002_an_empty_answer_costs_none_of_the_few_tries() {
    let world = World::new().await;
    for (user, words) in [
        ("sandbox-mfa", "Enter the code."),
        ("sandbox-mfa-choice", "Choose one of the ways."),
        ("sandbox-question", "Enter your answer."),
        ("sandbox-new-password", "Enter a new password."),
    ] {
        let invitation = world.invite().await;
        let mut browser = Browser::new(&world.router);
        let page = walk_to(&mut browser, &world, &invitation, Step::SignIn).await;
        let page = super::steps::sign_in(&mut browser, &page, user, super::steps::PASSWORD).await;
        let form = page.form("/challenge");
        for value in ["", "   "] {
            let filled = form.fields.iter().map(|(name, old)| {
                (name.clone(), if name == "csrf" { old.clone() } else { value.to_owned() })
            });
            let blank = crate::browser::Form { fields: filled.collect(), ..form.clone() };
            for _ in 0..4 {
                let again = browser.submit(&blank).await;
                assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY, "{user}");
                assert!(again.says(words) && !again.says("left."), "{user}");
            }
        }
        assert!(!world.event_kinds(&invitation).await.contains(&EventKind::SignInFailed), "{user}");
    }
}

#[tokio::test]
async fn the_sites_page_as_it_is_first_seen_connects_nothing() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &invitation, Step::Sites).await;
    let page = browser.submit(&page.form("/sites")).await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Tick at least one site."));
    let page = browser.submit(&page.form("/sites").tick("site", &world.sites[0].id.to_string())).await;
    assert!(page.says("Tick at least one kind of bill."));
    let kept = page.form("/sites");
    assert_eq!(
        kept.get("site"),
        Some(world.sites[0].id.to_string().as_str()),
        "what was ticked stays ticked"
    );
    assert_eq!(world.uses(&invitation).await, (0, InvitationStatus::Active));
}
