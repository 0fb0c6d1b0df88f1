//! The step at which codes are forwarded.

use http::StatusCode;
use latchstring_domain::connection::{ConnectionStatus, StatusReport};
use latchstring_domain::event::Origin;
use latchstring_domain::flow_session::Step;
use latchstring_domain::id::ConnectionId;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_domain::mfa::{MfaAddress, MfaDomain, MfaForwarding};
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_service::connection;
use latchstring_service::inbound::{self, ForwardedMessage, SignedRequest};
use latchstring_service::invitation::InvitationView;
use latchstring_service::workspace::{self, WorkspaceChanges};
use secrecy::ExposeSecret as _;

use super::steps::{PASSWORD, choose_sites, sign_in, start, walk_to};
use crate::browser::{Browser, Page};
use crate::world::{World, link};

const USER: &str = "sandbox-mfa-forwarding";
const HEADING: &str = "Forward the codes of Sandbox Utility";
const WAITING: &str = "Waiting for the test message…";
const ARRIVED: &str = "The test message has arrived. Forwarding works.";

fn domain() -> MfaDomain {
    MfaDomain::parse("mfa.acme.example").unwrap()
}

async fn takes_codes(world: &World) -> WebhookSecret {
    let wish = WorkspaceChanges { mfa_domain: Some(Some(domain())), ..WorkspaceChanges::default() };
    workspace::update(&world.ls, &world.caller, wish).await.unwrap();
    let secret = workspace::rotate_inbound_secret(&world.ls, &world.caller).await.unwrap();
    WebhookSecret::parse(secret.expose_secret()).unwrap()
}

/// As far as the step.
async fn to_forwarding(browser: &mut Browser, world: &World, invitation: &InvitationView) -> Page {
    let page = walk_to(browser, world, invitation, Step::SignIn).await;
    let page = sign_in(browser, &page, USER, PASSWORD).await;
    choose_sites(browser, world, &page).await
}

/// The address that a page shows.
fn shown(page: &Page) -> String {
    let (_, rest) = page.html().split_once("id=\"forwarding-address\" dir=\"ltr\">").unwrap();
    rest.split_once("</").unwrap().0.replace("<wbr>", "")
}

/// A mail comes to the address.
async fn mail(world: &World, secret: &WebhookSecret, address: &str) {
    let (id, timestamp, body) = ("msg_1", world.ls.now().unix_seconds(), b"{}");
    let signature = secret.sign(id, timestamp, body);
    let request = SignedRequest { id, timestamp, signature: &signature, body };
    let inbound = inbound::authenticate(&world.ls, &request, Origin::default(), |_| true).await.unwrap();
    let message = ForwardedMessage::new(String::new(), String::new(), "code 482913".into()).unwrap();
    let address = MfaAddress::parse(address).unwrap();
    inbound::receive_mfa(&world.ls, &inbound, Some(&address), &message).await.unwrap();
}

#[tokio::test]
async fn the_page_turns_when_the_test_has_arrived() {
    let world = World::new().await;
    let secret = takes_codes(&world).await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = to_forwarding(&mut browser, &world, &invitation).await;
    assert_eq!(page.heading(), HEADING);
    assert!(page.says(WAITING) && page.says("sandbox.example") && !page.says(ARRIVED));
    let again = browser.get(page.path()).await;
    assert!(again.says(WAITING), "to check again is to look at the page once more");

    let address = shown(&page);
    assert!(address.ends_with("@mfa.acme.example"), "{address}");
    mail(&world, &secret, &address).await;
    let page = browser.get(page.path()).await;
    assert!(page.says(ARRIVED) && !page.says(WAITING));
    assert!(!page.html().contains("482913"), "what came is not for the page");
    let form =
        page.forms().into_iter().find(|form| form.buttons.iter().any(|(_, value)| value == "forwarded"));
    let done = browser.submit(&form.unwrap().tick("answer", "forwarded")).await;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!");
    let made = world.connections().await.remove(0);
    assert_eq!(made.mfa_forwarding, Some(MfaForwarding::Forwarded));
    assert!(address.starts_with(&made.id.to_string()));
}

#[tokio::test]
async fn the_ways_out_connect_too() {
    let world = World::new().await;
    takes_codes(&world).await;
    for (value, answer) in [("turned-off", MfaForwarding::TurnedOff), ("later", MfaForwarding::Later)] {
        let invitation = world.invite().await;
        let mut browser = Browser::new(&world.router);
        let page = to_forwarding(&mut browser, &world, &invitation).await;
        let form = page.forms().into_iter().find(|form| form.buttons.iter().any(|(_, name)| name == value));
        let form = form.unwrap().tick("answer", value);
        let form = if value == "turned-off" {
            let again = browser.submit(&form).await;
            assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
            assert!(again.says("Tick the box once the codes are turned off."));
            assert!(world.connections().await.is_empty());
            form.tick("off", "yes")
        } else {
            form
        };
        let done = browser.submit(&form).await;
        assert!(done.heading().starts_with("Thanks"), "{}", done.heading());
        let made = world.connections().await;
        let made = made.iter().find(|one| one.invitation_id == Some(invitation.invitation.id)).unwrap();
        assert_eq!(made.mfa_forwarding, Some(answer));
        assert_eq!(world.uses(&invitation).await, (1, InvitationStatus::Fulfilled));
    }
}

#[tokio::test]
async fn what_has_not_arrived_cannot_be_claimed() {
    let world = World::new().await;
    takes_codes(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = to_forwarding(&mut browser, &world, &world.invite().await).await;
    let form = page.form("/forwarding").untick("off").tick("answer", "forwarded");
    let again = browser.submit(&form).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("No message has arrived yet."));
    let unknown = page.form("/forwarding").tick("answer", "whatever");
    assert_eq!(browser.submit(&unknown).await.heading(), HEADING);
    assert!(world.connections().await.is_empty());
    // The sites can be looked at again from here.
    let sites = browser.get(&format!("{}?sites=1", page.path())).await;
    assert_eq!(sites.heading(), "Choose what to share");
}

async fn expired(world: &World, id: ConnectionId) {
    let report = StatusReport { status: ConnectionStatus::MfaTokenExpired, detail: None, accounts: None };
    connection::report_status(&world.ls, &world.caller, id, report).await.unwrap();
}

/// A connection whose owner put it off, and whose collector is asked for a code.
async fn put_off(world: &World) -> ConnectionId {
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    let page = to_forwarding(&mut browser, world, &invitation).await;
    let form = page.forms().into_iter().find(|form| form.buttons.iter().any(|(_, name)| name == "later"));
    browser.submit(&form.unwrap().tick("answer", "later")).await;
    let id = world.connections().await.remove(0).id;
    expired(world, id).await;
    id
}

#[tokio::test]
async fn a_reconnect_for_want_of_a_code_goes_there_at_once() {
    let world = World::new().await;
    let secret = takes_codes(&world).await;
    let id = put_off(&world).await;
    let before = world.connections().await.remove(0);
    let invitation = world.invite_to_repair(id).await;
    let mut browser = Browser::new(&world.router);
    let page = start(&mut browser, &invitation).await;
    assert_eq!(page.heading(), HEADING);
    assert_eq!(shown(&page), format!("{id}@mfa.acme.example"));
    assert!(!page.says("Do this later"), "there is nothing else to be done");
    mail(&world, &secret, &shown(&page)).await;
    let page = browser.get(page.path()).await;
    let form = page.forms().into_iter().find(|form| form.buttons.iter().any(|(_, name)| name == "forwarded"));
    let done = browser.submit(&form.unwrap().tick("answer", "forwarded")).await;
    assert!(done.says("gets your bills and usage from Sandbox Utility again"), "{}", done.html());
    let after = world.connections().await.remove(0);
    assert_eq!((after.id, after.status), (id, ConnectionStatus::Pending));
    assert_eq!(after.initial_sites, before.initial_sites);
    assert_eq!(after.credentials, before.credentials);
}

#[tokio::test]
async fn t002_a_scanner_spends_no_use_on_the_forwarding_of_codes() {
    let world = World::new().await;
    takes_codes(&world).await;
    let id = put_off(&world).await;
    let invitation = world.invite_to_repair(id).await;
    let mut scanner = Browser::new(&world.router);
    let landing = scanner.get(&link(&invitation)).await;
    let page = scanner.submit(&landing.form(&link(&invitation))).await;
    assert_eq!(page.heading(), HEADING);
    for form in page.forms() {
        scanner.submit(&form).await;
        for (name, value) in &form.buttons {
            scanner.submit(&form.clone().tick(name, value)).await;
        }
    }
    // Nor with an answer that the page does not offer.
    scanner.submit(&page.form("/forwarding").tick("answer", "later")).await;
    assert_eq!(world.uses(&invitation).await, (0, InvitationStatus::Active));
    assert_eq!(world.connections().await.remove(0).status, ConnectionStatus::MfaTokenExpired);
}

#[tokio::test]
async fn without_a_domain_any_more_only_the_ways_out_are_left() {
    let world = World::new().await;
    takes_codes(&world).await;
    let mut browser = Browser::new(&world.router);
    let page = to_forwarding(&mut browser, &world, &world.invite().await).await;
    let wish = WorkspaceChanges { mfa_domain: Some(None), ..WorkspaceChanges::default() };
    workspace::update(&world.ls, &world.caller, wish).await.unwrap();
    let page = browser.get(page.path()).await;
    assert!(!page.says(WAITING) && page.says("Turn off instead") && page.says("Do this later"));
}
