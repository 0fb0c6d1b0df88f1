use axum::Json;
use http::StatusCode;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::text::FlowName;
use latchstring_service::flow::{self, CreateFlow, CreateFlowError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::{FlowBody, connectors, unknown_connectors, wrong_count};
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::mapping::{TableBody, schema};
use crate::problem::{defect, failed, problem};
use crate::read::{FieldCode, Fields, JsonBody, Refused, key, text};
use crate::schema::{BadBody, Refusals, TakenKey};

/// What a new flow is made of.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateFlow, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct CreateFlowBody {
    /// What your programs call it, unique within the workspace; its id, when you leave it out. It never changes.
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 100,
        pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        example = "invoices"
    )]
    key: Option<String>,
    /// Its name, shown to recipients.
    #[schema(min_length = 1, max_length = 200, example = "Invoices")]
    name: String,
    /// What can be connected, in the order in which it is offered: each by the id it has as a connector, or by its id in
    /// the catalog.
    #[schema(min_items = 1, max_items = 500, example = json!(["sandbox"]))]
    connectors: Vec<String>,
    /// The fields you want filled, for links whose recipients map them.
    #[schema(nullable = false, max_items = 50)]
    schema: Option<Vec<TableBody>>,
}

fn read(mut fields: Fields) -> Result<CreateFlow, Problem> {
    let key = fields.optional("key", key);
    let name = fields.required("name", text(FlowName::parse));
    fields.require("connectors");
    let connectors = connectors(&mut fields);
    let schema = schema(&mut fields, "schema");
    let wish = name.zip(connectors).map(|(name, connectors)| CreateFlow { key, name, connectors, schema });
    fields.finish(wish)
}

fn refused(error: CreateFlowError) -> Problem {
    match error {
        CreateFlowError::KeyTaken => {
            let detail = "another flow of the workspace has this key";
            problem(ProblemCode::AlreadyExists, "Another flow has this key.")
                .error(Refused::new(FieldCode::AlreadyExists, detail).at("/key"))
        }
        CreateFlowError::UnknownConnectors(places) => unknown_connectors(&places),
        CreateFlowError::Connectors(error) => wrong_count(error),
        CreateFlowError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Make a flow
///
/// Needs the scope `workspace:manage`.
#[utoipa::path(
    post, path = "/flow", operation_id = "createFlow", tag = "Flows",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$")),
    request_body = CreateFlowBody,
    responses((status = 201, description = "The flow.", body = FlowBody), BadBody, TakenKey, Refusals)
)]
pub(crate) async fn create(
    Acting(api): Acting,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<FlowBody>), Problem> {
    let wish = read(fields)?;
    let view = flow::create(api.latchstring(), &caller.0, wish).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(view.into())))
}
