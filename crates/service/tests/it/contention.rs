//! Use cases that lose every race.

use std::time::Duration;

use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::text::ProviderName;
use latchstring_service::flow_session::{self, ChooseProviderError, FlowError, ProviderWish};
use latchstring_service::invitation::{self, CreateContributorError};
use latchstring_service::{Failure, retention};
use latchstring_storage::{Constraint, Refusal};

use crate::harness::{World, origin, terms};

#[tokio::test]
async fn who_loses_every_race_gives_up_after_pauses_that_are_random_and_bounded() {
    let world = World::new().await;
    world.clock.take_waits();
    let before = world.store.commits();
    world.store.refuse_all(Refusal::Stale);

    let wish = world.wish(terms(None, None));
    let failed = invitation::create_contributor(&world.ls, &world.caller, wish).await;

    assert!(matches!(failed, Err(CreateContributorError::Failed(Failure::Contention))), "{failed:?}");
    let (tries, waits) = (world.store.commits() - before, world.clock.take_waits());
    assert_eq!((tries, waits.len()), (40, 39));
    assert!(waits.iter().all(|wait| *wait <= Duration::from_millis(64)), "{waits:?}");
    assert!(
        waits[..2].iter().all(|wait| *wait <= Duration::from_millis(8)),
        "the first are short: {waits:?}"
    );
    let mut different = waits.clone();
    different.sort_unstable();
    different.dedup();
    assert!(different.len() > 30, "those who lost together must not come back together: {waits:?}");
    let longest_in_all: Duration = waits.iter().sum();
    assert!(longest_in_all < Duration::from_secs(3), "{longest_in_all:?}");
}

#[tokio::test]
async fn a_storage_that_finds_no_provider_and_refuses_a_new_one_holds_nobody_for_ever() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.open(&invitation).await;
    world.store.refuse_all(Refusal::Conflict(Constraint::ProviderUrl));
    let wish = ProviderWish::Unlisted {
        name: ProviderName::parse("Stadtwerke").unwrap(),
        url: ProviderUrl::parse("https://stadtwerke.example").unwrap(),
    };

    let failed = flow_session::choose_provider(&world.ls, &pass, &wish, None, &origin(1)).await;

    let Err(ChooseProviderError::Flow(FlowError::Failed(failure))) = failed else { panic!("{failed:?}") };
    assert!(matches!(failure, Failure::Contention), "{failure:?}");
}

#[tokio::test]
async fn a_conflict_that_nothing_explains_is_a_defect_and_is_not_tried_again() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let before = world.store.commits();
    let key = latchstring_domain::sealed::Digest::new([7; 32]);
    world.write(latchstring_storage::Change::Mark { key, until: world.now() }).await;
    world.store.refuse_all(Refusal::Conflict(Constraint::Identity));

    let failed = invitation::revoke(&world.ls, &world.caller, invitation.invitation.id).await.unwrap_err();
    assert_eq!(failed.to_string(), "defect: a revocation was refused");
    assert_eq!(world.store.commits() - before, 1);
    assert!(matches!(retention::sweep(&world.ls).await, Err(Failure::Storage(_))));
}
