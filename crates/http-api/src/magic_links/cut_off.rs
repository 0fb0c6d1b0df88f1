use axum::Json;
use axum::extract::State;
use latchstring_domain::Timestamp;
use latchstring_domain::company::Company;
use latchstring_domain::id::CompanyId;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::magic_link::{self, CutOffError};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::read::{FieldCode, Fields, OptionalBody, Refused, invalid, timestamp};
use crate::schema::{AlreadyCutOff, BadBody, Missing, Refusals};
use crate::state::ApiState;

/// Which links are cut off.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CutOffMagicLinks, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct CutOffBody {
    /// Those that were minted before this time, which must not lie in the future. Absent: all there are.
    #[schema(nullable = false, format = DateTime, example = "2026-01-31T09:30:00Z")]
    before: Option<String>,
}

/// From when on a company's links live.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MagicLinkCutOff)]
pub(super) struct CutOffAnswer {
    #[schema(format = Uuid)]
    company_id: String,
    #[schema(example = "co_4GnnNaX0ZN7nVIzPpfWkbO")]
    public_company_id: String,
    /// All links that were minted before this time are dead.
    #[schema(required, format = DateTime)]
    links_not_before: Option<String>,
}

impl From<Company> for CutOffAnswer {
    fn from(company: Company) -> Self {
        Self {
            company_id: company.id.to_string(),
            public_company_id: company.public_id.to_string(),
            links_not_before: company.links_not_before.map(|at| at.to_string()),
        }
    }
}

fn read(mut fields: Fields) -> Result<Option<Timestamp>, Problem> {
    let before = fields.optional("before", timestamp);
    fields.finish(Some(before))
}

fn refused(error: CutOffError) -> Problem {
    match error {
        CutOffError::InTheFuture => invalid([Refused::saying(FieldCode::OutOfRange, error).at("/before")]),
        CutOffError::Earlier => {
            let detail = "The company's links were cut off at a later time before; those older are dead and stay dead.";
            problem(ProblemCode::AlreadyCutOff, detail)
        }
        CutOffError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Cut off a company's magic links
///
/// Kills all links of the company that were minted before a time, those among them that this database has never seen.
/// Links minted afterwards live. Invitations are not touched. Needs the scope `invitations:write`.
#[utoipa::path(
    post, path = "/magic-link/company/{company_id}/revoke", operation_id = "cutOffMagicLinks", tag = "Magic links",
    params(("company_id" = uuid::Uuid, Path, description = "The company.")),
    request_body = Option<CutOffBody>,
    responses((status = 200, description = "They are dead.", body = CutOffAnswer), BadBody, Missing, AlreadyCutOff, Refusals)
)]
pub(super) async fn cut_off(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    OptionalBody(fields): OptionalBody,
) -> Result<Json<CutOffAnswer>, Problem> {
    let before = read(fields)?.unwrap_or_else(|| api.latchstring().now());
    let company =
        magic_link::cut_off(api.latchstring(), &caller.0, company_id, before).await.map_err(refused)?;
    Ok(Json(company.into()))
}
