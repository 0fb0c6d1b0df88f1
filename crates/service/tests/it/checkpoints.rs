//! Checkpoints: what they record, and what they find out.

use std::time::Duration;

use latchstring_domain::event::{Checkpoint, Event, Subject};
use latchstring_service::event::checkpoint::{self, CheckpointReport, CheckpointText, KeptCheckpoint};
use latchstring_storage::Checkpoints as _;

use crate::harness::World;

const HOUR: Duration = Duration::from_secs(3600);

async fn take(world: &World) -> u32 {
    checkpoint::take(&world.ls, world.workspace.id, Duration::ZERO).await.unwrap()
}

async fn all(world: &World) -> Vec<Checkpoint> {
    world.store.checkpoints(world.workspace.id, 0, 100).await.unwrap()
}

/// What an operator has in a file.
async fn kept(world: &World) -> Vec<KeptCheckpoint> {
    let lines =
        all(world).await.into_iter().map(|one| CheckpointText::of(&world.ls, &one).unwrap().line().unwrap());
    lines.map(|line| KeptCheckpoint::read(&line).unwrap()).collect()
}

async fn verify(world: &World, kept: &[KeptCheckpoint]) -> CheckpointReport {
    checkpoint::verify(&world.ls, &world.caller, kept).await.unwrap()
}

fn why(report: &CheckpointReport) -> Vec<(u64, &str)> {
    report.broken.iter().map(|broken| (broken.number, broken.why.as_str())).collect()
}

#[tokio::test]
async fn t163_each_records_the_ends_that_have_moved_and_no_others() {
    let world = World::new().await;
    assert_eq!(take(&world).await, 1);
    assert_eq!(take(&world).await, 0, "nothing has happened since");
    world.clock.advance(HOUR);
    let view = world.invite(None, None).await;
    world.open(&view).await;
    let invitation = view.invitation.id;
    assert_eq!(take(&world).await, 1);
    let made = all(&world).await;
    let [first, second] = made.as_slice() else { panic!("{made:?}") };
    assert_eq!(first.ends.len(), 2, "workspace and company");
    let ends: Vec<_> = second.ends.iter().map(|end| (end.subject, end.sequence)).collect();
    let length = world.events(Subject::Invitation(invitation)).await.len() as u64;
    assert_eq!(ends, [(Subject::Invitation(invitation), length)]);
    assert_eq!((second.statement.number, second.statement.size), (2, 3));
    assert_eq!(second.statement.previous, first.statement.root);
    let report = verify(&world, &kept(&world).await).await;
    assert_eq!((report.checkpoints, report.kept, report.broken), (2, 2, vec![]));
}

#[tokio::test]
async fn one_is_made_an_hour_after_the_last_and_not_before() {
    let world = World::new().await;
    let due = async || checkpoint::take(&world.ls, world.workspace.id, HOUR).await.unwrap();
    assert_eq!(due().await, 1);
    world.invite(None, None).await;
    world.clock.advance(HOUR - Duration::from_secs(1));
    assert_eq!(due().await, 0);
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(due().await, 1);
}

#[tokio::test]
async fn t134_an_event_that_comes_to_sight_late_is_recorded_all_the_same() {
    let world = World::new().await;
    let early = world.now();
    world.clock.advance(Duration::from_secs(60));
    let seen = world.invite(None, None).await.invitation.id;
    take(&world).await;
    // Its time and id lie before the last that was looked at; its commit was slower.
    let late = world.events(Subject::Invitation(seen)).await.pop().unwrap();
    let subject = Subject::Company(latchstring_domain::id::CompanyId::from_uuid(seen.as_uuid()));
    let mut rng = latchstring_service::ports::Randomness::rng(&*world.randomness);
    let id = latchstring_domain::id::EventId::generate(early, &mut *rng);
    let body = latchstring_domain::event::EventBody { id, subject, occurred_at: early, ..late.body.clone() };
    world.write(latchstring_storage::Change::AppendEvent(Event { body, ..late })).await;
    world.clock.advance(HOUR * 5);
    assert_eq!(take(&world).await, 1);
    let last = all(&world).await.pop().unwrap();
    assert_eq!(last.ends.iter().map(|end| end.subject).collect::<Vec<_>>(), [subject]);
}

#[tokio::test]
async fn t156_t163_a_tail_cut_off_is_found_by_a_checkpoint() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let pass = world.ready(&invitation).await;
    world.submit(&pass).await.unwrap();
    take(&world).await;
    let link = Subject::Invitation(invitation.invitation.id);
    world.store.forge(move |mut events| {
        if events.first().is_some_and(|event| event.body.subject == link) {
            events.retain(|event| event.sequence <= 4);
        }
        events
    });
    let report = verify(&world, &[]).await;
    let said = format!("event 7 of invitation {} is not in the log as it was then", invitation.invitation.id);
    assert_eq!(why(&report), [(1, said.as_str())]);
}

#[tokio::test]
async fn t163_a_database_put_back_to_yesterday_is_found_by_what_was_kept_elsewhere() {
    let world = World::new().await;
    take(&world).await;
    let yesterday = kept(&world).await;
    world.clock.advance(HOUR);
    world.invite(None, None).await;
    take(&world).await;
    let kept = kept(&world).await;
    assert_eq!(kept.len(), 2);

    let put_back = World::new().await;
    take(&put_back).await;
    let put_back_workspace = put_back.workspace.id;
    assert_eq!(put_back_workspace, world.workspace.id, "the same world, a day before");
    assert_eq!(verify(&put_back, &yesterday).await.broken, []);
    let report = verify(&put_back, &kept).await;
    let [(2, said)] = why(&report)[..] else { panic!("{report:?}") };
    assert!(said.contains("the database does not have it"), "{said}");

    // It goes on from there, and has another second checkpoint.
    put_back.clock.advance(HOUR);
    put_back.invite(None, None).await;
    put_back.invite(None, None).await;
    take(&put_back).await;
    let report = verify(&put_back, &kept).await;
    let [(2, said)] = why(&report)[..] else { panic!("{report:?}") };
    assert!(said.contains("went on from an older copy"), "{said}");
}

#[tokio::test]
async fn t163_what_was_kept_is_believed_only_if_we_signed_it() {
    let world = World::new().await;
    take(&world).await;
    let mut kept = kept(&world).await;
    kept[0].statement.number = 7;
    let report = verify(&world, &kept).await;
    assert_eq!(why(&report), [(7, "of those kept: the checkpoint does not match its signature")]);
    assert!(KeptCheckpoint::read("{}").is_err());
}

#[tokio::test]
async fn checkpoints_of_before_a_rotation_still_verify() {
    let world = World::new().await;
    take(&world).await;
    let ls = world.restarted_with(world.rotated());
    world.invite(None, None).await;
    assert_eq!(checkpoint::take(&ls, world.workspace.id, Duration::ZERO).await.unwrap(), 1);
    let report = checkpoint::verify(&ls, &world.caller, &kept(&world).await[..1]).await.unwrap();
    assert_eq!((report.checkpoints, report.broken), (2, vec![]));
}
