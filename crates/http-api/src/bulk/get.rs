use axum::Json;
use axum::extract::State;
use latchstring_domain::bulk::MAX_ROWS;
use latchstring_domain::id::BulkId;
use latchstring_service::bulk;
use latchstring_web_kit::problem::Problem;

use super::model::{BulkBody, BulkRowBody};
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::failed;
use crate::read::Query;
use crate::schema::{BadRow, Missing, Refusals};
use crate::state::ApiState;

/// See how far invitations are made
///
/// Invitations that were asked for at once, with up to 500 of their rows. Links are not among them: they are shown by
/// `GET /invitation/{invitation_id}`. Needs the scope `invitations:read`.
#[utoipa::path(
    get, path = "/invitation/bulk/{bulk_id}", operation_id = "getBulkInvitations", tag = "Invitations",
    params(
        ("bulk_id" = uuid::Uuid, Path, description = "The id that asking for them was answered with."),
        ("fromRow" = Option<u32>, Query, description = "The first row wanted, from 0: at first none, then the nextRow of the page before.", minimum = 0, maximum = 10_000),
    ),
    responses((status = 200, description = "How far they are.", body = BulkBody), BadRow, Missing, Refusals)
)]
pub(crate) async fn get(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<BulkId>,
    mut query: Query,
) -> Result<Json<BulkBody>, Problem> {
    let last = u32::try_from(MAX_ROWS).unwrap_or(u32::MAX);
    let from = query.number("fromRow", 0..=last).unwrap_or(0);
    query.finish()?;
    let view = bulk::get(api.latchstring(), &caller.0, id, from).await.map_err(failed)?;
    let rows = view.rows.iter().map(|(place, row)| BulkRowBody::new(*place, row, "WAITING")).collect();
    Ok(Json(BulkBody::new(&view.bulk, rows, view.next_row)))
}
