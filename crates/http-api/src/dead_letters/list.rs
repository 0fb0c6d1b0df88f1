use axum::Json;
use axum::extract::State;
use latchstring_domain::outbox::DeadLetterKind;
use latchstring_service::dead_letter::{self, ListDeadLetters};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::model::DeadLetterBody;
use crate::auth::ApiCaller;
use crate::paging::{List, PageWish, cursor, limit};
use crate::problem::failed;
use crate::read::{Query, named_text, timestamp_text};
use crate::schema::{BadQuery, DeadLetterKindName, Refusals};
use crate::state::ApiState;

/// Dead letters, the one promised last first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeadLetterPage {
    dead_letters: Vec<DeadLetterBody>,
    #[schema(example = 100)]
    per_page: u32,
    /// Where to go on; null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
}

/// List what was given up
///
/// Work that failed or lost its worker too often, and webhooks whose every try failed. Work stays until it is begun anew or thrown
/// away, webhooks for as long as they are kept. Needs the scope `workspace:manage`.
#[utoipa::path(
    get, path = "/dead-letter", operation_id = "listDeadLetters", tag = "Dead letters",
    params(
        ("kind" = Option<DeadLetterKindName>, Query, description = "Only those of this kind."),
        ("from" = Option<String>, Query, format = DateTime, description = "Only those that were given up then or later."),
        ("until" = Option<String>, Query, format = DateTime, description = "Only those that were given up before then."),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
        ("cursor" = Option<String>, Query, description = "The nextCursor of the page before."),
    ),
    responses((status = 200, description = "The dead letters.", body = DeadLetterPage), BadQuery, Refusals)
)]
pub(super) async fn list(
    State(api): State<ApiState>,
    caller: ApiCaller,
    mut query: Query,
) -> Result<Json<DeadLetterPage>, Problem> {
    let kind = query.take("kind", named_text);
    let from = query.take("from", timestamp_text);
    let until = query.take("until", timestamp_text);
    let wish = cursor(&mut query);
    let per_page = wish.as_ref().map_or_else(|| limit(&mut query), PageWish::per_page);
    query.finish()?;

    let times = [from, until].map(|time| time.map(|time| time.to_string()));
    let filters = json!([kind.map(DeadLetterKind::as_str), times]);
    let list = List::new(&api, &caller, "dead letters", &filters);
    let after = match &wish {
        Some(PageWish::Cursor { text, .. }) => list.place(text)?,
        _ => None,
    };
    let wish = ListDeadLetters { kind, from, until, after, per_page };
    let listing = dead_letter::list(api.latchstring(), &caller.0, wish).await.map_err(failed)?;
    let next_cursor = list.next(listing.next)?;
    let dead_letters = listing.items.into_iter().map(Into::into).collect();
    Ok(Json(DeadLetterPage { dead_letters, per_page, next_cursor }))
}
