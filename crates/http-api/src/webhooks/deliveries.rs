use axum::Json;
use axum::extract::State;
use latchstring_domain::id::{DeliveryId, EndpointId};
use latchstring_domain::webhook::DeliveryStatus;
use latchstring_service::webhook::{self, ListDeliveries};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::delivery::DeliveryBody;
use crate::auth::ApiCaller;
use crate::paging::{List, PageWish, cursor, limit};
use crate::path::PathId;
use crate::problem::failed;
use crate::read::{Query, named_text};
use crate::schema::{BadQuery, DeliveryStatusName, Missing, Refusals};
use crate::state::ApiState;

/// Deliveries to an endpoint, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookDeliveryPage)]
pub(super) struct DeliveryPage {
    deliveries: Vec<DeliveryBody>,
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// List what was sent to an endpoint
///
/// The deliveries of the last 30 days, or of as many as `retentionDays` says, newest first, each with its tries. Needs the scope `webhooks:manage`.
#[utoipa::path(
    get, path = "/webhook/{webhook_id}/deliveries", operation_id = "listWebhookDeliveries", tag = "Webhooks",
    params(
        ("webhook_id" = uuid::Uuid, Path, description = "The endpoint."),
        ("status" = Option<DeliveryStatusName>, Query, description = "Only deliveries that stand there."),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "The nextCursor of the page before."),
    ),
    responses((status = 200, description = "The deliveries.", body = DeliveryPage), BadQuery, Missing, Refusals)
)]
pub(super) async fn deliveries(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(endpoint_id): PathId<EndpointId>,
    mut query: Query,
) -> Result<Json<DeliveryPage>, Problem> {
    let status = query.take("status", named_text);
    let wish = cursor(&mut query);
    let per_page = wish.as_ref().map_or_else(|| limit(&mut query), PageWish::per_page);
    query.finish()?;

    let filters = json!([endpoint_id.to_string(), status.map(DeliveryStatus::as_str)]);
    let list = List::new(&api, &caller, "deliveries", &filters);
    let last = match &wish {
        Some(PageWish::Cursor { text, .. }) => list.place(text)?,
        _ => None,
    };
    let wish = ListDeliveries { endpoint_id, status, after: last.map(DeliveryId::from_uuid), per_page };
    let listing = webhook::deliveries(api.latchstring(), &caller.0, wish).await.map_err(failed)?;
    let next_cursor = list.next(listing.next.map(DeliveryId::as_uuid))?;
    let deliveries = listing.items.into_iter().map(Into::into).collect();
    Ok(Json(DeliveryPage { deliveries, per_page, next_cursor }))
}
