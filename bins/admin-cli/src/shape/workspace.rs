use std::collections::BTreeMap;

use latchstring_domain::notice::{Notice, Notices};
use latchstring_domain::reminder::{Days, Reminders};
use latchstring_domain::retention::{Kept, KeptDays};
use latchstring_domain::web_origin::WebOrigin;
use latchstring_domain::workspace::{ExpiryPolicy, Workspace};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

use crate::output::{Block, Shape, or_dash};

/// A workspace.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkspaceShape {
    id: String,
    name: String,
    mode: &'static str,
    environment: Option<String>,
    default_expires_in_seconds: Option<u64>,
    max_expires_in_seconds: Option<u64>,
    allowed_origins: Vec<String>,
    return_origins: Vec<String>,
    automatic_reconnect: bool,
    notify_email: Option<String>,
    notify_on: Vec<&'static str>,
    notify_locale: Option<String>,
    mail_from: Option<String>,
    remind_after_days: Option<u16>,
    remind_before_expiry_days: Option<u16>,
    retention_days: BTreeMap<&'static str, Option<u16>>,
    mfa_domain: Option<String>,
    created: String,
    updated: String,
}

impl From<Workspace> for WorkspaceShape {
    fn from(workspace: Workspace) -> Self {
        let Workspace {
            id,
            name,
            environment,
            mode,
            expiry,
            sites,
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
        let ExpiryPolicy { default, ceiling } = expiry;
        let texts = |origins: Vec<WebOrigin>| origins.iter().map(WebOrigin::to_string).collect();
        Self {
            id: id.to_string(),
            name: name.to_string(),
            mode: mode.as_str(),
            environment: environment.map(|key| key.to_string()),
            default_expires_in_seconds: default.map(|span| span.as_secs()),
            max_expires_in_seconds: ceiling.map(|span| span.as_secs()),
            allowed_origins: texts(sites.embed),
            return_origins: texts(sites.back),
            automatic_reconnect: reconnects,
            notify_email: to.map(|to| to.to_string()),
            notify_on: of.into_iter().map(Notice::as_str).collect(),
            notify_locale: locale,
            mail_from: mail_from.map(|from| from.to_string()),
            remind_after_days: after.map(Days::get),
            remind_before_expiry_days: before_expiry.map(Days::get),
            retention_days: Kept::ALL
                .iter()
                .map(|kept| (kept.as_str(), retention.of(*kept).map(KeptDays::get)))
                .collect(),
            mfa_domain: mfa_domain.map(|domain| domain.to_string()),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

impl WorkspaceShape {
    /// How long a link lives whose maker does not say.
    fn usual(&self) -> String {
        let usual = match (self.default_expires_in_seconds, self.max_expires_in_seconds) {
            (Some(default), Some(most)) => Some(default.min(most)),
            (default, most) => default.or(most),
        };
        usual.map_or_else(|| "for ever".to_owned(), span)
    }
}

impl WorkspaceShape {
    fn notices(&self) -> String {
        let Some(to) = &self.notify_email else { return "to nobody".to_owned() };
        let of = if self.notify_on.is_empty() { "nothing".to_owned() } else { self.notify_on.join(", ") };
        let locale = self.notify_locale.as_ref().map(|tag| format!(", in {tag}")).unwrap_or_default();
        format!("to {to}, of {of}{locale}")
    }

    fn reminders(&self) -> String {
        let after = self.remind_after_days.map(|days| format!("{days}d after the mail"));
        let before = self.remind_before_expiry_days.map(|days| format!("{days}d before the end"));
        match (after, before) {
            (Some(after), Some(before)) => format!("{after}, {before}"),
            (one, other) => one.or(other).unwrap_or_else(|| "never".to_owned()),
        }
    }
}

impl WorkspaceShape {
    fn kept(&self) -> String {
        let said =
            self.retention_days.iter().filter_map(|(kept, days)| Some(format!("{kept} {}d", (*days)?)));
        let said: Vec<_> = said.collect();
        if said.is_empty() { "as is usual".to_owned() } else { said.join(", ") }
    }
}

impl Shape for WorkspaceShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(vec![
            ("id", self.id.clone()),
            ("name", self.name.clone()),
            ("mode", self.mode.to_owned()),
            ("environment", or_dash(self.environment.as_ref())),
            ("links live", self.usual()),
            ("at most", self.max_expires_in_seconds.map_or_else(|| "for ever".to_owned(), span)),
            ("may embed", listed(&self.allowed_origins)),
            ("lead back", listed(&self.return_origins)),
            (
                "reconnects",
                if self.automatic_reconnect { "by mail, unasked" } else { "when asked" }.to_owned(),
            ),
            ("notices", self.notices()),
            ("mails from", or_dash(self.mail_from.as_ref())),
            ("reminders", self.reminders()),
            ("keeps", self.kept()),
            ("codes to", or_dash(self.mfa_domain.as_ref())),
            ("created", self.created.clone()),
            ("updated", self.updated.clone()),
        ])]
    }
}

fn listed(origins: &[String]) -> String {
    if origins.is_empty() { "no site".to_owned() } else { origins.join("\n") }
}

/// As it would be written on the command line.
fn span(seconds: u64) -> String {
    let units = [(86_400, 'd'), (3600, 'h'), (60, 'm')];
    let whole = units.into_iter().find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
    whole.map_or_else(|| format!("{seconds}s"), |(unit, letter)| format!("{}{letter}", seconds / unit))
}

/// A secret of the workspace; shown once.
#[derive(Serialize)]
pub(crate) struct SecretShape {
    secret: String,
}

impl From<SecretString> for SecretShape {
    fn from(secret: SecretString) -> Self {
        Self { secret: secret.expose_secret().to_owned() }
    }
}

impl Shape for SecretShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(vec![("secret", self.secret.clone())])]
    }
}

/// Workspaces, oldest first.
#[derive(Serialize)]
pub(crate) struct WorkspaceList {
    pub(crate) workspaces: Vec<WorkspaceShape>,
}

impl Shape for WorkspaceList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &WorkspaceShape| {
            vec![
                one.id.clone(),
                one.name.clone(),
                one.mode.to_owned(),
                or_dash(one.environment.as_ref()),
                one.usual(),
                one.created.clone(),
            ]
        };
        vec![Block::Table {
            head: &["ID", "NAME", "MODE", "ENVIRONMENT", "LINKS LIVE", "CREATED"],
            rows: self.workspaces.iter().map(row).collect(),
            none: "There is no workspace; `admin-cli workspace create` makes one.",
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_span_is_written_in_its_largest_whole_unit() {
        let spans = [
            (0, "0s"),
            (59, "59s"),
            (60, "1m"),
            (90, "90s"),
            (3600, "1h"),
            (129_600, "36h"),
            (604_800, "7d"),
        ];
        for (seconds, words) in spans {
            assert_eq!(span(seconds), words);
        }
    }
}
