use http::StatusCode;
use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::Step;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_service::connection::report_status;

use super::steps::{PASSWORD, USER, answer, sign_in, start, walk_to};
use crate::browser::Browser;
use crate::world::{Mood, World, link, new_site};

async fn connected(world: &World) -> latchstring_domain::connection::Connection {
    let invitation = world.invite().await;
    walk_to(&mut Browser::new(&world.router), world, &invitation, Step::Done).await;
    world.connections().await.remove(0)
}

#[tokio::test]
async fn a_repair_is_done_with_the_sign_in() {
    let world = World::new().await;
    let before = connected(&world).await;
    let invitation = world.invite_to_repair(before.id).await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&link(&invitation)).await;
    assert_eq!(landing.heading(), "Acme Property Services asks you to reconnect your utility account");
    assert!(!landing.says("Sandbox Utility"), "what is connected is not for everybody with the link");

    let page = start(&mut browser, &invitation).await;
    assert_eq!(page.heading(), "Sign in to Sandbox Utility");
    assert!(!page.says("?choose=1") && !page.says("Harbour Street"));
    let done = sign_in(&mut browser, &page, USER, PASSWORD).await;
    assert!(
        done.says("gets your bills and usage from Sandbox Utility again")
            && done.says(&before.id.to_string())
    );
    assert!(!done.says("Connect another account"));

    let after = world.connections().await;
    assert_eq!(after.len(), 1);
    assert_eq!((after[0].id, &after[0].initial_sites), (before.id, &before.initial_sites));
    assert_eq!(world.uses(&invitation).await, (1, InvitationStatus::Fulfilled));
    assert!(world.event_kinds(&invitation).await.contains(&EventKind::ConnectionUpdated));
}

#[tokio::test]
async fn a_repair_is_done_with_the_last_answer() {
    let world = World::new().await;
    let invitation = world.invite_to_repair(connected(&world).await.id).await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    let page = sign_in(&mut browser, &page, "sandbox-mfa", PASSWORD).await;
    let done = answer(&mut browser, &page, latchstring_sign_in::sandbox::CODE).await;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!");
}

#[tokio::test]
async fn t059_a_repair_touches_its_own_connection_whatever_the_form_says() {
    let world = World::new().await;
    let before = connected(&world).await;
    let (_, stranger) = crate::world::new_workspace(&world.ls, "Stranger").await;
    let name = latchstring_domain::text::CompanyName::parse("Stranger").unwrap();
    let wish = latchstring_service::company::CreateCompany {
        name,
        external_id: None,
        data_collection_start_date: None,
        metadata: Default::default(),
    };
    let theirs = latchstring_service::company::create(&world.ls, &stranger, wish).await.unwrap();
    let site = new_site(&world.ls, &stranger, &theirs, "Their place").await;

    let invitation = world.invite_to_repair(before.id).await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    let form = page.form("/sign-in").fill("username", USER).fill("password", PASSWORD);
    let form = form.tick("connection", "another").tick("site", &site.id.to_string());
    let done = browser.submit(&form).await;
    assert_eq!(done.status(), StatusCode::OK);
    let after = world.connections().await;
    assert_eq!((after.len(), &after[0].initial_sites), (1, &before.initial_sites));

    // Nor can a repair be turned to another provider.
    let mut other = Browser::new(&world.router);
    let invitation = world.invite_to_repair(before.id).await;
    let page = start(&mut other, &invitation).await;
    let mut form = page.form("/sign-in").tick("provider", &world.provider.id.to_string());
    form.action = form.action.replace("/sign-in", "/provider");
    assert_eq!(other.submit(&form).await.html(), page.html());
    assert_eq!(other.get(&format!("{}?choose=1", page.path())).await.html(), page.html());
}

#[tokio::test]
async fn a_new_connection_cannot_take_sites_of_others() {
    let world = World::new().await;
    let (_, stranger) = crate::world::new_workspace(&world.ls, "Stranger").await;
    let name = latchstring_domain::text::CompanyName::parse("Stranger").unwrap();
    let wish = latchstring_service::company::CreateCompany {
        name,
        external_id: None,
        data_collection_start_date: None,
        metadata: Default::default(),
    };
    let theirs = latchstring_service::company::create(&world.ls, &stranger, wish).await.unwrap();
    let site = new_site(&world.ls, &stranger, &theirs, "Their place").await;
    let mut browser = Browser::new(&world.router);
    let page = walk_to(&mut browser, &world, &world.invite().await, Step::Sites).await;
    let form = page.form("/sites").tick("site", &site.id.to_string()).tick("type", "GAS");
    let refused = browser.submit(&form).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("The list of sites has changed.") && !refused.says("Their place"));
    assert!(world.connections().await.is_empty());
}

#[tokio::test]
async fn a_repair_that_was_not_written_down_can_be_finished_by_one_press() {
    let world = World::new().await;
    let before = connected(&world).await;
    let invitation = world.invite_to_repair(before.id).await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    // The sign-in is written down, the submission after it is not.
    world.store.set(Mood::OneWrite);
    let failed = sign_in(&mut browser, &page, USER, PASSWORD).await;
    assert_eq!(failed.status(), StatusCode::SERVICE_UNAVAILABLE);
    world.store.set(Mood::Well);
    assert_eq!(world.uses(&invitation).await.0, 0);

    let page = browser.get(page.path()).await;
    assert_eq!((page.status(), page.heading().as_str()), (StatusCode::OK, "You are signed in"));
    assert_eq!(world.uses(&invitation).await.0, 0, "looking at it finishes nothing");
    let done = browser.submit(&page.form("/submit")).await;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!");
    assert_eq!(world.uses(&invitation).await.0, 1);
}

#[tokio::test]
async fn a_repair_says_what_is_wrong_and_which_account_is_meant() {
    use latchstring_domain::connection::{ConnectionStatus as Status, StatusReport};
    for (status, words) in [
        (Status::Connected, "This connection works, and nothing has to be done."),
        (Status::PasswordIncorrect, "Sandbox Utility no longer takes the password that we have."),
        (Status::NewPasswordNeeded, "Sandbox Utility asks for a new password."),
        (Status::AdditionalCredentialsNeeded, "Sandbox Utility asks for more than before"),
        (Status::MfaTokenExpired, "Sandbox Utility wants its check once more."),
        (Status::WebsiteDown, "Last time you signed in as s•••e."),
    ] {
        let world = World::new().await;
        let connection = connected(&world).await;
        let report = |status| StatusReport { status, detail: None, accounts: None };
        let report = async |status| {
            report_status(&world.ls, &world.caller, connection.id, report(status)).await.unwrap();
        };
        report(Status::Connected).await;
        report(status).await;
        let mut browser = Browser::new(&world.router);
        let page = start(&mut browser, &world.invite_to_repair(connection.id).await).await;
        assert!(page.says(words), "{status}");
        assert!(page.says("Last time you signed in as s•••e.") && !page.says(USER), "{status}");
        // What is wrong with the try comes before what was wrong before it.
        let page = sign_in(&mut browser, &page, "dana", "nonsense").await;
        let refused = page.says("did not work") && page.says("Last time you signed in as s•••e.");
        assert!(refused && (status == Status::WebsiteDown || !page.says(words)), "{status}");
        // Whoever signs in anyway has refreshed it.
        sign_in(&mut browser, &page, USER, PASSWORD).await;
        let after = world.connections().await;
        assert_eq!((after[0].id, after[0].status), (connection.id, Status::Pending));
    }
}
