//! What the log tells of each use case.

use std::time::Duration;

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::api_key::Scope;
use latchstring_domain::connection::{ConnectionStatus, StatusReport};
use latchstring_domain::event::{Event, EventKind, Origin, Subject};
use latchstring_domain::flow_session::FLOW_LIFETIME;
use latchstring_domain::invitation::Presentation;
use latchstring_domain::prefill::ProviderHint;
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::text::{ApiKeyName, CompanyName, SiteName};
use latchstring_service::api_key::{self, CreateApiKey};
use latchstring_service::company::CompanyChanges;
use latchstring_service::connection::CreateConnection;
use latchstring_service::flow_session::{self, FlowPass, SignInProgress};
use latchstring_service::ports::Answers;
use latchstring_service::site::SiteChanges;
use latchstring_service::{company, connection, invitation, site};
use latchstring_sign_in::keys;
use latchstring_storage::Change;
use secrecy::SecretString;

use crate::harness::{
    PASSWORD, USERNAME, World, credentials, new_company, new_site, new_workspace, origin, utilities,
};

pub(crate) type Told = (Subject, EventKind);

/// Who acted, and from where.
pub(crate) struct Hand {
    actor: Actor,
    origin: Origin,
}

impl Hand {
    pub(crate) fn operator() -> Self {
        Self { actor: Actor::new(ActorKind::Operator, "olivia"), origin: origin(2) }
    }

    pub(crate) fn recipient(pass: &FlowPass, request: u128) -> Self {
        let actor = Actor::new(ActorKind::Recipient, pass.session_id().to_string());
        Self { actor, origin: origin(request) }
    }

    fn system(job: &str) -> Self {
        Self { actor: Actor::new(ActorKind::System, job), origin: Origin::default() }
    }
}

/// What the use cases since the last call have written down; moves the time on, so that the next cannot be mistaken.
pub(crate) fn told(world: &World, hand: &Hand) -> Vec<Told> {
    let sets = world.store.take_committed();
    let events = sets.iter().flat_map(|set| set.changes()).filter_map(|change| match change {
        Change::AppendEvent(event) => Some(event),
        _ => None,
    });
    let told = events.map(|event| checked(world, hand, event)).collect();
    world.clock.advance(Duration::from_secs(1));
    told
}

fn checked(world: &World, hand: &Hand, event: &Event) -> Told {
    let body = &event.body;
    assert_eq!(body.actor, hand.actor, "{:?}", body.kind);
    assert_eq!(body.origin, hand.origin, "{:?}", body.kind);
    assert_eq!(body.occurred_at, world.now(), "{:?}", body.kind);
    assert_eq!(body.workspace_id, world.workspace.id);
    assert_eq!(body.automated, hand.actor.kind == ActorKind::System);
    (body.subject, body.kind)
}

#[tokio::test]
async fn t154_every_change_a_company_makes_is_told_once() {
    let world = World::new().await;
    let (ls, caller, hand) = (&world.ls, &world.caller, Hand::operator());
    world.store.take_committed();

    let made = new_company(ls, caller, "Neu GmbH").await;
    assert_eq!(told(&world, &hand), [(Subject::Company(made.id), EventKind::CompanyCreated)]);
    let place = new_site(ls, caller, &made, "Hof").await;
    assert_eq!(told(&world, &hand), [(Subject::Company(made.id), EventKind::SiteCreated)]);

    let name = Some(SiteName::parse("Hinterhof").unwrap());
    let rename = SiteChanges { name, ..SiteChanges::default() };
    site::update(ls, caller, place.id, rename.clone()).await.unwrap();
    assert_eq!(told(&world, &hand), [(Subject::Company(made.id), EventKind::SiteUpdated)]);
    site::update(ls, caller, place.id, rename).await.unwrap();
    assert_eq!(told(&world, &hand), [], "nothing changed, so there is nothing to tell");
    site::delete(ls, caller, place.id).await.unwrap();
    assert_eq!(told(&world, &hand), [(Subject::Company(made.id), EventKind::SiteDeleted)]);

    let name = Some(CompanyName::parse("Neuer GmbH").unwrap());
    let rename = CompanyChanges { name, ..CompanyChanges::default() };
    company::update(ls, caller, made.id, rename.clone()).await.unwrap();
    assert_eq!(told(&world, &hand), [(Subject::Company(made.id), EventKind::CompanyUpdated)]);
    company::update(ls, caller, made.id, rename).await.unwrap();
    assert_eq!(told(&world, &hand), []);
    company::delete(ls, caller, made.id).await.unwrap();
    assert_eq!(told(&world, &hand), [(Subject::Company(made.id), EventKind::CompanyDeleted)]);

    let workspace = Subject::Workspace(world.workspace.id);
    let name = ApiKeyName::parse("ci").unwrap();
    let wish = CreateApiKey { name, scopes: [Scope::EventsRead].into(), expires_at: None };
    let key = api_key::create(ls, caller, wish).await.unwrap().key;
    assert_eq!(told(&world, &hand), [(workspace, EventKind::ApiKeyCreated)]);
    api_key::revoke(ls, caller, key.id).await.unwrap();
    assert_eq!(told(&world, &hand), [(workspace, EventKind::ApiKeyRevoked)]);
    api_key::revoke(ls, caller, key.id).await.unwrap();
    assert_eq!(told(&world, &hand), []);
}

#[tokio::test]
async fn t154_every_change_of_links_and_connections_is_told_once() {
    let world = World::new().await;
    let (ls, caller, hand) = (&world.ls, &world.caller, Hand::operator());
    world.store.take_committed();

    let link = world.invite(None, None).await.invitation.id;
    assert_eq!(told(&world, &hand), [(Subject::Invitation(link), EventKind::Created)]);
    invitation::revoke(ls, caller, link).await.unwrap();
    assert_eq!(told(&world, &hand), [(Subject::Invitation(link), EventKind::Revoked)]);
    invitation::revoke(ls, caller, link).await.unwrap();
    assert_eq!(told(&world, &hand), []);

    let wish = CreateConnection {
        company_id: world.company.id,
        provider: ProviderHint::Url(ProviderUrl::parse("https://power.example").unwrap()),
        username: SecretString::from("ada"),
        password: SecretString::from("secret"),
        country: None,
        sites: vec![world.sites[0].id],
        utility_types: Default::default(),
        owner_email: None,
        data_collection_start_date: None,
        multiply_by_occupancy: false,
        external_id: None,
    };
    let made = connection::create(ls, caller, wish).await.unwrap().connection;
    let provider = (Subject::Workspace(world.workspace.id), EventKind::ProviderCreated);
    let connection = Subject::Connection(made.id);
    assert_eq!(told(&world, &hand), [provider, (connection, EventKind::ConnectionCreated)]);
    let report = StatusReport { status: ConnectionStatus::Connected, detail: None, accounts: None };
    connection::report_status(ls, caller, made.id, report.clone()).await.unwrap();
    assert_eq!(told(&world, &hand), [(connection, EventKind::ConnectionStatusChanged)]);
    connection::report_status(ls, caller, made.id, report).await.unwrap();
    assert_eq!(told(&world, &hand), [], "the same status again is no change");

    let reconnect = world.invite_to_repair(made.id).await.invitation.id;
    assert_eq!(told(&world, &hand), [(Subject::Invitation(reconnect), EventKind::Created)]);
}

#[tokio::test]
async fn t154_every_step_of_a_recipient_is_told_once() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let link = Subject::Invitation(invitation.invitation.id);
    world.store.take_committed();

    let pass = world.open(&invitation).await;
    assert_eq!(told(&world, &Hand::recipient(&pass, 10)), [(link, EventKind::Started)]);
    world.choose_sandbox(&pass).await;
    assert_eq!(told(&world, &Hand::recipient(&pass, 11)), [(link, EventKind::ProviderChosen)]);
    for (user, password) in [(USERNAME, "wrong"), ("sandbox-locked", PASSWORD), ("sandbox-down", PASSWORD)] {
        world.sign_in(&pass, user, password).await;
        assert_eq!(told(&world, &Hand::recipient(&pass, 12)), [(link, EventKind::SignInFailed)]);
    }
    world.sign_in(&pass, "sandbox-mfa", PASSWORD).await;
    assert_eq!(told(&world, &Hand::recipient(&pass, 12)), [(link, EventKind::MfaRequired)]);
    for (code, kind) in [("000000", EventKind::SignInFailed), ("123456", EventKind::SignedIn)] {
        let answer = Answers::default().with(keys::CODE, SecretString::from(code));
        flow_session::answer_challenge(&world.ls, &pass, answer, &origin(14)).await.unwrap();
        assert_eq!(told(&world, &Hand::recipient(&pass, 14)), [(link, kind)]);
    }

    // These two change only what the recipient has filled in so far. The log has no name for that; what was filled in
    // is told with the submission.
    world.choose_sites(&pass).await;
    flow_session::restart(&world.ls, &pass).await.unwrap();
    assert_eq!(told(&world, &Hand::recipient(&pass, 14)), []);

    world.choose_sandbox(&pass).await;
    let signed_in =
        flow_session::sign_in(&world.ls, &pass, credentials(USERNAME, PASSWORD), &origin(12)).await;
    assert_eq!(signed_in.unwrap(), SignInProgress::SignedIn);
    flow_session::choose_sites(&world.ls, &pass, &world.sites_ids(), &utilities()).await.unwrap();
    world.store.take_committed();
    let connection = Subject::Connection(world.submit(&pass).await.unwrap().connection_id);
    let expected = [
        (link, EventKind::Submitted),
        (link, EventKind::ConnectionCreated),
        (link, EventKind::Fulfilled),
        (connection, EventKind::ConnectionCreated),
    ];
    assert_eq!(told(&world, &Hand::recipient(&pass, 13)), expected);
}

#[tokio::test]
async fn t154_what_the_deployment_does_by_itself_is_told_once() {
    let world = World::new().await;
    let expiring = world.invite(None, Some(60)).await.invitation.id;
    let connection = world.connected_as("sandbox-later-expired").await.connection_id;
    world.store.take_committed();

    world.clock.advance(Duration::from_secs(5));
    assert_eq!(world.work().await, 1);
    let moved = (Subject::Connection(connection), EventKind::ConnectionStatusChanged);
    assert_eq!(told(&world, &Hand::system("sandbox-collector")), [moved]);
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(world.work().await, 1);
    assert_eq!(told(&world, &Hand::system("sandbox-collector")), [moved]);
    world.clock.advance(Duration::from_secs(60));
    assert_eq!(world.work().await, 1);
    let expired = (Subject::Invitation(expiring), EventKind::Expired);
    assert_eq!(told(&world, &Hand::system("expiry")), [expired]);
    world.clock.advance(FLOW_LIFETIME);
    assert_eq!(world.work().await, 1);
    assert_eq!(told(&world, &Hand::system("nobody")), [], "forgetting a session is no event");
}

#[tokio::test]
async fn t154_a_new_workspace_tells_of_itself_and_of_its_provider() {
    let world = World::new().await;
    world.store.take_committed();
    let made = new_workspace(&world.ls, "Zweite").await;
    let kinds = world.kinds(Subject::Workspace(made.id)).await;
    assert_eq!(kinds, [EventKind::WorkspaceCreated, EventKind::ProviderCreated]);
}

#[tokio::test]
async fn the_events_of_a_link_hold_none_of_its_texts() {
    let world = World::new().await;
    let message = latchstring_domain::text::Message::parse("for Ada only").unwrap();
    let mut wish = world.wish(crate::harness::terms(None, None));
    wish.terms.presentation = Presentation { message: Some(message), ..Presentation::default() };
    let view = invitation::create_contributor(&world.ls, &world.caller, wish).await.unwrap();

    let detail = invitation::get(&world.ls, &world.caller, view.invitation.id).await.unwrap();

    assert_eq!(detail.view.last_event_at, Some(world.now()));
    assert!(!format!("{:?}", detail.events).contains("for Ada only"));
}
