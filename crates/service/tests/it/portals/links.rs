use std::collections::BTreeMap;
use std::time::Duration;

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::invitation::{
    DraftError, InvitationSource, InvitationStatus, MIN_LIFETIME, NotUsable,
};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::portal::{Offer, PortalOptions};
use latchstring_domain::provider::Provider;
use latchstring_domain::workspace::{ExpiryPolicy, LifetimeAboveCeiling, Mode};
use latchstring_service::flow_session::{self, OpenError, Presented};
use latchstring_service::invitation::{self, InvitationView, ListInvitations, WantedInvitations};
use latchstring_service::portal::{CreatePortalLink, CreatePortalLinkError, PortalWish, create_link};
use latchstring_service::workspace::{self, CreateWorkspace};
use latchstring_service::{Caller, Failure, PageRequest, Thing};
use latchstring_storage::Change;
use secrecy::ExposeSecret as _;

use crate::harness::{TENANT, World, origin, tenant, typed};

pub(super) fn labels(pairs: &[(&str, &str)]) -> Metadata {
    let pairs = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Metadata::new(BTreeMap::from_iter(pairs)).unwrap()
}

pub(super) fn connector_of(flow: &str, connector: &str) -> PortalWish {
    PortalWish::Connector { flow: typed(flow), connector: typed(connector) }
}

async fn try_link(world: &World, wish: CreatePortalLink) -> Result<(), CreatePortalLinkError> {
    create_link(&world.ls, &world.caller, &world.environment(), wish).await.map(drop)
}

async fn listed(world: &World, source: Option<InvitationSource>) -> Vec<InvitationView> {
    let page = PageRequest::After { last: None, per_page: 10 };
    let wish = ListInvitations { wanted: WantedInvitations { source, ..Default::default() }, page };
    invitation::list(&world.ls, &world.caller, wish).await.unwrap().items
}

#[tokio::test]
async fn t062_a_portal_link_is_listed_among_the_others_and_can_be_killed_there() {
    let world = World::new().await;
    let native = world.invite(None, None).await.invitation.id;
    let link = world.portal(world.portal_wish(PortalWish::All)).await;
    let id = link.invitation.id;
    let url = link.url.expose_secret();
    let token = url.strip_prefix("https://connect.example/?token=").unwrap();
    assert!(token.starts_with("lsi_") && !token.contains('&'), "{token}");

    let ids = async |source| -> Vec<_> {
        listed(&world, source).await.iter().map(|view| view.invitation.id).collect()
    };
    assert_eq!(ids(Some(InvitationSource::Native)).await, [native]);
    assert_eq!(ids(Some(InvitationSource::Hotglue)).await, [id]);
    let mut both = vec![id, native];
    both.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(ids(None).await, both);
    let view = &listed(&world, Some(InvitationSource::Hotglue)).await[0];
    assert_eq!(view.url.as_ref().unwrap().expose_secret(), url, "the link can be sent again");
    assert_eq!(view.invitation, link.invitation);

    invitation::revoke(&world.ls, &world.caller, id).await.unwrap();
    let opened = flow_session::open(&world.ls, Presented::Invitation(token), &origin(1)).await;
    assert!(matches!(opened, Err(OpenError::NotUsable(NotUsable::Revoked { .. }))), "{opened:?}");
    assert_eq!(listed(&world, None).await.len(), 2);
    assert_eq!(world.story(id).await, [EventKind::Created, EventKind::Revoked]);
}

#[tokio::test]
async fn the_first_event_of_a_portal_link_says_where_it_came_from() {
    let world = World::new().await;
    let link = world.portal(world.portal_wish(PortalWish::All)).await;
    let created = world.events(Subject::Invitation(link.invitation.id)).await.remove(0);
    assert_eq!(created.body.data.values()["source"], "hotglue".into());
    assert_eq!(created.body.actor, *world.caller.actor());
    let native = world.invite(None, None).await.invitation.id;
    let created = world.events(Subject::Invitation(native)).await.remove(0);
    assert!(!created.body.data.values().contains_key("source"));
}

#[tokio::test]
async fn a_tenant_is_made_on_the_spot_and_only_once() {
    let world = World::new().await;
    assert!(world.company_called(TENANT).await.is_none());
    let first = world.portal(world.portal_wish(PortalWish::All)).await;
    let made = world.company_called(TENANT).await.unwrap();
    assert_eq!(made.name.as_str(), TENANT, "it is called by its id until somebody names it");
    assert_eq!(made.metadata, Metadata::default());
    assert_eq!(world.kinds(Subject::Company(made.id)).await, [EventKind::CompanyCreated]);

    let second = world.portal(world.portal_wish(PortalWish::All)).await;
    assert_eq!([first.invitation.company_id, second.invitation.company_id], [made.id; 2]);
    assert_eq!(world.company_called(TENANT).await, Some(made), "nothing of it has changed");
}

#[tokio::test]
async fn a_tenant_with_the_longest_of_ids_is_called_by_its_beginning() {
    let world = World::new().await;
    // The last character of the name would be a space, which no name ends with.
    let id = format!("{} {}", "\u{FC}".repeat(199), "x".repeat(55));
    let wish = CreatePortalLink { tenant: tenant(&id), ..world.portal_wish(PortalWish::All) };
    world.portal(wish).await;
    let made = world.company_called(&id).await.unwrap();
    assert_eq!(made.name.as_str(), "\u{FC}".repeat(199));
}

#[tokio::test]
async fn the_labels_of_a_tenant_are_replaced_and_not_merged() {
    let world = World::new().await;
    let with = |labels| CreatePortalLink { tenant_metadata: labels, ..world.portal_wish(PortalWish::All) };
    let now = async || world.company_called(TENANT).await.unwrap();

    world.portal(with(Some(labels(&[("plan", "gold"), ("seat", "7")])))).await;
    assert_eq!(now().await.metadata, labels(&[("plan", "gold"), ("seat", "7")]));
    world.portal(with(Some(labels(&[("plan", "tin"), ("city", "Ulm")])))).await;
    let replaced = now().await;
    assert_eq!(replaced.metadata, labels(&[("plan", "tin"), ("city", "Ulm")]));

    world.portal(with(None)).await;
    world.portal(with(Some(replaced.metadata.clone()))).await;
    assert_eq!(now().await, replaced, "what changes nothing is written nowhere");
    world.portal(with(Some(Metadata::default()))).await;
    assert_eq!(now().await.metadata, Metadata::default());
    let story = world.events(Subject::Company(replaced.id)).await;
    let kinds: Vec<_> = story.iter().map(|event| event.body.kind).collect();
    assert_eq!(kinds, [EventKind::CompanyCreated, EventKind::CompanyUpdated, EventKind::CompanyUpdated]);
    let told = format!("{story:?}");
    assert!(!told.contains("gold") && !told.contains("Ulm"), "labels are no news for the log: {told}");
}

#[tokio::test]
async fn flows_and_connectors_are_named_by_key_or_by_id() {
    let world = World::new().await;
    let flow = world.flow("bills", &["sandbox"]).await;
    let provider = world.provider.id;
    let (by_flow, by_connector) = (flow.id.to_string(), provider.to_string());
    let one = Offer::Connector { flow: flow.id, provider };
    let table = [
        (PortalWish::All, Offer::All),
        (PortalWish::Flow(typed("bills")), Offer::Flow(flow.id)),
        (PortalWish::Flow(typed(&by_flow)), Offer::Flow(flow.id)),
        (connector_of("bills", "sandbox"), one),
        (connector_of(&by_flow, &by_connector), one),
    ];
    for (wish, offer) in table {
        let link = world.portal(world.portal_wish(wish)).await;
        assert_eq!(link.invitation.portal.unwrap().offer, offer);
    }
}

#[tokio::test]
async fn what_cannot_be_offered_is_refused_and_nothing_is_written() {
    let world = World::new().await;
    let [acme, hidden] = <[Provider; 2]>::try_from(world.import(&["acme", "hidden"]).await).unwrap();
    world.flow("bills", &["sandbox", "hidden"]).await;
    let unlisted = Provider { listed: false, version: hidden.version.next(), ..hidden };
    world.write(Change::UpdateProvider(unlisted)).await;
    let unknown = uuid::Uuid::from_u128(5).to_string();
    let before = world.snapshot().await;

    for flow in ["nothing", "Bills", unknown.as_str()] {
        for wish in [PortalWish::Flow(typed(flow)), connector_of(flow, "sandbox")] {
            let refused = try_link(&world, world.portal_wish(wish)).await;
            assert!(matches!(refused, Err(CreatePortalLinkError::UnknownFlow)), "{flow}: {refused:?}");
        }
    }
    // Nothing of the catalog; of the catalog and not of the flow; of the flow and not listed any more.
    for connector in ["nothing", unknown.as_str(), "acme", acme.id.to_string().as_str(), "hidden"] {
        let refused = try_link(&world, world.portal_wish(connector_of("bills", connector))).await;
        assert!(matches!(refused, Err(CreatePortalLinkError::UnknownConnector)), "{connector}: {refused:?}");
    }
    let refused =
        create_link(&world.ls, &world.caller, "elsewhere", world.portal_wish(PortalWish::All)).await;
    let Err(CreatePortalLinkError::Failed(Failure::NotFound(Thing::Workspace))) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(world.snapshot().await, before);
    assert_eq!(world.denials().await, [""; 0], "a wrong name is no try at what belongs to others");
}

#[tokio::test]
async fn an_end_that_is_named_is_exact_and_one_that_is_too_near_is_refused() {
    let world = World::new().await;
    let until = |end| CreatePortalLink { expires_at: Some(end), ..world.portal_wish(PortalWish::All) };
    let now = world.now();
    let before = world.snapshot().await;
    let soon = now.saturating_add(MIN_LIFETIME - Duration::from_millis(1));
    for end in [now.saturating_sub(Duration::from_secs(86_400)), now, soon] {
        let refused = try_link(&world, until(end)).await;
        let Err(CreatePortalLinkError::Draft(DraftError::LifetimeTooShort)) = refused else {
            panic!("{end}: {refused:?}")
        };
    }
    assert_eq!(world.snapshot().await, before, "no tenant either");

    let end = now.saturating_add(Duration::from_millis(7_200_123));
    let link = world.portal(until(end)).await;
    assert_eq!(link.invitation.expires_at, Some(end));
    world.clock.advance(Duration::from_millis(7_200_122));
    assert_eq!(link.invitation.status(world.now()), InvitationStatus::Active);
    world.open_portal(&link).await;
    world.clock.advance(Duration::from_millis(1));
    assert_eq!(link.invitation.status(world.now()), InvitationStatus::Expired);
    world.work().await;
    assert_eq!(world.story(link.invitation.id).await.pop(), Some(EventKind::Expired));
}

#[tokio::test]
async fn the_workspaces_policy_holds_for_portal_links() {
    let world = World::new().await;
    let hour = Duration::from_secs(3600);
    let wish = CreateWorkspace {
        name: latchstring_domain::text::WorkspaceName::parse("Strict").unwrap(),
        environment: Some(typed("strict")),
        mode: Mode::Sandbox,
        expiry: ExpiryPolicy { default: Some(hour / 2), ceiling: Some(hour) },
    };
    let strict = workspace::create(&world.ls, "olivia", origin(1), wish).await.unwrap();
    let caller = Caller::operator(strict.id, "olivia", origin(2));
    let link = async |expires_at| {
        let wish = CreatePortalLink { expires_at, ..world.portal_wish(PortalWish::All) };
        create_link(&world.ls, &caller, "strict", wish).await.map(|link| link.invitation.expires_at)
    };
    let ceiling = world.now().saturating_add(hour);

    assert_eq!(link(None).await.unwrap(), Some(world.now().saturating_add(hour / 2)));
    assert_eq!(link(Some(ceiling)).await.unwrap(), Some(ceiling));
    let above = link(Some(ceiling.saturating_add(Duration::from_millis(1)))).await;
    let Err(CreatePortalLinkError::Draft(DraftError::LifetimeTooLong(refused))) = above else {
        panic!("{above:?}")
    };
    assert_eq!(refused, LifetimeAboveCeiling { ceiling: hour });
}

#[tokio::test]
async fn the_options_of_a_link_are_kept_as_they_were_wished() {
    let world = World::new().await;
    let options = PortalOptions {
        skips_sites: true,
        connects_several: true,
        hides_flows: true,
        kept: latchstring_domain::portal::KeptOptions(BTreeMap::from([("x".into(), "[1]".into())])),
        ..PortalOptions::default()
    };
    let link = world.portal_with(options.clone()).await;
    assert_eq!(link.invitation.portal.unwrap().options, options);
    assert_eq!(link.invitation.max_uses, None);
}
