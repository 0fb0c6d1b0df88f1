use std::borrow::Cow;

use axum::Json;
use http::StatusCode;
use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::id::{CompanyId, ProviderId, SiteId};
use latchstring_domain::prefill::ProviderHint;
use latchstring_service::invitation::{self, CreateContributor, CreateContributorError};
use latchstring_web_kit::problem::Problem;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::branding;
use super::model::InvitationBody;
use super::prefill::{self, PrefillBody};
use super::terms::{self, TermsBody};
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::path::PathId;
use crate::problem::{defect, failed};
use crate::read::{FieldCode, Fields, JsonBody, Refused, invalid};
use crate::schema::{self, BadBody, Missing, Refusals};

/// What a new contributor invitation is made of: the terms of both kinds and its own fields. One object, because
/// `allOf` of two strict ones would take no field of either.
#[derive(Debug)]
pub(crate) enum CreateContributorBody {}

impl PartialSchema for CreateContributorBody {
    fn schema() -> RefOr<Schema> {
        schema::strict(
            "What a new contributor invitation is made of.",
            [TermsBody::schema(), ContributorFields::schema()],
        )
    }
}

impl ToSchema for CreateContributorBody {
    fn name() -> Cow<'static, str> {
        "CreateContributorInvitation".into()
    }

    fn schemas(found: &mut Vec<(String, RefOr<Schema>)>) {
        TermsBody::schemas(found);
        ContributorFields::schemas(found);
    }
}

/// The same in a row of many, with the company.
#[derive(Debug)]
pub(crate) enum BulkRowAsked {}

impl PartialSchema for BulkRowAsked {
    fn schema() -> RefOr<Schema> {
        schema::strict(
            "What one of many new contributor invitations is made of.",
            [CompanyField::schema(), TermsBody::schema(), ContributorFields::schema()],
        )
    }
}

impl ToSchema for BulkRowAsked {
    fn name() -> Cow<'static, str> {
        "BulkInvitation".into()
    }
}

#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what is read; a test holds the two together")]
struct CompanyField {
    /// The company whose account is to be connected.
    #[schema(value_type = uuid::Uuid)]
    company_id: String,
}

#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
struct ContributorFields {
    #[schema(schema_with = prefill::asked)]
    prefill: Option<PrefillBody>,
    /// Names of prefill fields that the recipient may not change.
    #[schema(nullable = false, example = json!(["url", "country"]))]
    lock: Option<Vec<String>>,
    /// The providers that the recipient may choose from, by their ids in the catalog. Empty or absent: any.
    #[schema(nullable = false, max_items = 100, value_type = Option<Vec<uuid::Uuid>>)]
    allowed_providers: Option<Vec<String>>,
}

/// The lists whose places errors point to.
pub(crate) struct Places {
    sites: Vec<SiteId>,
    providers: Vec<ProviderId>,
    /// Where the provider is filled in.
    filled_in: &'static str,
}

/// Reads the fields but the company.
pub(crate) fn read_row(
    company_id: CompanyId,
    mut fields: Fields,
) -> Result<(CreateContributor, Places), Problem> {
    let prefill = prefill::read(&mut fields);
    let locks = prefill::locks(&mut fields);
    let providers = prefill::allowed_providers(&mut fields);
    let terms = terms::read(&mut fields);
    // As many as there may be were read.
    let allowed_providers = AllowedProviders::new(providers.iter().copied()).unwrap_or_default();
    let sites = prefill.initial_sites.clone();
    let filled_in = match prefill.provider {
        Some(ProviderHint::Url(_)) => "/prefill/url",
        _ => "/prefill/datasourceId",
    };
    let wish = CreateContributor { company_id, prefill, locks, allowed_providers, terms };
    fields.finish(Some((wish, Places { sites, providers, filled_in })))
}

/// 422: each of the providers that cannot be allowed, by its place in what was asked.
fn unknown_providers(asked: &[ProviderId], unknown: &[ProviderId]) -> Problem {
    let places = asked.iter().enumerate().filter(|(_, id)| unknown.contains(id));
    invalid(places.map(|(place, id)| {
        let detail = format!("the catalog has no provider {id}");
        Refused::new(FieldCode::UnknownProvider, detail).at(format!("/allowedProviders/{place}"))
    }))
}

impl Places {
    /// The problem of a wish that could be read and cannot be fulfilled.
    pub(crate) fn refused(&self, error: CreateContributorError) -> Problem {
        let Self { sites, providers, filled_in } = self;
        match error {
            CreateContributorError::UnknownSites(unknown) => {
                unknown_sites("/prefill/initialSites", sites, &unknown)
            }
            CreateContributorError::UnknownProvider(_) => {
                let detail = "is not in the catalog of the workspace";
                invalid([Refused::new(FieldCode::UnknownProvider, detail).at("/prefill/datasourceId")])
            }
            CreateContributorError::UnknownProviders(unknown) => unknown_providers(providers, &unknown),
            CreateContributorError::ProviderNotAllowed => {
                let detail = "has to be among allowedProviders";
                invalid([Refused::new(FieldCode::ProviderNotAllowed, detail).at(*filled_in)])
            }
            CreateContributorError::Draft(error) => terms::does_not_fit(error, ""),
            CreateContributorError::Mail(error) => terms::cannot_mail(error),
            CreateContributorError::Return { field, untrusted } => terms::no_return(field, &untrusted),
            CreateContributorError::Embed(untrusted) => terms::no_embedding(&untrusted),
            CreateContributorError::Brand(error) => branding::no_such_look(error),
            CreateContributorError::Failed(failure) => failed(failure),
            other => defect(&other),
        }
    }
}

/// 422: each of the sites that are not the company's, by its place in what was asked.
pub(crate) fn unknown_sites(pointer: &str, asked: &[SiteId], unknown: &[SiteId]) -> Problem {
    let places = asked.iter().enumerate().filter(|(_, id)| unknown.contains(id));
    invalid(places.map(|(index, id)| {
        let refused = Refused::new(FieldCode::UnknownSite, format!("the company has no site {id}"));
        refused.at(format!("{pointer}/{index}"))
    }))
}

/// Invite somebody to connect an account
///
/// Makes a contributor invitation (`CREATE_CONNECTION`). Needs the scope `invitations:write`; the link is only shown
/// to a key that also has `links:reveal`.
#[utoipa::path(
    post, path = "/invitation/company/{company_id}", operation_id = "createContributorInvitation", tag = "Invitations",
    params(("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"), ("company_id" = uuid::Uuid, Path, description = "The company whose account is to be connected.")),
    request_body = CreateContributorBody,
    responses((status = 201, description = "The invitation.", body = InvitationBody), BadBody, Missing, Refusals)
)]
pub(crate) async fn create_contributor(
    Acting(api): Acting,
    caller: ApiCaller,
    PathId(company_id): PathId<CompanyId>,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<InvitationBody>), Problem> {
    let (wish, places) = read_row(company_id, fields)?;
    let view = invitation::create_contributor(api.latchstring(), &caller.0, wish)
        .await
        .map_err(|error| places.refused(error))?;
    Ok((StatusCode::CREATED, Json(view.into())))
}
