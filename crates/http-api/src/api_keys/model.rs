use latchstring_domain::Timestamp;
use latchstring_domain::api_key::ApiKey;
use secrecy::SecretString;
use serde::Serialize;
use utoipa::ToSchema;

use crate::reveal::expose_if_any;
use crate::schema::{ApiKeyStatusName, ScopeName, WorkspaceModeName};

/// An API key.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApiKey)]
pub(super) struct ApiKeyBody {
    #[schema(format = Uuid)]
    id: String,
    #[schema(example = "Nightly job")]
    name: String,
    /// Whether its text begins with `lsk_live_` or `lsk_test_`.
    #[schema(value_type = WorkspaceModeName)]
    mode: &'static str,
    /// The last characters of its text, to tell keys apart.
    #[schema(example = "x7Qz")]
    hint: String,
    #[schema(value_type = ApiKeyStatusName)]
    status: &'static str,
    /// What it may do.
    #[schema(value_type = Vec<ScopeName>)]
    scopes: Vec<&'static str>,
    /// From when on it is refused; null: never.
    #[schema(required, format = DateTime)]
    expires_at: Option<String>,
    #[schema(required, format = DateTime)]
    revoked_at: Option<String>,
    /// When it was last used, to the minute.
    #[schema(required, format = DateTime)]
    last_used_at: Option<String>,
    /// The key that took its place when it was rotated.
    #[schema(required, format = Uuid)]
    replaced_by: Option<String>,
    #[schema(format = DateTime)]
    created: String,
    /// The key itself. Shown when it is made and never again.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "expose_if_any")]
    #[schema(nullable = false, value_type = Option<String>, example = "lsk_test_…")]
    api_key: Option<SecretString>,
}

impl ApiKeyBody {
    pub(super) fn new(key: ApiKey, now: Timestamp) -> Self {
        let status = key.status(now).as_str();
        let ApiKey {
            id,
            workspace_id: _,
            name,
            mode,
            hint,
            scopes,
            digest: _,
            expires_at,
            revoked_at,
            last_used_at,
            replaced_by,
            created_at,
            version: _,
        } = key;
        Self {
            id: id.to_string(),
            name: name.to_string(),
            mode: mode.as_str(),
            hint,
            status,
            scopes: scopes.iter().map(|scope| scope.as_str()).collect(),
            expires_at: expires_at.map(|at| at.to_string()),
            revoked_at: revoked_at.map(|at| at.to_string()),
            last_used_at: last_used_at.map(|at| at.to_string()),
            replaced_by: replaced_by.map(|id| id.to_string()),
            created: created_at.to_string(),
            api_key: None,
        }
    }

    /// The same, with the one sight of its text.
    pub(super) fn revealing(self, text: SecretString) -> Self {
        Self { api_key: Some(text), ..self }
    }
}
