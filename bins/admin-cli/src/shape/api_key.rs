use latchstring_domain::Timestamp;
use latchstring_domain::api_key::ApiKey;
use latchstring_service::api_key::{CreatedApiKey, RotatedApiKey};
use secrecy::ExposeSecret as _;
use serde::Serialize;

use crate::output::{Block, Shape, or_dash};

/// An API key, without its text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiKeyShape {
    id: String,
    name: String,
    mode: &'static str,
    hint: String,
    status: &'static str,
    scopes: Vec<&'static str>,
    expires_at: Option<String>,
    revoked_at: Option<String>,
    last_used_at: Option<String>,
    replaced_by: Option<String>,
    created: String,
}

impl ApiKeyShape {
    pub(crate) fn new(key: ApiKey, now: Timestamp) -> Self {
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
        }
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("id", self.id.clone()),
            ("name", self.name.clone()),
            ("mode", self.mode.to_owned()),
            ("hint", self.hint.clone()),
            ("status", self.status.to_owned()),
            ("scopes", self.scopes.join(" ")),
            ("expires", or_dash(self.expires_at.as_ref())),
            ("revoked", or_dash(self.revoked_at.as_ref())),
            ("last used", or_dash(self.last_used_at.as_ref())),
            ("replaced by", or_dash(self.replaced_by.as_ref())),
            ("created", self.created.clone()),
        ]
    }
}

impl Shape for ApiKeyShape {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Facts(self.facts())]
    }
}

/// A new API key with its text, which nothing shows again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewApiKeyShape {
    #[serde(flatten)]
    key: ApiKeyShape,
    api_key: String,
}

impl NewApiKeyShape {
    pub(crate) fn new(CreatedApiKey { key, text }: CreatedApiKey, now: Timestamp) -> Self {
        Self { key: ApiKeyShape::new(key, now), api_key: text.expose_secret().to_owned() }
    }
}

impl Shape for NewApiKeyShape {
    fn blocks(&self) -> Vec<Block> {
        vec![
            Block::Line("The key, shown this once; keep it where secrets are kept:".to_owned()),
            Block::Line(self.api_key.clone()),
            Block::Facts(self.key.facts()),
        ]
    }
}

/// A key that took the place of another, with its text, which nothing shows again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RotatedApiKeyShape {
    #[serde(flatten)]
    new: NewApiKeyShape,
    replaces: ApiKeyShape,
}

impl RotatedApiKeyShape {
    pub(crate) fn new(RotatedApiKey { before, key, text }: RotatedApiKey, now: Timestamp) -> Self {
        let new = NewApiKeyShape::new(CreatedApiKey { key, text }, now);
        Self { new, replaces: ApiKeyShape::new(before, now) }
    }
}

impl Shape for RotatedApiKeyShape {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = self.new.blocks();
        let until = self.replaces.expires_at.as_deref().unwrap_or("now");
        blocks.push(Block::Line(format!("The key before, {}, lets in until {until}.", self.replaces.hint)));
        blocks
    }
}

/// API keys, oldest first.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiKeyList {
    pub(crate) api_keys: Vec<ApiKeyShape>,
}

impl Shape for ApiKeyList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &ApiKeyShape| {
            vec![
                one.id.clone(),
                one.name.clone(),
                one.hint.clone(),
                one.status.to_owned(),
                or_dash(one.expires_at.as_ref()),
                or_dash(one.last_used_at.as_ref()),
                one.scopes.join(" "),
            ]
        };
        vec![Block::Table {
            head: &["ID", "NAME", "HINT", "STATUS", "EXPIRES", "LAST USED", "SCOPES"],
            rows: self.api_keys.iter().map(row).collect(),
            none: "No API key.",
        }]
    }
}
