//! What a recipient is offered, and that nothing else can be chosen.

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::{FlowState, Step};
use latchstring_domain::id::ProviderId;
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::text::ProviderName;
use latchstring_service::flow::FlowChanges;
use latchstring_service::flow_session::{self, ChooseProviderError, FlowPass, Presented, ProviderWish};
use latchstring_service::portal::{CreatePortalLink, PortalLink, PortalWish, create_link};
use latchstring_service::{connector, flow};
use latchstring_storage::{Change, FlowSessions as _};
use secrecy::ExposeSecret as _;

use super::links::connector_of;
use crate::harness::{PASSWORD, USERNAME, World, credentials, origin, typed};
use crate::rights::other_workspace;

fn offered(flow: &Flow, provider: ProviderId) -> ProviderWish {
    ProviderWish::Offered { flow: flow.id, provider }
}

fn unlisted() -> ProviderWish {
    ProviderWish::Unlisted {
        name: ProviderName::parse("Stadtwerke").unwrap(),
        url: ProviderUrl::parse("https://stadtwerke.example").unwrap(),
    }
}

async fn choose(world: &World, pass: &FlowPass, wish: &ProviderWish) -> Result<(), ChooseProviderError> {
    flow_session::choose_provider(&world.ls, pass, wish, None, &origin(11)).await
}

/// Expects every one of these to be refused, and the world to stay as it is.
async fn refuses(world: &World, pass: &FlowPass, wishes: &[ProviderWish]) {
    let before = world.snapshot().await;
    for wish in wishes {
        let chosen = choose(world, pass, wish).await;
        assert!(matches!(chosen, Err(ChooseProviderError::UnknownProvider)), "{wish:?}: {chosen:?}");
    }
    assert_eq!(world.snapshot().await, before);
}

/// What is shown to be chosen: each flow by its key, with the names of its providers.
async fn shown(world: &World, pass: &FlowPass) -> Vec<(String, Vec<String>)> {
    let offer = flow_session::view(&world.ls, pass).await.unwrap().offer.unwrap();
    let names = |providers: Vec<Provider>| providers.iter().map(|found| found.name.to_string()).collect();
    offer.flows.into_iter().map(|offered| (offered.flow.key.to_string(), names(offered.providers))).collect()
}

async fn link(world: &World, offer: PortalWish) -> PortalLink {
    world.portal(world.portal_wish(offer)).await
}

fn row(flow: &str, providers: &[&str]) -> (String, Vec<String>) {
    (flow.to_owned(), providers.iter().map(|name| (*name).to_owned()).collect())
}

#[tokio::test]
async fn a_link_to_everything_offers_every_flow_oldest_first_each_in_its_order() {
    let world = World::new().await;
    world.import(&["acme", "bolt"]).await;
    world.flow("zeta", &["bolt", "acme"]).await;
    world.clock.advance(std::time::Duration::from_millis(1));
    world.flow("alpha", &["acme"]).await;
    let pass = world.open_portal(&link(&world, PortalWish::All).await).await;
    assert_eq!(shown(&world, &pass).await, [row("zeta", &["bolt", "acme"]), row("alpha", &["acme"])]);

    let pass = world.open_portal(&link(&world, PortalWish::Flow(typed("zeta"))).await).await;
    assert_eq!(shown(&world, &pass).await, [row("zeta", &["bolt", "acme"])]);
    let pass = world.open_portal(&link(&world, connector_of("zeta", "acme")).await).await;
    assert_eq!(shown(&world, &pass).await, [row("zeta", &["acme"])]);
}

#[tokio::test]
async fn a_native_link_shows_no_offer_and_takes_none() {
    let world = World::new().await;
    let bills = world.flow("bills", &["sandbox"]).await;
    let pass = world.open(&world.invite(None, None).await).await;
    assert_eq!(flow_session::view(&world.ls, &pass).await.unwrap().offer, None);
    refuses(&world, &pass, &[offered(&bills, world.provider.id)]).await;
}

#[tokio::test]
async fn the_connector_that_a_link_was_made_for_is_the_one_filled_in() {
    let world = World::new().await;
    world.import(&["acme"]).await;
    let bills = world.flow("bills", &["acme", "sandbox"]).await;
    let link = link(&world, connector_of("bills", "sandbox")).await;
    let token = link.url.expose_secret().split_once("token=").unwrap().1;
    let landing = flow_session::landing(&world.ls, Presented::Invitation(token)).await.unwrap();
    assert_eq!(landing.provider.as_ref(), Some(&world.provider));
    let pass = world.open_portal(&link).await;
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    assert_eq!(view.suggested.as_ref(), Some(&world.provider));

    choose(&world, &pass, &ProviderWish::Prefilled).await.unwrap();

    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    let chosen = session.provider().unwrap();
    assert_eq!((chosen.provider_id, chosen.flow_id), (world.provider.id, Some(bills.id)));
    let told = world.events(Subject::Invitation(link.invitation.id)).await.pop().unwrap();
    assert_eq!(told.body.kind, EventKind::ProviderChosen);
    assert_eq!(told.body.data.values()["flow"], "bills".into());
}

#[tokio::test]
async fn a_link_to_a_flow_fills_in_nothing_even_when_there_is_one_connector() {
    let world = World::new().await;
    world.flow("bills", &["sandbox"]).await;
    for offer in [PortalWish::All, PortalWish::Flow(typed("bills"))] {
        let pass = world.open_portal(&link(&world, offer).await).await;
        assert_eq!(flow_session::view(&world.ls, &pass).await.unwrap().suggested, None);
        refuses(&world, &pass, &[ProviderWish::Prefilled]).await;
    }
}

#[tokio::test]
async fn what_is_not_offered_cannot_be_chosen() {
    let world = World::new().await;
    let made = world.import(&["acme", "bolt", "catalog", "hidden"]).await;
    let ids: Vec<_> = made.iter().map(|provider| provider.id).collect();
    let [acme, bolt, catalog, hidden] = <[ProviderId; 4]>::try_from(ids).unwrap();
    let bills = world.flow("bills", &["sandbox", "acme", "hidden"]).await;
    let other = world.flow("other", &["bolt"]).await;
    let gone = &made[3];
    let gone = Provider { listed: false, version: gone.version.next(), ..gone.clone() };
    world.write(Change::UpdateProvider(gone)).await;
    let sandbox = world.provider.id;
    let anywhere = [
        ProviderWish::Listed(sandbox),
        ProviderWish::Listed(catalog),
        unlisted(),
        offered(&bills, catalog),
        offered(&bills, hidden),
        offered(&bills, bolt),
        offered(&other, acme),
        offered(&bills, ProviderId::from_uuid(uuid::Uuid::from_u128(5))),
    ];
    let of_another_flow = [offered(&other, bolt), offered(&other, sandbox)];
    let of_another_connector = [offered(&bills, acme)];

    let all = world.open_portal(&link(&world, PortalWish::All).await).await;
    refuses(&world, &all, &anywhere).await;
    choose(&world, &all, &offered(&other, bolt)).await.unwrap();
    let flow = world.open_portal(&link(&world, PortalWish::Flow(typed("bills"))).await).await;
    refuses(&world, &flow, &[&anywhere[..], &of_another_flow].concat()).await;
    choose(&world, &flow, &offered(&bills, acme)).await.unwrap();
    let connector = world.open_portal(&link(&world, connector_of("bills", "sandbox")).await).await;
    refuses(&world, &connector, &[&anywhere[..], &of_another_flow, &of_another_connector].concat()).await;
    choose(&world, &connector, &offered(&bills, sandbox)).await.unwrap();
}

#[tokio::test]
async fn t042_a_flow_of_another_workspace_is_offered_to_nobody_here() {
    let world = World::new().await;
    let bills = world.flow("bills", &["sandbox"]).await;
    let other = other_workspace(&world).await;
    let environment = other.workspace_id().to_string();
    let wish = world.portal_wish(PortalWish::All);
    let theirs = create_link(&world.ls, &other, &environment, wish).await.unwrap();
    let pass = world.open_portal(&theirs).await;
    assert_eq!(shown(&world, &pass).await, []);
    refuses(&world, &pass, &[offered(&bills, world.provider.id)]).await;
}

#[tokio::test]
async fn a_flow_that_is_deleted_offers_nothing_any_more() {
    let world = World::new().await;
    let bills = world.flow("bills", &["sandbox"]).await;
    for offer in [PortalWish::All, PortalWish::Flow(typed("bills")), connector_of("bills", "sandbox")] {
        let bills = match flow::get(&world.ls, &world.caller, &bills.key).await {
            Ok(view) => view.flow,
            Err(_) => world.flow("bills", &["sandbox"]).await,
        };
        let made = link(&world, offer.clone()).await;
        let (pass, late) = (world.open_portal(&made).await, world.open_portal(&made).await);
        world.choose_offered(&late, bills.id, world.provider.id).await;
        flow::delete(&world.ls, &world.caller, &bills.key).await.unwrap();

        assert_eq!(shown(&world, &pass).await, [], "{offer:?}");
        refuses(&world, &pass, &[offered(&bills, world.provider.id), ProviderWish::Prefilled]).await;
        refuses(&world, &late, &[offered(&bills, world.provider.id)]).await;
        let token = made.url.expose_secret().split_once("token=").unwrap().1;
        let landing = flow_session::landing(&world.ls, Presented::Invitation(token)).await.unwrap();
        assert_eq!(landing.provider, None, "the link stands and says so");
    }
}

/// What a flow offers is asked when the recipient chooses; what they chose then is theirs.
#[tokio::test]
async fn a_walk_that_has_chosen_ends_well_when_its_flow_is_deleted() {
    let world = World::new().await;
    let bills = world.flow("bills", &["sandbox"]).await;
    let made = link(&world, PortalWish::All).await;
    let (chosen, signed_in) = (world.open_portal(&made).await, world.open_portal(&made).await);
    world.choose_offered(&chosen, bills.id, world.provider.id).await;
    world.signed_in_at(&signed_in, bills.id, world.provider.id).await;
    flow::delete(&world.ls, &world.caller, &bills.key).await.unwrap();

    world.sign_in(&chosen, USERNAME, PASSWORD).await;
    for pass in [chosen, signed_in] {
        world.submit(&pass).await.unwrap();
    }

    let connections = world.connections().await;
    assert_eq!(connections.len(), 2);
    assert!(connections.iter().all(|connection| connection.flow.is_none()), "there is none to remember");
}

#[tokio::test]
async fn a_connector_that_leaves_its_flow_is_offered_no_more_and_who_chose_it_goes_on() {
    let world = World::new().await;
    let acme = world.import(&["acme"]).await.remove(0);
    let bills = world.flow("bills", &["acme", "sandbox"]).await;
    let made = link(&world, PortalWish::Flow(typed("bills"))).await;
    let (pass, chosen) = (world.open_portal(&made).await, world.open_portal(&made).await);
    world.choose_offered(&chosen, bills.id, acme.id).await;
    let only = FlowChanges { connectors: Some(vec![typed("sandbox")]), ..FlowChanges::default() };
    flow::update(&world.ls, &world.caller, &bills.key, only).await.unwrap();

    assert_eq!(shown(&world, &pass).await, [row("bills", &["Sandbox Utility"])]);
    refuses(&world, &pass, &[offered(&bills, acme.id)]).await;
    world.sign_in(&chosen, USERNAME, PASSWORD).await;
    world.submit(&chosen).await.unwrap();
    let connection = world.connections().await.remove(0);
    assert_eq!((connection.provider.id, connection.flow.unwrap().id), (acme.id, bills.id));
}

#[tokio::test]
async fn the_offer_is_shown_until_signing_in_and_what_was_chosen_can_be_changed_till_then() {
    let world = World::new().await;
    let acme = world.import(&["acme"]).await.remove(0);
    let bills = world.flow("bills", &["acme", "sandbox"]).await;
    let pass = world.open_portal(&link(&world, PortalWish::All).await).await;
    let both = [row("bills", &["acme", "Sandbox Utility"])];
    for provider in [acme.id, world.provider.id] {
        world.choose_offered(&pass, bills.id, provider).await;
        assert_eq!(shown(&world, &pass).await, both);
    }
    world.sign_in(&pass, "sandbox-mfa", PASSWORD).await;
    assert_eq!(shown(&world, &pass).await, both);
    world.choose_offered(&pass, bills.id, world.provider.id).await;
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    assert_eq!((view.session.step(), view.offer), (Step::Submit, None));
}

#[tokio::test]
async fn a_connection_remembers_its_flow_and_its_link() {
    let world = World::new().await;
    let bills = world.flow("bills", &["sandbox"]).await;
    let made = link(&world, connector_of("bills", "sandbox")).await;
    let pass = world.open_portal(&made).await;
    world.signed_in_at(&pass, bills.id, world.provider.id).await;
    let submitted = world.submit(&pass).await.unwrap();
    flow::delete(&world.ls, &world.caller, &bills.key).await.unwrap();

    let connection = world.connections().await.remove(0);
    assert_eq!(connection.id, submitted.connection_id);
    let flow = connection.flow.unwrap();
    assert_eq!((flow.id, flow.key), (bills.id, bills.key));
    assert_eq!(connection.invitation_id, Some(made.invitation.id));
    assert_eq!(connection.company_id, made.invitation.company_id);
    assert_eq!(connection.field_mapping, None);
}

/// A provider that is imported again under another address is the same provider.
#[tokio::test]
async fn a_connector_that_changes_while_it_is_chosen_is_signed_in_to_as_it_is_now() {
    let world = World::new().await;
    let acme = world.import(&["acme"]).await.remove(0);
    let bills = world.flow("bills", &["acme"]).await;
    let pass = world.open_portal(&link(&world, PortalWish::All).await).await;
    world.choose_offered(&pass, bills.id, acme.id).await;
    let mut moved = world.connector("acme");
    moved.url = ProviderUrl::parse("https://new.acme.example").unwrap();
    connector::import(&world.ls, &world.caller, &[moved.clone()]).await.unwrap();

    let answers = credentials(USERNAME, PASSWORD);
    flow_session::sign_in(&world.ls, &pass, answers, &origin(12)).await.unwrap();
    world.submit(&pass).await.unwrap();

    assert_eq!(world.connections().await[0].provider.url, moved.url);
}

#[tokio::test]
async fn the_reader_of_a_link_writes_nothing_whatever_it_offers() {
    let world = World::new().await;
    world.flow("bills", &["sandbox"]).await;
    let wish =
        CreatePortalLink { connect_values: credentials("a", "b"), ..world.portal_wish(PortalWish::All) };
    let made = world.portal(wish).await;
    let pass = world.open_portal(&made).await;
    let token = made.url.expose_secret().split_once("token=").unwrap().1;
    let before = world.snapshot().await;
    world.store.take_committed();
    for _ in 0..20 {
        flow_session::landing(&world.ls, Presented::Invitation(token)).await.unwrap();
        let view = flow_session::view(&world.ls, &pass).await.unwrap();
        assert_eq!(view.session.state, FlowState::Opened);
    }
    assert_eq!(world.snapshot().await, before);
    assert!(world.store.take_committed().is_empty());
}
