use latchstring_domain::id::{EndpointId, WorkspaceId};
use latchstring_domain::sealed::SealedBytes;
use latchstring_domain::text::EndpointDescription;
use latchstring_domain::webhook::{
    DisabledBecause, Endpoint, EndpointHeaders, EndpointSecrets, EndpointState, EndpointUrl, EventTypes,
    HeaderName, HeaderNames,
};

use super::cell::{Result, Row, json, millis};
use crate::entity::webhook_endpoints::Model;

const ENABLED: &str = "enabled";
const DISABLED: &str = "disabled";

pub(crate) fn write(value: &Endpoint) -> Result<Model> {
    let types: Vec<_> = value.types.iter().map(|event_type| event_type.as_str()).collect();
    let names =
        |headers: &EndpointHeaders| json(&headers.names.iter().map(HeaderName::as_str).collect::<Vec<_>>());
    let (state, since, because) = match value.state {
        EndpointState::Enabled { failing_since } => (ENABLED, failing_since, None),
        EndpointState::Disabled { at, because } => (DISABLED, Some(at), Some(because)),
    };
    let previous = value.secrets.previous.as_ref();
    Ok(Model {
        id: value.id.as_uuid(),
        workspace_id: value.workspace_id.as_uuid(),
        url: value.url.as_str().to_owned(),
        description: value.description.as_ref().map(EndpointDescription::to_string),
        event_types: json(&types)?,
        header_names: value.headers.as_ref().map(names).transpose()?,
        header_values: value.headers.as_ref().map(|headers| headers.values.as_bytes().to_vec()),
        secret: value.secrets.current.as_bytes().to_vec(),
        previous_secret: previous.map(|(secret, _)| secret.as_bytes().to_vec()),
        previous_until: millis(previous.map(|(_, until)| *until)),
        state: state.to_owned(),
        state_since: millis(since),
        disabled_because: because.map(|because| because.as_str().to_owned()),
        created_at: value.created_at.unix_millis(),
        updated_at: value.updated_at.unix_millis(),
        version: value.version.number(),
    })
}

pub(crate) fn read(model: Model) -> Result<Endpoint> {
    let row = Row::new("webhook_endpoints", model.id);
    let types: Vec<String> = row.json("event_types", &model.event_types)?;
    let types = types.iter().map(|name| row.parse("event_types", name)).collect::<Result<Vec<_>>>()?;
    Ok(Endpoint {
        id: EndpointId::from_uuid(model.id),
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        url: row.ok("url", EndpointUrl::parse(&model.url))?,
        description: row.optional("description", model.description.as_deref(), EndpointDescription::parse)?,
        types: EventTypes::new(types),
        headers: headers(&row, model.header_names, model.header_values)?,
        secrets: secrets(&row, model.secret, model.previous_secret, model.previous_until)?,
        state: state(&row, &model.state, model.state_since, model.disabled_because)?,
        created_at: row.time("created_at", model.created_at)?,
        updated_at: row.time("updated_at", model.updated_at)?,
        version: row.version(model.version)?,
    })
}

fn headers(row: &Row, names: Option<String>, values: Option<Vec<u8>>) -> Result<Option<EndpointHeaders>> {
    let (names, values) = match (names, values) {
        (None, None) => return Ok(None),
        (Some(names), Some(values)) => (names, values),
        _ => return Err(row.broken("header_names")),
    };
    let names: Vec<String> = row.json("header_names", &names)?;
    let names = names.iter().map(|name| HeaderName::parse(name)).collect::<std::result::Result<_, _>>();
    let names = row.ok("header_names", names.and_then(HeaderNames::new))?;
    Ok(Some(EndpointHeaders { names, values: SealedBytes::new(values) }))
}

fn secrets(
    row: &Row,
    current: Vec<u8>,
    previous: Option<Vec<u8>>,
    until: Option<i64>,
) -> Result<EndpointSecrets> {
    let previous = match (previous, row.optional_time("previous_until", until)?) {
        (None, None) => None,
        (Some(previous), Some(until)) => Some((SealedBytes::new(previous), until)),
        _ => return Err(row.broken("previous_until")),
    };
    Ok(EndpointSecrets { current: SealedBytes::new(current), previous })
}

fn state(row: &Row, state: &str, since: Option<i64>, because: Option<String>) -> Result<EndpointState> {
    let since = row.optional_time("state_since", since)?;
    let because: Option<DisabledBecause> =
        row.optional("disabled_because", because.as_deref(), str::parse)?;
    match (state, since, because) {
        (ENABLED, failing_since, None) => Ok(EndpointState::Enabled { failing_since }),
        (DISABLED, Some(at), Some(because)) => Ok(EndpointState::Disabled { at, because }),
        _ => Err(row.broken("state")),
    }
}
