use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use latchstring_service::tenant;
use latchstring_web_kit::problem::Problem;

use super::path::OfTenant;
use crate::auth::ApiCaller;
use crate::metadata::labelled;
use crate::problem::failed;
use crate::read::{Fields, LooseBody};
use crate::schema::{LooseBadBody, Missing, Refusals};
use crate::state::ApiState;

/// Replace the metadata of a tenant
///
/// What there was is gone. A tenant that was not seen before is made. The body is a flat object of at most 50 entries;
/// numbers and truth values are kept as texts. Needs the scope `invitations:write`.
#[utoipa::path(
    put, path = "/{env_id}/{tenant}/metadata", operation_id = "replaceTenantMetadata", tag = "Connectors",
    params(
        ("env_id" = String, Path, description = "The environment: what your programs call the workspace, or its id."),
        ("tenant" = String, Path, description = "The tenant: the external id of the company."),
    ),
    request_body(content = BTreeMap<String, serde_json::Value>, example = json!({"region": "north", "seats": 12})),
    responses(
        (status = 200, description = "The metadata from now on.", body = BTreeMap<String, String>),
        LooseBadBody, Missing, Refusals
    )
)]
pub(crate) async fn replace_metadata(
    State(api): State<ApiState>,
    caller: ApiCaller,
    OfTenant { environment, tenant }: OfTenant,
    LooseBody(mut fields): LooseBody,
) -> Result<Json<BTreeMap<String, String>>, Problem> {
    let metadata = read(&mut fields);
    let metadata = fields.finish(metadata)?;
    let ls = api.latchstring();
    tenant::replace_metadata(ls, &caller.0, &environment, &tenant, &metadata).await.map_err(failed)?;
    Ok(Json(metadata.labels().clone()))
}

fn read(fields: &mut Fields) -> Option<latchstring_domain::metadata::Metadata> {
    let labels = fields.all_scalars();
    labelled(fields, "", labels)
}
