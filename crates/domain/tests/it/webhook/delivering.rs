use std::time::Duration;

use latchstring_domain::id::{DeliveryId, EndpointId, MessageId, WorkspaceId};
use latchstring_domain::overlap::SecretOverlap;
use latchstring_domain::sealed::SealedBytes;
use latchstring_domain::webhook::{
    ANSWER_KEPT, Attempt, AttemptError, AttemptOutcome, Attempted, Delivery, DeliveryState, DisabledBecause,
    Endpoint, EndpointSecrets, EndpointState, EndpointUrl, EventType, EventTypes, FAILING_FOR, FailedBecause,
    LONGEST_RETRY_AFTER, MAX_TRIES, Message, Progress, pause_before,
};
use latchstring_domain::{Timestamp, Version};
use proptest::prelude::*;

use crate::fixture::{later, now, uuid};

const HOUR: u64 = 3600;

fn endpoint() -> Endpoint {
    Endpoint {
        id: EndpointId::from_uuid(uuid(1)),
        workspace_id: WorkspaceId::from_uuid(uuid(2)),
        url: EndpointUrl::parse("https://hooks.example.com/").unwrap(),
        description: None,
        types: EventTypes::default(),
        headers: None,
        secrets: EndpointSecrets { current: SealedBytes::new(vec![1]), previous: None },
        state: EndpointState::Enabled { failing_since: None },
        created_at: now(),
        updated_at: now(),
        version: Version::FIRST,
    }
}

fn delivery(event_type: EventType) -> Delivery {
    let message = Message {
        id: MessageId::from_uuid(uuid(3)),
        workspace_id: WorkspaceId::from_uuid(uuid(2)),
        event_id: None,
        event_type,
        occurred_at: now(),
        body: "{}".to_owned(),
        created_at: now(),
    };
    Delivery::begin(DeliveryId::from_uuid(uuid(4)), &message, endpoint().id, false, now())
}

fn answered(status: u16) -> AttemptOutcome {
    AttemptOutcome::answered(status, b"words")
}

fn attempt(outcome: AttemptOutcome, at: Timestamp) -> Attempt {
    Attempt { at, took: Duration::from_millis(5), outcome }
}

/// The delivery after a try in the middle of the spread.
fn tried(delivery: Delivery, outcome: AttemptOutcome, at: Timestamp) -> Attempted {
    delivery.attempted(attempt(outcome, at), u32::MAX / 2, None, at).unwrap()
}

#[test]
fn t105_always_failing_it_is_tried_ten_times_over_three_days_and_given_up() {
    let mut delivery = delivery(EventType::ConnectionCreated);
    let (mut at, mut pauses) = (now(), Vec::new());
    let because = loop {
        let Attempted { delivery: after, progress } = tried(delivery, answered(500), at);
        delivery = after;
        match progress {
            Progress::Again(next) => {
                pauses.push((next.since(at).as_secs_f64() / 60.0).round());
                at = next;
            }
            Progress::GivenUp(because) => break because,
            Progress::Arrived => panic!("a 500 is no success"),
        }
    };
    let hours = |hours: f64| hours * 60.0;
    let expected =
        [0.0, 5.0, 30.0, hours(2.0), hours(5.0), hours(10.0), hours(14.0), hours(20.0), hours(24.0)];
    assert_eq!(pauses, expected, "the first retry comes after five seconds");
    assert_eq!(because, FailedBecause::Exhausted);
    assert_eq!(delivery.attempts.len(), 10);
    assert_eq!(delivery.state, DeliveryState::Failed { at, because });
    assert_eq!(at.since(now()).as_secs() / HOUR, 75);
}

proptest! {
    /// T105: no try comes earlier or later than 15 % beside its time, and an endpoint that asks for more time gets it, up to a day.
    #[test]
    fn t105_the_schedule_is_spread_and_bounded(tries in 0_u32..12, random in any::<u32>(), asked in prop::option::of(0_u64..400_000)) {
        let asked = asked.map(Duration::from_secs);
        let Some(pause) = pause_before(tries, random, asked) else {
            prop_assert!(tries >= MAX_TRIES);
            return Ok(());
        };
        prop_assert!(tries < MAX_TRIES);
        let middle = [0, 5, 300, 1800, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR][tries as usize];
        let middle = Duration::from_secs(middle);
        let asked = asked.unwrap_or_default().min(LONGEST_RETRY_AFTER);
        prop_assert!(pause >= middle.mul_f64(0.849).max(asked));
        prop_assert!(pause <= middle.mul_f64(1.151).max(asked));
    }
}

#[test]
fn t105_two_that_failed_together_do_not_come_back_together() {
    let pauses: Vec<_> =
        (0..=10).map(|tenth| pause_before(4, u32::MAX / 10 * tenth, None).unwrap()).collect();
    assert!(pauses.is_sorted() && pauses.first() != pauses.last());
    assert_eq!(pause_before(0, u32::MAX, None), Some(Duration::ZERO), "the first try is at once");
}

#[test]
fn t104_what_a_status_makes_of_a_delivery() {
    for status in [200, 201, 204, 299] {
        let Attempted { delivery, progress } =
            tried(delivery(EventType::ConnectionCreated), answered(status), now());
        assert_eq!((progress, delivery.state), (Progress::Arrived, DeliveryState::Delivered { at: now() }));
    }
    for status in [199, 300, 302, 400, 404, 429, 500, 503] {
        let Attempted { progress, .. } =
            tried(delivery(EventType::ConnectionCreated), answered(status), now());
        assert!(matches!(progress, Progress::Again(_)), "{status}");
    }
    let Attempted { progress, .. } = tried(delivery(EventType::ConnectionCreated), answered(410), now());
    assert_eq!(progress, Progress::GivenUp(FailedBecause::Gone));
    let nothing = AttemptOutcome::NotAnswered(AttemptError::Timeout);
    let Attempted { delivery, progress } =
        tried(delivery(EventType::ConnectionCreated), nothing.clone(), now());
    assert!(matches!(progress, Progress::Again(_)));
    assert_eq!(delivery.attempts, [attempt(nothing, now())]);
}

#[test]
fn t104_retry_after_is_honoured_and_capped() {
    let next = |asked: Duration| {
        let first = delivery(EventType::ConnectionCreated);
        let tried = first.attempted(attempt(answered(429), now()), 0, Some(asked), now()).unwrap();
        match tried.progress {
            Progress::Again(at) => at.since(now()),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(next(Duration::from_secs(90)), Duration::from_secs(90));
    assert_eq!(next(Duration::from_secs(1)), Duration::from_millis(4_250), "never sooner than the schedule");
    assert_eq!(next(Duration::from_secs(u64::from(u32::MAX))), LONGEST_RETRY_AFTER);
}

#[test]
fn t114_a_test_is_tried_once_and_its_answer_is_not_kept() {
    let Attempted { delivery, progress } = tried(delivery(EventType::Test), answered(500), now());
    assert_eq!(progress, Progress::GivenUp(FailedBecause::Exhausted));
    let outcome = AttemptOutcome::Answered { status: 500, answer: String::new() };
    assert_eq!(delivery.attempts, [attempt(outcome, now())]);
}

#[test]
fn t107_a_replay_begins_the_schedule_anew_and_only_what_has_ended_is_replayed() {
    let pending = delivery(EventType::ConnectionCreated);
    assert_eq!(pending.clone().replay(now()), None);
    let arrived = tried(pending.clone(), answered(200), now()).delivery;
    let again = arrived.clone().replay(later(Duration::from_secs(9))).unwrap();
    assert_eq!(again.state, DeliveryState::Pending { tries: 0, next_at: later(Duration::from_secs(9)) });
    assert_eq!((again.replayed, again.message_id, again.attempts.len()), (true, pending.message_id, 1));
    assert_eq!(arrived.clone().held_back(now()), None);
    assert!(
        arrived.attempted(attempt(answered(200), now()), 0, None, now()).is_none(),
        "it is not under way"
    );
    let held = pending.held_back(now()).unwrap();
    assert_eq!(held.state, DeliveryState::Failed { at: now(), because: FailedBecause::Disabled });
}

#[test]
fn a_delivery_remembers_its_last_tries_and_no_more() {
    let mut one = delivery(EventType::ConnectionCreated);
    for number in 0..100 {
        let at = later(Duration::from_secs(number));
        one = tried(one, answered(200), at).delivery.replay(at).unwrap();
    }
    assert_eq!(one.attempts.len(), 30);
    assert_eq!(one.attempts[29].at, later(Duration::from_secs(99)));
}

#[test]
fn an_answer_is_kept_to_a_bound_as_text_that_every_database_can_store() {
    let AttemptOutcome::Answered { answer, .. } = AttemptOutcome::answered(200, &[b'x'; 5000]) else {
        panic!()
    };
    assert_eq!(answer.len(), ANSWER_KEPT);
    let AttemptOutcome::Answered { answer, .. } = AttemptOutcome::answered(200, b"a\0\xffb") else {
        panic!()
    };
    assert_eq!(answer, "a\u{FFFD}\u{FFFD}b");
}

#[test]
fn t106_five_days_of_nothing_but_failure_disable_an_endpoint_and_one_success_does_not() {
    let begun = endpoint().failed(false, now()).unwrap();
    assert_eq!(begun.state, EndpointState::Enabled { failing_since: Some(now()) });
    let almost = later(FAILING_FOR - Duration::from_millis(1));
    assert_eq!(begun.failed(false, almost), None, "it is failing already");
    let disabled = begun.failed(false, later(FAILING_FOR)).unwrap();
    let because = DisabledBecause::Failing;
    assert_eq!(disabled.state, EndpointState::Disabled { at: later(FAILING_FOR), because });
    assert_eq!(disabled.failed(true, now()), None);

    let saved = begun.succeeded(almost).unwrap();
    assert_eq!(saved.state, EndpointState::Enabled { failing_since: None });
    assert_eq!(saved.succeeded(almost), None);
    let again = saved.failed(false, later(FAILING_FOR)).unwrap();
    assert!(again.is_enabled(), "the five days begin anew");
}

#[test]
fn t104_gone_disables_an_endpoint_at_once() {
    let gone = endpoint().failed(true, now()).unwrap();
    assert_eq!(gone.state, EndpointState::Disabled { at: now(), because: DisabledBecause::Gone });
    assert!(!gone.hears(EventType::ConnectionCreated, now()));
    let enabled = gone.switched(true, now());
    assert_eq!(enabled.state, EndpointState::Enabled { failing_since: None });
    let requested = enabled.clone().switched(false, now()).state;
    assert_eq!(requested, EndpointState::Disabled { at: now(), because: DisabledBecause::Requested });
    assert_eq!(enabled.clone().switched(true, now()), enabled);
}

#[test]
fn an_endpoint_hears_of_what_it_asked_for_from_when_it_was_made() {
    let all = endpoint();
    let some = Endpoint { types: EventTypes::new([EventType::InvitationViewed]), ..endpoint() };
    let before = now().saturating_sub(Duration::from_millis(1));
    for event_type in EventType::ALL {
        assert!(all.hears(*event_type, now()) && !all.hears(*event_type, before));
        assert_eq!(some.hears(*event_type, now()), *event_type == EventType::InvitationViewed);
    }
}

#[test]
fn t102_after_a_rotation_both_secrets_sign_until_the_overlap_is_over() {
    let day = SecretOverlap::DEFAULT;
    let rotated = endpoint().secrets.rotate(SealedBytes::new(vec![2]), day, now());
    let signing = |secrets: &EndpointSecrets, at| -> Vec<u8> {
        secrets.signing(at).map(|secret| secret.as_bytes()[0]).collect()
    };
    assert_eq!(signing(&rotated, later(day.span() - Duration::from_millis(1))), [2, 1]);
    assert_eq!(signing(&rotated, later(day.span())), [2]);
    let again = rotated.rotate(SealedBytes::new(vec![3]), day, now());
    assert_eq!(signing(&again, now()), [3, 2], "a third is not kept");
    let urgent = again.rotate(SealedBytes::new(vec![4]), SecretOverlap::new(Duration::ZERO).unwrap(), now());
    assert_eq!(signing(&urgent, now()), [4]);
    assert!(SecretOverlap::new(SecretOverlap::MAX + Duration::from_secs(1)).is_err());
}
