use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use futures_util::stream;
use http::{HeaderMap, HeaderValue, header};
use latchstring_domain::event::ExportFormat;
use latchstring_service::Failure;
use latchstring_service::event::{self, EventWalk};
use latchstring_web_kit::problem::Problem;

use super::wanted::wanted;
use crate::auth::ApiCaller;
use crate::problem::failed;
use crate::read::{Query, named_text};
use crate::schema::{ActorKindName, BadQuery, EventTypeName, ExportFormatName, Refusals};
use crate::state::ApiState;

/// Export the workspace's events
///
/// All that have happened by now, oldest first: a JSON object a line as `GET /event` has it, or a table for spreadsheets, in
/// which no cell is a formula. `format` says which; without it `Accept` does, and without that it is JSON. The answer is
/// sent as it is read; one that was cut off has no end, so a client knows. Needs the scope `events:read`.
#[utoipa::path(
    get, path = "/event/export", operation_id = "exportEvents", tag = "Events",
    params(
        ("format" = Option<ExportFormatName>, Query, description = "How the events are written down."),
        ("type" = Option<EventTypeName>, Query, description = "Only events of this type."),
        ("actor" = Option<ActorKindName>, Query, description = "Only what this kind of party did."),
        ("invitationId" = Option<uuid::Uuid>, Query, description = "Only what happened to this invitation."),
        ("magicLinkId" = Option<uuid::Uuid>, Query, description = "Only what happened to this magic link."),
        ("connectionId" = Option<uuid::Uuid>, Query, description = "Only what happened to this connection."),
        ("companyId" = Option<uuid::Uuid>, Query, description = "Only what happened to this company and its sites."),
        ("occurredAfter" = Option<String>, Query, description = "Only what happened then or later.", example = "2026-05-31T00:00:00Z"),
        ("occurredBefore" = Option<String>, Query, description = "Only what happened before."),
    ),
    responses(
        (status = 200, description = "The events.", content((String = "application/x-ndjson"), (String = "text/csv"))),
        BadQuery, Refusals
    )
)]
pub(crate) async fn export(
    State(api): State<ApiState>,
    caller: ApiCaller,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response, Problem> {
    let asked = query.take("format", named_text);
    let wanted = wanted(&mut query);
    query.finish()?;
    let format = asked.unwrap_or_else(|| accepted(&headers));
    let walk = event::walk(api.latchstring(), &caller.0, wanted).await.map_err(failed)?;
    let (kind, file) = match format {
        ExportFormat::JsonLines => ("application/x-ndjson", "attachment; filename=\"events.jsonl\""),
        ExportFormat::Csv => ("text/csv; charset=utf-8", "attachment; filename=\"events.csv\""),
    };
    let head = event::head(format).map_err(failed)?;
    let mut response = Response::new(body(format, head, walk));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(file));
    Ok(response)
}

/// What a client without a word in the query takes: a table only if it asks for one.
fn accepted(headers: &HeaderMap) -> ExportFormat {
    let asks_for_a_table = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|range| range.split(';').next())
        .any(|kind| kind.trim().eq_ignore_ascii_case("text/csv"));
    if asks_for_a_table { ExportFormat::Csv } else { ExportFormat::JsonLines }
}

/// The lines as they are read: as many in memory as one read gives, however slowly they are taken.
fn body(format: ExportFormat, head: String, walk: EventWalk) -> Body {
    Body::from_stream(stream::try_unfold((head, walk), move |(head, mut walk)| async move {
        let part = part(format, head, &mut walk).await.inspect_err(|failure| {
            tracing::error!(error = failure as &dyn std::error::Error, "an export was cut off");
        })?;
        Ok::<_, Failure>(if part.is_empty() { None } else { Some((part, (String::new(), walk))) })
    }))
}

async fn part(format: ExportFormat, head: String, walk: &mut EventWalk) -> Result<String, Failure> {
    let mut part = head;
    for event in walk.next().await? {
        part.push_str(&event::line(format, &event)?);
    }
    Ok(part)
}
