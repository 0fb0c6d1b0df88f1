use axum::Json;
use axum::extract::State;
use latchstring_service::linked_connector;
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::path::AtPlace;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::read::{FieldCode, Query, Refused, key_text};
use crate::schema::{LooseBadQuery, Missing, Refusals};
use crate::state::ApiState;

/// What was unlinked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = UnlinkedConnector)]
pub(super) struct UnlinkedBody {
    #[schema(example = "quickbooks")]
    connector_id: String,
}

/// Unlink a connector
///
/// Its credentials are gone at once; the connection stays for the record and is no longer collected. Needs the scope
/// `connections:write`.
#[utoipa::path(
    delete, path = "/v2/{env_id}/{flow_id}/{tenant}/linkedConnectors", operation_id = "unlinkConnector", tag = "Connectors",
    params(
        ("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id."),
        ("flow_id" = String, Path, description = "The flow, by its key or its id."),
        ("tenant" = String, Path, description = "The tenant: the external id of the company."),
        ("connector_id" = String, Query, description = "The connector, by its key or its id in the catalog."),
    ),
    responses((status = 200, description = "It is unlinked.", body = UnlinkedBody), LooseBadQuery, Missing, Refusals)
)]
pub(crate) async fn unlink(
    State(api): State<ApiState>,
    caller: ApiCaller,
    AtPlace(place): AtPlace,
    mut query: Query,
) -> Result<Json<UnlinkedBody>, Problem> {
    if !query.has("connector_id") {
        query.refuse("connector_id", Refused::new(FieldCode::Required, "is required"));
    }
    let connector = query.take("connector_id", key_text);
    let connector = query.finish_loose_with(connector)?;
    linked_connector::unlink(api.latchstring(), &caller.0, &place, &connector).await.map_err(failed)?;
    Ok(Json(UnlinkedBody { connector_id: connector.to_string() }))
}
