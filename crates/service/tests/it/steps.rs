//! The order of a recipient's steps, and what an abandoned walk leaves.

use std::time::Duration;

use latchstring_domain::email::{AddressRule, AllowList};
use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::{FLOW_LIFETIME, FlowState, Step, StepError};
use latchstring_domain::prefill::PrefillField;
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_service::flow_session::{
    self, ChooseSitesError, FlowError, FlowPass, ProviderWish, SignInError, SignInProgress, SubmitError,
};
use latchstring_service::ports::SignInRefusal;
use latchstring_service::{invitation, provider, site};
use latchstring_storage::{FlowSessions as _, Invitations as _};

use crate::harness::{Fault, PASSWORD, USERNAME, World, credentials, origin, terms, utilities};

fn at(error: FlowError) -> Step {
    let FlowError::Step(StepError::WrongStep { at }) = error else { panic!("another failure: {error:?}") };
    at
}

async fn try_submit(world: &World, pass: &FlowPass) -> FlowError {
    let SubmitError::Flow(error) = world.submit(pass).await.unwrap_err() else { panic!("sites are gone") };
    error
}

async fn try_sign_in(world: &World, pass: &FlowPass) -> FlowError {
    let answers = credentials(USERNAME, PASSWORD);
    match flow_session::sign_in(&world.ls, pass, answers, &origin(1)).await {
        Err(SignInError::Flow(error)) => error,
        other => panic!("signed in out of turn: {other:?}"),
    }
}

async fn try_sites(world: &World, pass: &FlowPass) -> FlowError {
    let sites = [world.sites[0].id];
    match flow_session::choose_sites(&world.ls, pass, &sites, &utilities()).await {
        Err(flow_session::ChooseSitesError::Flow(error)) => error,
        other => panic!("chose sites out of turn: {other:?}"),
    }
}

#[tokio::test]
async fn t058_steps_cannot_be_skipped_or_replayed() {
    let world = World::new().await;
    let invitation = world.invite(Some(2), None).await;
    let pass = world.open(&invitation).await;

    assert_eq!(at(try_submit(&world, &pass).await), Step::Provider);
    assert_eq!(at(try_sites(&world, &pass).await), Step::Provider);
    assert_eq!(at(try_sign_in(&world, &pass).await), Step::Provider);
    world.choose_sandbox(&pass).await;
    assert_eq!(at(try_submit(&world, &pass).await), Step::SignIn);
    assert_eq!(at(try_sites(&world, &pass).await), Step::SignIn);
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    assert_eq!(at(try_submit(&world, &pass).await), Step::Sites);
    assert_eq!(at(try_sign_in(&world, &pass).await), Step::Sites);
    world.choose_sites(&pass).await;
    assert_eq!(at(try_sign_in(&world, &pass).await), Step::Submit);
    let made = world.submit(&pass).await.unwrap();
    assert_eq!(at(try_submit(&world, &pass).await), Step::Done);
    assert_eq!(at(try_sites(&world, &pass).await), Step::Done);
    assert_eq!(at(flow_session::restart(&world.ls, &pass).await.unwrap_err()), Step::Done);

    let connections = world.connections().await;
    assert_eq!(connections.iter().map(|c| c.id).collect::<Vec<_>>(), [made.connection_id]);
}

#[tokio::test]
async fn t058_an_address_that_must_be_proved_stands_before_every_step() {
    let world = World::new().await;
    let rule = AddressRule::parse("ada@example.com").unwrap();
    let allowed = AllowList::new([rule]).unwrap();
    let wish = world.wish(invitation::InvitationTerms { allowed, ..terms(None, None) });
    let gated = invitation::create_contributor(&world.ls, &world.caller, wish).await.unwrap();
    let pass = world.open(&gated).await;

    let wish = ProviderWish::Listed(world.provider.id);
    let chosen = flow_session::choose_provider(&world.ls, &pass, &wish, None, &origin(1)).await;
    let Err(flow_session::ChooseProviderError::Flow(error)) = chosen else { panic!("{chosen:?}") };
    assert_eq!(at(error), Step::Address);
    assert_eq!(at(try_sign_in(&world, &pass).await), Step::Address);
    assert_eq!(at(try_sites(&world, &pass).await), Step::Address);
    assert_eq!(at(try_submit(&world, &pass).await), Step::Address);
    assert_eq!(at(flow_session::restart(&world.ls, &pass).await.unwrap_err()), Step::Address);
}

#[tokio::test]
async fn t058_the_token_of_one_session_opens_no_other() {
    let world = World::new().await;
    let (one, other) = (world.invite(None, None).await, world.invite(None, None).await);
    let (mine, theirs) = (world.ready(&one).await, world.ready(&other).await);
    let forged = FlowPass::new(theirs.session_id(), mine.expose_token()).unwrap();
    let before = world.snapshot().await;

    assert!(matches!(try_submit(&world, &forged).await, FlowError::Unknown));
    assert!(matches!(flow_session::view(&world.ls, &forged).await, Err(FlowError::Unknown)));
    assert!(flow_session::open_again(&world.ls, &forged, &origin(1)).await.is_err());
    assert!(FlowPass::new(theirs.session_id(), "lsf_not_a_token").is_none());
    assert_eq!(world.snapshot().await, before);

    let made = world.submit(&mine).await.unwrap();
    let connection = world.connections().await.remove(0);
    assert_eq!(connection.id, made.connection_id);
    assert_eq!(connection.invitation_id, Some(one.invitation.id), "it spends its own link");
    let other = world.store.invitation(other.invitation.id).await.unwrap().unwrap();
    assert_eq!(other.use_count, 0);
}

#[tokio::test]
async fn a_provider_with_the_longest_of_domains_can_be_named() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.open(&invitation).await;
    let labels = "a".repeat(60);
    let domain = format!("{labels}.{labels}.{labels}.{labels}.utility.example");
    let url = ProviderUrl::parse(&format!("https://{domain}/")).unwrap();
    let wish = ProviderWish::Unlisted { name: ProviderName::parse("Utility").unwrap(), url };
    flow_session::choose_provider(&world.ls, &pass, &wish, None, &origin(1)).await.unwrap();
    let chosen = flow_session::view(&world.ls, &pass).await.unwrap().chosen.unwrap();
    // The end of a domain says whose it is.
    assert!(domain.ends_with(chosen.name.as_str()) && chosen.name.as_str().ends_with(".utility.example"));
}

#[tokio::test]
async fn t056_whatever_fails_costs_no_use_and_the_link_works_after_it() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;

    let refused = world.open(&invitation).await;
    world.choose_sandbox(&refused).await;
    let wrong = SignInProgress::Refused(SignInRefusal::WrongCredentials);
    assert_eq!(world.sign_in(&refused, USERNAME, "wrong").await, wrong);
    let locked = SignInProgress::Refused(SignInRefusal::Locked);
    assert_eq!(world.sign_in(&refused, "sandbox-locked", PASSWORD).await, locked);
    let down = world.sign_in(&refused, "sandbox-down", PASSWORD).await;
    assert!(matches!(down, SignInProgress::Unavailable { retry_after: Some(_) }));
    let unfilled = flow_session::sign_in(&world.ls, &refused, credentials("", PASSWORD), &origin(1)).await;
    let Err(SignInError::Unfilled(fields)) = unfilled else { panic!("{unfilled:?}") };
    assert_eq!(fields, [SignInForm::USERNAME]);

    let abandoned = world.ready(&invitation).await;
    let crashed = world.ready(&invitation).await;
    world.store.fail_next(Fault::Unavailable);
    world.submit(&crashed).await.unwrap_err();
    drop(abandoned);

    let stored = world.store.invitation(invitation.invitation.id).await.unwrap().unwrap();
    assert_eq!(stored.use_count, 0);
    world.submit(&crashed).await.unwrap();
    assert_eq!(world.connections().await.len(), 1);
}

#[tokio::test]
async fn t057_an_aborted_walk_leaves_no_connection_and_its_secrets_go_with_the_session() {
    for steps in 0..=4 {
        let world = World::new().await;
        let invitation = world.invite(Some(1), None).await;
        let pass = world.open(&invitation).await;
        if steps >= 1 {
            world.choose_sandbox(&pass).await;
        }
        if steps == 2 {
            let asked = world.sign_in(&pass, "sandbox-mfa", PASSWORD).await;
            assert_eq!(asked, SignInProgress::Challenged { wrong_answer: false });
        }
        if steps >= 3 {
            world.sign_in(&pass, USERNAME, PASSWORD).await;
        }
        if steps >= 4 {
            world.choose_sites(&pass).await;
            world.store.fail_next(Fault::At(steps));
            world.submit(&pass).await.unwrap_err();
        }
        assert_eq!(world.connections().await, [], "after {steps} steps");
        let story = world.story(invitation.invitation.id).await;
        let attempts = [
            EventKind::Created,
            EventKind::Started,
            EventKind::ProviderChosen,
            EventKind::MfaRequired,
            EventKind::SignedIn,
        ];
        assert!(story.iter().all(|kind| attempts.contains(kind)), "{story:?}");

        world.clock.advance(FLOW_LIFETIME - Duration::from_millis(1));
        assert_eq!(world.work().await, 0, "the session may still go on");
        world.clock.advance(Duration::from_millis(1));
        assert_eq!(world.work().await, 1);
        assert_eq!(world.store.flow_session(pass.session_id()).await.unwrap(), None);
        assert!(matches!(flow_session::view(&world.ls, &pass).await, Err(FlowError::Unknown)));
    }
}

#[tokio::test]
async fn a_session_takes_no_step_once_its_hour_is_over() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.ready(&invitation).await;
    world.clock.advance(FLOW_LIFETIME);

    assert!(matches!(try_submit(&world, &pass).await, FlowError::Step(StepError::Expired)));
    let viewed = flow_session::view(&world.ls, &pass).await;
    assert!(matches!(viewed, Err(FlowError::Step(StepError::Expired))));
    let again = flow_session::open_again(&world.ls, &pass, &origin(1)).await.unwrap();
    assert_eq!(again.session.step(), Step::Provider);
}

#[tokio::test]
async fn starting_over_drops_the_credentials_that_were_held() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.ready(&invitation).await;

    flow_session::restart(&world.ls, &pass).await.unwrap();

    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert_eq!(session.state, FlowState::Opened);
}

#[tokio::test]
async fn a_site_deleted_after_it_was_chosen_is_named_and_another_can_be_chosen() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let pass = world.ready(&invitation).await;
    site::delete(&world.ls, &world.caller, world.sites[0].id).await.unwrap();

    let error = world.submit(&pass).await.unwrap_err();

    let SubmitError::SitesGone(gone) = error else { panic!("{error:?}") };
    assert_eq!(gone, [world.sites[0].id]);
    flow_session::choose_sites(&world.ls, &pass, &[world.sites[1].id], &utilities()).await.unwrap();
    world.submit(&pass).await.unwrap();
    assert_eq!(world.connections().await[0].initial_sites, [world.sites[1].id]);
}

#[tokio::test]
async fn a_lock_on_sites_that_are_all_deleted_blocks_nobody() {
    let world = World::new().await;
    let mut wish = world.wish(terms(Some(1), None));
    wish.prefill.initial_sites = vec![world.sites[0].id];
    wish.locks = [PrefillField::InitialSites].into();
    let invitation = invitation::create_contributor(&world.ls, &world.caller, wish).await.unwrap();
    let pass = world.open(&invitation).await;
    world.choose_sandbox(&pass).await;
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    let other = [world.sites[1].id];
    let locked = flow_session::choose_sites(&world.ls, &pass, &other, &utilities()).await;
    assert!(matches!(locked, Err(ChooseSitesError::Locked)));

    site::delete(&world.ls, &world.caller, world.sites[0].id).await.unwrap();

    flow_session::choose_sites(&world.ls, &pass, &other, &utilities()).await.unwrap();
    world.submit(&pass).await.unwrap();
}

#[tokio::test]
async fn two_recipients_who_name_the_same_unlisted_provider_get_one() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let (one, two) = (world.open(&invitation).await, world.open(&invitation).await);
    let wish = ProviderWish::Unlisted {
        name: ProviderName::parse("Stadtwerke").unwrap(),
        url: ProviderUrl::parse("https://stadtwerke.example/login").unwrap(),
    };

    let from = origin(1);
    let (a, b) = tokio::join!(
        flow_session::choose_provider(&world.ls, &one, &wish, None, &from),
        flow_session::choose_provider(&world.ls, &two, &wish, None, &from),
    );

    a.unwrap();
    b.unwrap();
    let chosen = |pass: &FlowPass| world.store.flow_session(pass.session_id());
    let (a, b) = (chosen(&one).await.unwrap().unwrap(), chosen(&two).await.unwrap().unwrap());
    assert!(a.provider().is_some());
    assert_eq!(a.provider(), b.provider());
    let listed = provider::SearchProviders { limit: 10, ..Default::default() };
    let listed = provider::search(&world.ls, world.workspace.id, &listed).await.unwrap();
    assert_eq!(listed.len(), 1, "what a recipient names is put before nobody else");
}
