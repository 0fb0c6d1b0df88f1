use latchstring_domain::notice::{Notice, Notices};
use latchstring_domain::reminder::{Days, Reminders};
use latchstring_domain::retention::{Kept, KeptDays, Retention};
use latchstring_domain::web_origin::WebOrigin;
use latchstring_domain::workspace::{ExpiryPolicy, TrustedSites, Workspace};
use serde::Serialize;
use utoipa::ToSchema;

use crate::schema::{NoticeName, WorkspaceModeName};

/// The caller's workspace.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Workspace)]
pub(super) struct WorkspaceBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(example = "Northwind")]
    name: String,
    /// What paths name it by that name an environment.
    #[schema(required, example = "production")]
    environment: Option<String>,
    #[schema(value_type = WorkspaceModeName)]
    mode: &'static str,
    /// How long a link lives whose maker does not say; null: for ever, or for the longest.
    #[schema(required)]
    default_expires_in_seconds: Option<u64>,
    /// The longest that a link may live; null: no limit.
    #[schema(required)]
    max_expires_in_seconds: Option<u64>,
    /// The sites that may show its pages in a frame.
    #[schema(example = json!(["https://portal.example.com"]))]
    allowed_origins: Vec<String>,
    /// The sites that recipients may be sent back to.
    #[schema(example = json!(["https://portal.example.com"]))]
    return_origins: Vec<String>,
    /// Whether a connection whose credentials have stopped working is repaired by a link that is mailed to its owner.
    automatic_reconnect: bool,
    /// Where notices of what happened are mailed to; null: nowhere.
    #[schema(required, example = "connections@example.com")]
    notify_email: Option<String>,
    /// What they are of.
    #[schema(value_type = Vec<NoticeName>)]
    notify_on: Vec<&'static str>,
    /// Their language, a BCP 47 tag; null: English.
    #[schema(required, example = "de")]
    notify_locale: Option<String>,
    /// The address that mails come from, or are answered to where this server may not send in its name; null: neither.
    #[schema(required, example = "connections@example.com")]
    mail_from: Option<String>,
    /// So many days after a link was mailed its recipient is reminded, if they have done nothing; null: never.
    #[schema(required, example = 3)]
    remind_after_days: Option<u16>,
    /// So many days before it ends they are; null: never.
    #[schema(required, example = 2)]
    remind_before_expiry_days: Option<u16>,
    /// For how many days what it no longer needs is kept; null: as long as the server's operator says.
    retention_days: RetentionDays,
    /// The domain at which connections have addresses for forwarded codes; null: they have none.
    #[schema(required, example = "mfa.example.com")]
    mfa_domain: Option<String>,
    #[schema(format = DateTime)]
    created: String,
    #[schema(format = DateTime)]
    updated: String,
}

/// For how many days what is kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RetentionDays {
    /// Work that was given up, since it was.
    #[schema(required, example = 365)]
    dead_letters: Option<u16>,
    /// Webhooks with every try, since they were written.
    #[schema(required, example = 30)]
    webhooks: Option<u16>,
    /// What became of the rows of a bulk, since the last was settled.
    #[schema(required, example = 30)]
    bulk_results: Option<u16>,
    /// To whom a link was mailed (`deliveries`), since the mail was settled and the link had ended.
    #[schema(required, example = 90)]
    mails: Option<u16>,
}

impl From<&Retention> for RetentionDays {
    fn from(retention: &Retention) -> Self {
        let days = |kept| retention.of(kept).map(KeptDays::get);
        Self {
            dead_letters: days(Kept::DeadLetters),
            webhooks: days(Kept::Webhooks),
            bulk_results: days(Kept::BulkResults),
            mails: days(Kept::Mails),
        }
    }
}

impl From<Workspace> for WorkspaceBody {
    fn from(workspace: Workspace) -> Self {
        let Workspace {
            id,
            name,
            environment,
            mode,
            expiry: ExpiryPolicy { default, ceiling },
            sites: TrustedSites { embed, back },
            reconnects,
            notices: Notices { to, of, locale },
            reminders: Reminders { after, before_expiry },
            mail_from,
            retention,
            return_key: _,
            mfa_domain,
            inbound_key: _,
            created_at,
            updated_at,
            version: _,
        } = workspace;
        let texts = |origins: Vec<WebOrigin>| origins.iter().map(WebOrigin::to_string).collect();
        Self {
            id: id.to_string(),
            name: name.to_string(),
            environment: environment.map(|key| key.to_string()),
            mode: mode.as_str(),
            default_expires_in_seconds: default.map(|span| span.as_secs()),
            max_expires_in_seconds: ceiling.map(|span| span.as_secs()),
            allowed_origins: texts(embed),
            return_origins: texts(back),
            automatic_reconnect: reconnects,
            notify_email: to.map(|to| to.to_string()),
            notify_on: of.into_iter().map(Notice::as_str).collect(),
            notify_locale: locale,
            mail_from: mail_from.map(|from| from.to_string()),
            remind_after_days: after.map(Days::get),
            remind_before_expiry_days: before_expiry.map(Days::get),
            retention_days: RetentionDays::from(&retention),
            mfa_domain: mfa_domain.map(|domain| domain.to_string()),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}
