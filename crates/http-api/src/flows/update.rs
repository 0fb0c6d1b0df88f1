use axum::Json;
use axum::extract::State;
use latchstring_domain::key::FlowKey;
use latchstring_domain::text::FlowName;
use latchstring_service::flow::{self, FlowChanges, UpdateFlowError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::{FlowBody, connectors, unknown_connectors, wrong_count};
use crate::auth::ApiCaller;
use crate::mapping::{TableBody, schema};
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{Fields, JsonBody, text};
use crate::schema::{BadBody, Missing, Refusals};
use crate::state::ApiState;

/// What is to change about a flow. What is left out stays; null empties.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateFlow, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct UpdateFlowBody {
    /// Its name, shown to recipients.
    #[schema(nullable = false, min_length = 1, max_length = 200, example = "Invoices")]
    name: Option<String>,
    /// What can be connected, in place of all there was.
    #[schema(nullable = false, min_items = 1, max_items = 500, example = json!(["sandbox"]))]
    connectors: Option<Vec<String>>,
    /// The fields you want filled, in place of all there were.
    #[schema(max_items = 50)]
    schema: Option<Vec<TableBody>>,
}

fn read(mut fields: Fields) -> Result<FlowChanges, Problem> {
    let name = fields.optional("name", text(FlowName::parse));
    let connectors = connectors(&mut fields);
    let schema = if fields.is_null("schema") { Some(None) } else { schema(&mut fields, "schema").map(Some) };
    fields.finish(Some(FlowChanges { name, connectors, schema }))
}

fn refused(error: UpdateFlowError) -> Problem {
    match error {
        UpdateFlowError::UnknownConnectors(places) => unknown_connectors(&places),
        UpdateFlowError::Connectors(error) => wrong_count(error),
        UpdateFlowError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Change a flow
///
/// Links made for it offer from now on what it has from now on. Needs the scope `workspace:manage`.
#[utoipa::path(
    patch, path = "/flow/{flow_id}", operation_id = "updateFlow", tag = "Flows",
    params(("flow_id" = String, Path, description = "The flow, by its key or its id.")),
    request_body = UpdateFlowBody,
    responses((status = 200, description = "The flow.", body = FlowBody), BadBody, Missing, Refusals)
)]
pub(crate) async fn update(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(flow): PathId<FlowKey>,
    JsonBody(fields): JsonBody,
) -> Result<Json<FlowBody>, Problem> {
    let wish = read(fields)?;
    let view = flow::update(api.latchstring(), &caller.0, &flow, wish).await.map_err(refused)?;
    Ok(Json(view.into()))
}
