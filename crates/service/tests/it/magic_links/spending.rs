use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::connection::Connection;
use latchstring_domain::event::{DataValue, EventKind, Subject};
use latchstring_domain::flow_session::{Step, StepError};
use latchstring_domain::invitation::NotUsable;
use latchstring_domain::magic_link::MagicLinkStatus;
use latchstring_domain::prefill::Prefill;
use latchstring_domain::utility::UtilityType;
use latchstring_service::flow_session::{
    self, ChooseProviderError, ChooseSitesError, FlowError, FlowPass, ProviderWish, SubmitError, Submitted,
};
use latchstring_service::magic_link::{self, MintCompanyLink, Minted};
use latchstring_storage::{Connections as _, MagicLinks as _};

use crate::harness::{Fault, PASSWORD, USERNAME, World, new_company, new_site, origin, utilities};

fn refused(result: &Result<Submitted, SubmitError>) -> Option<NotUsable> {
    match result {
        Err(SubmitError::Flow(FlowError::Link(why))) => Some(*why),
        _ => None,
    }
}

async fn race(contenders: usize) {
    let world = Arc::new(World::new().await);
    let minted = world.mint().await;
    let mut passes = Vec::with_capacity(contenders);
    for _ in 0..contenders {
        passes.push(world.ready_magic(&minted).await);
    }
    let mut tasks = tokio::task::JoinSet::new();
    for pass in passes {
        let world = world.clone();
        tasks.spawn(async move { world.submit(&pass).await });
    }
    let results = tasks.join_all().await;

    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    let used_up = results.iter().filter(|result| refused(result) == Some(NotUsable::Fulfilled)).count();
    assert_eq!(used_up, contenders - 1, "the others are told that the link is used up: {results:?}");
    assert_eq!(world.connections().await.len(), 1);
    let listed = world.magic_links().await.remove(0);
    assert_eq!((listed.link.use_count, listed.status), (1, MagicLinkStatus::Fulfilled));
    let story = world.kinds(Subject::MagicLink(minted.link.id)).await;
    for kind in [EventKind::Submitted, EventKind::ConnectionCreated, EventKind::Fulfilled] {
        assert_eq!(story.iter().filter(|found| **found == kind).count(), 1, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t049_of_200_submissions_through_one_company_link_at_once_one_makes_a_connection() {
    for _ in 0..3 {
        race(200).await;
    }
}

#[tokio::test]
async fn t049_it_is_one_too_when_all_have_read_before_any_has_written() {
    race(200).await;
}

/// What kills links, in a race with a submission.
async fn race_with_a_kill(kill: impl AsyncFn(&World, &Minted)) {
    let (mut killed_first, mut submitted_first) = (0, 0);
    let world = Arc::new(World::new().await);
    for round in 0..200 {
        let minted = world.mint().await;
        let pass = world.ready_magic(&minted).await;
        world.clock.advance(Duration::from_secs(1));
        let made = world.connections().await.len();
        let (submission, ()) = world.submit_against(round, pass, kill(&world, &minted)).await;

        let row = world.store.magic_link(minted.link.id).await.unwrap().unwrap();
        let made = world.connections().await.len() - made;
        if submission.is_ok() {
            submitted_first += 1;
            assert_eq!((made, row.use_count, row.revoked_at), (1, 1, None));
        } else {
            killed_first += 1;
            assert!(matches!(refused(&submission), Some(NotUsable::Revoked { .. })), "{submission:?}");
            assert_eq!((made, row.use_count), (0, 0));
        }
    }
    assert!(killed_first > 0 && submitted_first > 0, "{killed_first} to {submitted_first}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t051_a_revocation_and_a_submission_have_an_order_that_all_agree_on() {
    race_with_a_kill(async |world, minted| {
        // Refused when the submission was first.
        drop(magic_link::revoke(&world.ls, &world.caller, minted.link.id).await);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t051_a_cut_off_and_a_submission_have_an_order_that_all_agree_on() {
    race_with_a_kill(async |world, _| {
        magic_link::cut_off(&world.ls, &world.caller, world.company.id, world.now()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn t059_a_connection_link_repairs_its_connection_again_and_again_and_touches_no_other() {
    let world = World::new().await;
    let broken = world.connected().await.connection_id;
    let bystander = world.connected().await.connection_id;
    let read = async |id| world.store.connection(id).await.unwrap().unwrap();
    let (before, untouched) = (read(broken).await, read(bystander).await);
    let history = world.kinds(Subject::Connection(broken)).await;
    let minted = world.mint_to_repair(broken).await;
    let kept = |c: &Connection| {
        (c.id, c.company_id, c.invitation_id, c.magic_link_id, c.initial_sites.clone(), c.created_at)
    };

    let mut credentials = before.credentials.clone();
    for uses in 1..=3 {
        world.clock.advance(Duration::from_secs(10));
        let pass = world.ready_repair(&minted).await;
        assert_eq!(world.submit(&pass).await.unwrap().connection_id, broken);
        let after = read(broken).await;
        assert_eq!(kept(&after), kept(&before));
        assert_ne!(after.credentials, credentials);
        credentials = after.credentials;
        let told = world.kinds(Subject::Connection(broken)).await;
        assert!(told.starts_with(&history), "its history goes on");
        let repaired = told.iter().filter(|kind| **kind == EventKind::ConnectionUpdated).count();
        assert_eq!(repaired, uses);
        let listed = world.magic_links().await.remove(0);
        assert_eq!((listed.link.use_count as usize, listed.status), (uses, MagicLinkStatus::Active));
    }
    assert_eq!(read(bystander).await, untouched);
    let story = world.kinds(Subject::MagicLink(minted.link.id)).await;
    assert!(!story.contains(&EventKind::Fulfilled), "{story:?}");
}

#[tokio::test]
async fn t059_a_connection_link_changes_the_sites_of_its_connection_to_others_of_its_company() {
    let world = World::new().await;
    let broken = world.connected().await.connection_id;
    let other = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let foreign = new_site(&world.ls, &world.caller, &other, "Nebenstraße 1").await;
    let pass = world.open_magic(&world.mint_to_repair(broken).await).await;
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    assert_eq!((view.session.step(), view.sites), (Step::SignIn, Vec::new()));

    let wish = ProviderWish::Listed(world.provider.id);
    let chosen = flow_session::choose_provider(&world.ls, &pass, &wish, None, &origin(1)).await;
    let Err(ChooseProviderError::Flow(FlowError::Step(StepError::WrongStep { at }))) = chosen else {
        panic!("{chosen:?}")
    };
    assert_eq!(at, Step::SignIn);
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    let chosen = flow_session::choose_sites(&world.ls, &pass, &[foreign.id], &utilities()).await;
    assert!(matches!(chosen, Err(ChooseSitesError::Choice(_))), "{chosen:?}");
    let early = world.submit(&pass).await.unwrap_err();
    assert!(
        matches!(early, SubmitError::Flow(FlowError::Step(StepError::WrongStep { at: Step::Sites }))),
        "{early:?}"
    );

    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    assert!(view.asks_for_sites && view.asks_for_types);
    assert_eq!(view.repaired.unwrap().initial_sites, [world.sites[0].id], "so that they can be ticked");
    let water = [UtilityType::Water].into();
    flow_session::choose_sites(&world.ls, &pass, &[world.sites[1].id], &water).await.unwrap();
    assert_eq!(
        world.connections().await[0].initial_sites,
        [world.sites[0].id],
        "nothing before the last word"
    );
    world.submit(&pass).await.unwrap();
    let repaired = world.connections().await.remove(0);
    assert_eq!((repaired.id, repaired.utility_types), (broken, water));
    assert_eq!(repaired.initial_sites, [world.sites[1].id]);
    let told = world.events(Subject::Connection(broken)).await;
    let changed = ["credentials", "initialSites", "initialDatasourceTypes"].map(str::to_owned);
    let changed = DataValue::List(changed.into());
    assert_eq!(told.last().unwrap().body.data.values().get("changed"), Some(&changed));
}

#[tokio::test]
async fn t059_a_connection_link_leaves_a_connection_without_sites_as_it_is_where_there_are_none() {
    let world = World::new().await;
    let company = new_company(&world.ls, &world.caller, "Nachbar AG").await;
    let wish = MintCompanyLink { company_id: company.id, ..world.mint_wish(Prefill::default()) };
    let first = world.open_magic(&world.try_mint(wish).await.unwrap()).await;
    world.choose_sandbox(&first).await;
    world.sign_in(&first, USERNAME, PASSWORD).await;
    flow_session::choose_sites(&world.ls, &first, &[], &utilities()).await.unwrap();
    let made = world.submit(&first).await.unwrap().connection_id;
    let pass = world.open_magic(&world.mint_to_repair(made).await).await;
    assert!(!flow_session::view(&world.ls, &pass).await.unwrap().asks_for_sites);
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    let before = world.store.connection(made).await.unwrap().unwrap();
    assert_eq!(world.submit(&pass).await.unwrap().connection_id, made);
    let after = world.store.connection(made).await.unwrap().unwrap();
    assert_eq!((after.initial_sites, after.utility_types), (Vec::new(), before.utility_types));
    let told = world.events(Subject::Connection(made)).await;
    assert_eq!(told.last().unwrap().body.data.values()["changed"], vec!["credentials".to_owned()].into());
}

#[tokio::test]
async fn t056_whatever_fails_costs_no_use() {
    let world = World::new().await;
    let minted = world.mint().await;
    let refused = world.open_magic(&minted).await;
    world.choose_sandbox(&refused).await;
    world.sign_in(&refused, USERNAME, "wrong").await;
    let crashed = world.ready_magic(&minted).await;
    world.store.fail_next(Fault::Unavailable);
    world.submit(&crashed).await.unwrap_err();
    assert_eq!(world.magic_links().await[0].link.use_count, 0);
    world.submit(&crashed).await.unwrap();

    // A recipient who comes back with the submitted session sees the receipt, and can connect no second account.
    let mut view = flow_session::view(&world.ls, &crashed).await.unwrap();
    let receipt = view.receipts.pop().unwrap();
    assert_eq!(receipt.connection.magic_link_id, Some(minted.link.id));
    assert_eq!(receipt.connection.invitation_id, None);
    let again = flow_session::open_again(&world.ls, &crashed, &origin(1)).await;
    assert!(matches!(again, Err(flow_session::OpenError::NotUsable(NotUsable::Fulfilled))));
}

#[tokio::test]
async fn t058_the_session_of_an_invitation_is_worthless_on_a_magic_link() {
    let world = World::new().await;
    let minted = world.mint().await;
    let mine = world.ready(&world.invite(Some(1), None).await).await;
    let theirs = world.ready_magic(&minted).await;
    let forged = FlowPass::new(theirs.session_id(), mine.expose_token()).unwrap();
    let error = world.submit(&forged).await.unwrap_err();
    assert!(matches!(error, SubmitError::Flow(FlowError::Unknown)));
    world.submit(&mine).await.unwrap();
    assert_eq!(world.magic_links().await[0].link.use_count, 0);
}
