use std::borrow::Cow;

use axum::Json;
use http::StatusCode;
use latchstring_domain::bulk::MAX_ROWS;
use latchstring_service::bulk;
use latchstring_web_kit::problem::Problem;
use utoipa::openapi::schema::{ArrayBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::model::{BulkBody, BulkRowBody};
use super::rows::BulkRows;
use crate::auth::ApiCaller;
use crate::idempotency::{Acting, IDEMPOTENCY};
use crate::invitations::{BulkRowAsked, CreateContributorBody};
use crate::read::{Query, RowsBody, truth_text};
use crate::schema::{BadRows, Refusals};

/// The rows, each the body of a single invitation with the company in it.
#[derive(Debug)]
pub(crate) enum BulkRowsAsked {}

impl PartialSchema for BulkRowsAsked {
    fn schema() -> RefOr<Schema> {
        let row = Ref::from_schema_name(BulkRowAsked::name());
        ArrayBuilder::new()
            .items(row)
            .min_items(Some(1))
            .max_items(Some(MAX_ROWS))
            .description(Some("The rows."))
            .into()
    }
}

impl ToSchema for BulkRowsAsked {
    fn name() -> Cow<'static, str> {
        "AskForBulkInvitations".into()
    }

    fn schemas(found: &mut Vec<(String, RefOr<Schema>)>) {
        found.push((BulkRowAsked::name().into_owned(), BulkRowAsked::schema()));
        CreateContributorBody::schemas(found);
    }
}

/// Invite many at once
///
/// Makes up to 10,000 contributor invitations, out of a JSON array or a CSV file (UTF-8, commas or semicolons, the names of
/// the fields in its first line; see the guide). All rows are checked before anything is made, and one mistake refuses all of
/// them, each with its place and, in a file, its line. Then they are made in the background. A row is passed over where an
/// earlier row, or an invitation that can be used, is of the same company and has the same `externalId`, or, for a row
/// without one, names one of the same addresses. Needs the scope `invitations:write`.
#[utoipa::path(
    post, path = "/invitation/bulk", operation_id = "askForBulkInvitations", tag = "Invitations",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = IDEMPOTENCY, min_length = 1, max_length = 255, pattern = "^[ -~]+$"),
        ("dryRun" = Option<bool>, Query, description = "Whether to only check the rows and say what would become of each."),
    ),
    request_body(content((BulkRowsAsked = "application/json"), (String = "text/csv"))),
    responses(
        (status = 200, description = "What would become of each row: this was a dry run.", body = BulkBody),
        (status = 202, description = "The rows were taken. What becomes of them is told by GET.", body = BulkBody),
        BadRows, Refusals
    )
)]
pub(crate) async fn ask(
    Acting(api): Acting,
    caller: ApiCaller,
    mut query: Query,
    body: RowsBody,
) -> Result<(StatusCode, Json<BulkBody>), Problem> {
    let dry_run = query.take("dryRun", truth_text).unwrap_or_default();
    query.finish()?;
    let (asked, told) = BulkRows::of(body)?.split();
    let asked = bulk::ask(api.latchstring(), &caller.0, asked, dry_run).await;
    let report = asked.map_err(|error| told.refused(error))?;
    if dry_run {
        let rows =
            (0..).zip(&report.rows).map(|(place, row)| BulkRowBody::new(place, row, "VALID")).collect();
        return Ok((StatusCode::OK, Json(BulkBody::new(&report.bulk, rows, None).dry())));
    }
    Ok((StatusCode::ACCEPTED, Json(BulkBody::new(&report.bulk, Vec::new(), Some(0)))))
}
