//! When a walk through a portal asks for sites.

use latchstring_domain::Version;
use latchstring_domain::flow_session::{FlowState, SiteChoice, SiteChoiceError, Step};
use latchstring_domain::portal::PortalOptions;
use latchstring_domain::provider::Provider;
use latchstring_domain::utility::{UtilityType, UtilityTypes};
use latchstring_service::flow_session::{self, ChooseSitesError, FlowPass, SignInProgress};
use latchstring_service::portal::PortalLink;
use latchstring_service::{flow, site};
use latchstring_sign_in::{keys, sandbox};
use latchstring_storage::{Change, FlowSessions as _};

use crate::atomicity::fails_whole;
use crate::harness::{PASSWORD, USERNAME, World, answers, credentials, origin, typed, utilities};

fn skipping(skips_sites: bool) -> PortalOptions {
    PortalOptions { skips_sites, ..PortalOptions::default() }
}

/// A link to the sandbox for the company with the two sites, or for a tenant without any.
async fn link(world: &World, with_sites: bool, skips_sites: bool) -> PortalLink {
    if with_sites {
        world.company_is_the_tenant().await;
    }
    world.flow("bills", &["sandbox"]).await;
    world.portal_with(skipping(skips_sites)).await
}

async fn sign_in(world: &World, link: &PortalLink) -> FlowPass {
    let pass = world.open_portal(link).await;
    let bills = flow::get(&world.ls, &world.caller, &typed("bills")).await.unwrap().flow;
    world.signed_in_at(&pass, bills.id, world.provider.id).await;
    pass
}

async fn step(world: &World, pass: &FlowPass) -> Step {
    world.store.flow_session(pass.session_id()).await.unwrap().unwrap().step()
}

#[tokio::test]
async fn sites_are_asked_for_where_there_are_some_and_the_maker_does_not_skip_them() {
    for (with_sites, skips_sites, asks) in
        [(true, false, true), (true, true, false), (false, false, false), (false, true, false)]
    {
        let world = World::new().await;
        let link = link(&world, with_sites, skips_sites).await;
        let pass = sign_in(&world, &link).await;

        let view = flow_session::view(&world.ls, &pass).await.unwrap();
        assert_eq!(view.asks_for_sites, asks, "{with_sites} {skips_sites}");
        assert_eq!(view.session.step(), if asks { Step::Sites } else { Step::Submit });
        if asks {
            assert_eq!(view.sites, world.sites);
            world.choose_sites(&pass).await;
        }
        world.submit(&pass).await.unwrap();
        let connection = world.connections().await.remove(0);
        let chosen = if asks { vec![world.sites[0].id] } else { Vec::new() };
        assert_eq!(connection.initial_sites, chosen);
    }
}

#[tokio::test]
async fn where_sites_are_not_asked_for_everything_is_collected_that_the_provider_delivers() {
    let world = World::new().await;
    let delivers = [UtilityType::Gas, UtilityType::Water].into();
    let old = world.provider.clone();
    let provider = Provider { utility_types: delivers, version: old.version.next(), ..old };
    world.write(Change::UpdateProvider(provider.clone())).await;
    let link = link(&world, false, false).await;
    let pass = sign_in(&world, &link).await;

    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    let FlowState::SitesChosen { sites, .. } = &session.state else { panic!("{:?}", session.state) };
    assert_eq!(*sites, SiteChoice::not_asked(provider.utility_types.clone()));
    world.submit(&pass).await.unwrap();
    assert_eq!(world.connections().await[0].utility_types, provider.utility_types);
}

/// A store takes one version of a row at a time.
#[tokio::test]
async fn signing_in_where_no_sites_are_asked_for_is_one_write_with_and_without_a_challenge() {
    let world = World::new().await;
    let link = link(&world, false, false).await;
    let bills = flow::get(&world.ls, &world.caller, &typed("bills")).await.unwrap().flow;
    let pass = world.open_portal(&link).await;
    world.choose_offered(&pass, bills.id, world.provider.id).await;
    let version = async || world.store.flow_session(pass.session_id()).await.unwrap().unwrap().version;
    assert_eq!(version().await, Version::FIRST.next());
    let signed_in = fails_whole(&world, async || {
        let answers = credentials(USERNAME, PASSWORD);
        flow_session::sign_in(&world.ls, &pass, answers, &origin(1)).await.is_ok()
    });
    assert_eq!(signed_in.await, ["UpdateFlowSession", "AppendEvent"]);
    assert_eq!(version().await, Version::FIRST.next().next());

    let pass = world.open_portal(&link).await;
    world.choose_offered(&pass, bills.id, world.provider.id).await;
    world.sign_in(&pass, "sandbox-mfa", PASSWORD).await;
    let code = answers(&[(keys::CODE, sandbox::CODE)]);
    let progress = flow_session::answer_challenge(&world.ls, &pass, code, &origin(1)).await.unwrap();
    assert_eq!((progress, step(&world, &pass).await), (SignInProgress::SignedIn, Step::Submit));
}

#[tokio::test]
async fn a_walk_that_was_not_asked_for_sites_may_still_name_some() {
    let world = World::new().await;
    let link = link(&world, true, true).await;
    let pass = sign_in(&world, &link).await;
    let unknown = [latchstring_domain::id::SiteId::from_uuid(uuid::Uuid::from_u128(5))];
    let refused = flow_session::choose_sites(&world.ls, &pass, &unknown, &utilities()).await;
    assert!(matches!(refused, Err(ChooseSitesError::Choice(_))), "{refused:?}");
    world.choose_sites(&pass).await;
    world.submit(&pass).await.unwrap();
    assert_eq!(world.connections().await[0].initial_sites, [world.sites[0].id]);
}

#[tokio::test]
async fn a_company_that_loses_its_last_site_is_asked_for_none() {
    let world = World::new().await;
    let link = link(&world, true, false).await;
    for gone in &world.sites {
        site::delete(&world.ls, &world.caller, gone.id).await.unwrap();
    }
    let pass = sign_in(&world, &link).await;
    assert_eq!(step(&world, &pass).await, Step::Submit);
}

#[tokio::test]
async fn each_connection_of_a_walk_asks_for_its_own_sites() {
    let world = World::new().await;
    world.company_is_the_tenant().await;
    let flow = world.flow("bills", &["sandbox"]).await;
    let several = PortalOptions { connects_several: true, ..PortalOptions::default() };
    let pass = world.open_portal(&world.portal_with(several).await).await;
    for site in &world.sites {
        world.signed_in_at(&pass, flow.id, world.provider.id).await;
        flow_session::choose_sites(&world.ls, &pass, &[site.id], &utilities()).await.unwrap();
        world.submit(&pass).await.unwrap();
    }
    flow_session::finish(&world.ls, &pass).await.unwrap();
    let receipts = flow_session::view(&world.ls, &pass).await.unwrap().receipts;
    let sites: Vec<_> = receipts.into_iter().map(|receipt| receipt.sites).collect();
    assert_eq!(sites, [vec![world.sites[0].clone()], vec![world.sites[1].clone()]]);
}

#[tokio::test]
async fn utility_types_are_asked_for_with_the_sites_where_the_connector_names_some() {
    for (delivers, asks) in [(UtilityTypes::new(), false), (utilities(), true)] {
        let world = World::new().await;
        let old = world.provider.clone();
        let changed = Provider { utility_types: delivers, version: old.version.next(), ..old };
        world.write(Change::UpdateProvider(changed)).await;
        let link = link(&world, true, false).await;
        let pass = sign_in(&world, &link).await;
        assert_eq!(flow_session::view(&world.ls, &pass).await.unwrap().asks_for_types, asks);

        let none = UtilityTypes::new();
        let chosen = flow_session::choose_sites(&world.ls, &pass, &[world.sites[0].id], &none).await;
        assert_eq!(chosen.is_ok(), !asks, "{chosen:?}");
        let no_site = flow_session::choose_sites(&world.ls, &pass, &[], &none).await;
        assert!(matches!(no_site, Err(ChooseSitesError::Choice(SiteChoiceError::NoSite))), "{no_site:?}");
        // Whoever names some all the same is taken at their word.
        world.choose_sites(&pass).await;
        world.submit(&pass).await.unwrap();
        assert_eq!(world.connections().await[0].utility_types, utilities());
    }
}

#[tokio::test]
async fn a_native_link_asks_for_utility_types_even_where_there_are_no_sites() {
    let world = World::new().await;
    for gone in &world.sites {
        site::delete(&world.ls, &world.caller, gone.id).await.unwrap();
    }
    let pass = world.open(&world.invite(None, None).await).await;
    world.choose_sandbox(&pass).await;
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    assert_eq!((view.session.step(), view.asks_for_sites), (Step::Sites, true));
    assert!(view.asks_for_types);
    let none = flow_session::choose_sites(&world.ls, &pass, &[], &UtilityTypes::new()).await;
    assert!(matches!(none, Err(ChooseSitesError::Choice(SiteChoiceError::NoUtilityType))), "{none:?}");
}
