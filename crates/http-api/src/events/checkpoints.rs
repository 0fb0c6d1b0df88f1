use axum::Json;
use axum::extract::State;
use latchstring_service::Failure;
use latchstring_service::event::checkpoint::{self, CheckpointText};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::paging::limit;
use crate::problem::failed;
use crate::read::Query;
use crate::schema::{BadQuery, Refusals};
use crate::state::ApiState;

/// What the event log was at a time, signed: keep it elsewhere, and it shows whether the log has lost its end since. Bytes are in
/// hexadecimal; `docs/spec/checkpoints.md` says what is signed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = EventCheckpoint)]
pub(crate) struct CheckpointBody {
    #[schema(format = Uuid)]
    workspace_id: String,
    /// 1 for the first, without gaps.
    #[schema(example = 1)]
    number: u64,
    /// When it was made.
    #[schema(format = DateTime)]
    taken_at: String,
    /// The time up to which events had been looked at.
    #[schema(format = DateTime)]
    until: String,
    /// How many ends of chains it and all before it have recorded.
    #[schema(example = 3)]
    size: u64,
    /// The root of the one before; zeros for the first.
    previous: String,
    /// The digest of the root before and of the ends.
    root: String,
    /// The key of the keyring that it is signed under.
    key_id: String,
    /// The Ed25519 public key that checks the signature.
    public_key: String,
    /// The Ed25519 signature.
    signature: String,
}

impl From<CheckpointText> for CheckpointBody {
    fn from(text: CheckpointText) -> Self {
        let CheckpointText {
            workspace_id,
            number,
            taken_at,
            until,
            size,
            previous,
            root,
            key_id,
            public_key,
            signature,
        } = text;
        Self { workspace_id, number, taken_at, until, size, previous, root, key_id, public_key, signature }
    }
}

/// Checkpoints of the event log, oldest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = EventCheckpoints)]
pub(crate) struct CheckpointPage {
    checkpoints: Vec<CheckpointBody>,
    /// What to give as `after` next; null on the last page.
    #[schema(required)]
    next: Option<u64>,
}

/// List the checkpoints of the event log
///
/// One is made each hour in which something happened. Oldest first, those with a number above `after`. Needs the scope
/// `events:read`.
#[utoipa::path(
    get, path = "/event/checkpoint", operation_id = "listEventCheckpoints", tag = "Events",
    params(
        ("after" = Option<u32>, Query, description = "The number of the last one seen.", minimum = 0),
        ("limit" = Option<u32>, Query, description = "How many on a page; 100 unless said.", minimum = 1, maximum = 500),
    ),
    responses((status = 200, description = "The checkpoints.", body = CheckpointPage), BadQuery, Refusals)
)]
pub(crate) async fn checkpoints(
    State(api): State<ApiState>,
    caller: ApiCaller,
    mut query: Query,
) -> Result<Json<CheckpointPage>, Problem> {
    let after = query.number("after", 0..=i32::MAX.unsigned_abs()).unwrap_or(0);
    let limit = limit(&mut query);
    query.finish()?;
    let ls = api.latchstring();
    let mut found =
        checkpoint::list(ls, &caller.0, u64::from(after), limit.saturating_add(1)).await.map_err(failed)?;
    let more = found.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        found.pop();
    }
    let next = found.last().filter(|_| more).map(|last| last.statement.number);
    let checkpoints = found.iter().map(|one| Ok(CheckpointText::of(ls, one)?.into()));
    let checkpoints = checkpoints.collect::<Result<_, Failure>>().map_err(failed)?;
    Ok(Json(CheckpointPage { checkpoints, next }))
}
