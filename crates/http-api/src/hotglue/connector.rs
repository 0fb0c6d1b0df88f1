use latchstring_domain::branding::FileKind;
use latchstring_domain::provider::{Connector, Provider};
use latchstring_domain::sign_in::{Adornment, FieldKind, SelectOption, SignInField};
use latchstring_service::branding::file_url;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::flows::connector_id;
use crate::mapping::{TableBody, tables};

/// Something that can be connected.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Connector)]
pub(super) struct ConnectorBody {
    #[schema(example = "quickbooks")]
    id: String,
    #[schema(example = "QuickBooks")]
    label: String,
    /// How one signs in there: `api` with a form, `oauth` by agreeing there.
    #[schema(example = "api")]
    r#type: &'static str,
    #[schema(example = json!(["accounting"]))]
    tags: Vec<String>,
    /// The address of its picture: the one its catalog names, else that of the logo it was given here.
    #[schema(required)]
    icon: Option<String>,
    #[schema(example = "quickbooks.example")]
    domain: String,
    /// Where one authorises access; null for the type `api`.
    #[schema(required)]
    auth_url: Option<String>,
    /// The form, by the keys of its fields, in their order.
    #[schema(value_type = std::collections::BTreeMap<String, ParamBody>)]
    connect_ui_params: Params,
    /// The fields that it is known to have, for mapping; null when only signing in tells.
    #[schema(required)]
    catalog: Option<Vec<TableBody>>,
    /// Its id as a provider of the catalog.
    #[schema(format = Uuid)]
    datasource_id: String,
}

/// A field of a connector's form.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConnectUiParam)]
pub(super) struct ParamBody {
    #[schema(example = "API key")]
    label: String,
    #[schema(required)]
    description: Option<String>,
    /// `text`, `password`, `boolean`, `select`, `number`, `email` or `url`.
    #[schema(example = "password")]
    r#type: &'static str,
    required: bool,
    /// What an answer has to look like as a whole.
    #[schema(required, example = "[0-9]{10}")]
    pattern: Option<String>,
    adornment: AdornmentBody,
    /// The choices of a `select`.
    options: Vec<OptionBody>,
}

/// What is shown before and behind a field.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Adornment)]
pub(super) struct AdornmentBody {
    #[schema(required, example = "https://")]
    start: Option<String>,
    #[schema(required, example = ".quickbooks.example")]
    end: Option<String>,
}

/// One choice of a `select`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SelectOption)]
pub(super) struct OptionBody {
    value: String,
    label: String,
}

/// The fields of a form by their keys. A map of `serde_json` would sort them.
#[derive(Debug)]
pub(super) struct Params(Vec<(String, ParamBody)>);

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, param)| (key, param)))
    }
}

impl From<&SignInField> for ParamBody {
    fn from(field: &SignInField) -> Self {
        let SignInField { key: _, label, help, kind, required, pattern, adornment, options } = field;
        let Adornment { start, end } = adornment;
        let option = |SelectOption { value, label }: &SelectOption| OptionBody {
            value: value.clone(),
            label: label.clone(),
        };
        Self {
            label: label.clone(),
            description: help.clone(),
            r#type: FieldKind::as_str(*kind),
            required: *required,
            pattern: pattern.as_ref().map(|pattern| pattern.as_str().to_owned()),
            adornment: AdornmentBody { start: start.clone(), end: end.clone() },
            options: options.iter().map(option).collect(),
        }
    }
}

impl ConnectorBody {
    /// The connector, as a deployment at this address tells of it.
    pub(super) fn new(provider: &Provider, address: &str) -> Self {
        let (tags, icon, fields) = match &provider.connector {
            Some(Connector { key: _, tags, icon, fields }) => {
                (tags.as_slice(), icon.as_ref(), fields.as_ref())
            }
            None => (&[][..], None, None),
        };
        let own = || Some(file_url(address, &provider.logo.as_ref()?.file, FileKind::Png));
        let client = provider.method.oauth();
        let param = |field: &SignInField| (field.key.clone(), ParamBody::from(field));
        Self {
            id: connector_id(provider),
            label: provider.name.to_string(),
            r#type: if client.is_some() { "oauth" } else { "api" },
            tags: tags.iter().map(ToString::to_string).collect(),
            icon: icon.map(ToString::to_string).or_else(own),
            domain: provider.url.domain().to_owned(),
            auth_url: client.map(|client| client.authorize_url.to_string()),
            connect_ui_params: Params(provider.form.fields().iter().map(param).collect()),
            catalog: fields.map(tables),
            datasource_id: provider.id.to_string(),
        }
    }
}
