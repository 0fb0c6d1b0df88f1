use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, header};
use latchstring_domain::bulk::MAX_ROWS;
use latchstring_domain::id::BulkId;
use latchstring_service::bulk;
use latchstring_web_kit::problem::Problem;

use super::follow;
use super::model::BulkBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::read::Query;
use crate::schema::{BadRow, Missing, Refusals};
use crate::state::ApiState;

/// See how far invitations are made
///
/// Invitations that were asked for at once, with up to 500 of their rows; kept for 30 days after the last was settled, or as long as `retentionDays` says. With
/// `Accept: application/x-ndjson` the rows come as they are settled, a JSON object a line: each row once and in order, with
/// `type` `row`, and how far all of it is, with `type` `progress`, at least every ten seconds. It ends when all are settled, or
/// after a minute; then `nextRow` of the last line is the `fromRow` to go on with. Needs the scope `invitations:read`, and
/// `links:reveal` for the links.
#[utoipa::path(
    get, path = "/invitation/bulk/{bulk_id}", operation_id = "getBulkInvitations", tag = "Invitations",
    params(
        ("bulk_id" = uuid::Uuid, Path, description = "The id that asking for them was answered with."),
        ("fromRow" = Option<u32>, Query, description = "The first row wanted, from 0: at first none, then the nextRow of the page before.", minimum = 0, maximum = 10_000),
    ),
    responses((status = 200, description = "How far they are.", content((BulkBody = "application/json"), (String = "application/x-ndjson"))), BadRow, Missing, Refusals)
)]
pub(crate) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<BulkId>,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response, Problem> {
    let last = u32::try_from(MAX_ROWS).unwrap_or(u32::MAX);
    let from = query.number("fromRow", 0..=last).unwrap_or(0);
    query.finish()?;
    if wants_lines(&headers) {
        return follow::answer(api.latchstring().clone(), caller.0, id, from).await;
    }
    let view = bulk::get(api.latchstring(), &caller.0, id, from).await.map_err(failed)?;
    let rows = view.rows.into_iter().map(Into::into).collect();
    Ok(Json(BulkBody::new(&view.bulk, rows, view.next_row)).into_response())
}

/// Whether lines are asked for by their name. Whoever takes anything gets the document.
fn wants_lines(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|range| {
        range.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(follow::MEDIA_TYPE))
    })
}
