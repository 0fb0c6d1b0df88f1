use axum::Json;
use axum::extract::State;
use latchstring_domain::account::Account;
use latchstring_domain::connection::StatusReport;
use latchstring_domain::id::ConnectionId;
use latchstring_domain::problem::ProblemCode;
use latchstring_domain::text::{ExternalId, StatusDetail};
use latchstring_service::connection::{self, ReportStatusError};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;
use utoipa::openapi::Array;

use super::model::ConnectionBody;
use crate::auth::ApiCaller;
use crate::path::PathId;
use crate::problem::{defect, failed, problem};
use crate::read::{Fields, JsonBody, boolean, date, id, named, text};
use crate::schema::{BadBody, ConnectionStatusName, Missing, NotMovable, Refusals, texts};
use crate::state::ApiState;

const MAX_ACCOUNTS: usize = 1000;
const MAX_METERS: usize = 1000;

/// What a collector says of a connection.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = StatusReport, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(crate) struct StatusReportBody {
    #[schema(value_type = ConnectionStatusName, example = "CONNECTED")]
    status: String,
    /// More about it, for people. Absent: there is nothing to say.
    #[schema(nullable = false, min_length = 1, max_length = 1000)]
    status_error_detail: Option<String>,
    /// All accounts that were found. Absent: as before.
    #[schema(nullable = false, max_items = 1000)]
    accounts: Option<Vec<ReportedAccount>>,
}

/// One account that a collector found.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `account` reads; a test holds the two together")]
pub(crate) struct ReportedAccount {
    /// The collector's own id for the account, the same in every report.
    #[schema(format = Uuid)]
    id: String,
    #[schema(min_length = 1, max_length = 255, example = "7741-22")]
    account_number: String,
    #[schema(nullable = false, format = Date)]
    data_collection_start_date: Option<String>,
    /// Absent: no.
    #[schema(nullable = false)]
    is_collecting_invoice_data: Option<bool>,
    /// Absent: no.
    #[schema(nullable = false)]
    is_collecting_smart_meter_data: Option<bool>,
    /// Absent: no.
    #[schema(nullable = false)]
    is_duplicated: Option<bool>,
    /// Absent: yes.
    #[schema(nullable = false)]
    is_tracked: Option<bool>,
    #[schema(schema_with = meters)]
    meters: Option<Vec<String>>,
}

fn meters() -> Array {
    texts("The numbers of its meters.", MAX_METERS, 255)
}

fn read(mut fields: Fields) -> Result<StatusReport, Problem> {
    let status = fields.required("status", named);
    let detail = fields.optional("statusErrorDetail", text(StatusDetail::parse));
    let accounts = fields.objects("accounts", MAX_ACCOUNTS, account);
    fields.finish(status.map(|status| StatusReport { status, detail, accounts }))
}

fn account(fields: &mut Fields) -> Option<Account> {
    // The numbers of accounts and meters are somebody else's ids, like any external id.
    let id = fields.required("id", id);
    let account_number = fields.required("accountNumber", text(ExternalId::parse));
    let data_collection_start_date = fields.optional("dataCollectionStartDate", date);
    let is_collecting_invoice_data = fields.optional("isCollectingInvoiceData", boolean).unwrap_or(false);
    let is_collecting_smart_meter_data =
        fields.optional("isCollectingSmartMeterData", boolean).unwrap_or(false);
    let is_duplicated = fields.optional("isDuplicated", boolean).unwrap_or(false);
    let is_tracked = fields.optional("isTracked", boolean).unwrap_or(true);
    let meters = fields.list("meters", MAX_METERS, text(ExternalId::parse)).unwrap_or_default();
    Some(Account {
        id: id?,
        account_number: account_number?.to_string(),
        data_collection_start_date,
        is_collecting_invoice_data,
        is_collecting_smart_meter_data,
        is_duplicated,
        is_tracked,
        meters: meters.iter().map(ExternalId::to_string).collect(),
    })
}

fn refused(error: ReportStatusError) -> Problem {
    match error {
        ReportStatusError::Move(error) => {
            let (from, to) = (error.from, error.to);
            let detail = format!("A connection that is {from} cannot be reported {to}.");
            problem(ProblemCode::StatusMoveNotAllowed, detail)
        }
        ReportStatusError::Failed(failure) => failed(failure),
        other => defect(&other),
    }
}

/// Report how a connection stands
///
/// For the collector. Only a change of status is an event; the same status again refreshes its time. Needs the scope
/// `connections:write`.
#[utoipa::path(
    post, path = "/connection/{connection_id}/status", operation_id = "reportConnectionStatus", tag = "Connections",
    params(("connection_id" = uuid::Uuid, Path, description = "The connection.")),
    request_body = StatusReportBody,
    responses((status = 200, description = "The connection.", body = ConnectionBody), BadBody, Missing, NotMovable, Refusals)
)]
pub(crate) async fn report_status(
    State(api): State<ApiState>,
    caller: ApiCaller,
    PathId(id): PathId<ConnectionId>,
    JsonBody(fields): JsonBody,
) -> Result<Json<ConnectionBody>, Problem> {
    let report = read(fields)?;
    let view = connection::report_status(api.latchstring(), &caller.0, id, report).await.map_err(refused)?;
    Ok(Json(view.into()))
}
