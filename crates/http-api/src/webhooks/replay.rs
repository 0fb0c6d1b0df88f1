use std::time::Duration;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use latchstring_domain::id::{DeliveryId, EndpointId};
use latchstring_domain::problem::ProblemCode;
use latchstring_service::webhook::{self, Replay, ReplayError, Replayed};
use latchstring_web_kit::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::read::{FieldCode, Fields, JsonBody, Refused, boolean, id, invalid, timestamp};
use crate::schema::{BadBody, Missing, NotReplayable, Refusals, TooManyReplays};
use crate::state::ApiState;

/// What is to be sent again: one delivery, everything that was given up, or everything that happened in a time.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReplayWebhooks, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct ReplayBody {
    /// This delivery.
    #[schema(nullable = false, format = Uuid)]
    delivery_id: Option<String>,
    /// Everything that was given up: true.
    #[schema(nullable = false)]
    failed: Option<bool>,
    /// What happened from then on, whether it was sent before or not.
    #[schema(nullable = false, format = DateTime, example = "2026-01-31T09:30:00Z")]
    from: Option<String>,
    /// What happened before then; now, unless said.
    #[schema(nullable = false, format = DateTime, example = "2026-01-31T10:30:00Z")]
    until: Option<String>,
}

/// What is sent again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReplayedWebhooks)]
pub(super) struct ReplayedBody {
    /// How many messages.
    #[schema(example = 3)]
    count: usize,
    /// Whether there is more: one call sends 250 at most. Ask again.
    more: bool,
    /// The `from` to ask again with, where a time was asked for.
    #[schema(required, format = DateTime)]
    resume_from: Option<String>,
}

impl From<Replayed> for ReplayedBody {
    fn from(Replayed { count, more, resume_from }: Replayed) -> Self {
        Self { count, more, resume_from: resume_from.map(|at| at.to_string()) }
    }
}

fn read(mut fields: Fields, now: latchstring_domain::Timestamp) -> Result<Replay, Problem> {
    let given = ["deliveryId", "failed", "from"].into_iter().filter(|name| fields.has(name)).count();
    let one = fields.optional("deliveryId", id::<DeliveryId>);
    let failed = fields.optional("failed", boolean);
    let from = fields.optional("from", timestamp);
    let has_until = fields.has("until");
    let until = fields.optional("until", timestamp);
    if failed == Some(false) {
        fields.refuse("failed", Refused::new(FieldCode::OutOfRange, "must be true, or left out"));
    }
    if given > 1 {
        let detail = "only one of deliveryId, failed and from can be given";
        let last = if from.is_some() { "from" } else { "failed" };
        fields.refuse(last, Refused::new(FieldCode::Exclusive, detail));
    }
    if given == 0 {
        let detail = "one of deliveryId, failed and from is required";
        fields.refuse("deliveryId", Refused::new(FieldCode::Required, detail));
    }
    if has_until && from.is_none() && given <= 1 && !fields.was_refused("from") {
        fields.refuse("until", Refused::new(FieldCode::Exclusive, "can only be given together with from"));
    }
    let range = from.map(|from| Replay::Range { from, until: until.unwrap_or(now) });
    let wish = one.map(Replay::One).or(failed.map(|_| Replay::Failed)).or(range);
    fields.finish(wish)
}

fn refused(error: ReplayError) -> Problem {
    match error {
        ReplayError::Disabled => disabled(),
        ReplayError::UnderWay => problem(
            ProblemCode::DeliveryUnderWay,
            "The delivery is still under way; it is tried again by itself.",
        ),
        ReplayError::EmptyRange => {
            invalid([Refused::new(FieldCode::OutOfRange, "must lie before until, or before now").at("/from")])
        }
        ReplayError::TooMany => too_many(),
        ReplayError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// 409: nothing is sent to an endpoint that is disabled.
pub(super) fn disabled() -> Problem {
    problem(ProblemCode::WebhookDisabled, "The endpoint is disabled. Enable it first.")
}

/// 429: too many tests and replays in a short while.
pub(super) fn too_many() -> Problem {
    let detail = "Too many tests and replays of this endpoint were asked for. Try again in a minute.";
    problem(ProblemCode::RateLimited, detail).retry_after(Duration::from_secs(60))
}

/// Send webhooks again
///
/// The same bytes under the same ids, in the order of what they tell of, with a schedule of their own. What is still under
/// way is left alone. A time reaches back as far as webhooks are kept, 30 days where nobody says otherwise, and to events from before the endpoint was there or while it was
/// disabled. Needs the scope `webhooks:manage`.
#[utoipa::path(
    post, path = "/webhook/{webhook_id}/replay", operation_id = "replayWebhooks", tag = "Webhooks",
    params(("webhook_id" = uuid::Uuid, Path, description = "The endpoint.")),
    request_body = ReplayBody,
    responses((status = 202, description = "They are on their way.", body = ReplayedBody), BadBody, Missing, NotReplayable, TooManyReplays, Refusals)
)]
pub(super) async fn replay(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<EndpointId>,
    JsonBody(fields): JsonBody,
) -> Result<(StatusCode, Json<ReplayedBody>), Problem> {
    let wish = read(fields, api.latchstring().now())?;
    let replayed = webhook::replay(api.latchstring(), &caller.0, id, wish).await.map_err(refused)?;
    Ok((StatusCode::ACCEPTED, Json(replayed.into())))
}
