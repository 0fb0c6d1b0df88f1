//! Linked connectors: what a tenant has connected in a flow, as a server sees and changes it.

mod changes;
mod ends;
mod links;
mod lists;

use latchstring_domain::connection::Connection;
use latchstring_domain::flow::{FieldMapping, MappedField};
use latchstring_domain::id::ConnectionId;
use latchstring_domain::text::ExternalId;
use latchstring_service::connection;
use latchstring_service::linked_connector::{
    LinkConnector, LinkConnectorError, LinkedConnector, LinkedConnectorChanges, ListLinkedConnectors,
    ListedConnector, Place, link, list,
};
use latchstring_service::ports::Answers;
use latchstring_storage::Connections as _;
use secrecy::ExposeSecret as _;

use crate::harness::{PASSWORD, TENANT, USERNAME, World, answers, tenant, typed};

/// A world with the flow `bills` of the sandbox and a connector `acme`, and a catalog with one more.
async fn world() -> World {
    let world = World::new().await;
    world.import(&["acme", "catalog"]).await;
    world.flow("bills", &["sandbox", "acme"]).await;
    world
}

fn place(world: &World, flow: &str, name: ExternalId) -> Place {
    Place { environment: world.environment(), flow: typed(flow), tenant: name }
}

fn here(world: &World) -> Place {
    place(world, "bills", tenant(TENANT))
}

fn config() -> Answers {
    answers(&[("username", USERNAME), ("password", PASSWORD)])
}

fn wish(world: &World, connector: &str, config: Answers) -> LinkConnector {
    LinkConnector { place: here(world), connector: typed(connector), config, field_mapping: None }
}

async fn try_link(world: &World, wish: LinkConnector) -> Result<LinkedConnector, LinkConnectorError> {
    link(&world.ls, &world.caller, wish).await
}

/// Links this connector in the usual place with the usual values.
async fn linked(world: &World, connector: &str) -> Connection {
    try_link(world, wish(world, connector, config())).await.unwrap().connection
}

async fn listed_at(world: &World, place: Place) -> Vec<ListedConnector> {
    let wish = ListLinkedConnectors { place, connector: None, config: false };
    list(&world.ls, &world.caller, &wish).await.unwrap()
}

async fn ids(world: &World) -> Vec<ConnectionId> {
    let listed = listed_at(world, here(world)).await;
    listed.iter().map(|listed| listed.linked.connection.id).collect()
}

async fn stored(world: &World, id: ConnectionId) -> Connection {
    world.store.connection(id).await.unwrap().unwrap()
}

/// What the connection signs in with, sorted.
async fn values(world: &World, id: ConnectionId) -> Vec<(String, String)> {
    let read = connection::read_credentials(&world.ls, &world.caller, id).await.unwrap();
    let mut values: Vec<_> =
        read.iter().map(|(key, value)| (key.to_owned(), value.expose_secret().to_owned())).collect();
    values.sort_unstable();
    values
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn mapping(fields: &[MappedField]) -> FieldMapping {
    FieldMapping::from_stored(fields.to_vec())
}

fn with_config(of: &[(&str, &str)]) -> LinkedConnectorChanges {
    LinkedConnectorChanges { config: Some(answers(of)), ..LinkedConnectorChanges::default() }
}
