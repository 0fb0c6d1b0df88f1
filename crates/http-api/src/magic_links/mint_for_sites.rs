use axum::Json;
use latchstring_domain::id::CompanyId;
use latchstring_domain::prefill::{Locks, Prefill};
use latchstring_service::magic_link::{self, MintCompanyLink};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::CompanyLinkBody;
use super::refused::{Places, refused};
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::invitations::sites;
use crate::path::PathId;
use crate::read::{Fields, OptionalBody};
use crate::schema::{BadBody, Missing, Refusals};

/// The sites of a new link that makes a connection.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MintCompanyMagicLinkForSites, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct MintForSitesBody {
    /// The sites preselected, which must be the company's.
    #[schema(nullable = false, max_items = 500, value_type = Option<Vec<uuid::Uuid>>)]
    sites: Option<Vec<String>>,
}

/// A new link that makes a connection, under the name that this call has for the company's public id too.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CompanyMagicLinkForSites)]
pub(super) struct LinkForSitesBody {
    /// The same as publicCompanyId.
    #[schema(example = "co_4GnnNaX0ZN7nVIzPpfWkbO")]
    public_id: String,
    #[serde(flatten)]
    link: CompanyLinkBody,
}

fn read(company_id: CompanyId, mut fields: Fields) -> Result<MintCompanyLink, Problem> {
    let prefill = Prefill { initial_sites: sites(&mut fields, "sites"), ..Prefill::default() };
    fields.finish(Some(MintCompanyLink { company_id, prefill, locks: Locks::new(), lifetime: None }))
}

/// Mint a magic link that makes a connection for sites
///
/// Deprecated: make an invitation instead. The body may be left out. Needs the scopes `invitations:write` and
/// `links:reveal`.
#[utoipa::path(
    post, path = "/company/{company_id}/connection/link", operation_id = "mintCompanyMagicLinkForSites", tag = "Magic links",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("company_id" = uuid::Uuid, Path, description = "The company whose account is to be connected.")),
    request_body = Option<MintForSitesBody>,
    responses(
        (status = 200, description = "The link.", body = LinkForSitesBody),
        BadBody, Missing, Refusals
    )
)]
pub(super) async fn mint_for_sites(
    Acting(api): Acting,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    OptionalBody(fields): OptionalBody,
) -> Result<Json<LinkForSitesBody>, Problem> {
    let wish = read(company_id, fields)?;
    let asked = wish.prefill.initial_sites.clone();
    let minted = magic_link::mint_company_link(api.latchstring(), &caller.0, wish)
        .await
        .map_err(|error| refused(error, &Places::SITES, &asked))?;
    let public_id = minted.company.public_id.to_string();
    Ok(Json(LinkForSitesBody { public_id, link: minted.into() }))
}
