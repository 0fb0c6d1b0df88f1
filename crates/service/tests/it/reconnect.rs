//! Repairing a connection.

use std::time::Duration;

use latchstring_domain::connection::{ConnectionStatus, StatusReport};
use latchstring_domain::event::EventKind;
use latchstring_domain::event::Subject;
use latchstring_domain::flow_session::{Step, StepError};
use latchstring_domain::invitation::InvitationStatus;
use latchstring_service::flow_session::{
    self, ChooseProviderError, ChooseSitesError, FlowError, ProviderWish,
};
use latchstring_service::{connection, invitation};
use latchstring_storage::Connections as _;

use crate::harness::{PASSWORD, USERNAME, World, new_company, new_site, origin, utilities};

#[tokio::test]
async fn t059_a_reconnect_repairs_its_connection_and_touches_no_other() {
    let world = World::new().await;
    let broken = world.connected().await.connection_id;
    let bystander = world.connected().await.connection_id;
    world.clock.advance(Duration::from_secs(10));
    world.work().await;
    let report = StatusReport { status: ConnectionStatus::PasswordIncorrect, detail: None, accounts: None };
    connection::report_status(&world.ls, &world.caller, broken, report).await.unwrap();
    let before = world.store.connection(broken).await.unwrap().unwrap();
    let untouched = world.store.connection(bystander).await.unwrap();
    let history = world.kinds(Subject::Connection(broken)).await;

    let invitation = world.invite_to_repair(broken).await;
    let pass = world.open(&invitation).await;
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    world.clock.advance(Duration::from_secs(10));
    let made = world.submit(&pass).await.unwrap();

    let after = world.store.connection(broken).await.unwrap().unwrap();
    assert_eq!(made.connection_id, broken);
    assert_eq!(after.status, ConnectionStatus::Pending);
    assert_ne!(after.credentials, before.credentials);
    let kept = |c: &latchstring_domain::connection::Connection| {
        (c.id, c.company_id, c.invitation_id, c.initial_sites.clone(), c.accounts.clone(), c.created_at)
    };
    assert_eq!(kept(&after), kept(&before));
    assert_eq!(world.store.connection(bystander).await.unwrap(), untouched);
    let now = world.kinds(Subject::Connection(broken)).await;
    assert_eq!(now[..history.len()], history, "the history goes on");
    assert_eq!(now[history.len()..], [EventKind::ConnectionUpdated]);
    let view = invitation::get(&world.ls, &world.caller, invitation.invitation.id).await.unwrap().view;
    assert_eq!(view.status, InvitationStatus::Fulfilled);
    assert!(view.created_connections.is_empty());

    world.clock.advance(Duration::from_secs(10));
    world.work().await;
    let connected = world.store.connection(broken).await.unwrap().unwrap();
    assert_eq!(connected.status, ConnectionStatus::Connected);
    assert_eq!(connected.accounts, before.accounts);
}

#[tokio::test]
async fn t059_a_reconnect_chooses_neither_provider_nor_sites() {
    let world = World::new().await;
    let broken = world.connected().await.connection_id;
    let other = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let foreign = new_site(&world.ls, &world.caller, &other, "Nebenstraße 1").await;
    let invitation = world.invite_to_repair(broken).await;
    let pass = world.open(&invitation).await;
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    assert_eq!(view.session.step(), Step::SignIn, "its provider is known");

    let wish = ProviderWish::Listed(world.provider.id);
    let chosen = flow_session::choose_provider(&world.ls, &pass, &wish, None, &origin(1)).await;
    assert!(matches!(
        chosen,
        Err(ChooseProviderError::Flow(FlowError::Step(StepError::WrongStep { at: Step::SignIn })))
    ));
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    let own = [world.sites[1].id];
    let chosen = flow_session::choose_sites(&world.ls, &pass, &own, &utilities()).await;
    assert!(matches!(
        chosen,
        Err(ChooseSitesError::Flow(FlowError::Step(StepError::WrongStep { at: Step::Submit })))
    ));
    let chosen = flow_session::choose_sites(&world.ls, &pass, &[foreign.id], &utilities()).await;
    assert!(matches!(chosen, Err(ChooseSitesError::Choice(_))));

    world.submit(&pass).await.unwrap();
    assert_eq!(world.connections().await[0].initial_sites, [world.sites[0].id]);
}

#[tokio::test]
async fn t059_sites_of_another_company_are_not_offered() {
    let world = World::new().await;
    let other = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let foreign = new_site(&world.ls, &world.caller, &other, "Nebenstraße 1").await;
    let invitation = world.invite(None, None).await;
    let pass = world.ready(&invitation).await;

    let chosen = flow_session::choose_sites(&world.ls, &pass, &[foreign.id], &utilities()).await;

    assert!(matches!(chosen, Err(ChooseSitesError::Choice(_))));
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    assert!(view.sites.iter().all(|site| site.company_id == world.company.id));
}

#[tokio::test]
async fn t059_what_a_recipient_typed_is_never_handed_back() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let pass = world.ready(&invitation).await;
    let on_the_way = format!("{:?}", flow_session::view(&world.ls, &pass).await.unwrap());
    world.submit(&pass).await.unwrap();
    let done = format!("{:?}", flow_session::view(&world.ls, &pass).await.unwrap());

    for shown in [on_the_way, done] {
        assert!(!shown.contains(USERNAME) && !shown.contains(PASSWORD), "{shown}");
        assert!(!shown.contains(pass.expose_token()), "{shown}");
    }
}
