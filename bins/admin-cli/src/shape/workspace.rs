use latchstring_domain::workspace::{ExpiryPolicy, Workspace};
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
    created: String,
    updated: String,
}

impl From<Workspace> for WorkspaceShape {
    fn from(workspace: Workspace) -> Self {
        let Workspace { id, name, environment, mode, expiry, created_at, updated_at, version: _ } = workspace;
        let ExpiryPolicy { default, ceiling } = expiry;
        Self {
            id: id.to_string(),
            name: name.to_string(),
            mode: mode.as_str(),
            environment: environment.map(|key| key.to_string()),
            default_expires_in_seconds: default.map(|span| span.as_secs()),
            max_expires_in_seconds: ceiling.map(|span| span.as_secs()),
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

impl Shape for WorkspaceShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(vec![
            ("id", self.id.clone()),
            ("name", self.name.clone()),
            ("mode", self.mode.to_owned()),
            ("environment", or_dash(self.environment.as_ref())),
            ("links live", self.usual()),
            ("at most", self.max_expires_in_seconds.map_or_else(|| "for ever".to_owned(), span)),
            ("created", self.created.clone()),
            ("updated", self.updated.clone()),
        ])]
    }
}

/// As it would be written on the command line.
fn span(seconds: u64) -> String {
    let units = [(86_400, 'd'), (3600, 'h'), (60, 'm')];
    let whole = units.into_iter().find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
    whole.map_or_else(|| format!("{seconds}s"), |(unit, letter)| format!("{}{letter}", seconds / unit))
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
