//! The event log.

use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::actor::ActorKind;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{Event, EventBody, EventKind, Subject};
use latchstring_storage::{Change, Constraint, EventFilter, EventPosition, Refusal, Slice, Store};

use crate::case::{accept, refuse, refuse_one};
use crate::fixture::World;

fn filter(world: &World) -> EventFilter {
    EventFilter::all(world.workspace.id)
}

/// A chain of this many events.
async fn chain(store: &Arc<dyn Store>, world: &mut World, subject: Subject, length: u64) -> Vec<Event> {
    let events: Vec<_> =
        (1..=length).map(|sequence| world.make.bare_event(world.workspace.id, subject, sequence)).collect();
    accept(store, events.iter().cloned().map(Change::AppendEvent)).await;
    events
}

/// Full and bare come back as they were, about every kind of subject, free texts to the letter.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let connection = world.make.bare_connection(&world.company);
    let subjects = [
        world.make.subject(),
        Subject::MagicLink(world.make.bare_magic_link(&world.company).id),
        Subject::Connection(connection.id),
        Subject::Company(world.company.id),
        Subject::Workspace(world.workspace.id),
    ];
    for subject in subjects {
        let rows = [
            world.make.event(world.workspace.id, subject, 1),
            world.make.bare_event(world.workspace.id, subject, 2),
        ];
        accept(&store, rows.clone().map(Change::AppendEvent)).await;
        let read = store.events_of(subject, 0, 10).await.unwrap();
        assert_eq!(read, rows);
        let spelling = |row: &Event| row.body.actor.email.as_ref().map(|email| email.as_str().to_owned());
        assert_eq!(
            read.iter().map(spelling).collect::<Vec<_>>(),
            rows.iter().map(spelling).collect::<Vec<_>>()
        );
        // The seal is over these bytes: what comes back must give the same.
        assert_eq!(read[0].body.canonical(1), rows[0].body.canonical(1));
    }
}

/// A text with NUL, which PostgreSQL's text cannot hold, or of any length, comes back to the letter.
pub async fn keep_any_text(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    let mut row = world.make.event(world.workspace.id, subject, 1);
    row.body.actor.id = Some("nul \0 and \u{10FFFF}".to_owned());
    row.body.origin.user_agent = Some("\0".repeat(512));
    row.body.data = row.body.data.with("long", "ü\"\\\u{1}".repeat(100_000));
    accept(&store, [Change::AppendEvent(row.clone())]).await;
    assert_eq!(store.events_of(subject, 0, 1).await.unwrap(), [row]);
}

/// A chain has no gap, no second event at a place, and none before the first.
pub async fn form_chains_without_gaps(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    let of = |world: &mut World, sequence| {
        Change::AppendEvent(world.make.event(world.workspace.id, subject, sequence))
    };
    for stale in [0, 2, 7, u64::MAX] {
        let change = of(&mut world, stale);
        refuse_one(&store, change, Refusal::Stale).await;
    }
    assert_eq!(store.last_event(subject).await.unwrap(), None);
    let rows = chain(&store, &mut world, subject, 3).await;
    for stale in [0, 1, 2, 3, 5] {
        let change = of(&mut world, stale);
        refuse_one(&store, change, Refusal::Stale).await;
    }
    let last = EventPosition { sequence: 3, seal: rows[2].seal };
    assert_eq!(store.last_event(subject).await.unwrap(), Some(last));
    let (fourth, sixth) = (of(&mut world, 4), of(&mut world, 6));
    refuse(&store, [fourth, sixth], 1, Refusal::Stale).await;
    assert_eq!(store.events_of(subject, 0, 10).await.unwrap(), rows);
}

/// Another subject's chain fills no gap, not even one of the same id and another kind.
pub async fn chains_do_not_mix(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    chain(&store, &mut world, subject, 2).await;
    for kind in ["connection", "magic-link"] {
        let twin = Subject::from_parts(kind, subject.uuid()).unwrap();
        let astray = world.make.event(world.workspace.id, twin, 2);
        refuse_one(&store, Change::AppendEvent(astray), Refusal::Stale).await;
        assert_eq!(store.last_event(twin).await.unwrap(), None);
        chain(&store, &mut world, twin, 1).await;
        assert_eq!(store.last_event(twin).await.unwrap().unwrap().sequence, 1);
    }
}

/// An id is used once, over all chains.
pub async fn have_their_own_ids(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (subject, other) = (world.make.subject(), world.make.subject());
    let rows = chain(&store, &mut world, subject, 1).await;
    let fresh = world.make.event(world.workspace.id, other, 1);
    let twin = Event { body: EventBody { id: rows[0].body.id, ..fresh.body.clone() }, ..fresh };
    refuse_one(&store, Change::AppendEvent(twin), Refusal::Conflict(Constraint::Identity)).await;
}

/// A chain is read in parts, in order.
pub async fn are_read_in_parts(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (subject, empty) = (world.make.subject(), world.make.subject());
    let rows = chain(&store, &mut world, subject, 7).await;
    assert_eq!(store.events_of(subject, 0, 3).await.unwrap(), rows[..3]);
    assert_eq!(store.events_of(subject, 3, 3).await.unwrap(), rows[3..6]);
    assert_eq!(store.events_of(subject, 6, 3).await.unwrap(), rows[6..]);
    for after in [7, u64::MAX] {
        assert_eq!(store.events_of(subject, after, 3).await.unwrap(), []);
    }
    assert_eq!(store.events_of(empty, 0, 3).await.unwrap(), []);
}

/// The last times of many subjects, of those that have events.
pub async fn tell_their_last_times(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let mut wanted = vec![world.make.subject()];
    let mut expected = Vec::new();
    for length in 1..=3 {
        let subject = world.make.subject();
        let twin = Subject::from_parts("company", subject.uuid()).unwrap();
        let rows = chain(&store, &mut world, subject, length).await;
        let others = chain(&store, &mut world, twin, length).await;
        expected.push((subject, rows.last().unwrap().body.occurred_at));
        expected.push((twin, others.last().unwrap().body.occurred_at));
        wanted.extend([subject, twin]);
    }
    let mut times = store.last_event_times(&wanted).await.unwrap();
    times.sort_unstable();
    expected.sort_unstable();
    assert_eq!(times, expected);
    assert_eq!(store.last_event_times(&[]).await.unwrap(), []);
    assert_eq!(store.last_event_times(&wanted[..1]).await.unwrap(), []);
}

/// A workspace's events are listed newest first, by subject, kind and actor when asked.
pub async fn are_filtered(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (one, two) = (world.make.subject(), world.make.subject());
    let elsewhere = world.make.workspace().id;
    let foreign = world.make.subject();
    let rows = [
        world.make.bare_event(world.workspace.id, one, 1),
        world.make.event(world.workspace.id, one, 2),
        world.make.bare_event(world.workspace.id, two, 1),
        world.make.bare_event(elsewhere, foreign, 1),
    ];
    accept(&store, rows.clone().map(Change::AppendEvent)).await;
    let [first, second, third, _] = rows;
    let all = filter(&world);
    let viewed = Some(EventKind::Viewed);
    let cases = [
        (all, vec![&third, &second, &first]),
        (EventFilter { subject: Some(one), ..all }, vec![&second, &first]),
        (EventFilter { kind: viewed, ..all }, vec![&third, &first]),
        (EventFilter { actor: Some(ActorKind::Recipient), ..all }, vec![&second]),
        (EventFilter { subject: Some(one), kind: viewed, ..all }, vec![&first]),
        (EventFilter { subject: Some(foreign), ..all }, vec![]),
    ];
    for (filter, expected) in cases {
        let read = store.events(&filter, Slice::first(10)).await.unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), expected, "{filter:?}");
    }
}

/// A range of time takes what happened at its beginning and leaves what happened at its end; forward, in parts, each comes
/// once and in the order of time, whatever the filter.
pub async fn are_filtered_by_time_and_read_onward(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    let mut rows = Vec::new();
    for sequence in 1..=7 {
        let mut row = world.make.bare_event(world.workspace.id, subject, sequence);
        // Each in a half hour of its own, so that the hour of grace that an id has is crossed.
        row.body.occurred_at = row.body.occurred_at.saturating_add(Duration::from_secs(1800 * sequence));
        row.body.id = world.make.event_id_at(row.body.occurred_at);
        rows.push(row);
    }
    accept(&store, rows.iter().cloned().map(Change::AppendEvent)).await;
    let at = |index: usize| Some(rows[index].body.occurred_at);
    let all = filter(&world);
    let cases = [
        (all, 0..7),
        (EventFilter { from: at(2), ..all }, 2..7),
        (EventFilter { until: at(5), ..all }, 0..5),
        (EventFilter { from: at(2), until: at(5), subject: Some(subject), ..all }, 2..5),
        (EventFilter { from: at(5), until: at(2), ..all }, 0..0),
        (EventFilter { from: at(3), kind: Some(rows[0].body.kind), ..all }, 3..7),
    ];
    for (filter, range) in cases {
        let expected = &rows[range];
        let newest_first = store.events(&filter, Slice::first(10)).await.unwrap();
        assert!(newest_first.iter().eq(expected.iter().rev()), "{filter:?}");
        let mut onward: Vec<Event> = Vec::new();
        loop {
            let part =
                store.events_onward(&filter, onward.last().map(|event| event.body.id), 2).await.unwrap();
            if part.is_empty() {
                break;
            }
            assert!(part.len() <= 2);
            onward.extend(part);
        }
        assert_eq!(onward, expected, "{filter:?}");
    }
}

/// Walking the subjects of a workspace in parts finds each that has events, once.
pub async fn subjects_are_walked_once_each(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let mut expected = vec![Subject::Workspace(world.workspace.id), Subject::Company(world.company.id)];
    for _ in 0..5 {
        expected.push(world.make.subject());
        expected.push(Subject::MagicLink(world.make.bare_magic_link(&world.company).id));
        expected.push(Subject::Connection(world.make.bare_connection(&world.company).id));
    }
    for (subject, length) in expected.clone().into_iter().zip([1, 3, 2].into_iter().cycle()) {
        chain(&store, &mut world, subject, length).await;
    }
    let (elsewhere, foreign) = (world.make.workspace().id, world.make.subject());
    accept(&store, [Change::AppendEvent(world.make.event(elsewhere, foreign, 1))]).await;
    let mut walked = Vec::new();
    loop {
        let part = store.event_subjects(world.workspace.id, walked.last().copied(), 3).await.unwrap();
        if part.is_empty() {
            break;
        }
        walked.extend(part);
    }
    walked.sort_unstable();
    expected.sort_unstable();
    assert_eq!(walked, expected);
    assert_eq!(store.event_subjects(elsewhere, None, 3).await.unwrap(), [foreign]);
}

/// Two spellings of an address are one address and two texts; the log keeps the text.
pub async fn keep_the_spelling_of_addresses(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    let mut row = world.make.event(world.workspace.id, subject, 1);
    row.body.actor.email = Some(EmailAddress::parse("JANE@BÜCHER.example").unwrap());
    accept(&store, [Change::AppendEvent(row)]).await;
    let read = store.events_of(subject, 0, 1).await.unwrap();
    assert_eq!(read[0].body.actor.email.as_ref().unwrap().as_str(), "JANE@BÜCHER.example");
}
