use latchstring_domain::event::{AgentClass, EventKind, Origin, Subject};
use latchstring_domain::flow_session::FlowLink;
use latchstring_service::flow_session::{self, Presented};
use latchstring_service::invitation::{Visit, record_visit};
use latchstring_service::magic_link::LinkKind;

use crate::harness::{World, magic, origin};

async fn visit(world: &World, link: FlowLink, agent: &str) {
    let origin = Origin { user_agent: Some(agent.to_owned()), ..origin(1) };
    record_visit(&world.ls, &Visit { link, origin, agent: AgentClass::Browser }).await.unwrap();
}

#[tokio::test]
async fn a_visit_on_a_magic_link_is_written_down_once_an_hour() {
    let world = World::new().await;
    let minted = world.mint().await;
    let (link, subject) = (FlowLink::MagicLink(minted.link.id), Subject::MagicLink(minted.link.id));
    for agent in ["Firefox", "Firefox", "Safari"] {
        visit(&world, link, agent).await;
    }
    let told = world.kinds(subject).await;
    assert_eq!(told, [EventKind::Created, EventKind::Viewed, EventKind::Viewed]);
    world.clock.advance(std::time::Duration::from_secs(3600));
    visit(&world, link, "Firefox").await;
    assert_eq!(world.kinds(subject).await.len(), 4);
}

#[tokio::test]
async fn a_visit_on_a_link_without_a_row_is_forgotten_until_it_is_opened() {
    let world = World::new().await;
    let secret = world.seal(&world.message());
    let presented = world.with_secret(LinkKind::Company, &secret);
    let landing = flow_session::landing(&world.ls, presented).await.unwrap();
    let link = landing.link.flow_link();
    let before = world.snapshot().await;
    visit(&world, link, "Firefox").await;
    assert_eq!(world.snapshot().await, before);

    flow_session::open(&world.ls, presented, &origin(1)).await.unwrap();
    visit(&world, link, "Firefox").await;
    let told = world.kinds(landing.link.subject()).await;
    assert_eq!(told, [EventKind::Created, EventKind::Started, EventKind::Viewed]);
}

#[tokio::test]
async fn t001_reading_the_first_page_of_a_magic_link_writes_nothing() {
    let world = World::new().await;
    let minted = world.mint().await;
    let rowless = world.seal(&world.message());
    let before = world.snapshot().await;
    world.store.take_committed();
    for _ in 0..50 {
        flow_session::landing(&world.ls, magic(&minted)).await.unwrap();
        let presented = world.with_secret(LinkKind::Company, &rowless);
        flow_session::landing(&world.ls, presented).await.unwrap();
        flow_session::landing(&world.ls, Presented::Invitation(&rowless)).await.unwrap_err();
    }
    assert_eq!(world.snapshot().await, before);
    assert!(world.store.take_committed().is_empty());
}
