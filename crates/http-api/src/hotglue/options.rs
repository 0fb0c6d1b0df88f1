use std::collections::{BTreeMap, BTreeSet};

use latchstring_domain::flow::Schema;
use latchstring_domain::key::FlowKey;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::portal::{EmbedEvent, KeptOptions, PortalOptions, TextKey, TextOverrides};
use latchstring_domain::text::{HelperText, OverrideText};
use latchstring_service::ports::Answers;
use secrecy::SecretString;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::mapping::schema;
use crate::metadata::labelled;
use crate::read::{FieldCode, Fields, Refused, boolean, key, string, text};

/// The most flows that a link brings fields for.
const MAX_SCHEMAS: usize = 50;
/// The most values that a form is filled in with, and the most characters of one.
const MAX_VALUES: usize = 50;
const MAX_VALUE: usize = 1000;
/// The most bytes of JSON that is kept without being understood.
const MAX_KEPT: usize = 8 * 1024;
/// The most names of events.
const MAX_EVENTS: usize = 20;
const MAPPING: &str = "mapping";

/// How the recipient's walk goes and looks. A member that is not known is kept, has no effect and is named in
/// `ignoredOptions`.
#[derive(Debug, ToSchema)]
#[schema(as = PortalOptions, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct OptionsBody {
    /// Whether sites and kinds of data are not asked for.
    check_link: Option<bool>,
    /// Your fields by flow, for the mapping, instead of those of the flow itself.
    #[schema(max_items = 50)]
    schemas: Option<Vec<SchemasBody>>,
    /// `mapping`: the recipient maps fields after signing in.
    #[schema(example = "mapping")]
    next_step: Option<String>,
    /// The metadata of the tenant from now on: a flat object of at most 50 entries, in place of all there was.
    #[schema(value_type = Option<BTreeMap<String, Value>>, example = json!({"region": "north"}))]
    tenant_metadata: Option<Value>,
    /// Words of the pages, replaced, by key: a flat object. The keys are listed in the guide for moving here; null leaves a text as
    /// it is.
    #[schema(value_type = Option<BTreeMap<String, Value>>, example = json!({"landing-heading": "Bring your books"}))]
    localization: Option<Value>,
    /// Whether the recipient may connect several before finishing.
    multiple_sources: Option<bool>,
    /// The same.
    multiple_connectors: Option<bool>,
    /// Whether there is no way back to the choice of a connector.
    hide_back_buttons: Option<bool>,
    /// A line of help above the connectors, as plain text.
    #[schema(min_length = 1, max_length = 500)]
    helper_text: Option<String>,
    /// `false`: no progress line.
    breadcrumbs: Option<bool>,
    /// Whether connectors are shown without the names of their flows.
    hide_flows: Option<bool>,
    /// What the sign-in form is filled in with: a flat object of at most 50 entries. It is sealed, and no page shows the
    /// value of a password field.
    #[schema(value_type = Option<BTreeMap<String, Value>>, example = json!({"shop": "northwind"}))]
    connect_values: Option<Value>,
    /// The events that an embedding page is told of, out of `ready`, `step`, `connected`, `error` and `exit`. Absent: all of them.
    /// A name that is none of these is named in `ignoredOptions`.
    #[schema(max_items = 20, example = json!(["connected", "exit"]))]
    listener: Option<Vec<String>>,
}

/// Your fields for one flow.
#[derive(Debug, ToSchema)]
#[schema(as = FlowSchema, rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
pub(super) struct SchemasBody {
    /// The flow, by its key.
    flow_id: String,
    #[schema(max_items = 50)]
    schema: Vec<OfferedTableBody>,
}

/// A table of yours. Unlike that of a flow it may have members that are not known here.
#[derive(Debug, ToSchema)]
#[schema(as = FlowSchemaTable)]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
struct OfferedTableBody {
    #[schema(min_length = 1, max_length = 200, example = "Invoices")]
    table: String,
    #[schema(max_items = 500)]
    fields: Vec<OfferedFieldBody>,
}

/// A field of it.
#[derive(Debug, ToSchema)]
#[schema(as = FlowSchemaField)]
#[expect(dead_code, reason = "describes what `read` reads; a test holds the two together")]
struct OfferedFieldBody {
    #[schema(min_length = 1, max_length = 200, example = "total")]
    id: String,
    /// What recipients are shown; the same as `id` where it is left out.
    #[schema(required = false, min_length = 1, max_length = 200, example = "Total amount")]
    name: String,
    /// Whether a recipient has to say what fills it.
    #[schema(required = false, example = true)]
    required: bool,
}

/// What the options say.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) options: PortalOptions,
    pub(super) connect_values: Answers,
    pub(super) tenant_metadata: Option<Metadata>,
    /// The names of those without effect.
    pub(super) ignored: Vec<String>,
}

/// Reads the options.
pub(super) fn read(fields: &mut Fields) -> Options {
    let flag = |fields: &mut Fields, name: &str| fields.maybe(name, boolean);
    let mut kept = Map::new();
    let mut ignored = Vec::new();
    let connects_several = [flag(fields, "multipleSources"), flag(fields, "multipleConnectors")];
    let options = PortalOptions {
        skips_sites: flag(fields, "checkLink").unwrap_or_default(),
        connects_several: connects_several.contains(&Some(true)),
        maps_fields: maps_fields(fields, &mut kept),
        schemas: schemas(fields),
        texts: texts(fields, &mut ignored),
        helper_text: fields.maybe("helperText", text(HelperText::parse)),
        hides_back_buttons: flag(fields, "hideBackButtons").unwrap_or_default(),
        hides_flows: flag(fields, "hideFlows").unwrap_or_default(),
        hides_breadcrumbs: flag(fields, "breadcrumbs") == Some(false),
        connect_values: None,
        listener: listener(fields, &mut ignored),
        kept: KeptOptions::default(),
    };
    let connect_values = connect_values(fields);
    let labels = fields.scalars("tenantMetadata");
    let tenant_metadata = labels.and_then(|labels| labelled(fields, "tenantMetadata", labels));
    kept.extend(fields.rest());
    ignored.splice(0..0, kept.keys().cloned());
    let options = PortalOptions { kept: keep(fields, kept), ..options };
    Options { options, connect_values, tenant_metadata, ignored }
}

/// Whether the mapping is the next step. Any other step is not known here.
fn maps_fields(fields: &mut Fields, kept: &mut Map<String, Value>) -> bool {
    let next = fields.maybe("nextStep", string(|text: &str| Ok::<_, Refused>(text.to_owned())));
    match next {
        Some(next) if next == MAPPING => true,
        Some(other) => {
            kept.insert("nextStep".to_owned(), Value::String(other));
            false
        }
        None => false,
    }
}

fn schemas(fields: &mut Fields) -> Vec<(FlowKey, Schema)> {
    let read = fields.maybe_objects("schemas", MAX_SCHEMAS, |of_flow| {
        let flow = of_flow.required("flowId", key::<FlowKey>);
        of_flow.require("schema");
        let schema = schema(of_flow, "schema");
        flow.zip(schema)
    });
    read.unwrap_or_default()
}

/// The words that can be replaced; a key that is none of them is named among the ignored options.
fn texts(fields: &mut Fields, ignored: &mut Vec<String>) -> TextOverrides {
    let mut texts = BTreeMap::new();
    for (name, words) in fields.scalars("localization").unwrap_or_default() {
        let Ok(key) = name.parse::<TextKey>() else {
            ignored.push(format!("localization.{}", name.chars().take(100).collect::<String>()));
            continue;
        };
        match OverrideText::parse(&words) {
            Ok(words) => {
                texts.insert(key, words);
            }
            Err(why) => fields.refuse_child("localization", &name, why.into()),
        }
    }
    TextOverrides(texts)
}

/// The events that are known; another name is listed among the ignored options, since nothing would ever bear it.
fn listener(fields: &mut Fields, ignored: &mut Vec<String>) -> Option<BTreeSet<EmbedEvent>> {
    if fields.is_null("listener") {
        return None;
    }
    let name = string(|name: &str| Ok::<_, Refused>(name.to_owned()));
    let names = fields.list("listener", MAX_EVENTS, name)?;
    let mut events = BTreeSet::new();
    for name in names {
        match name.parse() {
            Ok(event) => {
                events.insert(event);
            }
            Err(_) => ignored.push(format!("listener.{}", name.chars().take(100).collect::<String>())),
        }
    }
    Some(events)
}

fn connect_values(fields: &mut Fields) -> Answers {
    let values = fields.scalars("connectValues").unwrap_or_default();
    if values.len() > MAX_VALUES {
        let detail = format!("must have at most {MAX_VALUES} values");
        fields.refuse("connectValues", Refused::new(FieldCode::TooMany, detail));
    }
    for (key, value) in &values {
        if value.chars().count() > MAX_VALUE || key.chars().count() > 100 {
            let detail = format!("must have at most {MAX_VALUE} characters, and its key at most 100");
            fields.refuse_child("connectValues", key, Refused::new(FieldCode::TooLong, detail));
        }
    }
    Answers::new(values.into_iter().map(|(key, value)| (key, SecretString::from(value))).collect())
}

fn keep(fields: &mut Fields, kept: Map<String, Value>) -> KeptOptions {
    let kept: BTreeMap<_, _> = kept.into_iter().map(|(name, value)| (name, value.to_string())).collect();
    let bytes: usize = kept.iter().map(|(name, value)| name.len() + value.len()).sum();
    if bytes > MAX_KEPT {
        let detail = format!("has more than {MAX_KEPT} bytes of options that are not known here");
        fields.refuse_whole(Refused::new(FieldCode::TooLong, detail));
    }
    KeptOptions(kept)
}
