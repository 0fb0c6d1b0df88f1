use axum::Json;
use axum::extract::State;
use latchstring_domain::key::ConnectorKey;
use latchstring_service::branding;
use latchstring_service::linked_connector::{self, LinkedConnectorChanges, UpdateLinkedConnectorError};
use latchstring_web_kit::problem::Problem;
use serde_json::Value;
use utoipa::ToSchema;

use super::link::config;
use super::linked::LinkedBody;
use super::path::AtPlace;
use super::refused;
use crate::auth::ApiCaller;
use crate::mapping::{MappedTable, mapping};
use crate::problem::{defect, failed};
use crate::read::{Fields, LooseBody, key};
use crate::schema::{LooseBadBody, Missing, Refusals};
use crate::state::ApiState;

/// What is to change about a linked connector. What is left out stays.
#[derive(Debug, ToSchema)]
#[schema(as = UpdateLinkedConnector)]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct UpdateBody {
    /// The connector, by its key or its id in the catalog.
    #[schema(min_length = 1, max_length = 100, example = "sandbox")]
    connector_id: String,
    /// Values to be laid over those there are.
    #[schema(value_type = Option<BTreeMap<String, Value>>, example = json!({"password": "sandbox-password"}))]
    config: Option<Value>,
    /// Which of the connector's fields fill which of yours; null takes the mapping away.
    #[schema(max_items = 50)]
    field_map: Option<Vec<MappedTable>>,
}

fn read(mut fields: Fields) -> Result<(ConnectorKey, LinkedConnectorChanges), Problem> {
    let connector = fields.required("connector_id", key);
    let config = config(&mut fields);
    let field_mapping = mapping(&mut fields, "field_map");
    fields.finish(connector.map(|connector| (connector, LinkedConnectorChanges { config, field_mapping })))
}

fn refuse(error: UpdateLinkedConnectorError) -> Problem {
    match error {
        UpdateLinkedConnectorError::Config(why) => refused::config(why, "/config"),
        UpdateLinkedConnectorError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Change a linked connector
///
/// With new values it waits for the collector again. Needs the scope `connections:write`.
#[utoipa::path(
    patch, path = "/v2/{env_id}/{flow_id}/{tenant}/linkedConnectors", operation_id = "updateLinkedConnector", tag = "Connectors",
    params(
        ("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id."),
        ("flow_id" = String, Path, description = "The flow, by its key or its id."),
        ("tenant" = String, Path, description = "The tenant: the external id of the company."),
    ),
    request_body = UpdateBody,
    responses((status = 200, description = "It is changed.", body = LinkedBody), LooseBadBody, Missing, Refusals)
)]
pub(crate) async fn update(
    State(api): State<ApiState>,
    caller: ApiCaller,
    AtPlace(place): AtPlace,
    LooseBody(fields): LooseBody,
) -> Result<Json<LinkedBody>, Problem> {
    let (connector, wish) = read(fields)?;
    let ls = api.latchstring();
    let linked = linked_connector::update(ls, &caller.0, &place, &connector, wish).await.map_err(refuse)?;
    let address = branding::address(ls, &caller.0).await.map_err(failed)?;
    Ok(Json(LinkedBody::new(linked, &place.tenant, None, &address)))
}
