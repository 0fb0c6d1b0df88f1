use axum::Json;
use latchstring_domain::flow::FieldMapping;
use latchstring_domain::key::ConnectorKey;
use latchstring_service::branding;
use latchstring_service::linked_connector::{self, LinkConnector, LinkConnectorError, Place};
use latchstring_service::ports::Answers;
use latchstring_web_kit::problem::Problem;
use secrecy::SecretString;
use serde_json::Value;
use utoipa::ToSchema;

use super::linked::LinkedBody;
use super::path::AtPlace;
use super::refused::{self, unknown_connector};
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::mapping::{MappedTable, mapping};
use crate::problem::{defect, failed};
use crate::read::{FieldCode, Fields, LooseBody, Refused, key};
use crate::schema::{LooseBadBody, Missing, Refusals, ReusedKey};

/// The most characters of a value.
const MAX_VALUE: usize = 10_000;

/// A connector to be linked.
#[derive(Debug, ToSchema)]
#[schema(as = LinkConnector)]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct LinkBody {
    connector: LinkedWishBody,
}

/// What a connector is to be linked with. A member that is not known is passed over.
#[derive(Debug, ToSchema)]
#[schema(as = ConnectorToLink)]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct LinkedWishBody {
    /// The connector, by its key or its id in the catalog.
    #[schema(min_length = 1, max_length = 100, example = "sandbox")]
    id: String,
    /// What its form asks for, and whatever else your collector needs: a flat object of at most 50 entries.
    #[schema(value_type = Option<BTreeMap<String, Value>>, example = json!({"username": "sandbox-username", "password": "sandbox-password"}))]
    config: Option<Value>,
    /// Which of the connector's fields fill which of yours.
    #[schema(max_items = 50)]
    field_map: Option<Vec<MappedTable>>,
}

/// Reads `config`.
pub(super) fn config(fields: &mut Fields) -> Option<Answers> {
    let values = fields.scalars("config")?;
    for (key, value) in &values {
        if value.chars().count() > MAX_VALUE || key.is_empty() || key.chars().count() > 100 {
            let detail = format!("must have at most {MAX_VALUE} characters, and its key 1 to 100");
            fields.refuse_child("config", key, Refused::new(FieldCode::TooLong, detail));
        }
    }
    Some(Answers::new(values.into_iter().map(|(key, value)| (key, SecretString::from(value))).collect()))
}

fn read(mut fields: Fields, place: Place) -> Result<LinkConnector, Problem> {
    type Wish = (ConnectorKey, Answers, Option<FieldMapping>);
    let connector: Option<Option<Wish>> = fields.required_object("connector", |connector| {
        let id = connector.required("id", key);
        let config = config(connector).unwrap_or_default();
        let field_mapping = mapping(connector, "field_map").flatten();
        Some((id?, config, field_mapping))
    });
    let wish = connector.flatten().map(|(connector, config, field_mapping)| LinkConnector {
        place,
        connector,
        config,
        field_mapping,
    });
    fields.finish(wish)
}

fn refuse(error: LinkConnectorError) -> Problem {
    match error {
        LinkConnectorError::UnknownConnector => unknown_connector("/connector/id"),
        LinkConnectorError::Config(why) => refused::config(why, "/connector/config"),
        LinkConnectorError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Link a connector
///
/// Straight from a server: nobody signs in, the values are sealed and not tried, and the collector finds out whether
/// they work. A tenant that was not seen before is made; a connector that is linked already is given the new values.
/// Needs the scope `connections:write`.
#[utoipa::path(
    post, path = "/v2/{env_id}/{flow_id}/{tenant}/linkedConnectors", operation_id = "linkConnector", tag = "Connectors",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), 
        ("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id."),
        ("flow_id" = String, Path, description = "The flow, by its key or its id."),
        ("tenant" = String, Path, description = "The tenant: the external id of the company."),
    ),
    request_body = LinkBody,
    responses((status = 200, description = "It is linked.", body = LinkedBody), LooseBadBody, ReusedKey, Missing, Refusals)
)]
pub(crate) async fn link(
    Acting(api): Acting,
    caller: ApiCaller,
    AtPlace(place): AtPlace,
    LooseBody(fields): LooseBody,
) -> Result<Json<LinkedBody>, Problem> {
    let tenant = place.tenant.clone();
    let wish = read(fields, place)?;
    let linked = linked_connector::link(api.latchstring(), &caller.0, wish).await.map_err(refuse)?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    Ok(Json(LinkedBody::new(linked, &tenant, None, &address)))
}
