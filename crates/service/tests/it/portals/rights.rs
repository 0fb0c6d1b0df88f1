//! Who may make portal links, flows and linked connectors, and what is written down of those who may not.

use latchstring_domain::api_key::{Scope, Scopes};
use latchstring_domain::id::ConnectionId;
use latchstring_domain::metadata::Metadata;
use latchstring_service::company::ListCompanies;
use latchstring_service::connector::{self, available, supported};
use latchstring_service::flow::{self, CreateFlow, CreateFlowError, FlowChanges, UpdateFlowError};
use latchstring_service::linked_connector::{
    self, LinkConnector, LinkConnectorError, LinkedConnectorChanges, ListLinkedConnectors, Place,
};
use latchstring_service::portal::{CreatePortalLink, CreatePortalLinkError, PortalWish, create_link};
use latchstring_service::tenant::replace_metadata;
use latchstring_service::{Caller, Failure, Thing, company, connection};

use super::links::connector_of;
use crate::harness::{TENANT, World, credentials, tenant, typed};
use crate::rights::{caller_with, denials, missing, not_found, other_workspace};

/// What somebody names: an environment, a flow and a connector, each their own or another's.
#[derive(Clone)]
struct Names {
    environment: String,
    flow: String,
    connector: String,
}

impl Names {
    fn place(&self) -> Place {
        Place { environment: self.environment.clone(), flow: typed(&self.flow), tenant: tenant(TENANT) }
    }

    fn link(&self) -> LinkConnector {
        LinkConnector {
            place: self.place(),
            connector: typed(&self.connector),
            config: credentials("a", "b"),
            field_mapping: None,
        }
    }

    fn list(&self, config: bool) -> ListLinkedConnectors {
        let connector = Some(typed(&self.connector));
        ListLinkedConnectors { place: self.place(), connector, config }
    }

    fn changes(&self) -> LinkedConnectorChanges {
        LinkedConnectorChanges { config: Some(credentials("a", "b")), ..LinkedConnectorChanges::default() }
    }
}

/// A workspace with a flow of the sandbox, in which it is linked.
async fn world() -> (World, Names, ConnectionId) {
    let world = World::new().await;
    let flow = world.flow("bills", &["sandbox"]).await.id.to_string();
    let connector = world.provider.id.to_string();
    let names = Names { environment: world.environment(), flow, connector };
    let linked = linked_connector::link(&world.ls, &world.caller, names.link()).await.unwrap();
    (world, names, linked.connection.id)
}

/// What somebody else may name of their own workspace.
async fn own(world: &World, other: &Caller) -> Names {
    let wish = CreateFlow { key: Some(typed("theirs")), ..world.flow_wish("theirs", &["sandbox"]) };
    flow::create(&world.ls, other, wish).await.unwrap();
    Names {
        environment: other.workspace_id().to_string(),
        flow: "theirs".to_owned(),
        connector: "sandbox".to_owned(),
    }
}

async fn companies(world: &World, caller: &Caller) -> usize {
    let wish = ListCompanies { external_id: None, page: None };
    company::list(&world.ls, caller, wish).await.unwrap().items.len()
}

#[tokio::test]
async fn t131_an_environment_of_others_is_not_found_and_each_try_is_written_down() {
    let (world, mine, _) = world().await;
    let other = other_workspace(&world).await;
    let names = Names { environment: mine.environment.clone(), ..own(&world, &other).await };
    let before = world.snapshot().await;

    let (ls, environment) = (&world.ls, names.environment.as_str());
    let workspace = Thing::Workspace;
    not_found(&available(ls, &other, environment).await.unwrap_err(), workspace);
    not_found(&supported(ls, &other, environment, &typed("theirs")).await.unwrap_err(), workspace);
    let wish = world.portal_wish(PortalWish::All);
    not_found(&create_link(ls, &other, environment, wish).await.unwrap_err(), workspace);
    let labels = Metadata::default();
    let replaced = replace_metadata(ls, &other, environment, &tenant(TENANT), &labels).await;
    not_found(&replaced.unwrap_err(), workspace);
    not_found(&linked_connector::list(ls, &other, &names.list(true)).await.unwrap_err(), workspace);
    not_found(&linked_connector::link(ls, &other, names.link()).await.unwrap_err(), workspace);
    let (place, sandbox) = (names.place(), typed("sandbox"));
    let changed = linked_connector::update(ls, &other, &place, &sandbox, names.changes()).await;
    not_found(&changed.unwrap_err(), workspace);
    not_found(&linked_connector::unlink(ls, &other, &place, &sandbox).await.unwrap_err(), workspace);

    assert_eq!(world.snapshot().await, before, "nothing of the workspace has changed");
    assert_eq!(companies(&world, &other).await, 0, "nor was a tenant made where the try came from");
    assert_eq!(denials(&world, &other).await, 8, "one for each try, in the log of whoever tried");
}

#[tokio::test]
async fn t131_a_flow_of_others_is_not_found_and_each_try_is_written_down() {
    let (world, mine, _) = world().await;
    let other = other_workspace(&world).await;
    let names = Names { flow: mine.flow.clone(), ..own(&world, &other).await };
    let before = world.snapshot().await;

    let (ls, environment, flow) = (&world.ls, names.environment.as_str(), typed(&names.flow));
    not_found(&flow::get(ls, &other, &flow).await.unwrap_err(), Thing::Flow);
    not_found(&flow::update(ls, &other, &flow, FlowChanges::default()).await.unwrap_err(), Thing::Flow);
    not_found(&flow::delete(ls, &other, &flow).await.unwrap_err(), Thing::Flow);
    not_found(&supported(ls, &other, environment, &flow).await.unwrap_err(), Thing::Flow);
    for offer in [PortalWish::Flow(typed(&names.flow)), connector_of(&names.flow, "sandbox")] {
        let made = create_link(ls, &other, environment, world.portal_wish(offer)).await;
        assert!(matches!(made, Err(CreatePortalLinkError::UnknownFlow)), "{made:?}");
    }
    not_found(&linked_connector::list(ls, &other, &names.list(true)).await.unwrap_err(), Thing::Flow);
    not_found(&linked_connector::link(ls, &other, names.link()).await.unwrap_err(), Thing::Flow);
    let (place, sandbox) = (names.place(), typed("sandbox"));
    let changed = linked_connector::update(ls, &other, &place, &sandbox, names.changes()).await;
    not_found(&changed.unwrap_err(), Thing::Flow);
    not_found(&linked_connector::unlink(ls, &other, &place, &sandbox).await.unwrap_err(), Thing::Flow);

    assert_eq!(world.snapshot().await, before);
    assert_eq!(companies(&world, &other).await, 0);
    assert_eq!(denials(&world, &other).await, 10);
}

#[tokio::test]
async fn t131_a_connector_of_others_is_not_found_and_each_try_is_written_down() {
    let (world, mine, connection) = world().await;
    let other = other_workspace(&world).await;
    let names = Names { connector: mine.connector.clone(), ..own(&world, &other).await };
    let before = world.snapshot().await;

    let ls = &world.ls;
    let connector = typed(&names.connector);
    not_found(&connector::get(ls, &other, &connector).await.unwrap_err(), Thing::Connector);
    let made = flow::create(ls, &other, world.flow_wish("more", &["sandbox", &names.connector])).await;
    assert!(matches!(&made, Err(CreateFlowError::UnknownConnectors(at)) if *at == [1]), "{made:?}");
    let wish = FlowChanges { connectors: Some(vec![typed(&names.connector)]), ..FlowChanges::default() };
    let changed = flow::update(ls, &other, &typed("theirs"), wish).await;
    assert!(matches!(&changed, Err(UpdateFlowError::UnknownConnectors(at)) if *at == [0]), "{changed:?}");
    let wish = world.portal_wish(connector_of("theirs", &names.connector));
    let made = create_link(ls, &other, &names.environment, wish).await;
    assert!(matches!(made, Err(CreatePortalLinkError::UnknownConnector)), "{made:?}");
    assert!(linked_connector::list(ls, &other, &names.list(true)).await.unwrap().is_empty());
    let linked = linked_connector::link(ls, &other, names.link()).await;
    assert!(matches!(linked, Err(LinkConnectorError::UnknownConnector)), "{linked:?}");
    let place = names.place();
    let changed = linked_connector::update(ls, &other, &place, &connector, names.changes()).await;
    not_found(&changed.unwrap_err(), Thing::Connector);
    not_found(&linked_connector::unlink(ls, &other, &place, &connector).await.unwrap_err(), Thing::Connector);
    let read = connection::read_credentials(ls, &other, connection).await;
    not_found(&read.unwrap_err(), Thing::Connection);

    assert_eq!(world.snapshot().await, before);
    assert_eq!(companies(&world, &other).await, 0);
    assert_eq!(denials(&world, &other).await, 9);
}

/// A tenant is a name of the customer's own, and two customers may have the same.
#[tokio::test]
async fn t131_the_tenant_of_one_customer_is_nothing_to_another_who_has_one_of_that_name() {
    let (world, mine, connection) = world().await;
    let other = other_workspace(&world).await;
    let names = own(&world, &other).await;
    let labels = super::links::labels(&[("plan", "gold")]);
    let before = world.snapshot().await;

    assert!(linked_connector::list(&world.ls, &other, &names.list(true)).await.unwrap().is_empty());
    let theirs = linked_connector::link(&world.ls, &other, names.link()).await.unwrap().connection;
    let replaced = replace_metadata(&world.ls, &other, &names.environment, &tenant(TENANT), &labels).await;
    replaced.unwrap();
    let wish = world.portal_wish(PortalWish::All);
    let link = create_link(&world.ls, &other, &names.environment, wish).await.unwrap();
    linked_connector::unlink(&world.ls, &other, &names.place(), &typed("sandbox")).await.unwrap();

    let tenant = world.company_called(TENANT).await.unwrap();
    assert_ne!(theirs.company_id, tenant.id);
    assert_eq!(link.invitation.company_id, theirs.company_id);
    assert_eq!(link.invitation.workspace_id, other.workspace_id());
    // The outbox is the deployment's; everything else is the workspace's own.
    let after = world.snapshot().await;
    assert_eq!(after.companies, before.companies);
    assert_eq!(after.connections, before.connections);
    assert_eq!(after.events, before.events);
    assert_eq!(after.invitations, before.invitations);
    assert_eq!(denials(&world, &other).await, 0);
    let listed = linked_connector::list(&world.ls, &world.caller, &mine.list(false)).await.unwrap();
    assert_eq!(listed[0].linked.connection.id, connection);
}

/// Every use case, tried by a caller; what came of each.
async fn tries(
    world: &World,
    names: &Names,
    connection: ConnectionId,
    caller: &Caller,
) -> Vec<Option<String>> {
    let ls = &world.ls;
    let (environment, flow, place) = (names.environment.as_str(), typed(&names.flow), names.place());
    let (tenant, sandbox) = (tenant(TENANT), typed("sandbox"));
    let more = CreateFlow { key: None, ..world.flow_wish("more", &["sandbox"]) };
    let acme = [world.connector("acme")];
    let link =
        CreatePortalLink { connect_values: credentials("a", "b"), ..world.portal_wish(PortalWish::All) };
    let labels = super::links::labels(&[("plan", "gold")]);
    fn failure<T, E: ToString>(tried: Result<T, E>) -> Option<String> {
        tried.err().map(|error| error.to_string())
    }
    vec![
        failure(flow::create(ls, caller, more).await),
        failure(flow::update(ls, caller, &flow, FlowChanges::default()).await),
        failure(connector::preview(ls, caller, &acme).await),
        failure(connector::import(ls, caller, &acme).await),
        failure(flow::get(ls, caller, &flow).await),
        failure(flow::list(ls, caller).await),
        failure(connector::get(ls, caller, &sandbox).await),
        failure(available(ls, caller, environment).await),
        failure(supported(ls, caller, environment, &flow).await),
        failure(create_link(ls, caller, environment, link).await),
        failure(replace_metadata(ls, caller, environment, &tenant, &labels).await),
        failure(linked_connector::list(ls, caller, &names.list(false)).await),
        failure(linked_connector::list(ls, caller, &names.list(true)).await),
        failure(linked_connector::link(ls, caller, names.link()).await),
        failure(linked_connector::update(ls, caller, &place, &sandbox, names.changes()).await),
        failure(connection::read_credentials(ls, caller, connection).await),
        failure(linked_connector::unlink(ls, caller, &place, &sandbox).await),
        failure(flow::delete(ls, caller, &flow).await),
    ]
}

/// What each of the tries above needs.
const NEEDED: [&[Scope]; 18] = [
    &[Scope::WorkspaceManage],
    &[Scope::WorkspaceManage],
    &[Scope::WorkspaceManage],
    &[Scope::WorkspaceManage],
    &[Scope::InvitationsRead],
    &[Scope::InvitationsRead],
    &[Scope::ConnectionsRead],
    &[Scope::ConnectionsRead],
    &[Scope::ConnectionsRead],
    &[Scope::InvitationsWrite, Scope::LinksReveal],
    &[Scope::InvitationsWrite],
    &[Scope::ConnectionsRead],
    &[Scope::ConnectionsRead, Scope::CredentialsRead],
    &[Scope::ConnectionsWrite],
    &[Scope::ConnectionsWrite],
    &[Scope::CredentialsRead],
    &[Scope::ConnectionsWrite],
    &[Scope::WorkspaceManage],
];

#[tokio::test]
async fn t042_whoever_lacks_one_scope_is_refused_just_what_needs_it_and_each_try_is_written_down() {
    for lacking in Scope::ALL {
        let (world, names, connection) = world().await;
        let rest: Scopes = Scope::ALL.iter().copied().filter(|scope| scope != lacking).collect();
        let caller = caller_with(&world, rest).await;

        let came = tries(&world, &names, connection, &caller).await;

        let refused = Failure::ScopeMissing(*lacking).to_string();
        let expected = NEEDED.map(|needed| needed.contains(lacking).then(|| refused.clone()));
        assert_eq!(came, expected, "without {lacking}");
        let denied = world.denials().await;
        assert_eq!(denied.len(), expected.iter().flatten().count(), "without {lacking}: {denied:?}");
        assert!(denied.iter().all(|denial| denial.contains(lacking.as_str())), "{denied:?}");
    }
}

#[tokio::test]
async fn t042_a_try_without_the_scope_changes_nothing() {
    let (world, names, connection) = world().await;
    let caller = caller_with(&world, [Scope::EventsRead]).await;
    let before = world.snapshot().await;
    world.store.take_committed();

    let came = tries(&world, &names, connection, &caller).await;

    assert!(came.iter().all(Option::is_some), "{came:?}");
    let after = world.snapshot().await;
    let written: Vec<_> =
        world.store.take_committed().into_iter().flat_map(|set| set.into_changes()).collect();
    assert!(written.iter().all(|change| change.name() == "AppendEvent"), "{written:?}");
    assert_eq!(crate::harness::Snapshot { events: before.events.clone(), ..after }, before);
}

#[tokio::test]
async fn t042_each_right_alone_suffices_for_what_needs_it() {
    for needed in NEEDED {
        let (world, names, connection) = world().await;
        let caller = caller_with(&world, needed.iter().copied().collect::<Scopes>()).await;
        let came = tries(&world, &names, connection, &caller).await;
        for (needs, came) in NEEDED.iter().zip(came) {
            let may = needs.iter().all(|scope| needed.contains(scope));
            assert_eq!(came.is_none(), may, "with {needed:?}, what needs {needs:?}: {came:?}");
        }
    }
}

/// A link cannot be made by somebody who would not be shown it.
#[tokio::test]
async fn t042_who_may_not_see_links_makes_none_in_this_shape() {
    let (world, names, _) = world().await;
    let writer = caller_with(&world, [Scope::InvitationsWrite]).await;
    let before = world.snapshot().await.invitations;
    let wish = world.portal_wish(PortalWish::All);
    let failed = create_link(&world.ls, &writer, &names.environment, wish).await;
    missing(failed.unwrap_err(), Scope::LinksReveal);
    assert_eq!(world.snapshot().await.invitations, before);
}
