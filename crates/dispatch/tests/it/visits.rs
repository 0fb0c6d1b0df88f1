//! Visits, noted without waiting.

use std::sync::Arc;
use std::time::Duration;

use latchstring_dispatch::VisitRecorder;
use latchstring_domain::event::{AgentClass, EventKind, Origin};
use latchstring_domain::flow_session::FlowLink;
use latchstring_domain::id::InvitationId;
use latchstring_service::invitation::{self, CreateContributor, InvitationTerms, Visit, create_contributor};
use latchstring_service::ports::Visits;
use tokio_util::sync::CancellationToken;

use crate::common::{World, never_polling, pass};
use crate::waiting::Work;

async fn world() -> World {
    World::new(Work::taking(Duration::ZERO)).await
}

async fn invite(world: &World) -> InvitationId {
    let page = latchstring_service::company::ListCompanies { external_id: None, page: None };
    let companies = latchstring_service::company::list(&world.ls, &world.caller, page).await.unwrap();
    let (prefill, locks) = Default::default();
    let company_id = companies.items[0].company.id;
    let wish = CreateContributor {
        company_id,
        prefill,
        locks,
        allowed_providers: Default::default(),
        terms: InvitationTerms::default(),
    };
    create_contributor(&world.ls, &world.caller, wish).await.unwrap().invitation.id
}

fn visit(invitation_id: InvitationId, agent: &str) -> Visit {
    let origin = Origin { user_agent: Some(agent.to_owned()), ..Origin::default() };
    Visit { link: FlowLink::Invitation(invitation_id), origin, agent: AgentClass::Browser }
}

async fn views(world: &World, id: InvitationId) -> usize {
    let detail = invitation::get(&world.ls, &world.caller, id).await.unwrap();
    detail.events.iter().filter(|event| event.body.kind == EventKind::Viewed).count()
}

#[tokio::test(start_paused = true)]
async fn visits_are_written_down_and_a_storm_of_one_visitor_is_one_line() {
    let world = world().await;
    let id = invite(&world).await;
    let (visits, recorder) = VisitRecorder::new(world.ls.clone());
    let stop = CancellationToken::new();
    let running = tokio::spawn(recorder.run(stop.clone()));
    for _ in 0..100 {
        visits.note(visit(id, "Firefox"));
    }
    visits.note(visit(id, "Safari"));

    pass(Duration::from_secs(1)).await;

    assert_eq!(views(&world, id).await, 2);
    stop.cancel();
    running.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn noting_never_waits_and_what_has_no_room_is_dropped() {
    let world = world().await;
    let (id, other) = (invite(&world).await, invite(&world).await);
    let (visits, recorder) = VisitRecorder::new(world.ls.clone());
    // Nobody writes yet. Were there no bound, the last of these would be kept too.
    for _ in 1..1024 {
        visits.note(visit(id, "Firefox"));
    }
    visits.note(visit(id, "Safari"));
    visits.note(visit(other, "Firefox"));

    drop(visits);
    recorder.run(CancellationToken::new()).await;

    assert_eq!((views(&world, id).await, views(&world, other).await), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn a_recorder_that_is_stopped_writes_what_it_has_and_takes_no_more() {
    let world = world().await;
    let id = invite(&world).await;
    let (visits, recorder) = VisitRecorder::new(world.ls.clone());
    let visits: Arc<dyn Visits> = visits;
    visits.note(visit(id, "one"));
    visits.note(visit(id, "two"));
    let stop = CancellationToken::new();
    stop.cancel();

    recorder.run(stop).await;
    visits.note(visit(id, "three"));

    assert_eq!(views(&world, id).await, 2);
}

#[tokio::test(start_paused = true)]
async fn marks_of_visits_are_swept_in_the_course_of_the_work() {
    let world = world().await;
    let id = invite(&world).await;
    let (visits, recorder) = VisitRecorder::new(world.ls.clone());
    let stop = CancellationToken::new();
    let recording = tokio::spawn(recorder.run(stop.clone()));
    let running = world.run(never_polling());
    visits.note(visit(id, "Firefox"));
    pass(Duration::from_secs(1)).await;
    assert!(world.holds_marks(1));

    pass(Duration::from_secs(2 * 3600)).await;

    assert!(world.holds_marks(0));
    running.stop().await;
    stop.cancel();
    recording.await.unwrap();
}
