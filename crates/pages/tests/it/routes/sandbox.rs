//! Each user of the sandbox, as the recipient sees it.

use std::time::Duration;

use http::StatusCode;
use latchstring_domain::flow_session::Step;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_domain::sign_in::SignInForm;
use latchstring_sign_in::sandbox::{CODE, SECURITY_ANSWER, SandboxUser};

use super::steps::{PASSWORD, answer, choose_sites, sign_in, walk_to};
use crate::browser::{Browser, Page};
use crate::world::{World, link};

struct At {
    world: World,
    browser: Browser,
    form: Page,
    invitation: latchstring_service::invitation::InvitationView,
}

async fn at_sign_in(world: World) -> At {
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let form = walk_to(&mut browser, &world, &invitation, Step::SignIn).await;
    At { world, browser, form, invitation }
}

impl At {
    async fn sign_in(&mut self, user: SandboxUser) -> Page {
        sign_in(&mut self.browser, &self.form, user.username(), PASSWORD).await
    }

    async fn answer(&mut self, page: &Page, text: &str) -> Page {
        answer(&mut self.browser, page, text).await
    }

    /// The rest of the walk, for one who is in.
    async fn finish(&mut self, page: &Page) {
        assert_eq!(page.heading(), "Choose what to share");
        let page = choose_sites(&mut self.browser, &self.world, page).await;
        assert_eq!(page.heading(), "Thanks for connecting your utility account!");
        assert_eq!(self.world.uses(&self.invitation).await.0, 1);
    }
}

#[tokio::test]
async fn those_who_simply_sign_in() {
    for user in [SandboxUser::Plain, SandboxUser::NoAccounts, SandboxUser::LaterExpired] {
        let mut at = at_sign_in(World::new().await).await;
        let page = at.sign_in(user).await;
        at.finish(&page).await;
    }
}

#[tokio::test(start_paused = true)]
async fn the_slow_one_gets_in_within_the_time_a_request_may_take() {
    let mut at = at_sign_in(World::new().await).await;
    let before = tokio::time::Instant::now();
    let page = at.sign_in(SandboxUser::Slow).await;
    assert_eq!(before.elapsed().as_secs(), 10);
    at.finish(&page).await;
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_never_answers_ends_in_a_page_before_the_listener_gives_up() {
    let mut at = at_sign_in(World::with_delay(Duration::from_secs(3600)).await).await;
    let before = tokio::time::Instant::now();
    let page = at.sign_in(SandboxUser::Slow).await;
    assert_eq!(
        (page.status(), page.heading().as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "Something went wrong on our side")
    );
    let listener = latchstring_web_kit::serve::ServeOptions::default().stall_timeout;
    assert!(before.elapsed() < listener && before.elapsed() > Duration::from_secs(10));
    let page = at.browser.get(at.form.path()).await;
    assert_eq!(page.html(), at.form.html(), "nothing has moved");
}

#[tokio::test]
async fn a_code() {
    let mut at = at_sign_in(World::new().await).await;
    let page = at.sign_in(SandboxUser::Mfa).await;
    assert_eq!(page.heading(), "Enter the code");
    assert!(page.says("Sandbox Utility sent a code to the phone ending 42.") && !page.says("tries left"));
    let wrong = at.answer(&page, "000000").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("That code did not work.") && wrong.says("2 tries left."));
    let last = at.answer(&wrong, "000001").await;
    assert!(last.says("One try left."));
    let page = at.answer(&last, &format!(" {CODE} ")).await;
    at.finish(&page).await;
}

#[tokio::test]
async fn a_code_that_is_wrong_three_times_leads_back_to_signing_in() {
    let mut at = at_sign_in(World::new().await).await;
    let mut page = at.sign_in(SandboxUser::Mfa).await;
    for _ in 0..3 {
        page = at.answer(&page, "000000").await;
    }
    assert_eq!(
        (page.status(), page.heading().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "Sign in to Sandbox Utility")
    );
    assert!(page.says("Sandbox Utility ended its check, so the sign-in did not go through."));
    let page = sign_in(&mut at.browser, &page, SandboxUser::Plain.username(), PASSWORD).await;
    at.finish(&page).await;
}

#[tokio::test]
async fn a_choice_of_ways_to_get_a_code() {
    let mut at = at_sign_in(World::new().await).await;
    let page = at.sign_in(SandboxUser::MfaChoice).await;
    assert_eq!(page.heading(), "How do you want to get your code?");
    assert!(page.says("Text message to the phone ending 42"));
    let unknown = at.answer(&page, "pigeon").await;
    assert!(unknown.says("Choose one of the ways."));
    let page = at.answer(&page, "email").await;
    assert!(page.says("Sandbox Utility sent a code to the e-mail address s•••@sandbox.example."));
    let page = at.answer(&page, CODE).await;
    at.finish(&page).await;
}

#[tokio::test]
async fn a_security_question() {
    let mut at = at_sign_in(World::new().await).await;
    let page = at.sign_in(SandboxUser::Question).await;
    assert!(page.says("What was the name of your first pet?"));
    let wrong = at.answer(&page, "Rex").await;
    assert!(wrong.says("That answer did not work at Sandbox Utility.") && !wrong.says("Rex"));
    let page = at.answer(&wrong, SECURITY_ANSWER).await;
    at.finish(&page).await;
}

#[tokio::test]
async fn a_new_password() {
    let mut at = at_sign_in(World::new().await).await;
    let page = at.sign_in(SandboxUser::NewPassword).await;
    assert_eq!(page.heading(), "Choose a new password");
    assert!(page.says("At least 12 characters"));
    let wrong = at.answer(&page, "too short").await;
    assert!(wrong.says("Sandbox Utility did not accept that password.") && !wrong.says("too short"));
    let page = at.answer(&wrong, "a much longer one").await;
    at.finish(&page).await;
}

#[tokio::test]
async fn a_locked_account() {
    let mut at = at_sign_in(World::new().await).await;
    let page = at.sign_in(SandboxUser::Locked).await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.says("Sandbox Utility has locked this account.") && page.says("Unlock it at sandbox.example")
    );
}

#[tokio::test]
async fn t056_a_wrong_password_keeps_the_user_name_and_costs_nothing() {
    let mut at = at_sign_in(World::new().await).await;
    let page = sign_in(&mut at.browser, &at.form, "dana@harbour.example", "Tr0ub4dor&3").await;
    assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("That password did not work at Sandbox Utility."));
    assert_eq!(page.form("/sign-in").get(SignInForm::USERNAME), Some("dana@harbour.example"));
    assert!(!page.says("Tr0ub4dor"));
    assert_eq!(at.world.uses(&at.invitation).await, (0, InvitationStatus::Active));
    let page = sign_in(&mut at.browser, &page, SandboxUser::Plain.username(), PASSWORD).await;
    at.finish(&page).await;
}

#[tokio::test]
async fn a_provider_that_is_down() {
    let mut at = at_sign_in(World::new().await).await;
    let page = at.sign_in(SandboxUser::Down).await;
    assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.answer.header("retry-after"), "60");
    assert_eq!(page.heading(), "Sandbox Utility is not answering");
    assert!(page.says("we did not save anything"));
    let again = page
        .tags()
        .iter()
        .find(|tag| tag.get("class") == Some("button"))
        .unwrap()
        .get("href")
        .unwrap()
        .to_owned();
    let page = at.browser.get(&again).await;
    assert_eq!(page.html(), at.form.html());
    let page = sign_in(&mut at.browser, &page, SandboxUser::Plain.username(), PASSWORD).await;
    at.finish(&page).await;
}

#[tokio::test]
async fn too_many_refusals_end_the_session_and_the_link_opens_another() {
    let mut at = at_sign_in(World::new().await).await;
    let mut page = sign_in(&mut at.browser, &at.form, "dana", "wrong").await;
    for _ in 0..8 {
        page = sign_in(&mut at.browser, &page, "dana", "wrong").await;
        assert_eq!(page.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    for _ in 0..2 {
        let ended = sign_in(&mut at.browser, &page, "dana", "wrong").await;
        assert_eq!(
            (ended.status(), ended.heading().as_str()),
            (StatusCode::TOO_MANY_REQUESTS, "Too many tries for now")
        );
        assert!(ended.says("Come back in 60 minutes with the same link."), "{}", ended.html());
    }
    assert_eq!(at.browser.get(page.path()).await.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(at.browser.get(&link(&at.invitation)).await.status(), StatusCode::OK);
}
