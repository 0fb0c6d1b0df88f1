use std::time::Duration;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::DeadLetterKind;
use latchstring_domain::problem::ProblemCode;
use latchstring_service::dead_letter::{self, Replay, ReplayError, Replayed};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::problem::{defect, failed, problem};
use crate::read::{FieldCode, Fields, JsonBody, Refused, boolean, id, invalid, named, timestamp};
use crate::schema::{BadBody, DeadLetterKindName, Missing, Refusals, TooManyReplays, WebhookDisabled};
use crate::state::ApiState;

/// What is to be begun anew: one, all, or what was given up in a time.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReplayDeadLetters, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct ReplayBody {
    /// This one.
    #[schema(nullable = false, format = Uuid)]
    id: Option<String>,
    /// All of them: true.
    #[schema(nullable = false)]
    all: Option<bool>,
    /// Those that were given up then or later.
    #[schema(nullable = false, format = DateTime, example = "2026-01-31T09:30:00Z")]
    from: Option<String>,
    /// Those that were given up before then; now, unless said.
    #[schema(nullable = false, format = DateTime, example = "2026-01-31T10:30:00Z")]
    until: Option<String>,
    /// Only those of this kind.
    #[schema(nullable = false, value_type = Option<DeadLetterKindName>)]
    kind: Option<String>,
}

/// What is begun anew.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReplayedDeadLetters)]
pub(super) struct ReplayedBody {
    /// How many.
    #[schema(example = 3)]
    count: usize,
    /// How many were passed over, because their endpoint is disabled.
    #[schema(example = 0)]
    passed_over: usize,
    /// Whether there is more: one call begins 250 at most. Ask again.
    more: bool,
}

impl From<Replayed> for ReplayedBody {
    fn from(Replayed { count, passed_over, more }: Replayed) -> Self {
        Self { count, passed_over, more }
    }
}

fn read(mut fields: Fields) -> Result<Replay, Problem> {
    let given = ["id", "all", "from"].into_iter().filter(|name| fields.has(name)).count();
    let one = fields.optional("id", id::<OutboxId>);
    let all = fields.optional("all", boolean);
    let from = fields.optional("from", timestamp);
    let (has_until, has_kind) = (fields.has("until"), fields.has("kind"));
    let until = fields.optional("until", timestamp);
    let kind = fields.optional("kind", named::<DeadLetterKind>);
    if all == Some(false) {
        fields.refuse("all", Refused::new(FieldCode::OutOfRange, "must be true, or left out"));
    }
    if given > 1 {
        let last = if from.is_some() { "from" } else { "all" };
        fields.refuse(last, Refused::new(FieldCode::Exclusive, "only one of id, all and from can be given"));
    }
    if given == 0 {
        fields.refuse("id", Refused::new(FieldCode::Required, "one of id, all and from is required"));
    }
    if has_until && from.is_none() && given <= 1 && !fields.was_refused("from") {
        fields.refuse("until", Refused::new(FieldCode::Exclusive, "can only be given together with from"));
    }
    if has_kind && one.is_some() {
        fields.refuse("kind", Refused::new(FieldCode::Exclusive, "cannot be given together with id"));
    }
    let several = all.is_some() || from.is_some();
    let wish =
        one.map(|id| Replay::One(id.as_uuid())).or(several.then_some(Replay::All { kind, from, until }));
    fields.finish(wish)
}

fn refused(error: ReplayError) -> Problem {
    match error {
        ReplayError::Disabled => {
            problem(ProblemCode::WebhookDisabled, "The endpoint is disabled. Enable it first.")
        }
        ReplayError::EmptyRange => {
            invalid([Refused::new(FieldCode::OutOfRange, "must lie before until").at("/from")])
        }
        ReplayError::TooMany => {
            problem(ProblemCode::RateLimited, "Too many replays were asked for. Try again in a minute.")
                .retry_after(Duration::from_secs(60))
        }
        ReplayError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Begin anew what was given up
///
/// As if it had never been tried: work as it was promised, webhooks with the same bytes under the same ids. Needs the scope
/// `workspace:manage`.
#[utoipa::path(
    post, path = "/dead-letter/replay", operation_id = "replayDeadLetters", tag = "Dead letters",
    request_body = ReplayBody,
    responses((status = 202, description = "They are begun anew.", body = ReplayedBody), BadBody, Missing, WebhookDisabled, TooManyReplays, Refusals)
)]
pub(super) async fn replay(
    State(api): State<ApiState>,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<ReplayedBody>), Problem> {
    let wish = read(fields)?;
    let replayed = dead_letter::replay(api.latchstring(), &caller.0, wish).await.map_err(refused)?;
    Ok((StatusCode::ACCEPTED, Json(replayed.into())))
}
