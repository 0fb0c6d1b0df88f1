use latchstring_domain::provider::{Connector, Provider};
use latchstring_domain::sign_in::{Adornment, SelectOption, SignInField};
use latchstring_service::connector::Imported;
use serde::{Serialize, Serializer};

use super::schema::{self, TableShape};
use crate::output::{Block, Shape, or_dash};

/// A connector, in the shape that its callers know, with what a catalog needs beside that: a list of them is a catalog
/// that can be imported again.
#[derive(Serialize)]
pub(crate) struct ConnectorShape {
    id: String,
    label: String,
    r#type: &'static str,
    tags: Vec<String>,
    icon: Option<String>,
    domain: String,
    url: String,
    auth_url: Option<String>,
    #[serde(serialize_with = "in_order")]
    connect_ui_params: Vec<(String, ParamShape)>,
    catalog: Option<Vec<TableShape>>,
    datasource_id: String,
    created: String,
    updated: String,
}

/// A field of a connector's form.
#[derive(Serialize)]
struct ParamShape {
    label: String,
    description: Option<String>,
    r#type: &'static str,
    required: bool,
    pattern: Option<String>,
    adornment: AdornmentShape,
    options: Vec<OptionShape>,
}

#[derive(Serialize)]
struct AdornmentShape {
    start: Option<String>,
    end: Option<String>,
}

#[derive(Serialize)]
struct OptionShape {
    value: String,
    label: String,
}

/// The fields by their keys, as the form has them. A map of `serde_json` would sort them.
fn in_order<S: Serializer>(params: &[(String, ParamShape)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(params.iter().map(|(key, param)| (key, param)))
}

impl From<&SignInField> for ParamShape {
    fn from(field: &SignInField) -> Self {
        let SignInField { key: _, label, help, kind, required, pattern, adornment, options } = field;
        let Adornment { start, end } = adornment;
        let option = |SelectOption { value, label }: &SelectOption| OptionShape {
            value: value.clone(),
            label: label.clone(),
        };
        Self {
            label: label.clone(),
            description: help.clone(),
            r#type: kind.as_str(),
            required: *required,
            pattern: pattern.as_ref().map(|pattern| pattern.as_str().to_owned()),
            adornment: AdornmentShape { start: start.clone(), end: end.clone() },
            options: options.iter().map(option).collect(),
        }
    }
}

impl From<&Provider> for ConnectorShape {
    fn from(provider: &Provider) -> Self {
        let Provider {
            id,
            workspace_id: _,
            name,
            url,
            countries: _,
            utility_types: _,
            method,
            form,
            connector,
            logo: _,
            mfa_forwarding: _,
            listed: _,
            created_at,
            updated_at,
            version: _,
        } = provider;
        // One without a key, which was listed before there were connectors, is called by its id.
        let (key, tags, icon, fields) = match connector {
            Some(Connector { key, tags, icon, fields }) => {
                (key.to_string(), tags.as_slice(), icon.as_ref(), fields.as_ref())
            }
            None => (id.to_string(), &[][..], None, None),
        };
        let param = |field: &SignInField| (field.key.clone(), ParamShape::from(field));
        Self {
            id: key,
            label: name.to_string(),
            r#type: if method.oauth().is_some() { "oauth" } else { "api" },
            tags: tags.iter().map(ToString::to_string).collect(),
            icon: icon.map(ToString::to_string),
            domain: url.domain().to_owned(),
            url: url.to_string(),
            auth_url: method.oauth().map(|client| client.authorize_url.to_string()),
            connect_ui_params: form.fields().iter().map(param).collect(),
            catalog: fields.map(schema::tables),
            datasource_id: id.to_string(),
            created: created_at.to_string(),
            updated: updated_at.to_string(),
        }
    }
}

impl OptionShape {
    /// What is read, and what is kept when that is something else.
    fn words(&self) -> String {
        if self.label == self.value { self.label.clone() } else { format!("{} ({})", self.label, self.value) }
    }
}

impl ParamShape {
    /// What stands before and behind the field, around the place of its value.
    fn around(&self) -> String {
        match (&self.adornment.start, &self.adornment.end) {
            (None, None) => "-".to_owned(),
            (start, end) => {
                format!("{}…{}", start.as_deref().unwrap_or_default(), end.as_deref().unwrap_or_default())
            }
        }
    }

    fn row(&self, key: &str) -> Vec<String> {
        let options: Vec<String> = self.options.iter().map(OptionShape::words).collect();
        vec![
            key.to_owned(),
            self.label.clone(),
            self.r#type.to_owned(),
            if self.required { "yes" } else { "no" }.to_owned(),
            self.around(),
            if options.is_empty() { "-".to_owned() } else { options.join("\n") },
            or_dash(self.description.as_ref()),
        ]
    }
}

impl ConnectorShape {
    fn tags(&self) -> String {
        if self.tags.is_empty() { "-".to_owned() } else { self.tags.join(", ") }
    }
}

impl Shape for ConnectorShape {
    fn blocks(&self) -> Vec<Block> {
        let facts = Block::Facts(vec![
            ("key", self.id.clone()),
            ("name", self.label.clone()),
            ("type", self.r#type.to_owned()),
            ("url", self.url.clone()),
            ("tags", self.tags()),
            ("icon", or_dash(self.icon.as_ref())),
            ("provider id", self.datasource_id.clone()),
            ("created", self.created.clone()),
            ("updated", self.updated.clone()),
        ]);
        let form = Block::Table {
            head: &["KEY", "LABEL", "TYPE", "REQUIRED", "AROUND", "OPTIONS", "DESCRIPTION"],
            rows: self.connect_ui_params.iter().map(|(key, param)| param.row(key)).collect(),
            none: "It has no form.",
        };
        let none = "No fields of it are known: where recipients map some, signing in has to tell them.";
        vec![facts, form, schema::block(self.catalog.as_deref(), none)]
    }
}

/// Connectors, by key.
#[derive(Serialize)]
pub(crate) struct ConnectorList {
    pub(crate) connectors: Vec<ConnectorShape>,
}

impl Shape for ConnectorList {
    fn blocks(&self) -> Vec<Block> {
        let row = |one: &ConnectorShape| {
            let keys: Vec<&str> = one.connect_ui_params.iter().map(|(key, _)| key.as_str()).collect();
            vec![
                one.id.clone(),
                one.label.clone(),
                one.url.clone(),
                keys.join(" "),
                schema::count(one.catalog.as_deref()),
                one.tags(),
            ]
        };
        vec![Block::Table {
            head: &["KEY", "NAME", "URL", "FORM", "FIELDS", "TAGS"],
            rows: self.connectors.iter().map(row).collect(),
            none: "No connector; `admin-cli connector import` takes some in.",
        }]
    }
}

/// What an import did, or would do.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImportShape {
    created: usize,
    updated: usize,
    unchanged: usize,
    skipped: usize,
    dry_run: bool,
}

impl ImportShape {
    pub(crate) const fn new(imported: Imported, skipped: usize, dry_run: bool) -> Self {
        let Imported { created, updated, unchanged } = imported;
        Self { created, updated, unchanged, skipped, dry_run }
    }
}

impl Shape for ImportShape {
    fn blocks(&self) -> Vec<Block> {
        let said = if self.dry_run { "This would be done; nothing was changed." } else { "Imported." };
        let facts = Block::Facts(vec![
            ("created", self.created.to_string()),
            ("updated", self.updated.to_string()),
            ("unchanged", self.unchanged.to_string()),
            ("skipped", self.skipped.to_string()),
        ]);
        vec![Block::Line(said.to_owned()), facts]
    }
}
