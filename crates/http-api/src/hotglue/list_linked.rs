use axum::Json;
use axum::extract::State;
use latchstring_service::branding;
use latchstring_service::linked_connector::{self, ListLinkedConnectors, ListedConnector};
use latchstring_web_kit::problem::Problem;

use super::linked::LinkedBody;
use super::path::AtPlace;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::read::{Query, key_text, truth_text};
use crate::reveal::Revealed;
use crate::schema::{LooseBadQuery, Missing, Refusals};
use crate::state::ApiState;

/// List the connectors that a tenant has linked
///
/// Newest first. Needs the scope `connections:read`, and `credentials:read` with `config=true`: each reading of values
/// is an event of the connection.
#[utoipa::path(
    get, path = "/v2/{env_id}/{flow_id}/{tenant}/linkedConnectors", operation_id = "linkedConnectors", tag = "Connectors",
    params(
        ("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id."),
        ("flow_id" = String, Path, description = "The flow, by its key or its id."),
        ("tenant" = String, Path, description = "The tenant: the external id of the company."),
        ("connector_id" = Option<String>, Query, description = "Only this connector."),
        ("config" = Option<bool>, Query, description = "Whether to tell the values it was linked with."),
    ),
    responses(
        (status = 200, description = "The linked connectors.", body = Vec<LinkedBody>),
        LooseBadQuery, Missing, Refusals
    )
)]
pub(crate) async fn list_linked(
    State(api): State<ApiState>,
    caller: ApiCaller,
    AtPlace(place): AtPlace,
    mut query: Query,
) -> Result<Json<Vec<LinkedBody>>, Problem> {
    let connector = query.take("connector_id", key_text);
    let config = query.take("config", truth_text).unwrap_or_default();
    query.finish_loose()?;
    let tenant = place.tenant.clone();
    let wish = ListLinkedConnectors { place, connector, config };
    let listed = linked_connector::list(api.latchstring(), &caller.0, &wish).await.map_err(failed)?;
    let address = branding::address(api.latchstring(), &caller.0).await.map_err(failed)?;
    let body =
        |ListedConnector { linked, config }| LinkedBody::new(linked, &tenant, config.map(Revealed), &address);
    Ok(Json(listed.into_iter().map(body).collect()))
}
