//! That a link was viewed.

use std::time::Duration;

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{AgentClass, DataValue, EventKind, Origin, Subject};
use latchstring_domain::flow_session::FlowLink;
use latchstring_domain::id::InvitationId;
use latchstring_service::flow_session::Presented;
use latchstring_service::invitation::{Visit, record_visit};
use latchstring_service::{flow_session, retention};
use latchstring_storage::Change;
use secrecy::ExposeSecret as _;

use crate::harness::{World, origin};

fn visit(id: InvitationId, agent: &str) -> Visit {
    let origin = Origin { user_agent: Some(agent.to_owned()), ..origin(1) };
    Visit { link: FlowLink::Invitation(id), origin, agent: AgentClass::Browser }
}

async fn views(world: &World, invitation: InvitationId) -> usize {
    let story = world.story(invitation).await;
    story.iter().filter(|kind| **kind == EventKind::Viewed).count()
}

#[tokio::test]
async fn a_visitor_is_written_down_once_an_hour_however_often_they_come() {
    let world = World::new().await;
    let (one, two) = (world.invite(None, None).await, world.invite(None, None).await);
    let (one, two) = (one.invitation.id, two.invitation.id);

    for _ in 0..3 {
        record_visit(&world.ls, &visit(one, "Firefox")).await.unwrap();
    }
    assert_eq!(views(&world, one).await, 1);
    record_visit(&world.ls, &visit(one, "Safari")).await.unwrap();
    record_visit(&world.ls, &visit(two, "Firefox")).await.unwrap();
    assert_eq!((views(&world, one).await, views(&world, two).await), (2, 1));
    world.clock.advance(Duration::from_secs(3600));
    record_visit(&world.ls, &visit(one, "Firefox")).await.unwrap();
    assert_eq!(views(&world, one).await, 3);
}

#[tokio::test]
async fn the_same_visitor_many_times_at_once_is_written_down_once() {
    let world = std::sync::Arc::new(World::new().await);
    let id = world.invite(None, None).await.invitation.id;
    let mut visits = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let world = world.clone();
        visits.spawn(async move { record_visit(&world.ls, &visit(id, "Firefox")).await.unwrap() });
    }
    visits.join_all().await;
    assert_eq!(views(&world, id).await, 1);
}

#[tokio::test]
async fn t164_a_fetched_link_is_told_by_the_class_of_the_user_agent_and_as_nobodys_reading() {
    let world = World::new().await;
    let id = world.invite(None, None).await.invitation.id;
    for agent in AgentClass::ALL {
        let visit = Visit { agent: *agent, ..visit(id, agent.as_str()) };
        record_visit(&world.ls, &visit).await.unwrap();
        let event = world.events(Subject::Invitation(id)).await.pop().unwrap();
        assert_eq!(event.body.kind, EventKind::Viewed);
        // Not a recipient: nobody has shown that they are one.
        assert_eq!(event.body.actor, Actor { kind: ActorKind::Visitor, id: None, email: None });
        assert_eq!(event.body.automated, *agent != AgentClass::Browser, "{agent}");
        let said = event.body.data.values().get("userAgentClass");
        assert_eq!(said, Some(&DataValue::Text(agent.as_str().to_owned())));
        assert_eq!(event.body.origin, visit.origin);
    }
}

#[tokio::test]
async fn t001_reading_a_links_page_writes_nothing() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let token = invitation.token.as_ref().unwrap().expose_secret();
    let pass = world.ready(&invitation).await;
    let before = world.snapshot().await;
    world.store.take_committed();

    for _ in 0..50 {
        flow_session::landing(&world.ls, Presented::Invitation(token)).await.unwrap();
        flow_session::view(&world.ls, &pass).await.unwrap();
        flow_session::landing(&world.ls, Presented::Invitation("lsi_nonsense")).await.unwrap_err();
    }

    assert_eq!(world.snapshot().await, before);
    assert!(world.store.take_committed().is_empty());
}

#[tokio::test]
async fn marks_are_swept_when_their_time_is_over_and_not_before() {
    let world = World::new().await;
    let id = world.invite(None, None).await.invitation.id;
    record_visit(&world.ls, &visit(id, "Firefox")).await.unwrap();
    let marked = world.store.take_committed();
    let mark = marked.iter().flat_map(|set| set.changes()).find_map(|change| match change {
        Change::Mark { key, until } => Some((*key, *until)),
        _ => None,
    });
    let (key, until) = mark.unwrap();

    retention::sweep(&world.ls).await.unwrap();
    record_visit(&world.ls, &visit(id, "Firefox")).await.unwrap();
    assert_eq!(views(&world, id).await, 1, "the mark still stands");
    world.clock.advance(until.since(world.now()));
    retention::sweep(&world.ls).await.unwrap();
    // Only a mark that is gone can be made again.
    world.write(Change::Mark { key, until }).await;
}
