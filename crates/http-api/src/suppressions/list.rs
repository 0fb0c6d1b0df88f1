use axum::Json;
use axum::extract::State;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::suppression::Suppression;
use latchstring_service::suppression::{self, ListSuppressions};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::paging::{List, PageWish, cursor, limit};
use crate::problem::failed;
use crate::read::{FieldCode, Query, Refused};
use crate::schema::{BadQuery, Refusals, SuppressionReasonName};
use crate::state::ApiState;

/// Addresses that the workspace mails no more.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SuppressionPage)]
pub(super) struct SuppressionPage {
    suppressions: Vec<SuppressionBody>,
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// An address that the workspace mails no more.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Suppression)]
pub(super) struct SuppressionBody {
    #[schema(example = "mike@example.org")]
    email: String,
    #[schema(value_type = SuppressionReasonName)]
    reason: &'static str,
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
}

impl From<Suppression> for SuppressionBody {
    fn from(Suppression { workspace_id: _, address, reason, since }: Suppression) -> Self {
        Self { email: address.to_string(), reason: reason.as_str(), since: since.to_string() }
    }
}

/// Reads an address of the query.
pub(super) fn address(query: &mut Query) -> Option<EmailAddress> {
    query.take("email", |text| {
        EmailAddress::parse(text).map_err(|error| Refused::saying(FieldCode::InvalidEmail, error))
    })
}

/// List the addresses that are mailed no more
///
/// Those of the workspace to which a mail came back, and whose reader asked for no more, in the order of the alphabet. Nothing is mailed
/// to them but a code that is asked for on a page; a mail that is left out stands in `deliveries` as `FAILED` with the reason
/// `suppressed`. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/suppression", operation_id = "listSuppressions", tag = "Invitations",
    params(
        ("email" = Option<String>, Query, description = "Only this address."),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "The nextCursor of the page before."),
    ),
    responses((status = 200, description = "The addresses.", body = SuppressionPage), BadQuery, Refusals)
)]
pub(super) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
    mut query: Query,
) -> Result<Json<SuppressionPage>, Problem> {
    let address = address(&mut query);
    let wish = cursor(&mut query);
    let per_page = wish.as_ref().map_or_else(|| limit(&mut query), PageWish::per_page);
    query.finish()?;
    let filters = json!([address.as_ref().map(EmailAddress::canonical)]);
    let list = List::new(&api, &caller, "suppressions", &filters);
    let after = match &wish {
        Some(PageWish::Cursor { text, .. }) => list.address_place(text)?,
        _ => None,
    };
    let wish = ListSuppressions { address, after, per_page };
    let found = suppression::list(api.latchstring(), &caller.0, wish).await.map_err(failed)?;
    let next_cursor = list.next_address(found.next.as_ref())?;
    let suppressions = found.items.into_iter().map(Into::into).collect();
    Ok(Json(SuppressionPage { suppressions, per_page, next_cursor }))
}
