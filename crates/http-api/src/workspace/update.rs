use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use latchstring_domain::invitation::MIN_LIFETIME;
use latchstring_domain::notice::Notice;
use latchstring_domain::reminder::Days;
use latchstring_domain::retention::{Kept, KeptDays};
use latchstring_domain::text::WorkspaceName;
use latchstring_domain::workspace::{SitesError, TrustedSites};
use latchstring_service::workspace::{self, UpdateWorkspaceError, WorkspaceChanges};
use latchstring_web_kit::problem::Problem;
use utoipa::ToSchema;

use super::model::WorkspaceBody;
use crate::auth::ApiCaller;
use crate::problem::{defect, failed};
use crate::read::{
    FieldCode, Fields, JsonBody, Refused, boolean, email, integer, invalid, locale, mfa_domain, named, text,
    web_origin,
};
use crate::schema::{BadBody, NoticeName, Refusals};
use crate::state::ApiState;

/// The longest span that is worth a name: a hundred years.
const MAX_SPAN: u64 = 100 * 365 * 24 * 60 * 60;

/// What is to change about the workspace. What is left out stays; null empties.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateWorkspace, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct UpdateWorkspaceBody {
    #[schema(nullable = false, min_length = 1, max_length = 200, example = "Northwind")]
    name: Option<String>,
    /// How long a link lives whose maker does not say.
    #[schema(minimum = 60, maximum = 3_153_600_000_u64, example = 1_209_600)]
    default_expires_in_seconds: Option<u64>,
    /// The longest that a link may live.
    #[schema(minimum = 60, maximum = 3_153_600_000_u64, example = 7_776_000)]
    max_expires_in_seconds: Option<u64>,
    /// The sites that may show the pages in a frame, in place of all there were: `https`, a host, perhaps a port. A sandbox may
    /// have `http://localhost` too.
    #[schema(nullable = false, max_items = 50, example = json!(["https://portal.example.com"]))]
    allowed_origins: Option<Vec<String>>,
    /// The sites that recipients may be sent back to, in place of all there were; written like `allowedOrigins`.
    #[schema(nullable = false, max_items = 50, example = json!(["https://portal.example.com"]))]
    return_origins: Option<Vec<String>>,
    /// Whether the owner of a connection is mailed a reconnect link once its credentials have stopped working. Refused on a server that
    /// sends no mail.
    #[schema(nullable = false, example = true)]
    automatic_reconnect: Option<bool>,
    /// Where notices of what happened are mailed to: one address, such as that of a list.
    #[schema(format = Email, example = "connections@example.com")]
    notify_email: Option<String>,
    /// What they are of, in place of all there was.
    #[schema(nullable = false, max_items = 2, value_type = Option<Vec<NoticeName>>)]
    notify_on: Option<Vec<String>>,
    /// Their language, a BCP 47 tag; English where it is not spoken.
    #[schema(max_length = 35, example = "de")]
    notify_locale: Option<String>,
    /// Your address for mails: they come from it where the operator of this server has its domain on the list of those it signs for, and
    /// come from the server's address with yours to answer to otherwise. Refused on a server that sends no mail.
    #[schema(format = Email, example = "connections@example.com")]
    mail_from: Option<String>,
    /// So many days after a link was mailed its recipient is reminded, if they have done nothing. Holds for mails sent from then
    /// on. Refused on a server that sends no mail.
    #[schema(minimum = 1, maximum = 365, example = 3)]
    remind_after_days: Option<u16>,
    /// So many days before the link ends they are, likewise.
    #[schema(minimum = 1, maximum = 365, example = 2)]
    remind_before_expiry_days: Option<u16>,
    /// For how many days what is kept: each that is named, from the next hour on. Null: as long as the server's operator says, or
    /// 30 days for webhooks and results, and for good otherwise.
    #[schema(nullable = false)]
    retention_days: Option<UpdateRetentionDays>,
    /// A domain of yours whose mail is handed in to `/inbound/mfa/{address}`: each connection has an address at it, to which the
    /// codes of its provider are forwarded. Null: none has, and nobody is asked.
    #[schema(max_length = 200, example = "mfa.example.com")]
    mfa_domain: Option<String>,
}

/// For how many days what is kept.
#[derive(Debug, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct UpdateRetentionDays {
    /// Work that was given up.
    #[schema(minimum = 1, maximum = 3650, example = 365)]
    dead_letters: Option<u16>,
    /// Webhooks with every try, and with them how far back they can be sent again.
    #[schema(minimum = 7, maximum = 3650, example = 30)]
    webhooks: Option<u16>,
    /// What became of the rows of a bulk.
    #[schema(minimum = 1, maximum = 3650, example = 30)]
    bulk_results: Option<u16>,
    /// To whom links that have ended were mailed.
    #[schema(minimum = 1, maximum = 3650, example = 90)]
    mails: Option<u16>,
}

/// What is said of each kind that is named.
fn retention(fields: &mut Fields) -> BTreeMap<Kept, Option<KeptDays>> {
    let mut said = BTreeMap::new();
    for kept in Kept::ALL {
        let days = integer(kept.least().into()..=KeptDays::MAX.into());
        if let Some(days) = fields.nullable(kept.as_str(), days) {
            said.insert(*kept, days.and_then(|days| KeptDays::new(*kept, days).ok()));
        }
    }
    said
}

fn read(mut fields: Fields) -> Result<WorkspaceChanges, Problem> {
    let seconds = || integer(MIN_LIFETIME.as_secs()..=MAX_SPAN);
    let span = |seconds: Option<Option<u64>>| seconds.map(|seconds| seconds.map(Duration::from_secs));
    let number = || integer(1..=Days::MAX.into());
    let days = |days: Option<Option<u64>>| days.map(|days| days.and_then(|days| Days::new(days).ok()));
    let wish = WorkspaceChanges {
        name: fields.optional("name", text(WorkspaceName::parse)),
        default_expiry: span(fields.nullable("defaultExpiresInSeconds", seconds())),
        max_expiry: span(fields.nullable("maxExpiresInSeconds", seconds())),
        embed: fields.list("allowedOrigins", TrustedSites::MAX, web_origin),
        back: fields.list("returnOrigins", TrustedSites::MAX, web_origin),
        reconnects: fields.optional("automaticReconnect", boolean),
        notify: fields.nullable("notifyEmail", email),
        notify_of: fields.list("notifyOn", Notice::ALL.len(), named::<Notice>),
        notify_locale: fields.nullable("notifyLocale", locale),
        mail_from: fields.nullable("mailFrom", email),
        remind_after: days(fields.nullable("remindAfterDays", number())),
        remind_before_expiry: days(fields.nullable("remindBeforeExpiryDays", number())),
        retention: fields.object("retentionDays", retention).unwrap_or_default(),
        mfa_domain: fields.nullable("mfaDomain", mfa_domain),
    };
    fields.finish(Some(wish))
}

fn refused(error: UpdateWorkspaceError) -> Problem {
    let field = match &error {
        UpdateWorkspaceError::DefaultExpiry => {
            Refused::saying(FieldCode::OutOfRange, &error).at("/defaultExpiresInSeconds")
        }
        UpdateWorkspaceError::MaxExpiry => {
            Refused::saying(FieldCode::OutOfRange, &error).at("/maxExpiresInSeconds")
        }
        UpdateWorkspaceError::Embed(sites) => untrusted(sites).at("/allowedOrigins"),
        UpdateWorkspaceError::Back(sites) => untrusted(sites).at("/returnOrigins"),
        UpdateWorkspaceError::NoMail { field } => {
            let detail = "this server sends no mail; configure a transport, or leave it out";
            Refused::new(FieldCode::MailNotConfigured, detail).at(format!("/{field}"))
        }
        UpdateWorkspaceError::Failed(_) => match error {
            UpdateWorkspaceError::Failed(failure) => return failed(failure),
            other => return defect(&other),
        },
        _ => return defect(&error),
    };
    invalid([field])
}

fn untrusted(error: &SitesError) -> Refused {
    let code = match error {
        SitesError::TooMany => FieldCode::TooMany,
        _ => FieldCode::InvalidUrl,
    };
    Refused::saying(code, error)
}

/// Change the workspace
///
/// Links that are there follow the lists of sites at once; when they expire stays as it is. Needs the scope
/// `workspace:manage`.
#[utoipa::path(
    patch, path = "/workspace", operation_id = "updateWorkspace", tag = "Workspace",
    request_body = UpdateWorkspaceBody,
    responses((status = 200, description = "The workspace.", body = WorkspaceBody), BadBody, Refusals)
)]
pub(super) async fn update(
    State(api): State<ApiState>,
    caller: ApiCaller,
    JsonBody(fields): JsonBody,
) -> Result<Json<WorkspaceBody>, Problem> {
    let wish = read(fields)?;
    let workspace = workspace::update(api.latchstring(), &caller.0, wish).await.map_err(refused)?;
    Ok(Json(workspace.into()))
}
